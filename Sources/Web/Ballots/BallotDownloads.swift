import Basics
import Formats
import Registry
import Reviews

extension Visit {
  /// A printed document as the form asked for it.
  func printed(_ document: PrintedDocument, name: String) throws -> Answer {
    switch query["dang"] {
    case "pdf": return .file(try document.pdf(), name: "\(name).pdf", type: "application/pdf")
    case "docx", "":
      return .file(
        try document.docx(), name: "\(name).docx",
        type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    default: throw ParameterRefusal.invalid("dang", query["dang"], expected: "docx, pdf")
    }
  }

  private func head(of organisation: ID<Organisation>, year: Int, on day: Day) async throws -> FormHead {
    let system = system
    return try await system.read { session throws in
      try session.formHead(of: organisation, year: year, asOf: AsOf(day))
    }
  }

  /// The papers of a ballot.
  func printBallot() async throws -> Answer {
    let (place, vote) = try await requireBallot()
    guard vote.ballot.mode == .paper else { throw RightsRefusal.notFound }
    let (system, day) = (system, place.meeting.heldOn)
    let subjects = vote.lines.map(\.subject)
    let names = try await system.read { session throws in try session.paperNames(of: subjects, on: day) }
    return try await papers(
      vote.lines.map { BallotPaper.Line(names[$0.subject] ?? "", grades: $0.grades) }, of: place.round,
      isSecret: vote.ballot.isSecret, isSecondRound: vote.ballot.follows != nil,
      copies: query.number("so-phieu") ?? vote.ballot.eligible, on: day)
  }

  /// Papers before a ballot is opened.
  func printBlankBallots() async throws -> Answer {
    let place = try await requireRound()
    let (system, today, id) = (system, today, place.organisation.organisation)
    let kinds = Set(query.all("loai").compactMap(ReviewSubject.Entity.init))
    let lines = try await system.read { session throws -> [BallotPaper.Line] in
      let subjects = try session.reviewSubjects(at: id, place.period).filter {
        $0.round == place.round.id && $0.treatment.isGraded && kinds.contains($0.entity)
      }
      let names = try session.paperNames(of: subjects.map(\.id), on: today)
      return subjects.map {
        BallotPaper.Line(names[$0.id] ?? "", grades: place.guidance.grades(for: $0.entity))
      }
    }
    guard !lines.isEmpty else { throw BallotRefusal.noLines }
    return try await papers(
      lines, of: place, isSecret: !query["kin"].isEmpty, isSecondRound: false,
      copies: query.number("so-phieu") ?? 1, on: today)
  }

  private func papers(
    _ lines: [BallotPaper.Line], of place: RoundPlace, isSecret: Bool, isSecondRound: Bool, copies: Int,
    on day: Day
  ) async throws -> Answer {
    let grades = Set(lines.flatMap(\.grades))
    let paper = BallotPaper(
      lines, head: try await head(of: place.organisation.organisation, year: place.period.year, on: day),
      period: place.period.vietnamese, isSecret: isSecret, isSecondRound: isSecondRound,
      gradeNames: Dictionary(grades.map { ($0, place.gradeName($0)) }, uniquingKeysWith: { a, _ in a }),
      copies: copies, perSheet: query.number("mot-to") ?? 1,
      layout: try rules.layout(on: today)?.profile ?? .party, mark: opening.mark)
    return try printed(
      paper.document, name: "Phiếu biểu quyết \(place.period.vietnamese), \(place.organisation.name)")
  }

  /// The minutes of a meeting.
  func printMinutes() async throws -> Answer {
    let place = try await requireMeeting()
    let (system, rules) = (system, try ballotRules)
    let (meeting, round) = (place.meeting, place.round)
    let (told, names, journal) = try await system.read { session throws in
      let told = try session.meetingMinutes(meeting.id, guidance: round.guidance, rules: rules)
      let subjects = place.subjects.map(\.id)
      return (told, try session.paperNames(of: subjects, on: meeting.heldOn), try session.journalHead())
    }
    let minutes = MinutesPrint(
      try found(told), guidance: round.guidance, rules: rules,
      head: try await head(
        of: round.organisation.organisation, year: round.period.year, on: meeting.heldOn),
      names: names, journal: journal, layout: try self.rules.layout(on: today)?.profile ?? .party,
      mark: opening.mark)
    return try printed(
      minutes.document, name: "Biên bản \(meeting.heldOn.vietnamese), \(round.organisation.name)")
  }
}
