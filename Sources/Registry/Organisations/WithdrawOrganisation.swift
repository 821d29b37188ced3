import Basics
import Schema
import Storage

/// Takes back an organisation that was founded by mistake, while nothing stands on it yet.
///
/// It disappears from every day; the journal keeps what was written, and why it was taken back.
package struct WithdrawOrganisation: Act {
  package static let name = "organisation.withdraw"
  package var organisation: ID<Organisation>
  package var reason: String

  package init(_ organisation: ID<Organisation>, reason: String) {
    (self.organisation, self.reason) = (organisation, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.require(.changeStructure, of: actor, on: organisation)
    let reason = try FreeText.checked(reason)
    guard !VietnameseText.clean(reason).isEmpty else { throw WithdrawalRefusal.noReason }
    let states = try register.session.organisationStates(organisation)
    guard let last = states.last else { throw RightsRefusal.notFound }
    if let what = try register.session.standing(on: organisation) {
      throw WithdrawalRefusal.inUse(last.name, what)
    }
    for event in try register.session.structureEvents(of: organisation) { try register.withdraw(event) }
    for state in states { try register.withdraw(state) }
    try OrganisationClosure(register: register).rebuild(from: organisation)
    register.note("organisation", organisation)
    register.note("reason", .string(reason))
  }
}

extension Session {
  /// What already stands on an organisation, in words; nil where nothing does.
  package func standing(on organisation: ID<Organisation>) throws -> String? {
    let questions: [(String, SQL)] = [
      (
        "có tổ chức trực thuộc",
        "SELECT 1 FROM organisation_state WHERE parent_id = \(organisation) AND withdrawn_by = \(Schema.stillBelieved)"
      ),
      (
        "có đảng viên",
        "SELECT 1 FROM membership WHERE organisation_id = \(organisation) AND withdrawn_by = \(Schema.stillBelieved)"
      ),
      (
        "có đảng viên từng sinh hoạt",
        "SELECT 1 FROM membership_end WHERE organisation_id = \(organisation) AND withdrawn_by = \(Schema.stillBelieved)"
      ),
      (
        "đã sáp nhập, hợp nhất hoặc kết thúc",
        """
        SELECT 1 FROM organisation_succession
        WHERE (predecessor_id = \(organisation) OR successor_id = \(organisation))
          AND withdrawn_by = \(Schema.stillBelieved)
        """
      ),
      (
        "có giấy giới thiệu",
        "SELECT 1 FROM transfer WHERE from_id = \(organisation) OR to_id = \(organisation)"
      ),
      (
        "có chức vụ",
        "SELECT 1 FROM appointment WHERE organisation_id = \(organisation) AND withdrawn_by = \(Schema.stillBelieved)"
      ),
      (
        "có đối tượng lãnh đạo",
        """
        SELECT 1 FROM leadership_scope
        WHERE (organisation_id = \(organisation) OR subject_organisation_id = \(organisation))
          AND withdrawn_by = \(Schema.stillBelieved)
        """
      ),
      ("có tài khoản", "SELECT 1 FROM account WHERE organisation_id = \(organisation)"),
      ("có quyền đã cấp", "SELECT 1 FROM right_grant WHERE organisation_id = \(organisation)"),
      ("có lần nhập danh sách", "SELECT 1 FROM import_run WHERE organisation_id = \(organisation)"),
      (
        "có kết quả xếp loại",
        "SELECT 1 FROM grading WHERE organisation_id = \(organisation) AND withdrawn_by = \(Schema.stillBelieved)"
      ),
      ("có văn bản giao nhiệm vụ", "SELECT 1 FROM mandate WHERE scope_id = \(organisation)"),
      (
        "có việc triển khai",
        """
        SELECT 1 FROM roll_out WHERE (organisation_id = \(organisation) OR result_id = \(organisation))
          AND withdrawn_by = \(Schema.stillBelieved)
        """
      ),
      ("có khảo sát", "SELECT 1 FROM survey WHERE organisation_id = \(organisation)"),
      (
        "được nhắc trong khảo sát",
        "SELECT 1 FROM survey_part WHERE organisation_id = \(organisation) AND withdrawn_by = \(Schema.stillBelieved)"
      ),
      ("có báo cáo đã phát hành", "SELECT 1 FROM briefing_issue WHERE organisation_id = \(organisation)"),
    ]
    return try questions.first { try exists($0.1) }?.0
  }
}

package enum WithdrawalRefusal: Refusal, Equatable {
  case noReason
  case inUse(String, String)

  package var reason: String {
    switch self {
    case .noReason: "Chưa ghi lý do rút."
    case .inUse(let name, let what): "\(name) \(what) nên không rút được."
    }
  }
  package var remedy: String {
    switch self {
    case .noReason: "Ghi ngắn gọn vì sao, ví dụ “ghi hai lần”."
    case .inUse: "Dùng “Sáp nhập” hoặc “Kết thúc” nếu tổ chức không còn."
    }
  }
}
