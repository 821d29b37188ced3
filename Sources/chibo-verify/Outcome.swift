/// What was checked, when everything fits.
struct Outcome {
  var entries: Int64 = 0
  var records: Int64 = 0
  /// Records whose content was erased by law; their digests still stand in the chain.
  var erased: Int64 = 0
  /// Rows of the register compared with the journal.
  var rows: Int64 = 0
  var tables = 0
  /// Hash of the last entry.
  var head = Chain.origin
  /// Milliseconds since 1970 UTC of the last entry.
  var recordedAt: Int64 = 0
  /// The entry whose hash is the one asked for with `--head`.
  var foundHead: Int64?

  /// As printed on reports: the first 12 digits in groups of four.
  var shortHead: String { Self.grouped(head) }

  static func grouped(_ hash: String) -> String {
    let digits = String(hash.prefix(12)).utf8.map { String(decoding: [$0], as: UTF8.self) }
    return stride(from: 0, to: digits.count, by: 4).map { digits[$0..<min($0 + 4, digits.count)].joined() }
      .joined(separator: " ")
  }
}
