import Basics
import Foundation
import Registry
import TextReuse

/// The library of mandated passages, one file a source in `Content/Regulations/Mandated`, readable beside
/// what committees record on the site (``MandatedPassage``).
package struct MandatedPassages: Decodable, Sendable {
  package struct Passage: Decodable, Sendable {
    package var id: String
    package var text: String
    /// any, cell or committee; where it is missing, that of the file.
    package var audience: String?
  }

  package var source: String
  package var audience: String
  /// Days `yyyy-mm-dd`; `to` is exclusive.
  package var from: String?
  package var to: String?
  package var certainty: String
  package var passages: [Passage]

  package enum Standing: Sendable { case valid, notYet, outOfDate }

  package func standing(on day: Day?) -> Standing {
    guard let day else { return .valid }
    if let from = from.flatMap({ Day(iso: $0) }), day < from { return .notYet }
    if let to = to.flatMap({ Day(iso: $0) }), day >= to { return .outOfDate }
    return .valid
  }

  package static func files(_ content: Content) throws -> [(path: String, value: MandatedPassages)] {
    try content.yamls(in: "Regulations/Mandated", as: MandatedPassages.self)
  }

  /// What is valid on a day; without a day everything, out-of-date frames too.
  static func library(
    _ files: [MandatedPassages], and recorded: [MandatedPassage.Shown] = [], masks: Masks, on day: Day?
  ) -> Library {
    var passages: [Library.Passage] = []
    for file in files where day == nil || file.standing(on: day) == .valid {
      for passage in file.passages {
        passages.append(
          .init(
            id: passage.id, text: passage.text, audience: passage.audience ?? file.audience,
            source: file.source))
      }
    }
    passages += recorded.map {
      .init(
        id: "\($0.passage.passage)", text: $0.passage.text, audience: $0.passage.audience.rawValue,
        source: $0.source)
    }
    return Library(passages, masks: masks)
  }
}
