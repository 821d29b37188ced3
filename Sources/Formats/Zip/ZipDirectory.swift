/// The central directory of a packed file, read by ourselves before libzip sees it: how many entries there are and
/// whether they lie on top of each other. Overlapping entries are the trick of the densest bombs, and no program
/// that saves documents makes them.
///
///     file      = { local header, data } { central record } [ zip64 end ] end
///     end       = 50 4B 05 06 … entries@10:2 … length@12:4 offset@16:4
///     central   = 50 4B 01 02 … packed@20:4 … name@28:2 extra@30:2 comment@32:2 … local@42:4 name extra comment
struct ZipDirectory {
  var entries: Int
  var overlaps: Bool

  init?(_ bytes: [UInt8], limit: Int) {
    guard let end = Self.end(in: bytes), let declared = bytes.little(2, at: end + 10),
      let offset = bytes.little(4, at: end + 16)
    else { return nil }
    entries = declared
    overlaps = false
    // zip64 files keep their numbers elsewhere; libzip reads them and its own count is checked afterwards.
    guard declared <= limit, declared != 0xFFFF, offset != 0xFFFF_FFFF else { return }

    var spans: [(start: Int, end: Int)] = []
    var at = offset
    for _ in 0..<declared {
      guard bytes.little(4, at: at) == 0x0201_4B50, let packed = bytes.little(4, at: at + 20),
        let name = bytes.little(2, at: at + 28), let extra = bytes.little(2, at: at + 30),
        let comment = bytes.little(2, at: at + 32), let local = bytes.little(4, at: at + 42)
      else { return nil }
      if packed != 0xFFFF_FFFF, local != 0xFFFF_FFFF { spans.append((local, local + 30 + name + packed)) }
      at += 46 + name + extra + comment
    }
    spans.sort { $0.start < $1.start }
    overlaps = zip(spans, spans.dropFirst()).contains { $0.end > $1.start }
  }

  /// The end record stands within the last 64 KB, behind it only a comment.
  private static func end(in bytes: [UInt8]) -> Int? {
    guard bytes.count >= 22 else { return nil }
    var at = bytes.count - 22
    let stop = max(0, bytes.count - 22 - 65_535)
    while at >= stop {
      if bytes.little(4, at: at) == 0x0605_4B50 { return at }
      at -= 1
    }
    return nil
  }
}

extension [UInt8] {
  /// An unsigned number of so many bytes, lowest first; `nil` outside the array.
  fileprivate func little(_ width: Int, at place: Int) -> Int? {
    guard place >= 0, place <= count - width else { return nil }
    var value = 0
    for n in 0..<width { value |= Int(self[place + n]) << (8 * n) }
    return value
  }
}
