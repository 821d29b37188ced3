import Basics
import Storage

/// Right — quyền: what a person may do in a subtree. Every act and every route names one.
package enum Right: UInt8, Sendable, CaseIterable {
  case viewOrganisations, viewMembers, exportMembers
  case editMembers, transferMembers, recordLiaison, importRosters
  case changeStructure, appoint
  case recordGradings, manageMandates, recordRollOut
  case viewReviews, recordReviews, manageRounds
  case manageSurveys, answerSurveys
  case viewBriefings, issueBriefings, remarkOnBriefings
  case viewGuidanceDrafts, draftGuidances
  case viewRegulations, recordRegulations, compareRegulations
  case viewMeetings, recordMeetings
  case viewConcerns, recordConcerns
  case keepFees, viewFees
  case viewDevelopment, recordDevelopment
  case manageAccounts, viewHistory, erasePersons

  package var title: String {
    switch self {
    case .viewOrganisations: "Xem tổ chức đảng"
    case .viewMembers: "Xem đảng viên"
    case .exportMembers: "Xuất danh sách đảng viên"
    case .editMembers: "Ghi, sửa, xóa tên đảng viên"
    case .transferMembers: "Chuyển và tiếp nhận sinh hoạt đảng"
    case .recordLiaison: "Ghi giới thiệu, tiếp nhận đảng viên giữ mối liên hệ nơi cư trú"
    case .importRosters: "Nhập danh sách từ Excel"
    case .changeStructure: "Thành lập, đổi tên, chuyển, sáp nhập tổ chức"
    case .appoint: "Ghi chức vụ"
    case .recordGradings: "Ghi kết quả xếp loại"
    case .viewReviews: "Xem đợt kiểm điểm và kết quả"
    case .recordReviews: "Ghi việc kiểm điểm, biên bản, phiếu"
    case .manageRounds: "Mở, đôn đốc, chuẩn y đợt kiểm điểm"
    case .manageMandates: "Ban hành văn bản giao nhiệm vụ"
    case .recordRollOut: "Ghi việc triển khai"
    case .manageSurveys: "Lập và ghi cuộc khảo sát"
    case .answerSurveys: "Trả lời ý kiến khảo sát"
    case .viewBriefings: "Xem báo cáo"
    case .issueBriefings: "Phát hành báo cáo"
    case .remarkOnBriefings: "Góp ý, hỏi về báo cáo"
    case .viewGuidanceDrafts: "Xem dự thảo hướng dẫn xếp loại"
    case .draftGuidances: "Soạn dự thảo hướng dẫn xếp loại"
    case .viewRegulations: "Xem quy chế làm việc"
    case .recordRegulations: "Ghi, soạn quy chế làm việc, trả lời điểm cần xem"
    case .compareRegulations: "Đối chiếu quy chế trong cả phạm vi"
    case .viewMeetings: "Xem sinh hoạt, nghị quyết, việc giao"
    case .recordMeetings: "Ghi sinh hoạt, biên bản, nghị quyết, giao việc"
    case .viewConcerns: "Xem điều nhân dân phản ánh"
    case .recordConcerns: "Ghi điều nhân dân phản ánh, trả lời"
    case .keepFees: "Thu, nộp đảng phí"
    case .viewFees: "Xem tổng số đảng phí"
    case .viewDevelopment: "Xem phát triển đảng viên"
    case .recordDevelopment: "Ghi phát triển đảng viên: theo dõi, giấy tờ, kết nạp, công nhận"
    case .manageAccounts: "Lập tài khoản và cấp quyền"
    case .viewHistory: "Xem nhật ký"
    case .erasePersons: "Xóa dữ liệu cá nhân theo luật"
    }
  }
}

/// A set of rights in one machine word: a page unites and asks such sets for every person it names.
package struct RightSet: SetAlgebra, Hashable, Sendable {
  package typealias Element = Right
  private var bits: UInt64 = 0

  package init() {}
  private init(bits: UInt64) { self.bits = bits }
  package static let all = RightSet(Right.allCases)

  package var isEmpty: Bool { bits == 0 }
  package func contains(_ right: Right) -> Bool { bits & right.bit != 0 }

  @discardableResult package mutating func insert(_ right: Right) -> (
    inserted: Bool, memberAfterInsert: Right
  ) {
    let isNew = !contains(right)
    bits |= right.bit
    return (isNew, right)
  }
  @discardableResult package mutating func remove(_ right: Right) -> Right? {
    guard contains(right) else { return nil }
    bits &= ~right.bit
    return right
  }
  @discardableResult package mutating func update(with right: Right) -> Right? {
    insert(right).inserted ? nil : right
  }

  package func union(_ other: RightSet) -> RightSet { RightSet(bits: bits | other.bits) }
  package func intersection(_ other: RightSet) -> RightSet { RightSet(bits: bits & other.bits) }
  package func symmetricDifference(_ other: RightSet) -> RightSet { RightSet(bits: bits ^ other.bits) }
  package mutating func formUnion(_ other: RightSet) { bits |= other.bits }
  package mutating func formIntersection(_ other: RightSet) { bits &= other.bits }
  package mutating func formSymmetricDifference(_ other: RightSet) { bits ^= other.bits }
}

extension Right {
  /// As the API calls it: `viewMembers`.
  package var name: String { String(describing: self) }
  fileprivate var bit: UInt64 { 1 << UInt64(rawValue) }
}

