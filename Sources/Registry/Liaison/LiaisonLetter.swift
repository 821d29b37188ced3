import Basics
import Schema
import Storage

/// Liaison letter — giấy giới thiệu giữ mối liên hệ với nơi cư trú (Mẫu 1-213): by which the organisation where a member
/// works makes them known to the one where they live.
package struct LiaisonLetter: Fact, Hashable {
  package enum State: Sendable, Hashable {
    case waiting
    /// Taken in by a cell of the register, or by a place outside of it.
    case received(Day, cell: ID<Organisation>?, cellName: String)
    case returned(Day, reason: String)
    case ended(Day, reason: String)

    package var isOpen: Bool {
      switch self {
      case .waiting, .received: true
      case .returned, .ended: false
      }
    }
    package var title: String {
      switch self {
      case .waiting: "chờ nơi cư trú tiếp nhận"
      case .received: "nơi cư trú đã tiếp nhận"
      case .returned: "nơi cư trú trả lại"
      case .ended: "đã thôi giữ mối liên hệ ở đây"
      }
    }
  }

  package var id: ID<LiaisonLetter>
  package var member: ID<Member>
  /// The cell where the member belongs when the letter is written.
  package var from: ID<Organisation>
  /// Whom it is addressed to; nil where the place of residence is not in the register.
  package var to: ID<Organisation>?
  package var toName: String
  /// Number and symbol: "12-GGT/ĐU".
  package var number: String
  package var issuedOn: Day
  package var standing: LiaisonClass
  package var state: State = .waiting

  package static let table: StaticString = "liaison_letter"
  package static let columns: [StaticString] = [
    "id", "member_id", "from_id", "to_id", "to_name", "number", "issued_on", "standing",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, member.sqlValue, from.sqlValue, to?.sqlValue ?? .null, .text(toName), .text(number),
      issuedOn.sqlValue, standing.sqlValue,
    ]
  }
}

/// What became of a letter; at most one row is believed, the later one replaces the earlier.
struct LiaisonStep: Fact {
  enum Kind: String, SQLConvertible { case received, returned, ended }
  var id: Int64
  var letter: ID<LiaisonLetter>
  var member: ID<Member>
  var kind: Kind
  var day: Day
  var cell: ID<Organisation>?
  var cellName: String
  var note: String

  static let table: StaticString = "liaison_step"
  static let columns: [StaticString] = [
    "id", "letter_id", "member_id", "kind", "effective_on", "cell_id", "cell_name", "note",
  ]
  var row: Int64 { id }
  var values: [SQLValue] {
    [
      .int(id), letter.sqlValue, member.sqlValue, kind.sqlValue, day.sqlValue, cell?.sqlValue ?? .null,
      .text(cellName), .text(note),
    ]
  }
}

extension Session {
  func liaisonLetters(where condition: SQL) throws -> [LiaisonLetter] {
    try all(
      """
      SELECT l.id, l.member_id, l.from_id, l.to_id, l.to_name, l.number, l.issued_on, l.standing,
        s.kind, s.effective_on, s.cell_id, s.cell_name, s.note
      FROM liaison_letter l LEFT JOIN liaison_step s ON s.letter_id = l.id AND s.withdrawn_by = \(Schema.stillBelieved)
      WHERE \(condition) AND l.withdrawn_by = \(Schema.stillBelieved) ORDER BY l.issued_on, l.id
      """
    ) { row in
      var letter = LiaisonLetter(
        id: try row.id(0), member: try row.id(1), from: try row.id(2), to: try row.ifID(3),
        toName: try row.text(4), number: try row.text(5), issuedOn: try row.day(6),
        standing: try row.choice(7))
      switch try row.ifText(8).flatMap(LiaisonStep.Kind.init) {
      case .received:
        letter.state = .received(try row.day(9), cell: try row.ifID(10), cellName: try row.text(11))
      case .returned: letter.state = .returned(try row.day(9), reason: try row.text(12))
      case .ended: letter.state = .ended(try row.day(9), reason: try row.text(12))
      case nil: break
      }
      return letter
    }
  }

  package func liaisonLetter(_ id: ID<LiaisonLetter>) throws -> LiaisonLetter? {
    try liaisonLetters(where: "l.id = \(id)").first
  }

  /// All letters of a member, the earliest first.
  package func liaisonLetters(of member: ID<Member>) throws -> [LiaisonLetter] {
    try liaisonLetters(where: "l.member_id = \(member)")
  }

  func liaisonStep(of letter: ID<LiaisonLetter>) throws -> LiaisonStep? {
    try first(
      """
      SELECT id, letter_id, member_id, kind, effective_on, cell_id, cell_name, note FROM liaison_step
      WHERE letter_id = \(letter) AND withdrawn_by = \(Schema.stillBelieved)
      """
    ) {
      LiaisonStep(
        id: Int64(try $0.int(0)), letter: try $0.id(1), member: try $0.id(2), kind: try $0.choice(3),
        day: try $0.day(4), cell: try $0.ifID(5), cellName: try $0.text(6), note: try $0.text(7))
    }
  }
}
