import TextReuse

/// How much of a text is looked at and shown. Nothing a person writes as a clause comes near: what lies beyond is told of in a
/// finding, kept in the paper, and costs nobody's time.
extension Outline {
  /// Bytes of a clause that are compared and checked.
  package static let longestClause = 60_000
  /// Signs of a clause that a page shows.
  package static let longestShown = 6_000
  /// Bytes of a whole regulation; some two thousand pages.
  package static let longestText = 5_000_000
}

extension Outline.Clause {
  /// What of it is compared and checked. A letter at the end may be cut in two: its word is lost, nothing else.
  package var looked: Range<Int> {
    range.lowerBound..<min(range.upperBound, range.lowerBound + Outline.longestClause)
  }
}

extension Outline {
  /// The clause as a page shows it.
  package func shown(_ clause: Clause) -> String {
    guard clause.range.count > Self.longestShown else { return text(of: clause) }
    return Self.cut(text.sound(clause.looked), isWhole: clause.looked == clause.range)
  }

  static func cut(_ text: String, isWhole: Bool = true) -> String {
    let scalars = text.unicodeScalars
    guard !isWhole || scalars.count > longestShown else { return text }
    return String(String.UnicodeScalarView(scalars.prefix(longestShown))) + " … (còn nữa, xem tệp đã nộp)"
  }
}
