import Yams

/// Finds where the nodes of a text end; the parser only tells where they begin.
struct PackSpans {
  let bytes: [UInt8]
  private let lineStarts: [Int]

  init(bytes: [UInt8]) {
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  /// The byte at a line and a column, both counted from one, the columns in letters.
  func offset(line: Int, column: Int) -> Int? {
    guard lineStarts.indices.contains(line - 1), column >= 1 else { return nil }
    var at = lineStarts[line - 1]
    var left = column - 1
    while left > 0 {
      guard at < bytes.count, bytes[at] != UInt8(ascii: "\n") else { return left == 0 ? at : nil }
      at += 1
      while at < bytes.count, bytes[at] & 0xC0 == 0x80 { at += 1 }
      left -= 1
    }
    return at
  }

  func node(_ node: Node, inFlow: Bool, indent: Int) -> PackNode? {
    let place = node.place
    guard let start = offset(line: place.line, column: place.column) else { return nil }
    let column = start - lineStarts[place.line - 1]
    switch node {
    case .alias: return nil
    case .scalar(let scalar):
      return scalarEnd(scalar.string, from: start, indent: indent).map {
        PackNode(kind: .word(scalar.string), range: start..<$0, isFlow: false, inFlow: inFlow)
      }
    case .sequence(let sequence):
      let isFlow = byte(start) == UInt8(ascii: "[")
      let items = sequence.compactMap { self.node($0, inFlow: inFlow || isFlow, indent: column) }
      guard items.count == sequence.count, let end = end(after: items.last, from: start, isFlow, "]") else {
        return nil
      }
      return PackNode(kind: .list(items), range: start..<end, isFlow: isFlow, inFlow: inFlow)
    case .mapping(let mapping):
      let isFlow = byte(start) == UInt8(ascii: "{")
      let entries = mapping.compactMap { pair -> (key: PackNode, value: PackNode)? in
        guard let key = self.node(pair.key, inFlow: inFlow || isFlow, indent: column), key.word != nil,
          let value = self.node(pair.value, inFlow: inFlow || isFlow, indent: column)
        else { return nil }
        return (key, value)
      }
      guard entries.count == mapping.count,
        let end = end(after: entries.last?.value ?? entries.last?.key, from: start, isFlow, "}")
      else { return nil }
      return PackNode(kind: .map(entries), range: start..<end, isFlow: isFlow, inFlow: inFlow)
    }
  }

  private func byte(_ at: Int) -> UInt8? { bytes.indices.contains(at) ? bytes[at] : nil }

  /// Brackets end behind what follows the last part; what stands by indentation ends with it.
  private func end(after last: PackNode?, from start: Int, _ isFlow: Bool, _ bracket: Unicode.Scalar) -> Int?
  {
    guard isFlow else { return max(last?.range.upperBound ?? start, start) }
    var at = last?.range.upperBound ?? start + 1
    while let byte = byte(at) {
      if byte == UInt8(ascii: bracket) { return at + 1 }
      switch byte {
      case UInt8(ascii: "#"): while let next = self.byte(at), next != UInt8(ascii: "\n") { at += 1 }
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: ","), UInt8(ascii: ":"): at += 1
      default: return nil
      }
    }
    return nil
  }

  private func scalarEnd(_ word: String, from start: Int, indent: Int) -> Int? {
    switch byte(start) {
    case UInt8(ascii: "\""): quotedEnd(start, escape: UInt8(ascii: "\\"), quote: UInt8(ascii: "\""))
    case UInt8(ascii: "'"): singleEnd(start)
    case UInt8(ascii: "|"), UInt8(ascii: ">"): blockEnd(start, indent: indent)
    default: plainEnd(Array(word.utf8), from: start)
    }
  }

  private func quotedEnd(_ start: Int, escape: UInt8, quote: UInt8) -> Int? {
    var at = start + 1
    while let byte = byte(at) {
      if byte == quote { return at + 1 }
      at += byte == escape ? 2 : 1
    }
    return nil
  }

  private func singleEnd(_ start: Int) -> Int? {
    var at = start + 1
    while let byte = byte(at) {
      if byte == UInt8(ascii: "'") {
        guard self.byte(at + 1) == UInt8(ascii: "'") else { return at + 1 }
        at += 1
      }
      at += 1
    }
    return nil
  }

  /// Lines indented more than what the scalar stands in.
  private func blockEnd(_ start: Int, indent: Int) -> Int? {
    var end = lineEnd(start)
    var at = end + 1
    while at <= bytes.count, at - 1 < bytes.count {
      let stop = lineEnd(at)
      let depth = bytes[at..<stop].prefix { $0 == UInt8(ascii: " ") }.count
      if at + depth < stop {
        guard depth > indent else { break }
        end = stop
      }
      guard stop < bytes.count else { break }
      at = stop + 1
    }
    return end
  }

  /// The end of the line a byte stands in, before its line feed.
  func lineEnd(_ at: Int) -> Int {
    bytes[min(at, bytes.count)...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
  }

  /// Plain text says itself where it ends: its letters stand as they are; a blank may be a line's end, a line feed several.
  private func plainEnd(_ word: [UInt8], from start: Int) -> Int? {
    var (at, read) = (start, 0)
    while read < word.count {
      guard let byte = byte(at) else { return nil }
      let wanted = word[read]
      if wanted == UInt8(ascii: " ") || wanted == UInt8(ascii: "\n") {
        var stop = at
        var breaks = 0
        while let blank = self.byte(stop), blank == UInt8(ascii: " ") || blank == UInt8(ascii: "\n") {
          if blank == UInt8(ascii: "\n") { breaks += 1 }
          stop += 1
        }
        if breaks == 0 {
          guard byte == wanted else { return nil }
          (at, read) = (at + 1, read + 1)
        } else {
          at = stop
          read += max(breaks - 1, 1)
        }
      } else {
        guard byte == wanted else { return nil }
        (at, read) = (at + 1, read + 1)
      }
    }
    return at
  }
}
