import TextReuse

/// Points of a clause: lettered, numbered below it, or bullets.
extension OutlineReader {
  mutating func point(
    _ letter: Unicode.Scalar, _ isBracketed: Bool, _ content: Range<Int>, _ line: Range<Int>, _ at: Int
  ) {
    guard let rank = LetterOrder.rank(letter), points == 0 || pointsAreLettered,
      let skipped = skipped(to: rank, letter), skipped == 0 || skipped == 1 && isBracketed && points > 0
    else {
      plain(line)
      return
    }
    if skipped > 0, let last = LetterOrder.letter(lastPoint) {
      outline.findings.append(OutlineFindings.numberGap("điểm", "\(last)", "\(letter)", at))
    }
    if lastClause == 0 { flushLoose(asLead: true) }
    (points, pointsAreLettered, awaitsTitle, lastPoint) = (points + 1, true, false, rank)
    append(address(point: Int(letter.value)), content)
  }

  /// Letters left out before this one; nil if it cannot come next. A đ stands for the d that was not written.
  private func skipped(to rank: Int, _ letter: Unicode.Scalar) -> Int? {
    if letter == "d", LetterOrder.letter(lastPoint) == "đ",
      !outline.clauses.suffix(2).contains(where: { $0.address.point == 0x64 })
    {
      return 0
    }
    return LetterOrder.skipped(from: lastPoint, to: rank)
  }

  mutating func bullet(_ sign: UInt8, _ content: Range<Int>, _ line: Range<Int>) {
    // Under a point counted by numbers («1.1.») a plus stands below it.
    let isBelow = points > 0 && sign != bulletSign && (bulletSign != nil || sign == 0x2B)
    if pointsAreLettered || isBelow {
      plain(line)
    } else if lastClause == 0 {
      // Bullets right under the article are its clauses.
      if loose.count <= 1 {
        flushLoose(asLead: true)
        awaitsTitle = false
        bulletClauses += 1
        append(.init(bulletClauses), content)
      } else {
        plain(line)
      }
    } else {
      (points, bulletSign) = (points + 1, sign)
      append(address(point: letter(points)), content)
    }
  }

  func letter(_ count: Int) -> Int { count <= 26 ? 0x60 + count : 0x4E00 + count }
}