/// Role — vai trò: the rights somebody holds on a subtree, by the work they do.
package enum Role: String, Sendable, CaseIterable, SQLConvertible {
  case secretary, office, commission, inspector, reader, treasurer, administrator, superadministrator

  package var title: String {
    switch self {
    case .secretary: "Bí thư, cấp ủy chi bộ"
    case .office: "Văn phòng cấp ủy"
    case .commission: "Ban tổ chức, cấp ủy cấp trên"
    case .inspector: "Kiểm tra, giám sát"
    case .reader: "Chỉ xem số liệu"
    case .treasurer: "Thu đảng phí"
    case .administrator: "Quản trị tài khoản"
    case .superadministrator: "Quản trị cao nhất"
    }
  }

  package var explanation: String {
    switch self {
    case .secretary:
      "Xem và ghi đảng viên, người được xem xét kết nạp, sinh hoạt, nghị quyết, việc giao của chi bộ; chuyển sinh hoạt, báo cáo việc triển khai, trả lời khảo sát."
    case .office:
      "Mọi việc ghi sổ trong phạm vi: tổ chức, đảng viên, danh sách, xếp loại, triển khai, báo cáo, tài khoản."
    case .commission: "Như văn phòng cấp ủy, thêm văn bản giao nhiệm vụ, khảo sát và dự thảo hướng dẫn."
    case .inspector: "Xem tất cả trong phạm vi, kể cả nhật ký; không ghi gì."
    case .reader: "Xem tổ chức và báo cáo, không xem hồ sơ từng người."
    case .treasurer:
      "Ghi diện đóng, thu và nộp đảng phí; ở chính chi bộ thì thấy từng người, ở cấp trên chỉ thấy tổng số."
    case .administrator: "Lập, khóa và mở tài khoản; không xem nội dung, không cấp vai trò rộng hơn."
    case .superadministrator:
      "Xem, và xóa dữ liệu cá nhân theo luật khi có quyết định; chỉ người lập sổ cấp được, cho người khác."
    }
  }

  package var rights: RightSet {
    switch self {
    case .secretary: Self.secretaryRights
    case .office: Self.officeRights
    case .commission: Self.commissionRights
    case .inspector: Self.inspectorRights
    case .reader: [.viewOrganisations, .viewBriefings]
    case .treasurer: [.viewOrganisations, .keepFees, .viewFees]
    case .administrator: [.manageAccounts]
    case .superadministrator: Self.superRights
    }
  }

  private static let viewRights: RightSet = [.viewOrganisations, .viewMembers, .viewBriefings]
  private static let secretaryRights = viewRights.union([
    .editMembers, .transferMembers, .recordLiaison, .appoint, .viewReviews, .recordReviews, .recordRollOut,
    .answerSurveys, .remarkOnBriefings, .viewRegulations, .recordRegulations, .viewMeetings, .recordMeetings,
    .viewConcerns, .recordConcerns, .viewFees,
    .viewDevelopment, .recordDevelopment,
  ])
  private static let officeRights = viewRights.union([
    .exportMembers, .editMembers, .transferMembers, .recordLiaison, .importRosters, .changeStructure,
    .appoint,
    .recordGradings, .viewReviews, .recordReviews, .manageRounds, .recordRollOut, .answerSurveys,
    .issueBriefings, .remarkOnBriefings, .manageAccounts,
    .viewHistory, .viewGuidanceDrafts, .viewRegulations, .recordRegulations, .compareRegulations,
    .viewMeetings, .recordMeetings, .viewConcerns, .recordConcerns, .keepFees, .viewFees,
    .viewDevelopment,
    .recordDevelopment,
  ])
  // Drafting is the organisation commission's work (the survey of 2014 was made to write one); the office and the inspector
  // read.
  private static let commissionRights = officeRights.union([.manageMandates, .manageSurveys, .draftGuidances])
  private static let inspectorRights = viewRights.union([
    .viewReviews, .viewHistory, .remarkOnBriefings, .viewGuidanceDrafts, .viewRegulations,
    .compareRegulations, .viewMeetings, .viewConcerns, .viewFees, .viewDevelopment,
  ])
  private static let superRights = viewRights.union([.viewHistory, .erasePersons])
}

/// A role somebody holds on an organisation and all below it, from a moment to a moment.
package struct RightGrant: Sendable, Hashable {
  package var id: ID<RightGrant>
  package var account: ID<Account>
  package var role: Role
  package var organisation: ID<Organisation>
  package var from: Moment
  package var to: Moment

  package static let endless = Moment(.endOfTime)
  package func holds(at moment: Moment) -> Bool { from <= moment && moment < to }
}

/// Why something may not be done. Outside one's subtree a thing does not exist.
package enum RightsRefusal: Refusal, Equatable {
  case notFound
  case lacking(Right)

  package var reason: String {
    switch self {
    case .notFound: "Không tìm thấy."
    case .lacking(let right): "Tài khoản này không có quyền “\(right.title)” ở đây."
    }
  }
  package var remedy: String {
    switch self {
    case .notFound: "Kiểm tra lại địa chỉ, hoặc tìm theo tên trong phạm vi được giao."
    case .lacking: "Đề nghị người quản trị của cấp ủy cấp trên cấp quyền nếu công việc cần đến."
    }
  }
}
