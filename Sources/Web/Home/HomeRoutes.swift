import Basics
import Markup
import Meetings
import Registry
import Reporting

/// Home — hôm nay: what needs attention now, in order, and nothing else.
extension Site {
  var homeRoutes: [Route] { [.get("/", .signedIn) { try await $0.home() }] }
}

extension Visit {
  fileprivate func home() async throws -> Answer {
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    let rules = HomeRules(
      meetings: try meetingRules, liaison: try liaisonRules, concerns: try concernRules,
      development: try developmentRules, documents: try documentRules,
      months: try monthReportRules)
    let picture = try await system.read {
      try HomePicture(of: actor, today: today, now: now, rules: rules, in: $0)
    }
    if picture.isEmptyRegister { return try await emptyRegister(isFounder: picture.isFounder) }
    if picture.tops.isEmpty, picture.ended.isEmpty {
      return picture.isMember ? .redirect("/cua-toi") : try await withoutRights()
    }
    // What is late first, then what is asked, then what is only good to know; within that as it was gathered.
    let order: [Tone] = [.attention, .undecided]
    let matters = picture.matters.enumerated().sorted {
      (order.firstIndex(of: $0.element.tone) ?? 2, $0.offset)
        < (order.firstIndex(of: $1.element.tone) ?? 2, $1.offset)
    }.map(\.element)
    return try await page(
      "Hôm nay",
      body: """
        \(PageHeading("Hôm nay", kind: today.vietnamese))
        \(each: picture.ended, { $0.notice.html })
        \(Section("Cần làm", body: matters.isEmpty
          ? "\(EmptyState("Không có việc gì đang chờ", advice: "Việc mới (giấy giới thiệu cần tiếp nhận, hạn triển khai, ý kiến cần trả lời) sẽ hiện ở đây."))"
          : "<ul class=\"matters\">\(each: matters, { "<li>\($0.tone == .neutral ? nil : Badge($0.kind, $0.tone)) <a\(href: $0.path)>\($0.text)</a></li>" })</ul>"))
        <p>\(each: picture.tops.prefix(3), { "<a\(href: "/to-chuc/\($0.state.organisation)/lich")>Lịch tháng này, \($0.state.name)</a> " })</p>
        \(when: picture.isMember, "<p><a href=\"/cua-toi\">Bản kiểm điểm và kết quả xếp loại của tôi</a></p>")
        \(when: !picture.tops.isEmpty, Section("Phạm vi của tôi", body: """
          \(Figures(picture.tops.map { Figure(Number.grouped($0.members), $0.state.name, definition: "Đảng viên sinh hoạt chính thức hôm nay ở tổ chức này và mọi tổ chức bên dưới.", records: "/to-chuc/\($0.state.organisation)") }))
          """).html)
        """)
  }

  private func emptyRegister(isFounder: Bool) async throws -> Answer {
    let state =
      isFounder
      ? EmptyState(
        "Sổ còn trống",
        advice:
          "Bắt đầu bằng tổ chức cao nhất mà sổ này quản lý (đảng bộ huyện, xã hay tỉnh); rồi nhập danh sách tổ chức và danh sách đảng viên từ Excel.",
        action: ButtonLink("Lập tổ chức đầu tiên", "/to-chuc/lap-dau-tien", kind: .primary))
      : EmptyState("Sổ còn trống", advice: "Người giữ tài khoản đầu tiên cần lập tổ chức cao nhất trước.")
    return try await page("Hôm nay", body: "\(PageHeading("Chào mừng đến ChiBo"))\(state)")
  }

  private func withoutRights() async throws -> Answer {
    try await page(
      "Hôm nay",
      body: """
        \(PageHeading("Hôm nay"))
        \(EmptyState("Tài khoản này chưa được cấp quyền", advice: "Chưa xem được gì cho đến khi người quản trị tài khoản của cấp ủy cấp một vai trò trên một tổ chức."))
        """)
  }
}

/// The rules by which matters come to be due.
struct HomeRules: Sendable {
  var meetings: MeetingRules
  var liaison: LiaisonRules
  var concerns: ConcernRules
  var development: DevelopmentRules
  var documents: DocumentRules
  var months: MonthReportRules
}

/// What the home page tells.
struct HomePicture: Sendable {
  struct Matter: Sendable {
    var kind: String
    var text: String
    var path: String
    var tone: Tone
  }
  var isEmptyRegister: Bool
  var isFounder: Bool
  var tops: [OrganisationBranch]
  var matters: [Matter]
  /// Organisations the person wrote for that are no more.
  var ended: [EndedPlace]
  /// The account is a member's own.
  var isMember: Bool

  init(of actor: Actor, today: Day, now: Moment, rules: HomeRules, in session: Asked) throws {
    isFounder = try actor.account.map { try session.isFounder($0) } ?? false
    isEmptyRegister = try !session.hasOrganisations()
    tops = try session.organisationTrees(for: actor, asOf: AsOf(today), at: now)
    let parts = [
      try Self.transfers(actor, today, now, session), try Self.meetings(actor, today, now, rules, session),
      try Self.reviews(actor, today, now, session),
      try Self.reporting(actor, rules.meetings, today, now, session),
      try Self.regulations(actor, today, now, session),
      try Self.liaison(actor, rules.liaison, today, now, session),
      try Self.concerns(actor, rules.concerns, today, now, session),
      try Self.monthReports(actor, rules.months, today, now, session),
      try Self.development(actor, rules.development, today, now, session),
    ]
    matters = parts.flatMap { $0 }
    ended = try EndedPlace.all(of: actor, today: today, at: now, in: session)
    isMember = try session.ownMember(of: actor) != nil
  }

  private static func transfers(_ actor: Actor, _ today: Day, _ now: Moment, _ session: Asked) throws
    -> [Matter]
  {
    let reach = try session.reach(of: actor, with: .transferMembers, at: now)
    return try session.openTransfers(at: reach).prefix(20).map { transfer in
      let name = try session.member(transfer.member, asOf: AsOf(today))?.person.name ?? ""
      let days = today.daysSince1970 - transfer.sentOn.daysSince1970
      let isComing = reach?.contains(transfer.to) ?? true
      return Matter(
        kind: "\(days) ngày",
        text: isComing
          ? "Tiếp nhận \(name) (giới thiệu ngày \(transfer.sentOn.vietnamese))"
          : "\(name) chưa được nơi nhận tiếp nhận",
        path: "/chuyen-sinh-hoat", tone: .undecided)
    }
  }
}
