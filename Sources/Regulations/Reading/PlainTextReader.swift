import Basics
import TextReuse

/// Plain text: UTF-8 or UTF-16 with or without mark; anything else is taken for the single bytes of old Windows.
enum PlainTextReader {
  /// Longer texts are no working regulations.
  static let limit = Outline.longestText

  static func read(_ file: [UInt8]) -> RegulationText {
    guard file.count <= limit else {
      return RegulationText(findings: [ReadingFindings.tooLong(file.count, limit)])
    }
    let bytes = utf8(file)
    return lines(of: bytes)
  }

  /// One paragraph a line; the writing is decided line by line.
  static func lines(of bytes: [UInt8], isPaged: Bool = false) -> RegulationText {
    var paragraphs: [RegulationText.Paragraph] = []
    var start = 0
    for (at, byte) in bytes.enumerated() where byte == 0x0A || byte == 0x0D || byte == 0x0C {
      paragraphs.append(.init(range: start..<at, label: ""))
      start = at + 1
    }
    paragraphs.append(.init(range: start..<bytes.count, label: ""))
    let writings = bytes.withUnsafeBufferPointer { bytes in
      WritingGuess.decide(bytes, paragraphs.map { ($0.range, nil) })
    }
    return RegulationText(bytes: bytes, paragraphs: paragraphs, runs: runs(paragraphs, writings, bytes.count))
  }

  static func runs(_ paragraphs: [RegulationText.Paragraph], _ writings: [Writing], _ end: Int)
    -> [RegulationText.Run]
  {
    var runs: [RegulationText.Run] = []
    for (paragraph, writing) in zip(paragraphs, writings) {
      let stop = paragraph.range.upperBound
      // Lines of plain ASCII are the same in every writing and join their neighbours.
      if let last = runs.last, last.writing == writing {
        runs[runs.count - 1].end = stop
      } else {
        runs.append(.init(end: stop, writing: writing))
      }
    }
    if let last = runs.last, last.end < end { runs[runs.count - 1].end = end }
    return runs
  }

  private static func utf8(_ file: [UInt8]) -> [UInt8] {
    if file.starts(with: [0xEF, 0xBB, 0xBF]) { return sound(Array(file.dropFirst(3))) }
    if file.starts(with: [0xFF, 0xFE]) || file.starts(with: [0xFE, 0xFF]) {
      let isLittle = file[0] == 0xFF
      var units: [UInt16] = []
      var at = 2
      while at + 1 < file.count {
        let (a, b) = (UInt16(file[at]), UInt16(file[at + 1]))
        units.append(isLittle ? a | b << 8 : a << 8 | b)
        at += 2
      }
      return Array(String(decoding: units, as: UTF16.self).utf8)
    }
    return sound(file)
  }

  /// Text of single bytes (typed on old Windows in TCVN3 or VNI) becomes Latin-1 in UTF-8.
  private static func sound(_ file: [UInt8]) -> [UInt8] {
    if String(validating: file, as: UTF8.self) != nil { return file }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(file.count * 2)
    for byte in file {
      if byte < 0x80 {
        bytes.append(byte)
      } else {
        bytes += [0xC0 | byte >> 6, 0x80 | byte & 0x3F]
      }
    }
    return bytes
  }
}
