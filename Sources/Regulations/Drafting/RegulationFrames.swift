import Basics
import Registry

/// Model frame — mẫu khung: the articles a kind of organisation's regulation has, one file each in
/// `Content/Regulations/Frames`, valid from a day to a day.
package struct RegulationFrame: Decodable, Sendable {
  package struct Article: Decodable, Sendable {
    package var id: String
    package var chapter: String?
    package var title: String
    /// What the office says about writing it.
    package var advice: String?
    /// Sentences with names of facts in braces: {tổ chức}, {cấp trên}, {đối tượng}, {địa bàn} …
    package var text: [String]
    /// Whether the organisation has to write provisions of its own here.
    package var isOwn: Bool?
  }

  package var id: String
  package var title: String
  package var kinds: [String]
  package var from: String?
  package var to: String?
  package var source: String
  package var certainty: String
  package var articles: [Article]

  package func holds(on day: Day) -> Bool {
    if let from = from.flatMap({ Day(iso: $0) }), day < from { return false }
    if let to = to.flatMap({ Day(iso: $0) }), day >= to { return false }
    return true
  }
}

package struct RegulationFrames: Sendable {
  package let frames: [RegulationFrame]

  package init(_ content: Content) throws {
    frames = try content.yamls(in: "Regulations/Frames", as: RegulationFrame.self).map(\.value)
  }

  package func frames(for kind: Organisation.Kind, on day: Day? = nil) -> [RegulationFrame] {
    frames.filter { frame in
      frame.kinds.contains(kind.rawValue) && (day.map { frame.holds(on: $0) } ?? true)
    }
  }
}
