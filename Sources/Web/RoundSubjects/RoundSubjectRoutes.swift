import Basics
import Markup
import Registry
import Reviews
import Rules

/// One subject of a round: what was done with it, its results from the first, prompts, complaints, grading again, its dossier;
/// and what concerns the round beside its steps.
extension Site {
  var roundSubjectRoutes: [Route] {
    let round = "/to-chuc/:to-chuc/dot-kiem-diem"
    let path = "\(round)/doi-tuong/:doi-tuong"
    return [
      .get(path, .organisation(.viewReviews)) { try await $0.roundSubject(FormTrouble()) },
      .post("\(path)/rut-buoc", .organisation(.recordReviews)) { try await $0.withdrawRoundStep() },
      .post("\(path)/goi-y", .organisation(.viewReviews)) { try await $0.promptRoundSubject() },
      .post("\(path)/don-thu", .organisation(.viewReviews)) { try await $0.receiveComplaint() },
      .post("\(path)/don-thu/tra-loi", .organisation(.viewReviews)) { try await $0.answerComplaint() },
      .get("\(path)/xep-loai-lai", .organisation(.viewReviews)) { try await $0.regradePage(FormTrouble()) },
      .post("\(path)/xep-loai-lai", .organisation(.viewReviews)) { try await $0.regrade() },
      .get("\(path)/van-ban", .organisation(.viewReviews)) { try await $0.subjectPaper() },
      .get("\(path)/ho-so", .organisation(.viewReviews)) { try await $0.dossier() }.heavy,
      .get("\(round)/he-qua", .organisation(.viewReviews)) { try await $0.consequenceIndex() },
      .get("\(round)/chuyen", .organisation(.manageRounds)) { try await $0.moveRoundPage(FormTrouble()) },
      .post("\(round)/chuyen", .organisation(.manageRounds)) { try await $0.moveRound() },
      .get("\(round)/xep-loai-co-quan", .organisation(.recordGradings)) {
        try await $0.serviceGrades(FormTrouble())
      },
      .post(
        "\(round)/xep-loai-co-quan", .organisation(.recordGradings), bodyLimit: Route.uploadLimit
      ) { try await $0.takeServiceGrades() },
      .get("\(round)/don-thu", .organisation(.manageRounds)) { try await $0.complaintIndex() },
      .post("/cua-toi/don", .signedIn) { try await $0.sendOwnComplaint() },
    ]
  }
}

/// What the pages of a round need of the content besides guidance and procedure.
struct RoundRules: Sendable {
  let complaints: ComplaintRules
  let papers: SubjectPapers
  let consequences: ConsequenceRules
  let dossier: DossierRules
  let opinions: OpinionRules
  let ballots: BallotRules

  init(_ content: Content) throws {
    complaints = try ComplaintRules(content)
    papers = try SubjectPapers(content)
    consequences = try ConsequenceRules(content)
    dossier = try DossierRules(content)
    opinions = try OpinionRules(content)
    ballots = try BallotRules(content)
  }
}

extension Visit {
  var roundRules: RoundRules { get throws { try site.roundRules(site.content) } }

  /// The subject the address names, at the organisation the address names: nobody's is reached through another's.
  func roundSubjectPlace() async throws -> SubjectPlace {
    let id = try organisation
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    let subjectID: ID<ReviewSubject> = try found(self.id("doi-tuong"))
    let (guidances, procedures) = (try guidances, try roundProcedures)
    return try await system.read { session throws in
      guard let subject = try session.reviewSubject(subjectID), subject.organisation == id,
        let round = try session.reviewRound(subject.round)
      else { throw RightsRefusal.notFound }
      let seenOn = try session.structureDay(of: id, in: round, today: today)
      let asOf = AsOf(seenOn)
      guard
        let here = try session.organisationNear(id, asOf: asOf)
      else { throw RightsRefusal.notFound }
      guard let guidance = guidances[round.pack] else { throw ReviewRefusal.noGuidance(round.period.year) }
      let rights = try session.rights(of: actor, on: id, at: now)
      let name: String
      if let member = subject.member {
        guard rights.contains(.viewMembers),
          let known = try session.memberName(member, on: today, for: actor, at: now)
        else { throw RightsRefusal.notFound }
        name = known
      } else {
        name =
          subject.entity == .collective
          ? CollectiveKind(here.kind)?.title(of: here.name) ?? here.name : here.name
      }
      let procedure = try procedures.procedure(of: guidance)
      let decider = try session.decider(of: subject, in: round, procedure, asOf: asOf)
      return SubjectPlace(
        round: RoundPlace(
          organisation: here, round: round, rounds: [round], guidance: guidance, procedure: procedure,
          superiors: try session.superiors(of: id, asOf: asOf), seenOn: seenOn),
        subject: subject, name: name, rights: rights, decider: decider,
        deciderName: try session.organisationNear(decider, asOf: asOf)?.name ?? "",
        deciderRights: try session.rights(of: actor, on: decider, at: now),
        submission: try session.reviewSubmission(of: id, in: round.id)?.state)
    }
  }
}

/// One subject of a round as somebody sees it.
struct SubjectPlace: Sendable {
  var round: RoundPlace
  var subject: ReviewSubject
  var name: String
  var rights: RightSet
  /// The level that decides on it, and what the visitor may do there.
  var decider: ID<Organisation>
  var deciderName: String
  var deciderRights: RightSet
  var submission: RoundSubmission.State?

  var path: String { "\(round.path)/doi-tuong/\(subject.id)" }
  var isLocked: Bool { submission == .accepted }
  var isOpen: Bool { submission != .accepted && submission != .sent }
  var trail: [Link] { [Link("Kiểm điểm", "/dot-kiem-diem"), Link(round.organisation.name, round.address)] }
}

extension Visit {
  /// What stands beside a round's steps at one organisation, for whoever may.
  func besidesRound(_ place: RoundPlace, _ picture: RoundPicture) -> [ButtonLink] {
    let rights = picture.rights
    var links: [ButtonLink] = []
    if place.isBase, place.period.quarter == 0 {
      links.append(ButtonLink("Hệ quả", "\(place.path)/he-qua?\(place.asked)", kind: .quiet))
    }
    if rights.contains(.recordGradings), place.isBase || !place.isUnit {
      links.append(
        ButtonLink(
          "Tiêu chí chi tiết",
          "/to-chuc/\(place.organisation.organisation)/tieu-chi?nam=\(place.period.year)",
          kind: .quiet))
    }
    if rights.contains(.recordGradings), place.period.quarter == 0 {
      links.append(
        ButtonLink(
          "Xếp loại của cơ quan", "\(place.path)/xep-loai-co-quan?nam=\(place.period.year)", kind: .quiet))
    }
    if rights.contains(.manageRounds) {
      let (open, overdue) = picture.complaints
      if place.isBase || !place.isUnit || open > 0 {
        let count = overdue > 0 ? "\(open), quá hạn \(overdue)" : "\(open)"
        links.append(
          ButtonLink(
            open > 0 ? "Đơn thư chưa trả lời: \(count)" : "Đơn thư", "\(place.path)/don-thu?\(place.asked)",
            kind: open > 0 ? .secondary : .quiet))
      }
      if place.organisation.organisation == place.round.superior {
        links.append(ButtonLink("Chuyển hướng dẫn", "\(place.path)/chuyen?\(place.asked)", kind: .quiet))
      }
    }
    return links
  }
}
