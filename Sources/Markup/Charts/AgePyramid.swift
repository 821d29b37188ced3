/// Age bands, men to the left, women to the right, the oldest on top.
public struct AgePyramid: Piece {
  public struct Band: Sendable {
    public var label: String
    public var men: Int
    public var women: Int
    public init(_ label: String, men: Int, women: Int) {
      (self.label, self.men, self.women) = (label, men, women)
    }
  }

  public var id: String
  public var title: String
  /// Youngest first.
  public var bands: [Band]

  public init(id: String, title: String, bands: [Band]) {
    (self.id, self.title, self.bands) = (id, title, bands)
  }

  public var html: HTML {
    ChartFrame(
      id: id, kind: "pyramid", title: title, description: description, height: 28 + bands.count * Int(step),
      inks: [.solid, .hatch], drawing: drawing, table: table
    ).html
  }

  private let step = 24.0
  /// Where the two sides begin; the ages stand between them. A side is at most `reach` long, the rest is for numbers.
  private let left = 41.0
  private let right = 59.0
  private let reach = 31.0

  private var drawing: HTML {
    """
    <text class="head" x="\(at: left)%" y="14" text-anchor="end">Nam</text>\
    <text class="label" x="50%" y="14">Tuổi</text>\
    <text class="head" x="\(at: right)%" y="14" text-anchor="start">Nữ</text>
    \(each: bands.reversed().enumerated(), { row($1, y: 24 + Double($0) * step) })
    """
  }

  private func row(_ band: Band, y: Double) -> HTML {
    let longest = Double(max(bands.map { max($0.men, $0.women) }.max() ?? 0, 1))
    let men = reach * Double(band.men) / longest
    let women = reach * Double(band.women) / longest
    return """
      <rect x="\(at: left - men)%" y="\(at: y)" width="\(at: men)%" height="17"\(paint(.solid, chart: id))/>\
      <text class="value-beside" x="\(at: left - men)%" dx="-6" y="\(at: y + 13)" text-anchor="end">\(number: band.men)</text>\
      <text class="label" x="50%" y="\(at: y + 13)">\(band.label)</text>\
      <rect x="\(at: right)%" y="\(at: y)" width="\(at: women)%" height="17"\(paint(.hatch, chart: id))/>\
      <text class="value-beside" x="\(at: right + women)%" dx="6" y="\(at: y + 13)">\(number: band.women)</text>

      """
  }

  private var description: String {
    bands.map { "\($0.label) tuổi: nam \(Number.grouped($0.men)), nữ \(Number.grouped($0.women))" }
      .joined(separator: "; ") + "."
  }

  private var table: ChartTable {
    ChartTable(
      columns: ["Tuổi", "Nam", "Nữ", "Cộng"],
      rows: bands.reversed().map { [$0.label] + [$0.men, $0.women, $0.men + $0.women].map(Number.grouped) })
  }
}
