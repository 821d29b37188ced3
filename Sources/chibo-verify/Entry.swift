import Crypto

/// One entry of the journal, found sound by itself and as the successor of the one before.
struct Entry {
  var sequence: Int64
  var recordedAt: Int64
  var hash: [UInt8]
  var recordCount: Int64
  var recordDigest: [UInt8]

  init(_ row: [Field], after outcome: Outcome) throws {
    let expected = outcome.entries + 1
    func broken(_ code: String, _ what: String, _ meaning: Broken.Meaning = .entryChanged) -> Broken {
      Broken(code, entry: expected, table: "journal_entry", what, meaning)
    }
    guard row.count == 8, let sequence = row[0].int, let recordedAt = row[1].int, let actor = row[2].text,
      let act = row[3].text, let body = row[5].text, let previous = row[6].text, let hash = row[7].text
    else { throw broken("entry.form", "Mục không đúng định dạng.") }
    guard sequence == expected else {
      throw broken(
        "entry.gap", "Sau mục \(outcome.entries) phải là mục \(expected), nhưng gặp mục \(sequence).",
        .entryLost)
    }
    guard previous == Array(outcome.head.utf8) else {
      throw broken("entry.link", "Mục này không nối vào mục \(outcome.entries) đứng trước nó.", .entryLost)
    }
    guard Self.hash(previous: previous, body: body) == hash else {
      throw broken("entry.hash", "Nội dung mục không khớp mã của nó.")
    }
    guard let value = CanonicalJSON.read(body), case .object(let members) = value, members.count == 7,
      case .object = value["details"], let records = value["records"], case .object(let parts) = records,
      parts.count == 2, case .int(let count) = records["count"], case .text(let digest) = records["digest"]
    else { throw broken("entry.form", "Nội dung mục không đúng định dạng.") }
    guard value["sequence"] == .int(sequence), value["recordedAt"] == .int(recordedAt),
      value["actor"] == .text(actor),
      value["act"] == .text(act), let decision = value["decision"], row[4].holds(decision)
    else {
      throw broken(
        "entry.columns", "Số mục, thời điểm, người ghi, việc hoặc văn bản ở cột không khớp với nội dung mục.")
    }
    guard recordedAt >= outcome.recordedAt else {
      throw broken("entry.time", "Thời điểm ghi lùi lại so với mục đứng trước.", .entryLost)
    }
    (self.sequence, self.recordedAt, self.hash, recordCount, recordDigest) = (
      sequence, recordedAt, hash, count, digest
    )
  }

  private static func hash(previous: [UInt8], body: [UInt8]) -> [UInt8] {
    var hasher = SHA256()
    hasher.update(data: Array("chibo/entry/1\n".utf8))
    hasher.update(data: previous)
    hasher.update(data: [0x0A])
    hasher.update(data: body)
    return hex(hasher.finalize())
  }
}
