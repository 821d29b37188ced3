import Basics

extension System {
  /// Reads a workbook and compares it with the register; nothing is written.
  ///
  /// - Parameters:
  ///   - day: the day the roster speaks of; today unless told.
  ///   - from: from when its members belong to their cells, where it has no column for that.
  package func checkRoster(
    _ bytes: [UInt8], named name: String, into unit: ID<Organisation>, day: Day? = nil, from: Day? = nil,
    rules: RosterRules, by actor: Actor
  ) async throws -> RosterPlan {
    let file = try RosterFile(bytes, name: name)
    let options = RosterOptions(day: day ?? today, from: from)
    let now = now
    return try await read { session throws in
      try RosterPlan(file, into: unit, options, rules: rules, by: actor, in: session, at: now)
    }
  }
}
