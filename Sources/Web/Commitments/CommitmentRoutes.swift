import Basics
import Formats
import Markup
import Meetings
import Registry

/// Members' yearly pledges: the list of a cell, one pledge, and a member's own.
extension Site {
  var commitmentRoutes: [Route] {
    let list = "/to-chuc/:to-chuc/cam-ket"
    let one = "/dang-vien/:dang-vien/cam-ket"
    return [
      .get(list, .organisation(.viewMeetings)) { try await $0.commitmentIndex() },
      .get(one, .member(.viewMembers)) { try await $0.commitmentShow(FormTrouble()) },
      .post(one, .member(.recordMeetings)) { try await $0.handInCommitment() },
      .post("\(one)/xac-nhan", .member(.recordMeetings)) { try await $0.confirmCommitment() },
      .get("\(one)/in", .member(.viewMembers)) { try await $0.printCommitment() },
      .get("/cua-toi/cam-ket", .signedIn) { try await $0.ownCommitment(FormTrouble()) },
      .post("/cua-toi/cam-ket", .signedIn) { try await $0.handInOwnCommitment() },
      .get("/cua-toi/cam-ket/in", .signedIn) { try await $0.printOwnCommitment() },
    ]
  }
}

/// A member's pledge of a year with what its page needs.
struct CommitmentPicture: Sendable {
  var member: ID<Member>
  var name: String
  var cell: OrganisationState?
  var superior: String?
  var paperPlace: String?
  var year: Int
  var commitment: Commitment?
  var rights: RightSet
  var isOwn: Bool

  init(
    _ member: ID<Member>, year: Int, for actor: Registry.Actor, today: Day, at now: Moment, in session: Asked
  )
    throws
  {
    (self.member, self.year) = (member, year)
    let asOf = AsOf(today)
    guard let person = try session.member(member, asOf: asOf)?.person else { throw RightsRefusal.notFound }
    name = person.name
    commitment = try session.commitment(of: member, year: year)
    let place = try session.official(member, asOf: asOf)?.organisation ?? commitment?.organisation
    cell = try place.flatMap { try session.organisationNear($0, asOf: asOf) }
    superior = try place.flatMap { try session.superiors(of: $0, asOf: asOf).last?.name }
    paperPlace = try cell.flatMap { try session.paperPlace(of: $0, asOf: asOf) }
    rights = try place.map { try session.rights(of: actor, on: $0, at: now) } ?? []
    isOwn = try session.ownMember(of: actor) == member
  }

  /// May be written to: nobody writes over what the member wrote, nor over what was confirmed.
  var isWritable: Bool { commitment?.confirmedOn == nil && (isOwn || !(commitment?.isOwn ?? false)) }
}

extension Visit {
  var commitmentRules: CommitmentRules { get throws { try site.commitmentRules(site.content) } }

  private var askedYear: Int {
    let asked = query.number("nam") ?? form.number("nam")
    return asked.flatMap { (1930...2200).contains($0) ? $0 : nil } ?? today.year
  }

  private func commitmentPicture(of member: ID<Member>) async throws -> CommitmentPicture {
    let (system, actor, today, year) = (system, actor, today, askedYear)
    let now = system.now
    return try await system.read {
      try CommitmentPicture(member, year: year, for: actor, today: today, at: now, in: $0)
    }
  }

  private func requireOwn() async throws -> ID<Member> {
    let (system, actor) = (system, actor)
    return try found(try await system.read { session throws in try session.ownMember(of: actor) })
  }

  // MARK: A cell

