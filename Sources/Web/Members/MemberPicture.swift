import Basics
import Markup
import Registry

/// What one member's page tells, gathered in one picture of the register, as far as the reader sees.
struct MemberPicture: Sendable {
  var member: ID<Member>
  var sight: MemberSight
  var asOf: AsOf
  var person: PersonalRecord
  var home: Membership?
  var superiors: [OrganisationState]
  var numbers: [MemberNumber]
  var ties: [Membership]
  var appointments: [Appointment]
  var transfers: [Transfer]
  var ends: [MembershipEnd]
  /// The document by which the person's data were erased.
  var erasure: ID<Decision>?
  var states: [Recorded<MemberState>]
  var memberships: [Recorded<Membership>]
  var readings: [MemberReading]
  var readingCount: Int
  /// The organisation's name on the last day it is spoken of, and whether the reader may open it.
  var organisations: [ID<Organisation>: (name: String, isOpen: Bool)]
  var decisions: [ID<Decision>: Decision]
  var actors: [String: String]
  var rights: RightSet { sight.rights }

  init(_ id: ID<Member>, asOf day: Day, for actor: Actor, at now: Moment, in session: Asked) throws {
    let sight = try session.sight(of: actor, onMember: id, at: now)
    let asOf = sight.asOf(day)
    (member, self.sight, self.asOf) = (id, sight, asOf)
    states = try session.memberStateHistory(id).filter {
      sight.sees($0.fact.period, recordedBy: $0.recordedBy)
    }
    guard let state = try session.member(id, asOf: asOf) ?? states.last?.fact else {
      throw RightsRefusal.notFound
    }
    person = state.person
    memberships = try session.membershipHistory(of: id).filter {
      sight.sees($0.fact.period, recordedBy: $0.recordedBy)
    }
    let believed = memberships.filter { $0.isBelieved(by: asOf) }.map(\.fact)
    ties = believed.filter { $0.period.contains(asOf.day) }
    home = ties.first { $0.kind == .official }
    superiors = try home.map { try session.superiors(of: $0.organisation, asOf: asOf) } ?? []
    numbers = try session.memberNumbers(id, known: sight.known).filter { sight.sees($0.period) }
    appointments = try session.appointments(of: id, known: sight.known).filter { sight.sees($0.period) }
    transfers = try session.transfers(of: id, known: sight.known).filter { transfer in
      sight.until.map { transfer.sentOn <= $0 } ?? true
    }
    ends = try sight.until == nil ? session.membershipEnds(of: id) : []
    erasure = try session.erasure(of: id)
    let canAsk = sight.rights.contains(.viewHistory)
    readings = try canAsk ? session.memberReadings(of: id, limit: 50) : []
    readingCount = try canAsk ? session.memberReadingCount(of: id) : 0

    let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
    superiors = superiors.filter { reach?.contains($0.organisation) ?? true }
    var organisations: [ID<Organisation>: (name: String, isOpen: Bool)] = [:]
    let named =
      memberships.map { ($0.fact.organisation, $0.fact.period) }
      + appointments.map { ($0.organisation, $0.period) }
      + transfers.flatMap { [($0.from, Period(from: $0.sentOn)), ($0.to, Period(from: $0.sentOn))] }
    for (organisation, period) in named where organisations[organisation] == nil {
      let name = try session.organisationNear(
        organisation, asOf: AsOf(max(period.from, min(asOf.day, period.to.previous))))?.name
      organisations[organisation] = (name ?? "", reach?.contains(organisation) ?? true)
    }
    self.organisations = organisations
    decisions = try session.decisions(
      (memberships.map(\.fact.decision) + states.map(\.fact.decision) + appointments.map(\.decision)
        + ends.map(\.decision) + [erasure]).compactMap { $0 })
    actors = try session.personNames(ofActors: memberships.map(\.actor) + states.map(\.actor))
  }

  var name: String { person.name }
  var status: Member.Status { person.status(on: asOf.day) }
  var cell: OrganisationState? { superiors.last }
  /// What a membership stands on: its decision, else the letter the member came with.
  func basis(of membership: Membership) -> String? {
    if let decision = membership.decision.flatMap({ decisions[$0] }) { return decision.key.citation }
    let letter = transfers.first {
      $0.state == .received(membership.period.from) && $0.to == membership.organisation
    }
    return letter.map { "Giấy giới thiệu \($0.letter), ngày \($0.sentOn.vietnamese)" }
  }
  /// Whether the reader only sees what stood here when the member left.
  var isFormer: Bool { sight.until != nil }
}

extension Recorded {
  func isBelieved(by asOf: AsOf) -> Bool {
    recordedBy <= asOf.known && (withdrawnBy.map { $0 > asOf.known } ?? true)
  }
}

extension Visit {
  /// The member as seen by whoever asks; looking is written down.
  func memberPicture(on surface: MemberReading.Surface, asOf day: Day) async throws -> MemberPicture {
    let (system, actor, id) = (system, actor, try member)
    let now = system.now
    let picture = try await system.read { try MemberPicture(id, asOf: day, for: actor, at: now, in: $0) }
    try await system.noteReading(of: id, by: actor, on: surface)
    return picture
  }

  func memberTrail(_ picture: MemberPicture, isForm: Bool = false) -> [Link] {
    var links = [Link("Đảng viên", link("/dang-vien"))]
    links += picture.superiors.map { Link($0.name, link("/to-chuc/\($0.organisation)")) }
    if let home = picture.home, let cell = picture.organisations[home.organisation], cell.isOpen {
      links.append(Link(cell.name, link("/to-chuc/\(home.organisation)")))
    }
    if isForm { links.append(Link(picture.name, link("/dang-vien/\(picture.member)"))) }
    return links
  }
}
