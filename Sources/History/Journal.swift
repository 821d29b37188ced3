import Basics
import Crypto
import Storage

/// The journal: one entry for every act, chained by hashes. The written form is described in
/// `docs/history-format.md`; `chibo-verify` checks it without any of this code.
public enum Journal {
  /// The hash before the first entry.
  public static let origin = String(repeating: "0", count: 64)

  public struct Head: Hashable, Sendable {
    public var sequence: Int
    public var hash: String
    public var recordedAt: Moment
  }

  public static func head(in session: any Session) throws -> Head {
    try session.first("SELECT sequence, hash, recorded_at FROM journal_head") {
      Head(sequence: try $0.int(0), hash: try $0.text(1), recordedAt: try $0.moment(2))
    } ?? Head(sequence: 0, hash: origin, recordedAt: Moment(milliseconds: 0))
  }

  /// The last entry recorded at or before a moment: everything the register knew then.
  public static func sequence(knownAt moment: Moment, in session: any Session) throws -> Int {
    try session.count("SELECT max(sequence) FROM journal_entry WHERE recorded_at <= \(moment)")
  }
}

/// One change to one record, as the journal keeps it.
public struct JournalRecord: Sendable {
  public enum Operation: String, Sendable, SQLConvertible { case insert, withdraw, update }
  public var table: String
  public var id: Int64
  public var operation: Operation
  /// The row's columns as canonical JSON.
  public var payload: String

  public init(table: String, id: Int64, operation: Operation, payload: String) {
    (self.table, self.id, self.operation, self.payload) = (table, id, operation, payload)
  }
}

/// The entry being written in the running transaction. Opening it takes the writers' lock.
public final class JournalDraft {
  public let sequence: Int
  public let recordedAt: Moment
  private let previous: Journal.Head
  private var leaves = SHA256()
  private var count = 0

  /// Waits for its turn among the writers; time never runs backwards in the journal.
  public init(in session: any Session, at moment: Moment) throws {
    if session.dialect == .postgres { try session.run("SELECT sequence FROM journal_head FOR UPDATE") }
    previous = try Journal.head(in: session)
    sequence = previous.sequence + 1
    recordedAt = max(moment, previous.recordedAt)
    leaves.update(data: Array("chibo/records/1\n".utf8))
  }

  /// Rows wait until there are this many: a bulk import then asks the server once where it asked sixty-four times.
  private static let batch = 64
  private var waiting: [(record: JournalRecord, salt: [UInt8], digest: [UInt8])] = []

  public func add(_ record: JournalRecord, salt: [UInt8], in session: any Session) throws {
    let digest = record.digest(salt: salt)
    leaves.update(data: digest)
    waiting.append((record, salt, digest))
    if waiting.count == Self.batch { try flush(in: session) }
  }

  private func flush(in session: any Session) throws {
    guard !waiting.isEmpty else { return }
    var sql: SQL = """
      INSERT INTO journal_record (sequence, ordinal, entity, entity_id, operation, payload, salt, digest) VALUES
      """
    for (n, row) in waiting.enumerated() {
      sql += n == 0 ? " " : ", "
      sql += """
        (\(sequence), \(count), \(row.record.table), \(row.record.id), \(row.record.operation), \(row.record.payload),
        \(row.salt), \(row.digest))
        """
      count += 1
    }
    try session.run(sql)
    waiting = []
  }

  /// Writes the entry and moves the head.
  public func close(actor: String, act: String, decision: Int64?, details: JSON, in session: any Session)
    throws
  {
    try flush(in: session)
    let body = JSON.object([
      "sequence": .int(sequence),
      "recordedAt": .int(Int(recordedAt.milliseconds)),
      "actor": .string(actor),
      "act": .string(act),
      "decision": decision.map { .int(Int($0)) } ?? .null,
      "details": details,
      "records": ["count": .int(count), "digest": .string(hex(leaves.finalize()))],
    ]).text()
    let hash = Self.hash(previous: previous.hash, body: body)
    try session.run(
      """
      INSERT INTO journal_entry (sequence, recorded_at, actor, act, decision_id, body, previous_hash, hash)
      VALUES (\(sequence), \(recordedAt), \(actor), \(act), \(decision), \(body), \(previous.hash), \(hash))
      """)
    try session.run(
      "UPDATE journal_head SET sequence = \(sequence), hash = \(hash), recorded_at = \(recordedAt) WHERE id = 1"
    )
  }

  static func hash(previous: String, body: String) -> String {
    var hasher = SHA256()
    hasher.update(data: Array("chibo/entry/1\n\(previous)\n".utf8))
    hasher.update(data: Array(body.utf8))
    return hex(hasher.finalize())
  }
}

extension JournalRecord {
  func digest(salt: [UInt8]) -> [UInt8] {
    var hasher = SHA256()
    hasher.update(data: Array("chibo/record/1\n".utf8))
    hasher.update(data: salt)
    hasher.update(data: Array("\n\(table)\n\(id)\n\(operation.rawValue)\n".utf8))
    hasher.update(data: Array(payload.utf8))
    return Array(hasher.finalize())
  }
}

/// Lower-case hexadecimal digits.
public func hex(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
