import Basics
import Registry

/// What the way into the Party asks of a cell or a base organisation: recognition that is due, certificates that run out, people
/// nobody helps, names that may be kept no more.
extension HomePicture {
  static func development(
    _ actor: Actor, _ rules: DevelopmentRules, _ today: Day, _ now: Moment, _ session: Asked
  ) throws -> [Matter] {
    let asOf = AsOf(today)
    let tops = try session.topOrganisations(of: actor, with: .recordDevelopment, asOf: asOf, at: now)
    return try tops.prefix(20).flatMap { top -> [Matter] in
      // Above the grassroots nobody is named.
      guard top.kind.isCell || top.kind == .baseCommittee || top.kind == .section else { return [] }
      let files = try session.prospectFiles(in: top.organisation, on: today).filter { !$0.isErased }
      return clocks(files, top, rules, today) + people(files, top, rules, today)
    }
  }

  private static func clocks(
    _ files: [ProspectFile], _ top: OrganisationState, _ rules: DevelopmentRules, _ today: Day
  ) -> [Matter] {
    var late: [ProspectClock.Kind: Int] = [:]
    var soon: [ProspectClock.Kind: Int] = [:]
    for clock in files.flatMap({ $0.clocks(rules) }) {
      let days = clock.kind == .course ? rules.soonCourse.days : rules.soon.days
      if clock.isOver(on: today) {
        // What no text confirms makes nobody late.
        if clock.source.isConfirmed {
          late[clock.kind, default: 0] += 1
        } else {
          soon[clock.kind, default: 0] += 1
        }
      } else if clock.due <= today.adding(days: days) {
        soon[clock.kind, default: 0] += 1
      }
    }
    let kinds = ProspectClock.Kind.allCases
    func matters(_ counts: [ProspectClock.Kind: Int], isLate: Bool) -> [Matter] {
      kinds.compactMap { kind in
        counts[kind].map {
          Matter(
            kind: isLate ? "quá hạn" : "kết nạp",
            text: "\(kind.asked): \($0) người, \(top.name)", path: "/to-chuc/\(top.organisation)/phat-trien",
            tone: isLate ? .attention : .undecided)
        }
      }
    }
    return matters(late, isLate: true) + matters(soon, isLate: false)
  }

  private static func people(
    _ files: [ProspectFile], _ top: OrganisationState, _ rules: DevelopmentRules, _ today: Day
  ) -> [Matter] {
    let path = "/to-chuc/\(top.organisation)/phat-trien"
    var matters: [Matter] = []
    let alone = files.count { $0.remarks(rules).contains { $0.kind == .noHelper } }
    if alone > 0 {
      matters.append(
        Matter(
          kind: "kết nạp", text: "Phân công đảng viên giúp đỡ \(alone) người: \(top.name)", path: path,
          tone: .undecided))
    }
    let kept = files.count { $0.keptUntil(rules).map { $0 <= today } ?? false }
    if kept > 0 {
      matters.append(
        Matter(
          kind: "dữ liệu", text: "Xóa dữ liệu \(kept) người đã thôi xét: \(top.name)",
          path: path + "#da-ket-thuc", tone: .undecided))
    }
    return matters
  }
}

extension ProspectClock.Kind {
  /// In a line of a list.
  var short: String {
    switch self {
    case .course: "giấy chứng nhận hết giá trị"
    case .dossier: "làm lại giấy tờ cũ"
    case .decision: "có quyết định kết nạp"
    case .ceremony: "làm lễ kết nạp"
    case .probation: "hết thời kỳ dự bị"
    case .consideration: "chi bộ xét công nhận"
    case .recognition: "có quyết định công nhận"
    }
  }

  /// What is to be done, in a few words.
  var asked: String {
    switch self {
    case .course: "Giấy chứng nhận lớp nhận thức về Đảng sắp hoặc đã hết giá trị"
    case .dossier: "Giấy tờ hồ sơ kết nạp cần làm lại"
    case .decision: "Chờ quyết định kết nạp"
    case .ceremony: "Tổ chức lễ kết nạp"
    case .probation: "Sắp hết thời kỳ dự bị"
    case .consideration: "Chi bộ xét công nhận chính thức"
    case .recognition: "Chờ quyết định công nhận chính thức"
    }
  }
}
