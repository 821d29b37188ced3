import Basics
import Storage

extension Session {
  /// Who of an organisation's members on a day reaches the years for a badge after the batch before and by this one: most years
  /// first, then by given name.
  ///
  /// Years in the Party are counted from the day of admission as the register has it; stretches that do not count (expelled, lost
  /// contact) are not in the register and stay for people to take off.
  package func badgeCandidates(in organisation: ID<Organisation>, batch: Batch, years: [Int], asOf: AsOf)
    throws
    -> [BadgeCandidate]
  {
    guard !years.isEmpty else { return [] }
    // Days are numbers yyyymmdd, so that so many years later is so many times ten thousand more.
    let due = years.map { step -> SQL in
      let (after, by) = (Int(batch.previous.number) - step * 10_000, Int(batch.day.number) - step * 10_000)
      return "(s.admitted_on > \(after) AND s.admitted_on <= \(by))"
    }
    var condition: SQL = "1 = 0"
    for each in due { condition += " OR "; condition += each }
    return try all(
      """
      SELECT m.member_id, s.name, s.born_on, s.admitted_on, m.organisation_id, o.name FROM organisation_closure c
      JOIN membership m ON m.organisation_id = c.descendant_id AND m.kind = 'official' AND \(asOf.holds("m"))
      JOIN member_state s ON s.member_id = m.member_id AND \(asOf.holds("s"))
      JOIN organisation_state o ON o.organisation_id = m.organisation_id AND \(asOf.holds("o"))
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND s.admitted_on IS NOT NULL AND (\(condition))
      ORDER BY s.admitted_on, s.name_order, m.member_id
      """
    ) { row -> BadgeCandidate? in
      let admitted = try row.day(3)
      guard
        let step = years.first(where: {
          let full = Int(admitted.number) + $0 * 10_000
          return full > Int(batch.previous.number) && full <= Int(batch.day.number)
        })
      else { return nil }
      return BadgeCandidate(
        member: try row.id(0), name: try row.text(1), bornOn: try row.ifDay(2), admittedOn: admitted,
        years: step,
        fullOn: Self.full(admitted, step), cell: try row.id(4), cellName: try row.text(5))
    }.compactMap { $0 }.sorted { ($1.years, $0.fullOn) < ($0.years, $1.fullOn) }
  }

  /// So many years later; for the 29th of February in another year the 1st of March.
  private static func full(_ day: Day, _ years: Int) -> Day {
    let year = day.year + years
    return Day(year: year, month: day.month, day: day.day) ?? Day(year: year, month: 3, day: 1) ?? .endOfTime
  }

  /// Members whose day of admission is not written down: of them nobody can say when they are due.
  package func membersWithoutAdmission(in organisation: ID<Organisation>, asOf: AsOf) throws -> Int {
    try count(
      """
      SELECT count(*) FROM organisation_closure c
      JOIN membership m ON m.organisation_id = c.descendant_id AND m.kind = 'official' AND \(asOf.holds("m"))
      JOIN member_state s ON s.member_id = m.member_id AND \(asOf.holds("s"))
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND s.admitted_on IS NULL
      """)
  }
}
