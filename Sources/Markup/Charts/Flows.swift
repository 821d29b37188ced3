/// From where to where: how many move from each class to each, as bands whose width is their number. Those who stay are quiet,
/// those who move stand out.
public struct Flows: Piece {
  public struct Class: Sendable {
    /// Short: it stands beside the band.
    public var label: String
    /// In full, for the table and for those who listen.
    public var name: String
    public init(_ label: String, _ name: String) { (self.label, self.name) = (label, name) }
  }

  public var id: String
  public var title: String
  /// What stands on the left and on the right: "Hướng dẫn 43", "Dự thảo".
  public var before: String
  public var after: String
  /// Best first.
  public var classes: [Class]
  /// How many of the classes, from the first, are steps of a scale; the others are no better and no worse.
  public var ranked: Int
  /// From each class (rows) to each (columns).
  public var counts: [[Int]]

  public init(
    id: String, title: String, before: String, after: String, classes: [Class], ranked: Int, counts: [[Int]]
  ) {
    (self.id, self.title, self.before, self.after) = (id, title, before, after)
    (self.classes, self.ranked, self.counts) = (classes, ranked, counts)
  }

  public var html: HTML {
    let (left, right) = (bars(side: 0), bars(side: 1))
    let height = max(left.last?.end ?? 0, right.last?.end ?? 0) + 8
    return ChartFrame(
      id: id, kind: "flows", title: title, description: description, legend: key, height: Int(height),
      inks: [],
      drawing: drawing(left, right, height), table: table
    ).html
  }

  private static let top = 26.0
  private static let plot = 250.0
  private static let least = 17.0
  private static let gap = 7.0

  private struct Bar {
    var index: Int
    var count: Int
    var start: Double
    var height: Double
    /// A thin bar still leaves room for its words.
    var end: Double { start + max(height, Flows.least) }
  }

  private func count(_ from: Int, _ to: Int) -> Int {
    counts.indices.contains(from) && counts[from].indices.contains(to) ? counts[from][to] : 0
  }

  private var total: Int { max(counts.joined().reduce(0, +), 1) }

  /// Few are still seen.
  private func width(_ count: Int) -> Double {
    count == 0 ? 0 : max(1.5, Self.plot * Double(count) / Double(total))
  }

  private func bars(side: Int) -> [Bar] {
    var y = Self.top
    var bars: [Bar] = []
    for index in classes.indices {
      let parts = classes.indices.map { side == 0 ? count(index, $0) : count($0, index) }
      let sum = parts.reduce(0, +)
      guard sum > 0 else { continue }
      let bar = Bar(index: index, count: sum, start: y, height: parts.reduce(0) { $0 + width($1) })
      bars.append(bar)
      y = bar.end + Self.gap
    }
    return bars
  }

  private func drawing(_ left: [Bar], _ right: [Bar], _ height: Double) -> HTML {
    """
    <text class="head" x="28%" y="13" text-anchor="end">\(before)</text>\
    <text class="head" x="72%" y="13" text-anchor="start">\(after)</text>
    <svg x="28%" width="44%" y="0" height="\(at: height)" viewBox="0 0 100 \(at: height)" preserveAspectRatio="none">\
    \(bands(left, right))</svg>
    \(each: left, { bar($0, x: 26, text: 25, anchor: "end") })\
    \(each: right, { bar($0, x: 72, text: 75, anchor: "start") })
    """
  }

  private func bar(_ bar: Bar, x: Double, text: Double, anchor: String) -> HTML {
    let middle = bar.start + max(bar.height, Self.least) / 2 + 4.5
    return """
      <rect class="ink-solid" x="\(at: x)%" y="\(at: bar.start)" width="2%" height="\(at: bar.height)"/>\
      <text x="\(at: text)%" y="\(at: middle)" text-anchor="\(anchor)"><tspan class="head">\(classes[bar.index].label)</tspan> \
      \(number: bar.count)</text>

      """
  }

  private func bands(_ left: [Bar], _ right: [Bar]) -> HTML {
    var from = Dictionary(left.map { ($0.index, $0.start) }, uniquingKeysWith: { a, _ in a })
    var to = Dictionary(right.map { ($0.index, $0.start) }, uniquingKeysWith: { a, _ in a })
    var quiet: [HTML] = []
    var moving: [HTML] = []
    for a in classes.indices {
      for b in classes.indices where count(a, b) > 0 {
        let width = width(count(a, b))
        let (x, y) = (from[a] ?? 0, to[b] ?? 0)
        (from[a], to[b]) = (x + width, y + width)
        let band: HTML = """
          <path class="band-\(kind(a, b))" d="M0,\(at: x) C50,\(at: x) 50,\(at: y) 100,\(at: y) L100,\(at: y + width) \
          C50,\(at: y + width) 50,\(at: x + width) 0,\(at: x + width) Z"><title>\(classes[a].name) → \(classes[b].name): \
          \(number: count(a, b))</title></path>
          """
        if a == b { quiet.append(band) } else { moving.append(band) }
      }
    }
    return HTML.joined(quiet + moving)
  }

  private func kind(_ a: Int, _ b: Int) -> String {
    if a == b { return "stay" }
    guard a < ranked, b < ranked else { return "other" }
    return b < a ? "up" : "down"
  }

  private var key: HTML {
    """
    <ul class="legend" aria-hidden="true">\(each: [("stay", "giữ nguyên"), ("up", "lên"), ("down", "xuống"), ("other", "sang hoặc từ chỗ chưa có mức")], { kind, name in
      "<li><svg width=\"18\" height=\"12\"><rect class=\"band-\(kind)\" width=\"18\" height=\"12\"/></svg>\(name)</li>"
    })</ul>

    """
  }

  private var moves: [(from: Int, to: Int)] {
    classes.indices.flatMap { a in classes.indices.map { (from: a, to: $0) } }.filter {
      count($0.from, $0.to) > 0
    }
  }

  private var description: String {
    let told = moves.filter { $0.from != $0.to }.map {
      "\(classes[$0.from].name) sang \(classes[$0.to].name): \(Number.grouped(count($0.from, $0.to)))"
    }
    return told.isEmpty ? "Không ai đổi." : told.joined(separator: "; ") + "."
  }

  private var table: ChartTable {
    ChartTable(
      columns: [before, after, "Số"],
      rows: moves.map {
        [classes[$0.from].name, classes[$0.to].name, Number.grouped(count($0.from, $0.to))]
      },
      wordColumns: [0, 1])
  }
}
