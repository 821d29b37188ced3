/// A line the size of a word, beside the figure it belongs to.
public struct Sparkline: Piece {
  /// What the values are, for those who cannot see the line: "Số đảng viên 2009–2013".
  public var title: String
  public var values: [Int]

  public init(title: String, values: [Int]) { (self.title, self.values) = (title, values) }

  public var html: HTML {
    guard let last = points.last else { return "" }
    return """
      <svg class="sparkline" role="img" width="96" height="24" viewBox="0 0 96 24"><title>\(title): \
      \(values.map(Number.grouped).joined(separator: ", "))</title>\
      <polyline points="\(HTML.joined(points.map { "\(at: $0.x),\(at: $0.y)" }, separator: " "))"/>\
      <circle cx="\(at: last.x)" cy="\(at: last.y)" r="3"/></svg>
      """
  }

  private var points: [(x: Double, y: Double)] {
    let low = values.min() ?? 0
    let span = Double(max((values.max() ?? 0) - low, 1))
    let step = 88 / Double(max(values.count - 1, 1))
    return values.enumerated().map { (4 + step * Double($0), 20 - 16 * Double($1 - low) / span) }
  }
}
