import Basics
import Storage

/// Decision — quyết định, văn bản: the only thing that changes the register. Any document that is cited stands here.
package struct Decision: Record, Hashable {
  package var id: ID<Decision>
  package var key: DocumentKey
  /// What it is about: "về việc thành lập Chi bộ cơ quan xã Long Mỹ".
  package var subject: String
  package var note: String

  package init(id: ID<Decision>, key: DocumentKey, subject: String, note: String = "") {
    (self.id, self.key, self.subject, self.note) = (id, key, subject, note)
  }

  package static let table: StaticString = "decision"
  package static let columns: [StaticString] = [
    "id", "type", "number", "issuer", "issuer_fold", "issued_on", "subject", "note",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, .text(key.type), .text(key.number), .text(key.issuer),
      .text(VietnameseText.fold(key.issuer)),
      key.date.sqlValue, .text(subject), .text(note),
    ]
  }

  static func read(_ row: Row, at column: Int = 0) throws -> Decision {
    Decision(
      id: try row.id(column),
      key: DocumentKey(
        type: try row.text(column + 1), number: try row.text(column + 2), issuer: try row.text(column + 3),
        date: try row.day(column + 4)),
      subject: try row.text(column + 5), note: try row.text(column + 6))
  }
}

/// What a person writes down about a document when an act cites it.
package struct DecisionEntry: Hashable, Codable, Sendable {
  package var key: DocumentKey
  package var subject: String

  package init(_ key: DocumentKey, subject: String = "") { (self.key, self.subject) = (key, subject) }
}

extension Session {
  package func decision(_ id: ID<Decision>) throws -> Decision? {
    try first(
      "SELECT id, type, number, issuer, issued_on, subject, note FROM decision WHERE id = \(id)"
    ) { try Decision.read($0) }
  }

  package func decisions(_ ids: [ID<Decision>]) throws -> [ID<Decision>: Decision] {
    var found: [ID<Decision>: Decision] = [:]
    for id in Set(ids) { found[id] = try decision(id) }
    return found
  }
}

extension Transaction {
  /// The document with this key: the one already written down, or a new one. The act's entry cites it.
  package func decision(_ entry: DecisionEntry) throws -> ID<Decision> {
    let key = DocumentKey(
      type: VietnameseText.clean(entry.key.type), number: VietnameseText.clean(entry.key.number),
      issuer: VietnameseText.clean(entry.key.issuer), date: entry.key.date)
    guard ![entry.key.type, entry.key.number, entry.key.issuer].contains(where: VietnameseText.hasControls)
    else {
      throw DecisionRefusal.controls
    }
    guard !key.type.isEmpty, !key.number.isEmpty, !key.issuer.isEmpty else {
      throw DecisionRefusal.incomplete
    }
    guard key.date <= today else { throw DecisionRefusal.future(key.date) }
    let known: ID<Decision>? = try session.first(
      """
      SELECT id FROM decision WHERE type = \(key.type) AND number = \(key.number)
        AND issuer_fold = \(VietnameseText.fold(key.issuer)) AND issued_on = \(key.date)
      """
    ) { try $0.id(0) }
    if let known {
      try keep(entry.subject, of: known)
      cite(known)
      return known
    }
    let decision = Decision(id: newID(), key: key, subject: try FreeText.checked(entry.subject))
    try add(decision)
    cite(decision.id)
    return decision.id
  }
}

package enum DecisionRefusal: Refusal, Equatable {
  case incomplete
  case future(Day)
  /// A sign that cannot be typed stands in it: something was pasted that is no text.
  case controls

  package var reason: String {
    switch self {
    case .incomplete: "Chưa ghi đủ văn bản làm căn cứ: loại, số và ký hiệu, cơ quan ban hành, ngày."
    case .future(let day): "Văn bản ghi ngày \(day.vietnamese), sau hôm nay."
    case .controls: "Số, ký hiệu hoặc cơ quan ban hành có ký tự điều khiển, không phải chữ, số hay dấu."
    }
  }
  package var remedy: String {
    switch self {
    case .incomplete: "Ghi đủ bốn phần; sổ chỉ thay đổi theo văn bản."
    case .future:
      "Kiểm tra lại ngày ban hành; văn bản chưa ban hành thì chưa làm căn cứ được."
    case .controls: "Gõ lại bằng tay, đừng dán."
    }
  }
}
