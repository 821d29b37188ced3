import Basics
import TextReuse

/// Regulation text — văn bản quy chế như đã đọc: every letter in the order of the file, in paragraphs, with the writing
/// of each run. Places are bytes of ``bytes``; ``letter(at:)`` turns them into letters for people and other programs.
package struct RegulationText: Sendable {
  package struct Paragraph: Sendable, Hashable {
    package var range: Range<Int>
    /// What automatic numbering shows before the text: "Điều 5.", "a)". It is no part of the text.
    package var label: String
    /// Where the bold that it begins with ends, if the rest is not bold.
    package var lead: Int?
  }

  /// Where one writing ends; runs follow each other without gaps.
  package struct Run: Sendable, Hashable {
    package var end: Int
    package var writing: Writing
  }

  package var bytes: [UInt8]
  package var paragraphs: [Paragraph]
  package var runs: [Run]
  package var findings: [Finding]

  package init(
    bytes: [UInt8] = [], paragraphs: [Paragraph] = [], runs: [Run] = [], findings: [Finding] = []
  ) {
    (self.bytes, self.paragraphs, self.runs, self.findings) = (bytes, paragraphs, runs, findings)
  }

  /// The pieces of a stretch that have one writing each.
  package func pieces(of range: Range<Int>) -> [(range: Range<Int>, writing: Writing)] {
    if runs.count == 1 { return [(range, runs[0].writing)] }
    var result: [(range: Range<Int>, writing: Writing)] = []
    var at = range.lowerBound
    var place = firstRun(after: at)
    while at < range.upperBound, place < runs.count {
      let end = min(runs[place].end, range.upperBound)
      if end > at { result.append((at..<end, runs[place].writing)) }
      (at, place) = (max(at, end), place + 1)
    }
    return result
  }

  private func firstRun(after place: Int) -> Int {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].end <= place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  package func writing(at place: Int) -> Writing {
    let run = firstRun(after: place)
    return run < runs.count ? runs[run].writing : .unicode
  }

  /// The stretch as people read it.
  package func sound(_ range: Range<Int>) -> String {
    let pieces = pieces(of: range)
    if pieces.count == 1 { return SoundText.of(bytes, pieces[0].range, pieces[0].writing) }
    var text = ""
    for piece in pieces {
      let part = SoundText.of(bytes, piece.range, piece.writing)
      let isBlank =
        piece.range.first.map { bytes[$0] == 0x20 || bytes[$0] == 0x0A || bytes[$0] == 0x09 } ?? false
      if isBlank, !text.isEmpty, !part.isEmpty { text += " " }
      text += part
      if let last = piece.range.last, last > piece.range.lowerBound, !part.isEmpty,
        bytes[last] == 0x20 || bytes[last] == 0x0A || bytes[last] == 0x09
      {
        text += " "
      }
    }
    return SoundText.of(text, writing: .unicode)
  }

  package func syllables(_ range: Range<Int>, into syllables: inout Syllables) {
    for piece in pieces(of: range) {
      bytes.withUnsafeBufferPointer { syllables.read($0, piece.range, piece.writing) }
    }
  }

  /// How many letters (code points) of the text stand before each of these places, given in rising order.
  package func letters(before places: [Int]) -> [Int] {
    var result: [Int] = []
    var (at, count) = (0, 0)
    for place in places {
      let stop = min(max(place, at), bytes.count)
      while at < stop {
        if bytes[at] & 0xC0 != 0x80 { count += 1 }
        at += 1
      }
      result.append(count)
    }
    return result
  }
}
