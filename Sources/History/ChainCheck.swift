import Basics
import Crypto
import Storage

/// A quick look along the chain: every entry's hash over its text and the one before, and the head. Used by backup and
/// restore; `chibo-verify` looks at everything, with none of this code.
public struct ChainCheck: Sendable {
  public var entries = 0
  public var head = Journal.origin
  /// The first entry that does not fit.
  public var firstBroken: Int?

  public init(in session: any Session) throws {
    var (count, previous, broken) = (0, Journal.origin, Int?.none)
    try session.query("SELECT sequence, body, previous_hash, hash FROM journal_entry ORDER BY sequence") {
      row in
      count += 1
      let (body, hash) = (try row.text(1), try row.text(3))
      if broken == nil,
        try row.int(0) != count || row.text(2) != previous
          || JournalDraft.hash(previous: previous, body: body) != hash
      {
        broken = count
      }
      previous = hash
    }
    let written = try Journal.head(in: session)
    if broken == nil, written.sequence != count || written.hash != previous { broken = count }
    (entries, head, firstBroken) = (count, previous, broken)
  }
}
