import Crypto

/// The journal: its entries one after another, each with its records.
struct Chain {
  static let origin = String(repeating: "0", count: 64)

  let store: any Store
  /// Tables whose rows the journal keeps.
  let kept: Set<String>
  let wanted: String?

  /// Reads both tables once, in order.
  func check(_ outcome: inout Outcome) throws {
    if let wanted, Self.origin.utf8.starts(with: wanted.utf8) { outcome.foundHead = 0 }
    let entries = try store.rows(
      """
      SELECT sequence, recorded_at, actor, act, decision_id, body, previous_hash, hash FROM journal_entry
      ORDER BY sequence
      """)
    let records = RecordStream(
      try store.rows(
        """
        SELECT sequence, ordinal, entity, entity_id, operation, payload, salt, digest FROM journal_record
        ORDER BY sequence, ordinal
        """))
    while let row = try entries.next() {
      let entry = try Entry(row, after: outcome)
      if let wanted, entry.hash.starts(with: wanted.utf8) { outcome.foundHead = entry.sequence }
      try check(records, of: entry, &outcome)
      outcome.entries += 1
      outcome.head = String(decoding: entry.hash, as: UTF8.self)
      outcome.recordedAt = entry.recordedAt
    }
    if let stray = try records.peek() {
      throw Broken(
        "record.stray", entry: stray.sequence,
        "Có bản ghi thay đổi của mục \(stray.sequence), nhưng nhật ký không có mục ấy.",
        .entryLost)
    }
    try checkHead(outcome)
  }

  private func check(_ records: RecordStream, of entry: Entry, _ outcome: inout Outcome) throws {
    var leaves = SHA256()
    leaves.update(data: Array("chibo/records/1\n".utf8))
    var count: Int64 = 0
    while let record = try records.peek(), record.sequence <= entry.sequence {
      guard record.sequence == entry.sequence else {
        throw Broken(
          "record.stray", entry: record.sequence,
          "Có bản ghi thay đổi của mục \(record.sequence), nhưng nhật ký không có mục ấy.", .entryLost)
      }
      guard record.ordinal == count else {
        throw Broken(
          "record.order", entry: entry.sequence, table: record.entity, row: record.entityID,
          "Bản ghi thay đổi thứ \(count + 1) của mục bị thiếu hoặc sai thứ tự.", .recordChanged)
      }
      guard kept.contains(record.entity) else {
        throw Broken(
          "record.table", entry: entry.sequence, table: record.entity, row: record.entityID,
          "Bản ghi thay đổi nói về một bảng không có trong sổ.", .recordChanged)
      }
      try record.checkDigest()
      if record.isErased { outcome.erased += 1 }
      leaves.update(data: record.digest)
      count += 1
      records.advance()
    }
    guard count == entry.recordCount else {
      throw Broken(
        "records.count", entry: entry.sequence,
        "Mục ghi \(entry.recordCount) bản ghi thay đổi, trong nhật ký có \(count).", .recordChanged)
    }
    guard hex(leaves.finalize()) == entry.recordDigest else {
      throw Broken(
        "records.digest", entry: entry.sequence, "Các bản ghi thay đổi không khớp dấu tóm tắt trong mục.",
        .recordChanged)
    }
    outcome.records += count
  }

  private func checkHead(_ outcome: Outcome) throws {
    let rows = try store.rows("SELECT sequence, hash, recorded_at, id FROM journal_head ORDER BY id")
    guard let row = try rows.next(), row.count == 4, try rows.next() == nil else {
      throw Broken("head.missing", table: "journal_head", "Không có đúng một dấu đầu lịch sử.", .headChanged)
    }
    guard let sequence = row[0].int, sequence == outcome.entries else {
      throw Broken(
        "head.differs", entry: outcome.entries, table: "journal_head",
        "Đầu lịch sử chỉ mục \(row[0].int ?? 0), mục cuối của nhật ký là \(outcome.entries).", .headChanged)
    }
    guard row[1].text == Array(outcome.head.utf8), row[2].int == outcome.recordedAt else {
      throw Broken(
        "head.differs", entry: outcome.entries, table: "journal_head",
        "Mã hoặc thời điểm của đầu lịch sử không phải của mục cuối.", .headChanged)
    }
    if let wanted, outcome.foundHead == nil {
      throw Broken("head.unknown", "Không mục nào của nhật ký có mã \(wanted).", .headUnknown)
    }
  }
}
