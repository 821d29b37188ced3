import Basics
import Foundation
import History
import Storage

/// An entry of the journal as a person reads it.
package struct JournalListing: Sendable {
  package var sequence: Int
  package var recordedAt: Moment
  package var actor: String
  package var act: String
  package var decision: ID<Decision>?
  /// Organisations the entry concerns, of those the reader may see.
  package var organisations: [ID<Organisation>]
  /// Members the entry wrote about, of those the reader may see, at most a few.
  package var members: [ID<Member>]
  package var hash: String
}

/// Which entries are asked for.
package struct JournalFilter: Sendable, Hashable {
  package var from: Day?
  package var through: Day?
  package var act: String?
  package init(from: Day? = nil, through: Day? = nil, act: String? = nil) {
    (self.from, self.through, self.act) = (from, through, act)
  }
}

/// The part of the journal that concerns somebody's reach.
package struct JournalReach: Sendable {
  /// Entry → organisations of the reach it concerns, the latest first.
  fileprivate var entries: [(sequence: Int, organisations: [ID<Organisation>])]
  package var count: Int { entries.count }
}

extension Session {
  package func journalHead() throws -> (sequence: Int, hash: String) {
    let head = try Journal.head(in: self)
    return (head.sequence, head.hash)
  }

  /// - Parameter seesAll: the founder of the register reads every entry, those of no organisation too.
  package func journalReach(of actor: Actor, seesAll: Bool, _ filter: JournalFilter, at moment: Moment) throws
    -> JournalReach
  {
    let reach = try seesAll ? nil : self.reach(of: actor, with: .viewHistory, at: moment)
    var concerned: [Int: Set<ID<Organisation>>] = [:]
    func note(_ sequence: Int, _ organisation: ID<Organisation>) {
      if reach?.contains(organisation) ?? true { concerned[sequence, default: []].insert(organisation) }
    }
    try query(concerning) { note(try $0.int(0), try $0.id(1)) }
    try files { note($0, $1) }
    for (sequence, organisation) in try concernedByDetails() { note(sequence, organisation) }
    var sql: SQL = "SELECT e.sequence FROM journal_entry e WHERE e.sequence > 0"
    if let from = filter.from { sql += " AND e.recorded_at >= \(Moment(from))" }
    if let through = filter.through { sql += " AND e.recorded_at < \(Moment(through.next))" }
    if let act = filter.act { sql += " AND e.act = \(act)" }
    let entries = try all(sql + " ORDER BY e.sequence DESC") { try $0.int(0) }.compactMap {
      sequence -> (Int, [ID<Organisation>])? in
      guard let organisations = concerned[sequence] else { return reach == nil ? (sequence, []) : nil }
      return (sequence, organisations.sorted())
    }
    return JournalReach(entries: entries.map { (sequence: $0.0, organisations: $0.1) })
  }

  package func journal(_ reach: JournalReach, for actor: Actor, at moment: Moment, offset: Int, limit: Int)
    throws
    -> [JournalListing]
  {
    guard offset < reach.entries.count else { return [] }
    let page = reach.entries[offset..<min(reach.entries.count, offset + limit)]
    let sequences = page.map(\.sequence)
    let members = try members(concernedBy: sequences, for: actor, at: moment)
    var found: [Int: JournalListing] = [:]
    try query(
      "SELECT sequence, recorded_at, actor, act, decision_id, hash FROM journal_entry WHERE sequence IN \(list: sequences)"
    ) { row in
      let sequence = try row.int(0)
      found[sequence] = JournalListing(
        sequence: sequence, recordedAt: try row.moment(1), actor: try row.text(2), act: try row.text(3),
        decision: try row.ifID(4),
        organisations: [], members: members[sequence] ?? [], hash: try row.text(5))
    }
    return page.compactMap { entry in
      found[entry.sequence].map {
        var listing = $0
        listing.organisations = entry.organisations
        return listing
      }
    }
  }

