import Basics
import Registry

/// Model frame — mẫu khung: the articles a kind of organisation's regulation has, one file each in
/// `Content/Regulations/Frames`, valid from a day to a day.
package struct RegulationFrame: Decodable, Sendable {
  package struct Article: Decodable, Sendable {
    /// What an article is: laid down by others, the organisation's own to write, or told by the register.
    package enum What: String, Decodable, Sendable {
      case mandated, own, register
      package var title: String {
        switch self {
        case .mandated: "theo quy định"
        case .own: "viết riêng"
        case .register: "điền từ sổ"
        }
      }
    }
    package var id: String
    /// The chapter that begins with this article.
    package var chapter: String?
    package var title: String
    package var what: What
    package var basis: String
    package var certainty: String
    /// What belongs here, for whoever writes it.
    package var prompt: String?
    /// Clauses; names in braces are filled from the register: {tổ chức} {cấp trên} …
    package var text: [String]
  }

  package var id: String
  package var title: String
  package var kinds: [String]
  /// Days `yyyy-mm-dd`; `to` is exclusive.
  package var from: String?
  package var to: String?
  package var source: String
  package var certainty: String
  /// What the document is called: "Quy chế làm việc của {tổ chức}".
  package var heading: String?
  /// Documents it stands on, a line each.
  package var bases: [String]?
  package var articles: [Article]

  package func holds(on day: Day) -> Bool {
    if let from = from.flatMap({ Day(iso: $0) }), day < from { return false }
    if let to = to.flatMap({ Day(iso: $0) }), day >= to { return false }
    return true
  }

  package func article(_ id: String) -> Article? { articles.first { $0.id == id } }
}

package struct RegulationFrames: Sendable {
  package let frames: [RegulationFrame]

  package init(_ content: Content) throws {
    frames = try content.yamls(in: "Regulations/Frames", as: RegulationFrame.self).map(\.value)
    for frame in frames {
      let path = "Regulations/Frames/\(frame.id).yaml"
      guard frame.kinds.allSatisfy({ Organisation.Kind(rawValue: $0) != nil }),
        [frame.from, frame.to].compactMap({ $0 }).allSatisfy({ Day(iso: $0) != nil }),
        Set(frame.articles.map(\.id)).count == frame.articles.count
      else { throw ContentRefusal.unreadable(path, "loại tổ chức, ngày hoặc tên điều không đúng") }
      let named =
        frame.articles.flatMap { $0.text + [$0.title] } + (frame.bases ?? []) + [frame.heading ?? ""]
      for text in named {
        for case .fact(let name, _) in DraftText.parts(text) where DraftFacts.Name(rawValue: name) == nil {
          throw ContentRefusal.unreadable(path, "không có chỗ điền {\(name)}")
        }
      }
    }
  }

  package func frames(for kind: Organisation.Kind, on day: Day? = nil) -> [RegulationFrame] {
    frames.filter { frame in
      frame.kinds.contains(kind.rawValue) && (day.map { frame.holds(on: $0) } ?? true)
    }
  }

  /// The frames a new draft may begin with on a day: the one that holds last first.
  package func proposed(for kind: Organisation.Kind, on day: Day) -> [RegulationFrame] {
    frames(for: kind, on: day).filter { !$0.articles.isEmpty }.sorted { ($0.from ?? "") > ($1.from ?? "") }
  }

  package subscript(id: String) -> RegulationFrame? { frames.first { $0.id == id } }
}
