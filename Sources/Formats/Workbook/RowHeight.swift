/// How high a row must be for its wrapped texts, in points: LibreOffice believes the file and does not measure again.
enum RowHeight {
  static let line = 15.75

  /// `nil` if one line is enough.
  static func needed(_ cells: [(text: String, width: Double, isBold: Bool)]) -> Double? {
    let lines =
      cells.map { count($0.text, room: max(1, Int($0.width * ($0.isBold ? 0.85 : 0.95)))) }.max() ?? 1
    // 409 points is the highest row of the file format.
    return lines > 1 ? min(409, Double(lines) * line + 1.5) : nil
  }

  /// Words put into lines of so many letters; a long word is broken.
  private static func count(_ text: String, room: Int) -> Int {
    var lines = 1
    var used = 0
    for word in text.unicodeScalars.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == " " || $0 == "\n" })
    {
      let length = min(word.count, 32_767)
      if used > 0, used + 1 + length > room { (lines, used) = (lines + 1, 0) }
      used += (used > 0 ? 1 : 0) + length
      if used > room { (lines, used) = (lines + (used - 1) / room, (used - 1) % room + 1) }
      if word.endIndex < text.unicodeScalars.endIndex, text.unicodeScalars[word.endIndex] == "\n" {
        (lines, used) = (lines + 1, 0)
      }
      if lines > 30 { return lines }
    }
    return lines
  }
}
