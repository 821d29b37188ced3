import Basics
import Markup
import Registry
import Reporting
import Reviews

extension Visit {
  func apiMembers(_ arguments: Arguments) async throws -> Answer {
    let (system, actor, asOf, id) = (system, actor, asOf, try organisation)
    let now = system.now
    let filter = {
      var filter = MemberFilter()
      filter.text = arguments["q"] ?? ""
      return filter
    }()
    let (count, members) = try await system.read { session throws in
      let sight = try session.listSight(of: actor, asOf: asOf, at: now)
      return (
        try session.memberCount(in: [id], filter, asOf: asOf, seen: sight),
        try session.members(
          in: id, filter, asOf: asOf, seen: sight, offset: arguments.offset, limit: arguments.limit)
      )
    }
    return arguments.list(members.map { Self.json($0) }, of: count, at: path)
  }

  private static func json(_ listing: MemberListing) -> JSON {
    [
      "id": .string("\(listing.member)"), "name": .string(listing.person.name),
      "sex": .string(listing.person.sex.rawValue),
      "bornOn": json(listing.person.bornOn), "admittedOn": json(listing.person.admittedOn),
      "officialOn": json(listing.person.officialOn), "organisation": .string("\(listing.organisation)"),
      "organisationName": .string(listing.organisationName), "since": json(listing.since),
    ]
  }

  /// One member, as far as the person sees into the file; the reading is written down first.
  func apiMember() async throws -> Answer {
    let (system, actor, member, day, known) = (system, actor, try member, day, known)
    let now = system.now
    let answer: JSON = try await system.read { session throws in
      let sight = try session.sight(of: actor, onMember: member, at: now)
      let seen = sight.asOf(day)
      let asOf = AsOf(seen.day, known: min(seen.known, known))
      guard let state = try session.member(member, asOf: asOf) else { throw RightsRefusal.notFound }
      let memberships = try session.memberships(of: member, known: asOf.known).filter {
        sight.sees($0.period)
      }
      let appointments = try session.appointments(of: member, known: asOf.known).filter {
        sight.sees($0.period) && $0.period.contains(asOf.day)
      }
      func name(_ id: ID<Organisation>, _ day: Day) throws -> JSON {
        try session.organisationNear(id, asOf: AsOf(day)).map { .string($0.name) } ?? .null
      }
      let places: [JSON] = try memberships.map { membership -> JSON in
        let end: Day = membership.period.to
        let isOpen = membership.period.isOpen || sight.until.map { end >= $0 } ?? false
        return [
          "organisation": .string("\(membership.organisation)"),
          "organisationName": try name(membership.organisation, membership.period.from),
          "kind": .string(membership.kind.rawValue),
          "from": Self.json(membership.period.from), "to": Self.json(isOpen ? nil : end),
        ]
      }
      let posts: [JSON] = try appointments.map { post -> JSON in
        [
          "organisation": .string("\(post.organisation)"),
          "organisationName": try name(post.organisation, post.period.from),
          "title": .string(post.title), "sector": .string(post.sector.rawValue),
          "from": Self.json(post.period.from),
        ]
      }
      var members = Self.json(state.person, on: asOf.day)
      members["id"] = .string("\(member)")
      members["memberships"] = .array(places)
      members["appointments"] = .array(posts)
      return .object(members)
    }
    try await system.noteReading(of: member, by: actor, on: .api)
    return .json(answer)
  }

  private static func json(_ person: PersonalRecord, on day: Day) -> [String: JSON] {
    let local: JSON = person.isLocal.map { .bool($0) } ?? .null
    return [
      "asOf": json(day), "name": .string(person.name), "sex": .string(person.sex.rawValue),
      "bornOn": json(person.bornOn),
      "admittedOn": json(person.admittedOn), "officialOn": json(person.officialOn),
      "status": .string(person.status(on: day).rawValue),
      "isLocal": local, "residence": .string(person.residence), "homePlace": .string(person.homePlace),
      "occupation": .string(person.occupation), "education": .string(person.education),
      "theory": .string(person.theory),
    ]
  }

  /// The records behind a figure; `count` is the figure.
  func apiRecords(_ arguments: Arguments) async throws -> Answer {
    let conditions = arguments.texts.filter { !["offset", "limit"].contains($0.key) }
    let query = try RecordsQuery(kind: parameters.get("loai") ?? "", parameters: conditions)
    let (system, actor) = (system, actor)
    let now = system.now
    let answer = try await system.read { session throws in
      try session.records(query, for: actor, at: now, offset: arguments.offset, limit: arguments.limit)
    }
    guard case .object(var members) = answer.json else { throw RightsRefusal.notFound }
    members["next"] = answer.next.map { arguments.next(path, offset: $0) } ?? .null
    return .json(.object(members))
  }

  func apiGradings(_ arguments: Arguments) async throws -> Answer {
    let (system, actor, asOf, scales) = (system, actor, asOf, try rules.scales)
    let now = system.now
    let organisation: ID<Organisation> = try found(arguments.id("organisation"))
    try await require(.viewBriefings, on: organisation)
    let selection = GradingSelection(
      within: organisation,
      kinds: arguments["kinds"]?.split(separator: ",").compactMap { Organisation.Kind(rawValue: String($0)) },
      year: arguments.integer("year"), grade: arguments["grade"])
    let (count, list) = try await system.read { session throws in
      let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
      var list = try session.gradings(
        selection, asOf: asOf, offset: arguments.offset, limit: arguments.limit)
      for n in list.indices {
        list[n].decision = try list[n].decision.map { try session.shown($0, to: reach) }
      }
      return (try session.gradingCount(selection, asOf: asOf), list)
    }
    let items = list.map { listing -> JSON in
      let grading = listing.grading
      let subject: JSON = if case .organisation(let id) = grading.subject { .string("\(id)") } else { .null }
      return [
        "id": .string("\(grading.id)"), "organisation": subject,
        "organisationName": .string(listing.organisationName),
        "year": .int(grading.year), "scale": .string(grading.scale), "grade": .string(grading.grade),
        "gradeTitle": .string(scales[grading.scale]?.grade(grading.grade)?.title ?? grading.grade),
        "gradedOn": Self.json(grading.gradedOn), "provenance": .string(grading.provenance.rawValue),
        "decision": listing.decision.map { Self.json($0) } ?? .null,
      ]
    }
    return arguments.list(items, of: count, at: path)
  }

  static func json(_ decision: Decision) -> JSON {
    [
      "type": .string(decision.key.type), "number": .string(decision.key.number),
      "issuer": .string(decision.key.issuer),
      "date": json(decision.key.date), "subject": .string(decision.subject),
    ]
  }
}
