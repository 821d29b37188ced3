import Basics
import Schema
import Storage

/// Whoever pays in a cell in a month.
package struct FeePayer: Sendable, Hashable {
  package var member: ID<Member>
  package var name: String
  /// Belongs elsewhere and is here for a time: the fee is paid here.
  package var isGuest: Bool
}

/// A payer's month: what is due, what was paid, and how many months of the year before it are unpaid.
package struct FeeLine: Sendable {
  package var payer: FeePayer
  /// Belonged elsewhere in that month, to what has ended since.
  package var isInherited = false
  package var standing: FeeStanding?
  package var due: Int?
  package var receipt: FeeReceipt?
  /// Months of the year up to this one, this one not counted, that are due and unpaid.
  package var unpaid: [CalendarMonth]
}

/// What was collected below an organisation, and of how many.
package struct FeeSums: Sendable, Hashable {
  package var month = 0
  package var year = 0
  package var monthPayers = 0
  package var yearPayers = 0

  package init(month: Int = 0, year: Int = 0, monthPayers: Int = 0, yearPayers: Int = 0) {
    (self.month, self.year) = (month, year)
    (self.monthPayers, self.yearPayers) = (monthPayers, yearPayers)
  }

  /// What is so few persons' that it would tell who pays what.
  package func isSmall(_ rules: FeeRules) -> (month: Bool, year: Bool) {
    (rules.isSmall(monthPayers), rules.isSmall(yearPayers))
  }
}

/// What an organisation has collected and handed up.
package struct FeeTotals: Sendable, Hashable {
  package var payers: Int
  /// Who has paid for the month.
  package var paid: Int
  package var collected: Int
  /// Of the year's receipts so far, what goes up; nil where no share is known.
  package var owedUp: Int?
  package var remitted: Int
  package var yearCollected: Int
  /// How many persons the year's sum is of.
  package var yearPayers = 0
  /// Of the months in which anybody paid, the one with the fewest: from the year's sum and the other months it could be found.
  package var fewest: Int?

  /// What is so few persons' that from above it would tell who pays what: of the month, of the year.
  package func isSmall(_ rules: FeeRules) -> (month: Bool, year: Bool) {
    (rules.isSmall(paid), rules.isSmall(yearPayers) || rules.isSmall(fewest ?? 0))
  }
}

extension Session {
  /// Those who belong to a cell at the end of a month and are not elsewhere for a time, and those who are here for a time.
  package func feePayers(of organisation: ID<Organisation>, in month: CalendarMonth) throws -> [FeePayer] {
    let asOf = AsOf(month.last)
    return try all(
      """
      SELECT m.member_id, s.name, m.kind FROM membership m
      JOIN member_state s ON s.member_id = m.member_id AND \(asOf.holds("s"))
      WHERE m.organisation_id = \(organisation) AND \(asOf.holds("m")) AND (m.kind = 'temporary'
        OR m.kind = 'official' AND NOT EXISTS (SELECT 1 FROM membership t WHERE t.member_id = m.member_id
          AND t.kind = 'temporary' AND \(asOf.holds("t"))))
      ORDER BY s.name_order, m.member_id
      """
    ) { FeePayer(member: try $0.id(0), name: try $0.text(1), isGuest: try $0.text(2) == "temporary") }
  }

  package func feeStandings(of member: ID<Member>) throws -> [FeeStanding] {
    try all(
      """
      SELECT \(FeeStanding.list) FROM fee_standing f
      WHERE f.member_id = \(member) AND f.withdrawn_by = \(Schema.stillBelieved) ORDER BY f.effective_from
      """
    ) { try FeeStanding.read($0) }
  }

  func feeReceipt(of member: ID<Member>, for month: CalendarMonth) throws -> FeeReceipt? {
    try first(
      """
      SELECT \(FeeReceipt.list) FROM fee_receipt f WHERE f.member_id = \(member) AND f.month = \(month.number)
        AND f.withdrawn_by = \(Schema.stillBelieved)
      """
    ) { try FeeReceipt.read($0) }
  }

  /// What a member has paid, the latest month first.
  package func feeReceipts(of member: ID<Member>) throws -> [FeeReceipt] {
    try all(
      """
      SELECT \(FeeReceipt.list) FROM fee_receipt f
      WHERE f.member_id = \(member) AND f.withdrawn_by = \(Schema.stillBelieved) ORDER BY f.month DESC
      """
    ) { try FeeReceipt.read($0) }
  }

