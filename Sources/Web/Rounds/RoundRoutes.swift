import Basics
import Registry
import Reviews
import Rules

/// Review rounds: opened by a superior, gone through step by step at the units, sent up, decided, accepted.
extension Site {
  var roundRoutes: [Route] {
    let path = "/to-chuc/:to-chuc/dot-kiem-diem"
    return [
      .get("/dot-kiem-diem", .somewhere(.viewReviews)) { try await $0.roundIndex() },
      .get(path, .organisation(.viewReviews)) { try await $0.roundShow(FormTrouble()) },
      .get("\(path)/mo", .organisation(.manageRounds)) { try await $0.openRoundForm(FormTrouble()) },
      .post("\(path)/mo", .organisation(.manageRounds)) { try await $0.openReviewRound() },
      .post("\(path)/sua-dot", .organisation(.viewReviews)) { try await $0.takeBackRound() },
      .get("\(path)/phan-viec", .organisation(.viewReviews)) { try await $0.roundDuties() },
      .get("\(path)/buoc", .organisation(.viewReviews)) { try await $0.roundStep(FormTrouble()) },
      .post("\(path)/buoc", .organisation(.viewReviews)) { try await $0.recordRoundStep() },
      .get("\(path)/du-kien", .organisation(.viewReviews)) { try await $0.unitFactsPage(FormTrouble()) },
      .post("\(path)/du-kien", .organisation(.viewReviews)) { try await $0.recordUnitFacts() },
      .get("\(path)/muc", .organisation(.viewReviews)) { try await $0.roundGrades(FormTrouble()) },
      .post("\(path)/muc", .organisation(.viewReviews)) { try await $0.giveRoundGrades() },
      .get("\(path)/quyet-dinh", .organisation(.viewReviews)) { try await $0.roundDecisions(FormTrouble()) },
      .post("\(path)/quyet-dinh", .organisation(.viewReviews)) { try await $0.decideRoundGrades() },
      .post("\(path)/ket-qua", .organisation(.viewReviews)) { try await $0.moveRoundResults() },
      .get("\(path)/bo-sung", .organisation(.manageRounds)) { try await $0.lateEntries(FormTrouble()) },
      .post("\(path)/bo-sung", .organisation(.manageRounds)) { try await $0.admitLateEntries() },
      .get("\(path)/han", .organisation(.recordReviews)) { try await $0.roundDeadlines(FormTrouble()) },
      .post("\(path)/han", .organisation(.recordReviews)) { try await $0.setRoundDeadline() },
      .get("\(path)/nhac-viec", .organisation(.viewReviews)) { try await $0.roundReminders() },
      .get("\(path)/nhac-viec/thu", .organisation(.manageRounds)) { try await $0.reminderLetters() },
      .get("\(path)/lich", .organisation(.viewReviews)) { try await $0.roundCalendar() },
    ]
  }
}

extension Visit {
  var roundProcedures: RoundProcedures { get throws { try site.roundProcedures(site.content) } }

  private var data: FormData { method == .post ? form : query }

  var roundPath: String { get throws { "/to-chuc/\(try organisation)/dot-kiem-diem" } }

  /// The round the address means: of `nam` and `quy`, else the latest that touches the organisation.
  func theRound() async throws -> RoundPlace? {
    let year = try gradedYear(data)
    let quarter = data.number("quy") ?? 0
    return try await roundPlace { round in
      year.map { round.period == RoundPeriod(year: $0, quarter: quarter) } ?? true
    }
  }

  /// The latest round that touches the organisation and is meant.
  func roundPlace(_ isMeant: @Sendable (Round) -> Bool) async throws -> RoundPlace? {
    let (id, system, asOf) = (try organisation, system, AsOf(today))
    let (rounds, near) = try await system.read { session throws in
      (try session.reviewRounds(touching: id, asOf: asOf), try session.organisationNear(id, asOf: asOf))
    }
    _ = try found(near)
    guard let round = rounds.first(where: isMeant) else { return nil }
    let today = today
    let (seenOn, state, superiors) = try await system.read { session throws in
      let day = try session.structureDay(of: id, in: round, today: today)
      return (
        day, try session.organisationNear(id, asOf: AsOf(day)), try session.superiors(of: id, asOf: AsOf(day))
      )
    }
    let here = try found(state)
    guard let guidance = try guidances[round.pack] else { throw ReviewRefusal.noGuidance(round.period.year) }
    return RoundPlace(
      organisation: here, round: round, rounds: rounds, guidance: guidance,
      procedure: try roundProcedures.procedure(of: guidance), superiors: superiors, seenOn: seenOn)
  }

  func requireRound() async throws -> RoundPlace {
    guard let place = try await theRound() else { throw RoundPageRefusal.noRound }
    return place
  }
}

/// A round as it is looked at from one organisation.
struct RoundPlace: Sendable {
  var organisation: OrganisationState
  var round: Round
  var rounds: [Round]
  var guidance: Guidance
  var procedure: RoundProcedure
  var superiors: [OrganisationState]
  /// The day whose structure is shown: today, or for an organisation that has ended the day of the round's list.
  var seenOn: Day

  var period: RoundPeriod { round.period }
  var asked: String { "nam=\(period.year)" + (period.quarter == 0 ? "" : "&quy=\(period.quarter)") }
  var path: String { "/to-chuc/\(organisation.organisation)/dot-kiem-diem" }
  var address: String { "\(path)?\(asked)" }
  var title: String { "Kiểm điểm, xếp loại \(period.vietnamese)" }
  var isUnit: Bool { organisation.kind.isCell || organisation.kind == .baseCommittee }
  var isBase: Bool { organisation.kind == .baseCommittee || organisation.kind == .baseCell }

  func gradeName(_ grade: String) -> String { guidance.pack.gradeName(grade) }

  var hidden: [(name: String, value: String)] {
    [("nam", "\(period.year)")] + (period.quarter == 0 ? [] : [("quy", "\(period.quarter)")])
  }
}

/// Why a page of a round shows nothing.
enum RoundPageRefusal: Refusal, Equatable {
  case noRound, promptFromAbove

  var reason: String {
    switch self {
    case .noRound: "Chưa có đợt kiểm điểm nào ở đây cho kỳ này."
    case .promptFromAbove: "Gợi ý kiểm điểm cho một tổ chức do cấp trên của nó ghi."
    }
  }
  var remedy: String {
    switch self {
    case .noRound: "Mở đợt ở mục Kiểm điểm, hoặc chờ cấp trên mở."
    case .promptFromAbove: "Dùng tài khoản có quyền ở cấp trên, hoặc đề nghị cấp trên ghi."
    }
  }
}