  /// Acts that write no fact about an organisation name it, or the account they are about, among their details.
  private func concernedByDetails() throws -> [(Int, ID<Organisation>)] {
    let acts = [ExportMembers.name, RevokeRight.name, DisableAccount.name, StartReset.name, SetPassword.name]
    return try all("SELECT sequence, body FROM journal_entry WHERE act IN \(list: acts)") {
      (try $0.int(0), try $0.text(1))
    }
    .compactMap { sequence, text in
      guard let details = try? JSONDecoder().decode(EntryBody.self, from: Data(text.utf8)).details else {
        return nil
      }
      let home = try details.organisation ?? details.account.flatMap { try account($0)?.organisation }
      return home.map { (sequence, $0) }
    }
  }

  /// Acts that the journal holds.
  package func journalActs() throws -> [String] {
    try all("SELECT DISTINCT act FROM journal_entry ORDER BY act") { try $0.text(0) }
  }

  /// Entry and organisation: whatever an entry wrote or took back about an organisation or its members.
  private var concerning: SQL {
    """
    SELECT recorded_by, organisation_id FROM organisation_state
    UNION SELECT withdrawn_by, organisation_id FROM organisation_state
    UNION SELECT recorded_by, organisation_id FROM structure_event
    UNION SELECT recorded_by, organisation_id FROM membership
    UNION SELECT withdrawn_by, organisation_id FROM membership
    UNION SELECT recorded_by, organisation_id FROM membership_end
    UNION SELECT recorded_by, organisation_id FROM appointment
    UNION SELECT withdrawn_by, organisation_id FROM appointment
    UNION SELECT recorded_by, organisation_id FROM leadership_scope
    UNION SELECT withdrawn_by, organisation_id FROM leadership_scope
    UNION SELECT recorded_by, organisation_id FROM import_run
    UNION SELECT undone_by, organisation_id FROM import_run WHERE undone_by IS NOT NULL
    UNION SELECT recorded_by, organisation_id FROM right_grant WHERE organisation_id IS NOT NULL
    UNION SELECT recorded_by, organisation_id FROM account WHERE organisation_id IS NOT NULL
    UNION SELECT recorded_by, organisation_id FROM grading WHERE organisation_id IS NOT NULL
    UNION SELECT withdrawn_by, organisation_id FROM grading WHERE organisation_id IS NOT NULL
    UNION SELECT recorded_by, organisation_id FROM meeting
    UNION SELECT withdrawn_by, organisation_id FROM meeting
    UNION SELECT n.recorded_by, t.organisation_id FROM meeting_minutes n JOIN meeting t ON t.meeting_id = n.meeting_id
    UNION SELECT recorded_by, organisation_id FROM resolution
    UNION SELECT withdrawn_by, organisation_id FROM resolution
    UNION SELECT recorded_by, organisation_id FROM assignment
    UNION SELECT withdrawn_by, organisation_id FROM assignment
    UNION SELECT recorded_by, organisation_id FROM fee_receipt
    UNION SELECT withdrawn_by, organisation_id FROM fee_receipt
    UNION SELECT recorded_by, organisation_id FROM fee_share
    UNION SELECT recorded_by, organisation_id FROM fee_remittance
    UNION SELECT withdrawn_by, organisation_id FROM fee_remittance
    UNION SELECT recorded_by, organisation_id FROM liaison_meeting
    UNION SELECT recorded_by, organisation_id FROM roll_out
    UNION SELECT withdrawn_by, organisation_id FROM roll_out
    UNION SELECT recorded_by, scope_id FROM mandate
    UNION SELECT recorded_by, organisation_id FROM survey
    UNION SELECT p.recorded_by, s.organisation_id FROM survey_part p JOIN survey s ON s.id = p.survey_id
    UNION SELECT a.recorded_by, s.organisation_id FROM survey_answer a
      JOIN survey_part p ON p.id = a.part_id JOIN survey s ON s.id = p.survey_id
    UNION SELECT recorded_by, organisation_id FROM briefing_issue
    UNION SELECT r.recorded_by, b.organisation_id FROM briefing_remark r JOIN briefing_issue b ON b.id = r.issue_id
    UNION SELECT recorded_by, from_id FROM transfer
    UNION SELECT recorded_by, to_id FROM transfer
    UNION SELECT s.recorded_by, t.from_id FROM transfer_step s JOIN transfer t ON t.id = s.transfer_id
    UNION SELECT s.recorded_by, t.to_id FROM transfer_step s JOIN transfer t ON t.id = s.transfer_id
    UNION SELECT r.sequence, r.entity_id FROM journal_record r WHERE r.entity = 'organisation'
    """
  }