  /// A cell's month, payer by payer.
  /// - Parameter day: today; who has come along from a cell that ended stands in the months before, too.
  package func feeLines(
    of organisation: ID<Organisation>, in month: CalendarMonth, on day: Day = .beginningOfTime,
    rules: FeeRules
  ) throws -> [FeeLine] {
    let payers = try feePayers(of: organisation, in: month)
    let inherited = try inheritedPayers(of: organisation, in: month, on: day)
    return try (payers + inherited).map { payer in
      let standings = try feeStandings(of: payer.member)
      let receipts = Dictionary(
        try feeReceipts(of: payer.member).map { ($0.month, $0) }, uniquingKeysWith: { a, _ in a })
      var line = line(payer, standings, receipts, month, rules)
      line.isInherited = !payers.contains(payer)
      return line
    }
  }

  /// Who belongs to a cell on a day and in an earlier month belonged to one that has ended since: what they owe for it is paid
  /// where they are now.
  func inheritedPayers(of organisation: ID<Organisation>, in month: CalendarMonth, on day: Day) throws
    -> [FeePayer]
  {
    guard month.last < day else { return [] }
    let (then, now) = (AsOf(month.last), AsOf(day))
    let origins = try origins(of: organisation, asOf: now)
    guard !origins.isEmpty else { return [] }
    return try all(
      """
      SELECT m.member_id, s.name FROM membership m
      JOIN membership p ON p.member_id = m.member_id AND p.kind = 'official' AND \(then.holds("p"))
        AND p.organisation_id IN \(list: origins)
      JOIN member_state s ON s.member_id = m.member_id AND \(now.holds("s"))
      WHERE m.organisation_id = \(organisation) AND m.kind = 'official' AND \(now.holds("m"))
        AND NOT EXISTS (SELECT 1 FROM membership t WHERE t.member_id = m.member_id AND t.kind = 'temporary'
          AND \(then.holds("t")))
      ORDER BY s.name_order, m.member_id
      """
    ) { FeePayer(member: try $0.id(0), name: try $0.text(1), isGuest: false) }
  }

  /// A member's own line.
  package func feeLine(of member: ID<Member>, in month: CalendarMonth, rules: FeeRules) throws -> FeeLine {
    let receipts = Dictionary(
      try feeReceipts(of: member).map { ($0.month, $0) }, uniquingKeysWith: { a, _ in a })
    return line(
      FeePayer(member: member, name: "", isGuest: false), try feeStandings(of: member), receipts, month, rules
    )
  }

  private func line(
    _ payer: FeePayer, _ standings: [FeeStanding], _ receipts: [CalendarMonth: FeeReceipt],
    _ month: CalendarMonth,
    _ rules: FeeRules
  ) -> FeeLine {
    func standing(_ month: CalendarMonth) -> FeeStanding? {
      standings.first { $0.period.contains(month.first) }
    }
    let year = CalendarMonth(number: month.year * 100 + 1) ?? month
    let unpaid = CalendarMonth.span(year, month).dropLast().filter { each in
      // Before anything was written down of somebody, nobody is accused.
      receipts[each] == nil && (rules.due(standing(each), for: each) ?? 0) > 0
    }
    return FeeLine(
      payer: payer, standing: standing(month), due: rules.due(standing(month), for: month),
      receipt: receipts[month], unpaid: Array(unpaid))
  }

  func feeShares(of organisation: ID<Organisation>) throws -> [FeeShare] {
    try all(
      """
      SELECT id, organisation_id, percent, effective_from, effective_to, decision_id FROM fee_share
      WHERE organisation_id = \(organisation) AND withdrawn_by = \(Schema.stillBelieved) ORDER BY effective_from
      """
    ) {
      FeeShare(
        id: Int64(try $0.int(0)), organisation: try $0.id(1), percent: try $0.int(2),
        period: Period(from: try $0.day(3), to: try $0.day(4)), decision: try $0.ifID(5))
    }
  }

  /// The share that goes up from a month's fees: as decided, else as the rules have it for the kind of organisation.
  package func feeShare(of state: OrganisationState, in month: CalendarMonth, rules: FeeRules) throws -> (
    percent: Int, decision: ID<Decision>?
  )? {
    if let own = try feeShares(of: state.organisation).first(where: { $0.period.contains(month.first) }) {
      return (own.percent, own.decision)
    }
    guard let up = rules.version(of: month)?.up, up.kinds.contains(state.kind) else { return nil }
    return (up.percent, nil)
  }

  package func feeRemittances(of organisation: ID<Organisation>) throws -> [FeeRemittance] {
    try all(
      """
      SELECT id, organisation_id, amount, remitted_on, number FROM fee_remittance
      WHERE organisation_id = \(organisation) AND withdrawn_by = \(Schema.stillBelieved) ORDER BY remitted_on DESC, id
      """
    ) {
      FeeRemittance(
        id: Int64(try $0.int(0)), organisation: try $0.id(1), amount: try $0.int(2),
        remittedOn: try $0.day(3),
        number: try $0.text(4))
    }
  }

