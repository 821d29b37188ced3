import Basics
import Crypto
import Storage

/// A look along the chain: every entry's hash over its text and the one before, its columns, its records with their
/// digests, and the head. Used by backup and restore, beside the comparison of the rows; `chibo-verify` looks at
/// everything once more, with none of this code.
public struct ChainCheck: Sendable {
  public var entries = 0
  public var head = Journal.origin
  /// The first entry that does not fit.
  public var firstBroken: Int?

  /// Entries and their records are read in turns, so that a long history needs little memory.
  private static let turn = 2_000

  public init(in session: any Session) throws {
    let last = try session.count("SELECT max(sequence) FROM journal_entry")
    while entries < last, firstBroken == nil {
      let end = min(entries, Int.max - Self.turn) + Self.turn
      var told = try tell(in: session, through: end)
      guard !told.isEmpty else { break }
      try check(&told, in: session, after: told.keys.min() ?? 0, through: end)
    }
    let written = try Journal.head(in: session)
    let isCut = try session.exists("SELECT 1 FROM journal_record WHERE sequence > \(entries) OR sequence < 1")
    let count = try session.count("SELECT count(*) FROM journal_entry")
    let latest = try session.count("SELECT recorded_at FROM journal_entry WHERE sequence = \(entries)")
    if firstBroken == nil,
      written.sequence != entries || written.hash != head || isCut || count != entries
        || written.recordedAt.milliseconds != Int64(latest)
    {
      firstBroken = entries
    }
    if firstBroken == nil { try checkSeals(in: session) }
  }

  /// Passwords written past the journal: the entry that set the last one differs. See `docs/history-format.md`.
  private mutating func checkSeals(in session: any Session) throws {
    var seals: [Int: (entry: Int, digest: String)] = [:]
    try session.query(
      """
      SELECT entity_id, sequence, payload FROM journal_record WHERE entity = 'account' AND payload IS NOT NULL
      ORDER BY sequence, ordinal
      """
    ) { row in
      guard case .string(let digest)? = JSON(text: try row.text(2))?["password_digest"] else { return }
      seals[try row.int(0)] = (try row.int(1), digest)
    }
    var broken: Int?
    try session.query("SELECT id, password_hash FROM account") { row in
      guard let seal = seals[try row.int(0)] else { return }
      let digest = hex(SHA256.hash(data: Array("chibo/password/1\n\(try row.text(1))".utf8)))
      if digest != seal.digest { broken = min(broken ?? seal.entry, seal.entry) }
    }
    firstBroken = broken
  }

  /// What an entry tells about its records.
  private struct Told {
    var count: Int
    var digest: String
    var leaves = SHA256()
    var found = 0
  }

  private mutating func tell(in session: any Session, through end: Int) throws -> [Int: Told] {
    var (told, count, previous, broken) = ([Int: Told](), entries, head, firstBroken)
    try session.query(
      """
      SELECT sequence, body, previous_hash, hash, recorded_at, actor, act, decision_id FROM journal_entry
      WHERE sequence > \(entries) AND sequence <= \(end) ORDER BY sequence
      """
    ) { row in
      guard broken == nil else { return }
      count += 1
      let (body, hash) = (try row.text(1), try row.text(3))
      guard let entry = Body(JSON(text: body)), try row.int(0) == count, try row.text(2) == previous,
        JournalDraft.hash(previous: previous, body: body) == hash, try entry.fits(row)
      else {
        broken = count
        return
      }
      var records = Told(count: entry.records.count, digest: entry.records.digest)
      records.leaves.update(data: Array("chibo/records/1\n".utf8))
      told[count] = records
      previous = hash
    }
    (entries, head, firstBroken) = (count, previous, broken)
    return told
  }

  private mutating func check(
    _ told: inout [Int: Told], in session: any Session, after start: Int, through end: Int
  )
    throws
  {
    var (told, broken) = (told, firstBroken)
    try session.query(
      """
      SELECT sequence, ordinal, entity, entity_id, operation, payload, salt, digest FROM journal_record
      WHERE sequence >= \(start) AND sequence <= \(end) ORDER BY sequence, ordinal
      """
    ) { row in
      let sequence = try row.int(0)
      let digest = try row.blob(7)
      guard told[sequence]?.found == (try row.int(1)), try Self.fits(row, digest) else {
        broken = min(broken ?? sequence, sequence)
        return
      }
      told[sequence]?.leaves.update(data: digest)
      told[sequence]?.found += 1
    }
    let wrong = told.filter { $1.found != $1.count || hex($1.leaves.finalize()) != $1.digest }.keys.min()
    firstBroken = [broken, wrong].compactMap { $0 }.min()
  }

  /// A record's digest over its content; of an erased one only the digest is left.
  private static func fits(_ row: Row, _ digest: [UInt8]) throws -> Bool {
    guard row.isNull(5) == row.isNull(6) else { return false }
    guard !row.isNull(5) else { return true }
    let operation = JournalRecord.Operation(rawValue: try row.text(4))
    return try operation.map {
      JournalRecord(
        table: try row.text(2), id: Int64(try row.int(3)), operation: $0, payload: try row.text(5)
      ).digest(salt: try row.blob(6)) == digest
    } ?? false
  }
}

/// What the columns of an entry repeat of its body.
private struct Body {
  private var sequence: Int
  private var recordedAt: Int
  private var actor: String
  private var act: String
  private var decision: Int?
  var records: (count: Int, digest: String)

  init?(_ json: JSON?) {
    guard let json, case .int(let sequence)? = json["sequence"],
      case .int(let recordedAt)? = json["recordedAt"],
      case .string(let actor)? = json["actor"], case .string(let act)? = json["act"],
      case .int(let count)? = json["records"]?["count"],
      case .string(let digest)? = json["records"]?["digest"]
    else { return nil }
    (self.sequence, self.recordedAt, self.actor, self.act) = (sequence, recordedAt, actor, act)
    records = (count, digest)
    if case .int(let decision)? = json["decision"] { self.decision = decision }
  }

  func fits(_ row: Row) throws -> Bool {
    try row.int(0) == sequence && row.int(4) == recordedAt && row.text(5).utf8.elementsEqual(actor.utf8)
      && row.text(6).utf8.elementsEqual(act.utf8) && row.ifInt(7) == decision
  }
}
