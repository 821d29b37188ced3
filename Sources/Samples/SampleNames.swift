import Basics
import Registry

/// Names of people who do not exist, as frequent as they are in the south of the country.
struct SampleNames: Sendable {
  private struct File: Decodable {
    struct BySex: Decodable {
      var male: [String: Int]
      var female: [String: Int]
    }
    var family: [String: Int]
    var middle: BySex
    var given: BySex
  }

  private let family: [(String, weight: Int)]
  private let middle: [Member.Sex: [(String, weight: Int)]]
  private let given: [Member.Sex: [(String, weight: Int)]]
  /// Names of real people told of in the sample; nobody simulated may bear one.
  private let taken: Set<String>

  init(_ content: Content, except real: [String]) throws {
    let file: File = try content.yaml("Samples/names.yaml")
    // A dictionary has no order of its own; the seed needs one.
    func sorted(_ weights: [String: Int]) -> [(String, weight: Int)] {
      weights.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }.map {
        ($0.key, weight: $0.value)
      }
    }
    family = sorted(file.family)
    middle = [.male: sorted(file.middle.male), .female: sorted(file.middle.female)]
    given = [.male: sorted(file.given.male), .female: sorted(file.given.female)]
    taken = Set(real.map(VietnameseText.fold))
  }

  func name(_ sex: Member.Sex, _ dice: inout Dice) -> String {
    while true {
      let words = [dice.pick(family), dice.pick(middle[sex] ?? []), dice.pick(given[sex] ?? [])].compactMap {
        $0
      }
      let name = words.joined(separator: " ")
      // "Nguyễn Thanh Thanh" is nobody's name.
      if words.count == 3, words[1].split(separator: " ").last.map(String.init) != words[2],
        !taken.contains(VietnameseText.fold(name))
      {
        return name
      }
    }
  }
}