  /// What was collected below an organisation: for a month, and for its year so far.
  package func feeSums(below organisation: ID<Organisation>, in month: CalendarMonth, asOf: AsOf) throws
    -> FeeSums
  {
    try first(
      """
      SELECT COALESCE(sum(CASE WHEN f.month = \(month.number) THEN f.amount ELSE 0 END), 0),
        COALESCE(sum(f.amount), 0), count(DISTINCT CASE WHEN f.month = \(month.number) THEN f.member_id END),
        count(DISTINCT f.member_id)
      FROM fee_receipt f WHERE f.organisation_id IN (\(carriedSQL(below: organisation, asOf: asOf)))
        AND f.month >= \(month.year * 100 + 1) AND f.month <= \(month.number)
        AND f.withdrawn_by = \(Schema.stillBelieved)
      """
    ) {
      FeeSums(
        month: try $0.int(0), year: try $0.int(1), monthPayers: try $0.int(2), yearPayers: try $0.int(3))
    } ?? FeeSums()
  }

  /// All that was ever collected, by an organisation and by what it took over as a whole.
  func feeCollected(of organisation: ID<Organisation>, on day: Day) throws -> Int {
    let books = try feeBooks(of: organisation, on: day)
    return try count(
      """
      SELECT COALESCE(sum(f.amount), 0) FROM fee_receipt f
      WHERE f.organisation_id IN \(list: books) AND f.withdrawn_by = \(Schema.stillBelieved)
      """)
  }

  /// Whose books an organisation keeps on a day: its own, and those of what it took over as a whole.
  package func feeBooks(of organisation: ID<Organisation>, on day: Day) throws -> [ID<Organisation>] {
    try [organisation] + wholeOrigins(of: organisation, on: day)
  }

  /// Cells below an organisation that have ended without one heir, and whose book of a year is not empty.
  package func endedBooks(below organisation: ID<Organisation>, in month: CalendarMonth, asOf: AsOf) throws
    -> [OrganisationState]
  {
    try all(
      """
      SELECT \(OrganisationState.columnList) FROM organisation_state s
      WHERE s.organisation_id IN (\(carriedSQL(below: organisation, asOf: asOf)))
        AND s.final = 1 AND s.effective_to <= \(asOf.day) AND s.withdrawn_by = \(Schema.stillBelieved)
        AND NOT EXISTS (SELECT 1 FROM organisation_succession p
          WHERE p.predecessor_id = s.organisation_id AND \(isWholeHeir(on: asOf.day)))
        AND EXISTS (SELECT 1 FROM fee_receipt f WHERE f.organisation_id = s.organisation_id
          AND f.month >= \(month.year * 100 + 1) AND f.month <= \(month.number)
          AND f.withdrawn_by = \(Schema.stillBelieved))
      ORDER BY s.name_order, s.organisation_id
      """
    ) { try OrganisationState.read($0) }
  }

  /// A cell's sums: of the month, and of its year so far.
  package func feeTotals(of state: OrganisationState, in month: CalendarMonth, rules: FeeRules) throws
    -> FeeTotals
  {
    let payers = try feePayers(of: state.organisation, in: month)
    var totals = FeeTotals(
      payers: payers.count, paid: 0, collected: 0, owedUp: 0, remitted: 0, yearCollected: 0)
    for book in try feeBooks(of: state.organisation, on: month.last) {
      let keeper =
        book == state.organisation ? state : try organisationNear(book, asOf: AsOf(month.last)) ?? state
      let months: [(CalendarMonth, Int, Int)] = try all(
        """
        SELECT f.month, sum(f.amount), count(*) FROM fee_receipt f WHERE f.organisation_id = \(book)
          AND f.month >= \(month.year * 100 + 1) AND f.month <= \(month.number)
          AND f.withdrawn_by = \(Schema.stillBelieved)
        GROUP BY f.month ORDER BY f.month
        """
      ) { (CalendarMonth(number: try $0.int(0)) ?? month, try $0.int(1), try $0.int(2)) }
      for (each, sum, count) in months {
        let share = try feeShare(of: keeper, in: each, rules: rules)
        totals.owedUp = share.flatMap { share in
          totals.owedUp.map { $0 + (sum * share.percent + 50) / 100 }
        }
        totals.yearCollected += sum
        totals.fewest = min(totals.fewest ?? count, count)
        if each == month { (totals.paid, totals.collected) = (totals.paid + count, totals.collected + sum) }
      }
      totals.remitted += try feeRemittances(of: book).filter { $0.remittedOn.year == month.year }
        .reduce(0) { $0 + $1.amount }
    }
    totals.yearPayers = try count(
      """
      SELECT count(DISTINCT f.member_id) FROM fee_receipt f
      WHERE f.organisation_id IN \(list: try feeBooks(of: state.organisation, on: month.last))
        AND f.month >= \(month.year * 100 + 1) AND f.month <= \(month.number)
        AND f.withdrawn_by = \(Schema.stillBelieved)
      """)
    return totals
  }
}
