/// One code point of UTF-8. Broken bytes count one by one as U+FFFD.
@inline(__always)
func utf8Step(_ bytes: UnsafePointer<UInt8>, _ at: Int, _ end: Int) -> (value: UInt32, length: Int) {
  let first = UInt32(bytes[at])
  if first < 0x80 { return (first, 1) }
  if first >= 0xC2, first < 0xE0, at + 1 < end {
    return ((first & 0x1F) << 6 | UInt32(bytes[at + 1]) & 0x3F, 2)
  }
  if first >= 0xE0, first < 0xF0, at + 2 < end {
    return ((first & 0x0F) << 12 | (UInt32(bytes[at + 1]) & 0x3F) << 6 | UInt32(bytes[at + 2]) & 0x3F, 3)
  }
  if first >= 0xF0, first < 0xF5, at + 3 < end {
    let high = (first & 0x07) << 18 | (UInt32(bytes[at + 1]) & 0x3F) << 12
    return (high | (UInt32(bytes[at + 2]) & 0x3F) << 6 | UInt32(bytes[at + 3]) & 0x3F, 4)
  }
  return (0xFFFD, 1)
}