  func commitmentIndex() async throws -> Answer {
    let organisation = try await meetingOrganisation()
    let (id, year) = (organisation.organisation, askedYear)
    let (system, actor, today, rules) = (system, actor, today, try commitmentRules)
    let now = system.now
    let day = min(today, Period(year: year).to.previous)
    let picture = try await system.read { session throws -> CommitmentList in
      var list = CommitmentList(organisation: organisation, year: year, today: today, rules: rules)
      guard organisation.kind.isCell else {
        let counts = try session.commitmentCounts(below: id, year: year, on: day)
        for child in try session.children(of: id, asOf: AsOf(day)) {
          let below = try session.subtree(of: child.organisation, asOf: AsOf(day)).compactMap {
            counts[$0.organisation]
          }
          list.units.append(
            (
              state: child, members: below.reduce(0) { $0 + $1.members },
              handed: below.reduce(0) { $0 + $1.handed }, confirmed: below.reduce(0) { $0 + $1.confirmed }
            ))
        }
        return list
      }
      let found = try session.commitments(of: id, year: year, on: day)
      list.commitments = Dictionary(found.map { ($0.member, $0) }, uniquingKeysWith: { a, _ in a })
      let here = try session.summoned(to: organisation, year: year, on: day).map(\.member)
      let rights = try session.rights(of: actor, on: id, at: now)
      list.seesNames = rights.contains(.viewMembers)
      list.members = here
      list.names =
        list.seesNames ? try session.memberNames(here, on: day, for: actor, at: now) : [:]
      return list
    }
    return try await page(
      "Bản cam kết \(year)", breadcrumbs: [Link(organisation.name, "/to-chuc/\(id)")],
      styles: ["/styles/meetings.css"], body: picture.html)
  }

  // MARK: A member

  func commitmentShow(_ trouble: FormTrouble) async throws -> Answer {
    let member = try member
    try await system.noteReading(of: member, by: actor, on: .form)
    let picture = try await commitmentPicture(of: member)
    return try await page(
      "Bản cam kết \(picture.year)",
      breadcrumbs: [
        Link(picture.name, "/dang-vien/\(member)"),
        Link(
          "Bản cam kết của chi bộ",
          "/to-chuc/\(picture.cell.map { "\($0.organisation)" } ?? "")/cam-ket?nam=\(picture.year)"),
      ], styles: ["/styles/meetings.css"],
      body: CommitmentPage(
        visit: self, picture: picture, rules: try commitmentRules, path: "/dang-vien/\(member)/cam-ket",
        trouble: trouble
      ).html)
  }

  func ownCommitment(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await commitmentPicture(of: try await requireOwn())
    return try await page(
      "Bản cam kết của tôi", breadcrumbs: [Link("Của tôi", "/cua-toi")], styles: ["/styles/meetings.css"],
      body: CommitmentPage(
        visit: self, picture: picture, rules: try commitmentRules, path: "/cua-toi/cam-ket", trouble: trouble
      ).html)
  }

  func handInCommitment() async throws -> Answer {
    let member = try member
    return try await attempt {
      let day = try day(in: "ngay-nop-ck", "ngày nộp")
      try await perform(
        HandInCommitment(form.paragraphs("cam-ket"), of: member, year: askedYear, on: day))
      return .redirect("/dang-vien/\(member)/cam-ket?nam=\(askedYear)", done: .saved)
    } else: {
      try await commitmentShow($0.at("cam-ket"))
    }
  }

  func handInOwnCommitment() async throws -> Answer {
    let member = try await requireOwn()
    return try await attempt {
      try await perform(
        HandInCommitment(form.paragraphs("cam-ket"), of: member, year: askedYear, on: today))
      return .redirect("/cua-toi/cam-ket?nam=\(askedYear)", done: .saved)
    } else: {
      try await ownCommitment($0.at("cam-ket"))
    }
  }

  func confirmCommitment() async throws -> Answer {
    let member = try member
    return try await attempt {
      let isBack = form.has("ly-do-ck")
      try await perform(
        ConfirmCommitment(
          of: member, year: askedYear, on: isBack ? nil : today, reason: form["ly-do-ck"]))
      return .redirect("/dang-vien/\(member)/cam-ket?nam=\(askedYear)", done: .saved)
    } else: {
      try await commitmentShow($0.at("ly-do-ck"))
    }
  }

  func printCommitment() async throws -> Answer {
    let member = try member
    try await system.noteReading(of: member, by: actor, on: .form)
    return try await printed(try await commitmentPicture(of: member))
  }

  func printOwnCommitment() async throws -> Answer {
    try await printed(try await commitmentPicture(of: try await requireOwn()))
  }

  private func printed(_ picture: CommitmentPicture) async throws -> Answer {
    try printed(
      CommitmentPrint(picture: picture, rules: try commitmentRules, today: today, mark: opening.mark)
        .document(
          try self.rules.layout(on: today)?.profile ?? .party),
      named: "Bản cam kết \(picture.year), \(picture.name)")
  }
}
