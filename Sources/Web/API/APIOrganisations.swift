import Basics
import Markup
import Registry
import Reporting

extension Visit {
  func apiMe() async throws -> Answer {
    let (system, actor) = (system, actor)
    let (now, account) = (system.now, try found(signIn?.account))
    let grants = try await system.read { session throws in
      try session.grants(of: account.id, at: now).map {
        ($0, try session.organisationNear($0.organisation, asOf: AsOf(now.day))?.name ?? "")
      }
    }
    let rights = grants.reduce(into: RightSet()) { $0.formUnion($1.0.role.rights) }
    return .json([
      "id": .string("\(account.id)"), "userName": .string(account.userName), "person": .string(actor.name),
      "roles": .array(
        grants.map { grant, name in
          [
            "role": .string(grant.role.rawValue), "title": .string(grant.role.title),
            "organisation": .string("\(grant.organisation)"),
            "organisationName": .string(name),
          ]
        }),
      "rights": .array(Right.allCases.filter(rights.contains).map { .string($0.name) }),
    ])
  }

  func apiOrganisations(_ arguments: Arguments) async throws -> Answer {
    let (system, actor, asOf, text) = (system, actor, asOf, arguments["q"] ?? "")
    let now = system.now
    let states = try await system.read { session throws in
      let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
      func isSeen(_ state: OrganisationState) -> Bool { reach?.contains(state.organisation) ?? true }
      if !text.isEmpty { return try session.organisations(named: text, asOf: asOf).filter(isSeen) }
      let tops = try session.topOrganisations(of: actor, with: .viewOrganisations, asOf: asOf, at: now)
      return try tops.flatMap { try session.subtree(of: $0.organisation, asOf: asOf) }.filter(isSeen)
    }
    return arguments.page(states, at: path) { Self.json($0) }
  }

  static func json(_ state: OrganisationState) -> JSON {
    [
      "id": .string("\(state.organisation)"), "name": .string(state.name), "code": .string(state.code),
      "kind": .string(state.kind.rawValue), "kindTitle": .string(state.kind.title),
      "parent": state.parent.map { .string("\($0)") } ?? .null, "neighbourhood": .string(state.neighbourhood),
      "from": json(state.period.from == .beginningOfTime ? nil : state.period.from),
      "to": json(state.period.isOpen ? nil : state.period.to),
    ]
  }

  static func json(_ day: Day?) -> JSON { day.map { .string("\($0)") } ?? .null }

  func apiOrganisation() async throws -> Answer {
    let (system, actor, asOf, id) = (system, actor, asOf, try organisation)
    let now = system.now
    let picture = try await system.read {
      try OrganisationPicture(id, asOf: asOf, for: actor, at: now, in: $0)
    }
    guard case .object(var members) = Self.json(picture.state ?? picture.near) else {
      throw RightsRefusal.notFound
    }
    let records = RecordsQuery(.members, of: id, asOf: asOf)
    func lineage(_ list: [(OrganisationState, Day)]) -> JSON {
      .array(
        list.map {
          ["id": .string("\($0.0.organisation)"), "name": .string($0.0.name), "on": .string("\($0.1)")]
        })
    }
    members["asOf"] = .string("\(asOf.day)")
    members["exists"] = .bool(picture.state != nil)
    // Above the person's reach nothing is told.
    if !picture.superiors.contains(where: { $0.organisation == picture.near.parent }) {
      members["parent"] = .null
    }
    members["superiors"] = .array(picture.superiors.map { Self.json($0) })
    members["children"] = .array(picture.children.map { Self.json($0.state) })
    members["predecessors"] = lineage(picture.predecessors)
    members["successors"] = lineage(picture.successors)
    members["members"] = [
      "value": .int(picture.members),
      "definition": "Đảng viên sinh hoạt chính thức ở đây và ở mọi tổ chức trực thuộc vào ngày ấy.",
      "asOf": .string("\(asOf.day)"),
      "records": picture.rights.contains(.viewMembers) ? .string(records.apiPath) : .null,
    ]
    return .json(.object(members))
  }

  func apiBriefing(_ arguments: Arguments) async throws -> Answer {
    let (system, actor, asOf, id, rules) = (system, actor, asOf, try organisation, try rules)
    let now = system.now
    let structure = arguments["structure"].flatMap(Briefing.Structure.init) ?? .then
    let text = try await system.read { session throws in
      try session.briefing(
        of: id, asOf: asOf, structure: structure, today: now.day, rules: rules,
        seen: session.listSight(of: actor, asOf: asOf, at: now)
      ).json(indented: false)
    }
    return .jsonText(text)
  }

  func apiHistoryHead() async throws -> Answer {
    let head = try await system.read { try $0.historyHead() }
    return .json([
      "sequence": .int(head.sequence), "hash": .string(head.hash),
      "recordedAt": head.sequence == 0 ? .null : .string("\(head.recordedAt)"),
    ])
  }
}
