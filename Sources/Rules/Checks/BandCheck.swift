/// Bands must cover their range without gap or overlap, counted in the smallest steps the value can take.
extension Compiler {
  func checkBand(_ band: Band) {
    guard let entity = entity(band.entity, at: band.place),
      case .number(_, let denominator, _)? = lower(band.value.expression, entity, band.value)
    else { return }
    let whole = Band.Piece(
      grade: band.id, low: band.low, high: band.high, includesLow: true, includesHigh: true, place: band.place
    )
    guard let range = rawRange(whole, denominator) else { return }
    let pieces = band.pieces.compactMap { piece in rawRange(piece, denominator).map { (piece, $0) } }
      .sorted { $0.1.lowerBound < $1.1.lowerBound }
    var next = range.lowerBound
    for (piece, raw) in pieces {
      if raw.lowerBound > next { gap(band, next, raw.lowerBound - 1, denominator, piece.place) }
      if raw.lowerBound < next, piece.place != pieces.first?.0.place || raw.lowerBound < range.lowerBound {
        findings.add(
          .bandOverlap, at: piece.place, "Bậc `\(piece.grade)` chồng lên bậc khác hoặc ra ngoài khoảng.",
          "Dùng ngoặc tròn ở đầu không lấy, thí dụ \"[70, 90)\".")
      }
      next = max(next, raw.upperBound == .max ? .max : raw.upperBound + 1)
    }
    if next <= range.upperBound { gap(band, next, range.upperBound, denominator, band.place) }
    if next > range.upperBound + 1, let last = pieces.last {
      findings.add(
        .bandOverlap, at: last.0.place, "Bậc `\(last.0.grade)` ra ngoài khoảng của khung.",
        "Sửa `range` hoặc bậc.")
    }
    let grades = Set(
      pack.scales.first { $0.id == band.scale }?.grades.map(\.id)
        ?? pack.scales.flatMap { $0.grades.map(\.id) })
    for piece in band.pieces where !grades.contains(piece.grade) {
      findings.add(
        .unknownName, at: piece.place, "Không có mức `\(piece.grade)` trong thang.", "Ghi một mức của thang.")
    }
  }

  private func gap(_ band: Band, _ from: Int, _ to: Int, _ denominator: Int, _ place: Place) {
    let low = Ratio(from, over: denominator)?.description ?? "?"
    let high = Ratio(to, over: denominator)?.description ?? "?"
    findings.add(
      .bandGap, at: place,
      "Khung `\(band.id)` không có bậc cho \(from == to ? low : "từ \(low) đến \(high)").",
      "Nới một bậc cho khung kín.")
  }

  /// A variable must be readable even where nothing reads it.
  func checkVariable(_ variable: Variable) {
    guard let entity = entity(variable.entity, at: variable.place) else { return }
    if let n = variableIndex[variable.id], case .word(let word)? = self.variable(n, entity) {
      unknown(word, variable.value.expression, variable.value)
    }
  }
}
