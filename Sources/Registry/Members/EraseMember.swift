import Basics
import Schema
import Storage

/// Erasure — xóa dữ liệu cá nhân: blanks what the register holds about a person, as the law on personal data asks.
///
/// The person stays as a number, so that every count of the past stays what it was; name, dates, places, numbers go, in
/// every row of both axes and in the journal's records of them. The journal's digests stay: the chain goes on proving
/// that something stood there and was not exchanged (`docs/history-format.md`). There is no way back.
/// - Basis: Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15
package struct EraseMember: Act {
  package static let name = "member.erase"
  /// What stands in the place of a name.
  package static let placeholder = "Đã xóa dữ liệu"

  package var member: ID<Member>
  /// The name, typed by whoever does it.
  package var confirmation: String
  package var reason: String
  package var decision: DecisionEntry

  package init(_ member: ID<Member>, confirmation: String, reason: String, decision: DecisionEntry) {
    (self.member, self.confirmation, self.reason, self.decision) = (member, confirmation, reason, decision)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.requireMember(.erasePersons, of: actor, member)
    let states = try register.session.memberStateHistory(member)
    guard let name = (states.first { $0.withdrawnBy == nil } ?? states.first)?.fact.person.name else {
      throw RightsRefusal.notFound
    }
    guard VietnameseText.clean(confirmation).utf8.elementsEqual(name.utf8) else {
      throw ErasureRefusal.notConfirmed
    }
    guard try !register.session.transfers(of: member).contains(where: { $0.state == .inTransit }) else {
      throw TransferRefusal.underWay
    }
    let reason = try FreeText.checked(reason)
    guard !reason.isEmpty else { throw ErasureRefusal.noReason }
    // Reason and subject stay for good: they must not bring the name back.
    let names = Set(states.map { VietnameseText.fold($0.fact.person.name) })
    for text in [reason, decision.subject, decision.key.number] {
      let words = " \(VietnameseText.fold(text)) "
      guard !names.contains(where: { words.utf8.firstRange(of: " \($0) ".utf8) != nil }) else {
        throw ErasureRefusal.namesPerson
      }
    }
    let decision = try register.decision(decision)
    try register.add(Erasure(member: member, decision: decision))
    try register.blank(member)
    try register.eraseProspects(of: member)
    register.note("member", member)
    register.note("reason", .string(reason))
  }
}

/// That a person's data were erased, and by which document.
struct Erasure: Record {
  var member: ID<Member>
  var decision: ID<Decision>
  static let table: StaticString = "erasure"
  static let columns: [StaticString] = ["member_id", "decision_id"]
  var row: Int64 { member.number }
  var values: [SQLValue] { [member.sqlValue, decision.sqlValue] }
}

extension Session {
  /// The document by which a person's data were erased; nil where they stand.
  package func erasure(of member: ID<Member>) throws -> ID<Decision>? {
    try first("SELECT decision_id FROM erasure WHERE member_id = \(member)") { try $0.id(0) }
  }
}

