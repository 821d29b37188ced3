import Basics
import Storage

/// How long a text may be, in bytes, by the column it goes into: checked where every row passes, so that no form and no
/// command can forget it. A Vietnamese letter takes up to three bytes.
enum TextLimit {
  private static let limits: [String: Int] = [
    "name": 600, "title": 1_200, "person": 600, "user_name": 60, "code": 120, "neighbourhood": 300,
    "number": 240,
    "type": 120, "issuer": 600, "value": 240, "letter": 240,
    "subject": 3_000, "duty": 6_000, "text": 40_000, "note": 6_000, "content": 64 << 20,
    "explanation": 400_000, "discussion": 60_000, "conclusion": 15_000,
    "pack_text": 1_000_000, "source_text": 400_000,
  ]
  private static let other = 3_000

  static func check<R: Record>(_ record: R) throws(TextLimitRefusal) {
    for (column, value) in zip(R.columns, record.values) {
      guard case .text(let text) = value else { continue }
      let limit = limits["\(column)"] ?? other
      guard text.utf8.count <= limit else {
        throw TextLimitRefusal(text: String(text.prefix(40)), limit: limit / 3)
      }
    }
  }
}

package struct TextLimitRefusal: Refusal, Equatable {
  var text: String
  /// In letters, for a person.
  var limit: Int

  package var reason: String { "Chữ “\(text)…” dài quá mức ghi được (khoảng \(limit) chữ)." }
  package var remedy: String { "Rút gọn rồi ghi lại; phần giải thích dài để trong văn bản kèm theo." }
}
