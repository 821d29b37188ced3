import Basics
import Storage

/// Organisation plan — kết quả kiểm tra danh sách tổ chức: which organisations would be founded, and in which order.
package struct OrganisationPlan: Sendable {
  package enum Superior: Sendable, Hashable {
    case registered(ID<Organisation>)
    /// A row of the list, by index.
    case row(Int)
  }

  package enum Outcome: Sendable, Hashable {
    case create(Organisation.Kind, under: Superior, day: Day)
    case same(ID<Organisation>)
    case rejected
  }

  package let list: OrganisationList
  package let top: ID<Organisation>
  package let topName: String
  /// Where neither founding nor decision has a day.
  package let from: Day?
  package let rows: [OrganisationList.Row]
  package let outcomes: [Outcome]
  /// Rows to be founded, superiors first.
  package let order: [Int]
  package let findings: [Finding]

  /// - Parameters:
  ///   - top: the organisation whose subtree the list describes; rows that name no superior stand right below it.
  package init(
    _ list: OrganisationList, below top: ID<Organisation>, from: Day? = nil, by actor: Actor,
    in session: any Session, at now: Moment
  ) throws {
    try session.require(.changeStructure, of: actor, on: top, at: now)
    guard let state = try session.organisationNear(top, asOf: AsOf(now.day)) else {
      throw RightsRefusal.notFound
    }
    (self.list, self.top, topName, self.from) = (list, top, state.name, from)
    var resolver = try OrganisationResolver(list.rows, top: state, from: from, today: now.day, in: session)
    resolver.resolve()
    (rows, outcomes, order) = (resolver.rows, resolver.outcomes, resolver.order)
    findings = list.findings + resolver.rows.flatMap(\.findings)
  }

  package var rowCount: Int { rows.count }
  package var clean: Int { outcomes.count { $0 != .rejected } }
  package var wouldCreate: Int { order.count }
  package var unchanged: Int { outcomes.count { if case .same = $0 { true } else { false } } }
  package var errors: Int { findings.count { $0.severity == .error } }
  package var hasErrors: Bool { errors > 0 }

  package var json: JSON {
    .object([
      "rows": .int(rowCount), "clean": .int(clean), "wouldCreate": .int(wouldCreate), "wouldChange": 0,
      "findings": .array(findings.map(\.json)),
    ])
  }
}

extension System {
  /// Reads a list of organisations and compares it with the register; nothing is written.
  package func checkOrganisations(
    _ bytes: [UInt8], named name: String, below top: ID<Organisation>, from: Day? = nil, by actor: Actor
  ) async throws -> OrganisationPlan {
    let list = try OrganisationList(bytes, name: name)
    let now = now
    return try await read { session throws in
      try OrganisationPlan(list, below: top, from: from, by: actor, in: session, at: now)
    }
  }
}
