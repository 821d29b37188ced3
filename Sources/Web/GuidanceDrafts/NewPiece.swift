import Basics
import Markup
import Rules

/// A provision that is added: with an identity of its own and as little as it can have.
struct NewPiece {
  let list: PackPath
  let key: String
  let value: PackValue

  func make() throws -> (edit: PackEdit, path: PackPath) {
    let keys = list.steps.map { if case .key(let key) = $0 { key } else { "#" } }
    if ["parameters", "grades"].contains(keys.first) && keys.count == 1
      || keys.first == "facts" && keys.count == 2
    {
      return try keyed()
    }
    let items = value[list]?.items ?? []
    guard let piece = template(keys, items) else { throw FormTroubles(trouble: Self.nowhere) }
    guard case .list = value[list] else { return (.put(list, .list([piece])), list.item(0)) }
    // A rule goes before the last one, which holds for all that are left.
    let at =
      keys.last == "rules" && items.last?["when"] == nil && items.last?["any"] == nil
      ? max(items.count - 1, 0) : items.count
    return (.insert(list, at: at, piece), list.item(at))
  }

  private func keyed() throws -> (edit: PackEdit, path: PackPath) {
    guard Self.isKey(key) else {
      var trouble = FormTrouble()
      trouble.add(
        "ma", "Ghi mã của mục mới bằng chữ cái không dấu và chữ số, bắt đầu bằng chữ cái, ví dụ tyLeXuatSac.")
      throw FormTroubles(trouble: trouble)
    }
    let path = list.key(key)
    guard value[path] == nil else {
      var trouble = FormTrouble()
      trouble.add("ma", "Mã “\(key)” đã có. Chọn mã khác, hoặc sửa mục ấy.")
      throw FormTroubles(trouble: trouble)
    }
    let piece: PackValue =
      switch list.steps.first {
      case .key("parameters"): .map([.init("value", .word("0")), .init("name", .word(key))])
      case .key("facts"): .map([.init("type", .word("boolean")), .init("name", .word(key))])
      default: .map([.init("name", .word(key))])
      }
    let others = value[list]?.entries.map(\.key) ?? []
    return value[list] == nil
      ? (.put(list, .map([.init(key, piece)])), path) : (.put(path, piece, behind: others), path)
  }

  static func isKey(_ key: String) -> Bool {
    let bytes = key.utf8
    guard let first = bytes.first, (first | 32) >= 97, (first | 32) <= 122, bytes.count <= 60 else {
      return false
    }
    return bytes.allSatisfy { ($0 | 32) >= 97 && ($0 | 32) <= 122 || (48...57).contains($0) || $0 == 95 }
  }

  private func template(_ keys: [String], _ items: [PackValue]) -> PackValue? {
    func word(_ key: String, _ text: String) -> PackValue.Entry { .init(key, .word(text)) }
    let entity = value["decisions"]?.items.first?["of"]?.word ?? "member"
    let grade = value["scale"]?.words?.first ?? value["scales"]?.entries.first?.value.words?.first ?? "A"
    switch keys.last {
    case "rules": return .map([word("id", free("M", items)), word("then", "undecided")])
    case "basis": return .map([word("document", "Văn bản mới")])
    case "quotas":
      return .map([
        word("id", free("Q", items)), word("decision", value["decisions"]?.items.first?["id"]?.word ?? ""),
        word("grade", grade), word("percent", "20 %"), .init("of", .list([.word(grade)])),
        word("counted", "before"), .init("scope", .list([.word("base")])), word("rounding", "down"),
        .init("rankBy", .list([.word("id ascending")])), word("demoteTo", grade),
      ])
    case "bands":
      return .map([
        word("id", free("band", items)), word("of", entity), word("value", "0"),
        .init("range", .list([.word("0"), .word("100")])), .init("to", .map([word(grade, "[0, 100]")])),
      ])
    case "aggregates":
      return .map([word("id", free("count", items)), word("of", "cell"), word("count", entity)])
    case "variables": return .map([word("id", free("value", items)), word("of", entity), word("value", "0")])
    case "majorities":
      return .map([word("id", free("vote", items)), word("of", "entitled"), word("moreThan", "1/2")])
    case "stages": return .map([word("id", free("step", items)), word("name", "Bước mới")])
    case "forms": return .map([word("id", free("form", items)), word("name", "Mẫu mới")])
    case "defaults": return .map([word("id", free("U", items)), word("title", "Chỗ chưa có quy định")])
    case "local": return .map([word("id", free("local", items))])
    case "untranslatable": return .map([word("construct", "Điều để người xét")])
    default: return nil
    }
  }

  /// An id nobody in the list has, like those that stand there.
  private func free(_ usual: String, _ items: [PackValue]) -> String {
    let ids = items.compactMap { $0["id"]?.word }
    let stem =
      ids.last.map {
        String(String.UnicodeScalarView($0.unicodeScalars.prefix { !(48...57).contains($0.value) }))
      }
      ?? usual
    let used = Set(ids)
    let start = items.count + 1
    return (start...(start + 2_000)).lazy.map { "\(stem.isEmpty ? usual : stem)\($0)" }.first {
      !used.contains($0)
    }
      ?? usual
  }

  private static var nowhere: FormTrouble {
    var trouble = FormTrouble()
    trouble.add("", "Không thêm được mục vào chỗ này. Thêm trong toàn văn.")
    return trouble
  }
}