extension Transaction {
  /// Rows first, then the journal's records of them. The guards of the database let pass only what an erasure names.
  fileprivate func blank(_ member: ID<Member>) throws {
    if session.dialect == .sqlite {
      // What is written over is also overwritten in the file.
      try session.query("PRAGMA secure_delete = ON") { _ in }
    }
    try session.run(
      """
      UPDATE member_state SET name = \(EraseMember.placeholder), name_fold = '', name_order = \([UInt8]()),
        sex = \(Member.Sex.unknown), born_on = NULL, admitted_on = NULL, official_on = NULL, ethnicity = '',
        home_place = '', residence = '', is_local = NULL, occupation = '', education = '', theory = ''
      WHERE member_id = \(member)
      """)
    try session.run("UPDATE member_number SET value = '' WHERE member_id = \(member)")
    try session.run("UPDATE membership_end SET destination = '' WHERE member_id = \(member)")
    try session.run("UPDATE review_fact SET value = '', evidence = '' WHERE member_id = \(member)")
    try session.run("UPDATE grading_derivation SET explanation = '', reason = '' WHERE member_id = \(member)")
    try session.run("UPDATE review_step SET note = '' WHERE member_id = \(member)")
    try session.run("UPDATE review_grade SET reason = '' WHERE member_id = \(member)")
    try session.run(
      "UPDATE review_opinion SET author = '', content = '', reply = '' WHERE member_id = \(member)")
    try session.run("UPDATE review_complaint SET finding = '', content = NULL WHERE member_id = \(member)")
    try session.run("UPDATE review_form SET content = '' WHERE member_id = \(member)")
    try session.run("UPDATE review_prompt SET content = '' WHERE member_id = \(member)")
    try session.run("UPDATE liaison_letter SET to_name = '', number = '' WHERE member_id = \(member)")
    try session.run("UPDATE liaison_step SET cell_name = '', note = '' WHERE member_id = \(member)")
    try session.run(
      """
      UPDATE residence_comment SET asked_name = '', author = '', content = '', reply = ''
      WHERE member_id = \(member)
      """)
    try session.run("DELETE FROM review_form_draft WHERE member_id = \(member)")
    try session.run("UPDATE meeting_attendance SET reason = '' WHERE member_id = \(member)")
    try session.run(
      "UPDATE assignment SET task = '', evidence = '', reason = '' WHERE member_id = \(member)")
    try session.run("UPDATE assignment_progress SET note = '', evidence = '' WHERE member_id = \(member)")
    try session.run(
      "UPDATE fee_standing SET fee_class = '', base_amount = 0, region = 0, reduction = 0 WHERE member_id = \(member)"
    )
    try session.run(
      "UPDATE inspection SET target = '', content = '', outcome = '' WHERE member_id = \(member)")
    try session.run("UPDATE commitment SET content = '', reason = '' WHERE member_id = \(member)")
    try session.run("UPDATE name_opening SET purpose = '' WHERE member_id = \(member)")
    let blanked: [StaticString] = [
      "member_state", "member_number", "membership_end", "review_fact", "grading_derivation", "review_step",
      "review_grade", "review_opinion", "review_complaint", "review_form", "review_prompt",
      "meeting_attendance", "assignment", "assignment_progress",
      "liaison_letter", "liaison_step", "residence_comment", "fee_standing", "inspection", "commitment",
    ]
    for table in blanked {
      let rows = try session.all("SELECT id FROM \(name: table) WHERE member_id = \(member)") {
        Int64(try $0.int(0))
      }
      guard !rows.isEmpty else { continue }
      try session.run(
        """
        UPDATE journal_record SET payload = NULL, salt = NULL
        WHERE entity = \("\(table)") AND entity_id IN \(list: rows)
        """)
    }
  }
}

package enum ErasureRefusal: Refusal, Equatable {
  case notConfirmed, noReason, namesPerson, erased

  package var reason: String {
    switch self {
    case .notConfirmed: "Họ và tên gõ để xác nhận không đúng với hồ sơ."
    case .noReason: "Chưa ghi lý do xóa."
    case .namesPerson: "Lý do hoặc văn bản có ghi họ tên của chính người này."
    case .erased: "Dữ liệu cá nhân của người này đã được xóa theo luật; hồ sơ không ghi thêm được nữa."
    }
  }
  package var remedy: String {
    switch self {
    case .notConfirmed: "Gõ lại đúng từng chữ họ và tên đang ghi trong hồ sơ."
    case .noReason: "Ghi ngắn gọn, ví dụ “theo yêu cầu của chủ thể dữ liệu”."
    case .namesPerson: "Viết lại không kèm tên: lý do và trích yếu được giữ mãi trong nhật ký."
    case .erased: "Số người của các ngày trước vẫn giữ nguyên; không cần làm gì thêm."
    }
  }
}
