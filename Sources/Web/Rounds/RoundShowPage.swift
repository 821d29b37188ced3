import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// A round from one organisation: how far those below are, and what is to be done here.
  func roundShow(_ trouble: FormTrouble) async throws -> Answer {
    guard let place = try await theRound() else {
      let (id, asOf, system) = (try organisation, AsOf(today), system)
      let name = try found(try await system.read { try $0.organisationNear(id, asOf: asOf) }).name
      let canOpen = try await rights(on: id).contains(.manageRounds)
      return try await page(
        "Kiểm điểm", breadcrumbs: [Link(name, "/to-chuc/\(id)")],
        body: """
          \(PageHeading("Kiểm điểm, xếp loại", kind: name))
          \(EmptyState("Chưa có đợt kiểm điểm nào ở đây", advice: canOpen ? "Mở đợt, chọn năm và hướng dẫn." : "Cấp trên mở đợt; khi ấy việc của đơn vị hiện ở đây.", action: canOpen ? ButtonLink("Mở đợt kiểm điểm", "/to-chuc/\(id)/dot-kiem-diem/mo", kind: .primary) : nil))
          """)
    }
    let picture = try await roundPicture(place)
    return try await page(
      place.title, breadcrumbs: roundTrail(place), styles: ["/styles/rounds.css"],
      body: RoundShowPage(visit: self, place: place, picture: picture, trouble: trouble).html)
  }

  func roundTrail(_ place: RoundPlace) -> [Link] {
    // Down the same round, as far up as the visitor may look.
    [Link("Kiểm điểm", "/dot-kiem-diem")]
  }

  func roundPicture(_ place: RoundPlace) async throws -> RoundPicture {
    let (system, actor, today, seenOn) = (system, actor, today, place.seenOn)
    let now = system.now
    let id = place.organisation.organisation
    let ballots = try ballotRules
    return try await system.read { session throws in
      let asOf = AsOf(seenOn)
      let sheet =
        place.isUnit
        ? try session.roundSheet(
          at: id, inBase: false, of: place.round, procedure: place.procedure, today: seenOn) : nil
      let members = sheet?.lines.compactMap(\.subject.member) ?? []
      let rights = try session.rights(of: actor, on: id, at: now)
      let names =
        rights.contains(.viewMembers)
        ? try session.memberNames(members, on: seenOn, for: actor, at: now) : [:]
      let above = place.superiors.last.map(\.organisation) ?? place.round.superior
      let isOpener = try session.rights(of: actor, on: place.round.superior, at: now).contains(.manageRounds)
      return RoundPicture(
        progress: place.organisation.kind.isCell
          ? [] : try session.roundProgress(of: id, place.period, today: seenOn),
        counts: try session.reviewCounts(within: id, place.period, asOf: asOf),
        sheet: sheet?.inOrder(of: names), names: names,
        own: try session.ownMember(of: actor), rights: rights,
        rightsAbove: try session.rights(of: actor, on: above, at: now),
        decision: try session.decision(place.round.decision), late: [],
        meetings: place.isUnit
          ? try session.reviewMeetings(of: id, in: place.round.id).map { meeting in
            var line = try MeetingLine(meeting, in: session)
            line.isSecondDue = try session.isSecondBallotDue(
              at: meeting.id, guidance: place.guidance, rules: ballots)
            return line
          } : [],
        opinions: place.isUnit
          ? try session.opinionStanding(at: id, in: place.round.id, today: today) : .init(),
        toAsk: place.isUnit ? try session.opinionsToAsk(at: id, in: place.round).count : 0,
        complaints: rights.contains(.manageRounds)
          ? try session.openComplaints(answeredBy: id, in: place.round.id, today: today) : (0, 0),
        leftOut: place.isUnit
          ? try session.committeeLeftOut(
            at: place.organisation, of: place.round, guidance: place.guidance, day: seenOn) : nil,
        deciders: try Self.decisionsDue(place, asOf, session),
        sent: rights.contains(.manageRounds) && place.procedure.isSentUp
          && (place.isBase || !place.isUnit)
          ? try session.sentUnits(to: id, in: place.round, asOf: asOf) : [],
        unsettled: place.isUnit ? try session.unsettledComplaints(at: id, in: place.round.id) : [],
        notListed: place.procedure.listed == nil
          ? nil : try session.notListed(within: id, of: place.round),
        isOpener: isOpener,
        facts: place.isUnit && place.period.quarter == 0
          && !rights.isDisjoint(with: [.recordReviews, .recordGradings])
          ? try session.unitFacts(at: id, of: place.round, guidance: place.guidance) : nil)
    }
  }

  /// Of a grassroots organisation who decides on whom; of who stands above some what of them is theirs to decide.
  private static func decisionsDue(_ place: RoundPlace, _ asOf: AsOf, _ session: Asked) throws
    -> [DecisionsDue]
  {
    let id = place.organisation.organisation
    if place.organisation.kind.isGrassroots {
      return try session.decisionsDue(inBase: id, of: place.round, place.procedure, asOf: asOf)
    }
    guard place.isUnit else {
      return try session.decisionsDue(at: id, of: place.round, place.procedure, asOf: asOf)
    }
    guard !place.procedure.isSentUp, let base = try session.grassroots(of: id, asOf: asOf) else { return [] }
    return try session.decisionsDue(
      inBase: base.organisation, of: place.round, place.procedure, asOf: asOf)
  }
}

