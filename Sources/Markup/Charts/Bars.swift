/// Shares of a whole, a bar each: the composition of a membership. It is a table already, so it needs no other.
public struct Bars: Piece {
  public struct Bar: Sendable {
    public var label: String
    public var value: Int
    /// Leads to the records behind the value.
    public var records: String?
    public var ink: Ink

    public init(_ label: String, _ value: Int, records: String? = nil, ink: Ink = .solid) {
      (self.label, self.value, self.records, self.ink) = (label, value, records, ink)
    }
  }

  public var id: String
  public var title: String
  public var bars: [Bar]
  /// The whole the bars are shares of; nil measures against the longest bar and prints no shares.
  public var whole: Int?

  public init(id: String, title: String, bars: [Bar], whole: Int? = nil) {
    (self.id, self.title, self.bars, self.whole) = (id, title, bars, whole)
  }

  public var html: HTML {
    """
    <table class="chart bars">
    <caption>\(title)</caption>
    <thead class="unseen"><tr><th scope="col">Loại</th><th scope="col">Biểu đồ</th><th scope="col">Số</th></tr></thead>
    <tbody>
    \(each: bars, row)</tbody>
    </table>

    """
  }

  private func row(_ bar: Bar) -> HTML {
    let longest = whole ?? bars.map(\.value).max() ?? 0
    let width = 100 * Double(bar.value) / Double(max(longest, 1))
    let value: HTML =
      bar.records == nil ? "\(number: bar.value)" : "<a\(href: bar.records)>\(number: bar.value)</a>"
    return """
      <tr><th scope="row">\(bar.label)</th>\
      <td class="bar"><svg width="100%" height="14" aria-hidden="true"><rect class="groove" width="100%" height="14"/>\
      <rect class="ink-\(bar.ink == .alert ? "solid-alert" : "solid")" width="\(at: width)%" height="14"/></svg></td>\
      <td class="number">\(value)\(share(bar).map { " <span class=\"share\">\($0)</span>" as HTML })</td></tr>

      """
  }

  private func share(_ bar: Bar) -> String? { whole.flatMap { Number.percent(bar.value, of: $0) } }
}
