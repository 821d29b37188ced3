import Basics
import Foundation
import Registry

/// Document rules — cách giữ sổ văn bản, from `Content/Meetings/documents.yaml`.
package struct DocumentRules: Sendable, Decodable {
  package struct Kind: Sendable, Decodable {
    package var id: String
    package var name: String
  }
  package struct Outgoing: Sendable, Decodable {
    package enum Series: String, Sendable, Decodable { case type, book }
    package var types: [Kind]
    package var form: String
    package var digits: Int
    package var cell: String
    package var committee: String
    package var series: Series
    package var cite: String
    package var certainty: String
  }
  package struct Restart: Sendable, Decodable {
    package var cite: String
    package var certainty: String
  }
  package struct Secret: Sendable, Decodable {
    package var text: String
    package var cite: String
    package var certainty: String
  }
  package var outgoing: Outgoing
  package var restart: Restart
  package var incoming: [String]
  package var soon: Int
  package var dueDays: Int
  package var secret: Secret

  package init(_ content: Content) throws {
    let path = "Meetings/documents.yaml"
    self = try content.yaml(path)
    guard !outgoing.types.isEmpty, (1...6).contains(outgoing.digits), (0...366).contains(soon) else {
      throw ContentRefusal.unreadable(path, "loại văn bản, số chữ số hoặc số ngày không hợp lý")
    }
  }

  package func kind(_ id: String) -> Kind? { outgoing.types.first { $0.id.utf8.elementsEqual(id.utf8) } }

  /// The row of numbers a kind belongs to.
  func series(of kind: Kind) -> String { outgoing.series == .type ? kind.id : "" }

  /// "05-BC/CB".
  package func number(_ n: Int, _ kind: Kind, of organisation: Organisation.Kind) -> String {
    let digits = String(n)
    let zeros = String(repeating: "0", count: max(0, outgoing.digits - digits.utf8.count))
    return outgoing.form.replacingOccurrences(of: "{n}", with: zeros + digits)
      .replacingOccurrences(of: "{type}", with: kind.id)
      .replacingOccurrences(of: "{body}", with: organisation.isCell ? outgoing.cell : outgoing.committee)
  }
}