struct RoundPicture: Sendable {
  var progress: [ProgressLine]
  var counts: [ReviewCount]
  var sheet: RoundSheet?
  var names: [ID<Member>: String]
  var own: ID<Member>?
  var rights: RightSet
  var rightsAbove: RightSet
  var decision: RegisterDecision?
  var late: [LateEntry]
  var meetings: [MeetingLine] = []
  var opinions = OpinionStanding()
  /// How many opinions the register says must be asked for and have not been.
  var toAsk = 0
  /// Complaints this organisation has not answered, and those of them that are overdue.
  var complaints: (open: Int, overdue: Int) = (0, 0)
  /// A committee the list does not hold, and nobody has said how many lead it.
  var leftOut: LeadersToConfirm?
  /// Who decides, and how much is decided.
  var deciders: [DecisionsDue] = []
  /// Units whose results wait for this level.
  var sent: [SentUnit] = []
  /// Complaints about those of a unit that stand in the way of accepting its results.
  var unsettled: [UnsettledComplaint] = []
  /// In a round in which only some people are graded: how many members here are on no list.
  var notListed: Int?
  /// The visitor manages rounds at who opened this one.
  var isOpener = false
  /// What the guidance asks about those of a unit.
  var facts: UnitFacts?
}

struct RoundShowPage: Piece {
  var visit: Visit
  var place: RoundPlace
  var picture: RoundPicture
  var trouble: FormTrouble

  var html: HTML {
    """
    \(PageHeading(place.title, kind: place.organisation.name, lede: lede, actions: actions))
    \(trouble.summary)
    \(years)
    \(picture.sheet.map { UnitRoundView(visit: visit, place: place, picture: picture, sheet: $0).html })
    \(when: !picture.sent.isEmpty, SentUnitsPiece(place: place, units: picture.sent).html)
    \(when: !picture.progress.isEmpty, Section("Tiến độ", id: "tien-do", note: place.seenOn == visit.today ? "Kết quả của chi bộ và tổ chức cơ sở, đến hôm nay." : "Kết quả của chi bộ và tổ chức cơ sở, theo cây tổ chức ngày \(place.seenOn.vietnamese); \(place.organisation.name) nay đã kết thúc hoạt động.", body: progress).html)
    \(when: !picture.deciders.isEmpty, RoundDecidersPiece(place: place, deciders: picture.deciders).html)
    \(when: !picture.counts.isEmpty || picture.notListed != nil, Section("Danh sách đã chốt", id: "danh-sach", note: "Chốt ngày \(place.round.populationOn.vietnamese); bổ sung sau ghi riêng.", body: "\(counts)\(notListed)").html)
    \(when: picture.isOpener && isOpenedHere, TakeBackRoundPiece(visit: visit, place: place, decision: picture.decision, trouble: trouble).html)
    """
  }

  /// From where the round was opened, and for what.
  private var isOpenedHere: Bool {
    [place.round.superior, place.round.scope].contains(place.organisation.organisation)
  }

  private var lede: HTML {
    "Theo <a\(href: "/huong-dan-xep-loai/\(place.guidance.name)")>\(place.guidance.pack.title)</a>\(picture.decision.map { "; \($0.key.citation)" as HTML })."
  }

  private var actions: HTML {
    var links: [ButtonLink] = []
    let asked = place.asked
    // A round of a quarter knows neither the forms of the year nor a meeting; a form of the quarter is on each leader's page.
    if place.isUnit, place.period.quarter == 0 {
      links.append(
        ButtonLink(
          "Mẫu kiểm điểm",
          "/to-chuc/\(place.organisation.organisation)/kiem-diem/mau?nam=\(place.period.year)"))
      links.append(ButtonLink("Hội nghị", "\(place.path)/hoi-nghi?\(asked)"))
      links.append(ButtonLink("Ý kiến nhận xét", "\(place.path)/y-kien?\(asked)"))
      if picture.facts.map({ !$0.lines.isEmpty }) ?? false {
        links.append(ButtonLink("Dữ kiện", "\(place.path)/du-kien?\(asked)"))
      }
    }
    if place.isBase {
      links.append(ButtonLink("Quyết định", "\(place.path)/quyet-dinh?\(asked)"))
    }
    if place.period.quarter == 0 {
      links.append(
        ButtonLink(
          "Kết quả", "/to-chuc/\(place.organisation.organisation)/ket-qua-xep-loai?nam=\(place.period.year)"))
    }
    if place.period.quarter == 0, picture.rights.contains(.viewBriefings),
      picture.rights.contains(.recordGradings) || !place.isUnit
    {
      let name = place.guidance.name
      links.append(
        ButtonLink(
          "Thử",
          "/huong-dan-xep-loai/\(name)/tac-dong?nam=\(place.period.year)&don-vi=\(place.organisation.organisation)&voi=\(name)&\(Visit.keepsDecided)=giu#thu"
        ))
    }
    if place.procedure.isSentUp {
      links.append(ButtonLink("Còn nợ việc gì", "\(place.path)/nhac-viec?\(asked)"))
    }
    links.append(ButtonLink("Ai làm việc gì", "\(place.path)/phan-viec?\(asked)"))
    links.append(ButtonLink("Lịch (.ics)", "\(place.path)/lich?\(asked)", kind: .quiet))
    if picture.rights.contains(.recordReviews) {
      links.append(ButtonLink("Thời hạn", "\(place.path)/han?\(asked)", kind: .quiet))
    }
    if picture.rights.contains(.manageRounds) {
      links.append(ButtonLink("Bổ sung danh sách", "\(place.path)/bo-sung?\(asked)", kind: .quiet))
    }
    return "\(links + visit.besidesRound(place, picture))"
  }