  /// Entry and organisation: whatever an entry wrote into a member's file, and where the member belonged when it was
  /// written. A place the member had left by then has nothing to do with it.
  private func files(_ body: @escaping (Int, ID<Organisation>) -> Void) throws {
    var file: (sequence: Int, member: ID<Member>, day: Day)?
    var life: [Membership] = []
    func close() {
      if let file, let home = Self.home(life, on: file.day) { body(file.sequence, home) }
      life = []
    }
    try query(
      """
      SELECT f.recorded_by, e.recorded_at, m.member_id, m.organisation_id, m.kind, m.effective_from, m.effective_to
      FROM (SELECT recorded_by, member_id FROM member_state UNION SELECT recorded_by, member_id FROM member_number
        UNION SELECT recorded_by, member_id FROM erasure) f
      JOIN journal_entry e ON e.sequence = f.recorded_by
      JOIN membership m ON m.member_id = f.member_id AND m.kind = 'official'
        AND m.recorded_by <= f.recorded_by AND m.withdrawn_by > f.recorded_by
      ORDER BY f.recorded_by, m.member_id, m.effective_from
      """
    ) { row in
      let (sequence, member): (Int, ID<Member>) = (try row.int(0), try row.id(2))
      if file?.sequence != sequence || file?.member != member {
        close()
        file = (sequence, member, try row.moment(1).day)
      }
      life.append(
        Membership(
          id: 0, member: member, organisation: try row.id(3), kind: try row.choice(4),
          period: Period(from: try row.day(5), to: try row.day(6)), decision: nil))
    }
    close()
  }

  private func members(concernedBy sequences: [Int], for actor: Actor, at moment: Moment) throws -> [Int: [ID<
    Member
  >]] {
    var found: [Int: Set<ID<Member>>] = [:]
    for table in ["member_state", "membership", "appointment", "membership_end", "transfer", "erasure"]
      as [StaticString]
    {
      try query("SELECT recorded_by, member_id FROM \(name: table) WHERE recorded_by IN \(list: sequences)") {
        row in
        found[try row.int(0), default: []].insert(try row.id(1))
      }
    }
    try query(
      """
      SELECT s.recorded_by, t.member_id FROM transfer_step s JOIN transfer t ON t.id = s.transfer_id
      WHERE s.recorded_by IN \(list: sequences)
      """
    ) { found[try $0.int(0), default: []].insert(try $0.id(1)) }
    var listed: [Int: [ID<Member>]] = [:]
    // A roster wrote about thousands; the list itself is the place to look at them.
    for (sequence, members) in found where members.count <= 5 {
      listed[sequence] = try members.sorted().filter { member in
        do {
          let sight = try sight(of: actor, onMember: member, at: moment)
          return sight.rights.contains(.viewMembers) && sequence <= sight.known
        } catch RightsRefusal.notFound { return false }
      }
    }
    return listed
  }
}

/// What of an entry's body tells whom it concerns.
struct EntryBody: Decodable {
  struct Details: Decodable {
    var organisation: ID<Organisation>?
    var account: ID<Account>?
    var member: ID<Member>?
  }
  var details: Details
}