  private var years: HTML {
    guard place.rounds.count > 1 else { return "" }
    return SectionLinks(
      "Kỳ",
      place.rounds.prefix(12).map { round in
        let asked =
          "nam=\(round.period.year)" + (round.period.quarter == 0 ? "" : "&quy=\(round.period.quarter)")
        return Link(round.period.vietnamese, "\(place.path)?\(asked)", isCurrent: round.id == place.round.id)
      }
    ).html
  }

  private var progress: HTML {
    let lines = picture.progress
    let sum = lines.reduce(RoundProgress()) { $0 + $1.progress }
    return """
      \(Figures([
        Figure(sum.share.map { "\($0.part)/\($0.whole)" } ?? "—", "Đã gửi", definition: "Chi bộ, tổ chức cơ sở phải gửi kết quả và đã gửi, kể cả đã chuẩn y; không tính đơn vị được miễn."),
        Figure("\(sum.accepted)", "Đã chuẩn y", definition: "Cấp trên đã chuẩn y."),
        Figure("\(sum.overdue)", "Quá hạn", definition: "Chưa gửi hoặc bị trả lại, hạn gửi đã qua."),
        Figure("\(sum.exempt)", "Được miễn", definition: "Cấp trên miễn, hoặc hướng dẫn không yêu cầu kiểm điểm."),
      ]))
      \(Table(
        "Tiến độ", columns: [.init("Tổ chức"), .init("Phải gửi", .number), .init("Đã gửi", .number), .init("Đúng hạn", .number), .init("Muộn", .number), .init("Trả lại", .number), .init("Quá hạn", .number), .init("Chuẩn y", .number), .init("Đảng viên", .number)],
        rows: lines.map { line in
          let one = line.progress
          return Table.Row([
            line.isItself ? "\(line.name) (riêng cấp này)" : "<a\(href: "/to-chuc/\(line.organisation)/dot-kiem-diem?\(place.asked)")>\(line.name)</a>",
            "\(number: one.expected)", "\(number: one.received)", "\(number: one.onTime)", "\(number: one.late)", "\(number: one.returned)",
            "\(number: one.overdue)", "\(number: one.accepted)", "\(number: one.members)",
          ], tone: one.overdue > 0 ? .undecided : .neutral)
        }))
      """
  }

  /// Whom the guidance does not grade by the quarter, with its provision.
  private var notListed: HTML {
    guard let count = picture.notListed, count > 0, let listed = place.procedure.listed else { return "" }
    let rule = place.guidance.pack.decisions.flatMap(\.rules).first { rule in
      if case .grade(let outcome) = rule.outcome {
        return place.guidance.pack.outside.contains { $0.id == outcome }
      }
      return false
    }
    let why = [rule?.because, rule?.source.cite ?? listed.cite].compactMap { $0 }.joined(separator: "; ")
    let outcome = place.guidance.pack.outside.first?.name ?? "Không xếp loại"
    return """
      <p>\(number: count) đảng viên khác ở đây: <strong>\(outcome)</strong>\(when: !why.isEmpty, " (\(why))"). \
      <span class="hint">Ai giữ chức vụ thì theo sổ ngày chốt. Ghi thiếu chức vụ thì ghi vào sổ, rồi cấp mở đợt bổ sung danh sách.</span></p>
      """
  }

  private var counts: HTML {
    Table(
      "Danh sách đã chốt", columns: [.init("Loại"), .init("Xử lý"), .init("Số", .number)],
      rows: picture.counts.map { count in
        Table.Row([
          "\(count.entity.title)\(count.isLate ? " (bổ sung)" : "")", "\(treatment(count.treatment))",
          shown(count),
        ])
      }
    ).html
  }

  /// Who looks from above is told no count of few persons.
  private func shown(_ count: ReviewCount) -> HTML {
    let isSmall = count.entity == .member && count.count < SmallGroups.least
    return isSmall && !place.isUnit ? "dưới \(SmallGroups.least)" : "\(number: count.count)"
  }

  private func treatment(_ treatment: ReviewSubject.Treatment) -> String {
    switch treatment {
    case .graded: "kiểm điểm và xếp loại"
    case .open: "kiểm điểm; cấp có thẩm quyền quyết định có xếp loại không"
    default: place.guidance.pack.gradeName(treatment.id)
    }
  }
}
