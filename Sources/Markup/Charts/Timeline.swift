/// One dot for each thing that happened, by day: the decisions of a roll-out, first to last.
public struct Timeline: Piece {
  public struct Event: Sendable {
    /// A count of days from any fixed day; only differences matter.
    public var ordinal: Int
    public var day: String
    public var name: String
    public var path: String?

    public init(ordinal: Int, day: String, name: String, path: String? = nil) {
      (self.ordinal, self.day, self.name, self.path) = (ordinal, day, name, path)
    }
  }

  public var id: String
  public var title: String
  public var events: [Event]
  /// Who should have done it and has not.
  public var missing: [String]

  public init(id: String, title: String, events: [Event], missing: [String] = []) {
    (self.id, self.title, self.missing) = (id, title, missing)
    self.events = events.sorted { ($0.ordinal, $0.name) < ($1.ordinal, $1.name) }
  }

  public var html: HTML {
    ChartFrame(
      id: id, kind: "timeline", title: title, description: description, height: Int(base) + 28, inks: [],
      drawing: drawing, table: table, remark: remark
    ).html
  }

  private struct Stack {
    var ordinal: Int
    var day: String
    var events: [Event]
  }

  private var stacks: [Stack] {
    var stacks: [Stack] = []
    for event in events {
      if stacks.last?.ordinal == event.ordinal {
        stacks[stacks.count - 1].events.append(event)
      } else {
        stacks.append(Stack(ordinal: event.ordinal, day: event.day, events: [event]))
      }
    }
    return stacks
  }

  private let dot = 14.0
  private var tallest: Int { stacks.map(\.events.count).max() ?? 0 }
  private var base: Double { Double(max(tallest, 2)) * dot + 26 }

  private var drawing: HTML {
    var labelled = -100.0
    let end = stacks.last.map(place) ?? 0
    return """
      <line class="axis" x1="0%" x2="100%" y1="\(at: base)" y2="\(at: base)"/>
      \(each: stacks, { stack in
        let x = place(stack)
        // Days stand apart from their neighbours; the last is always named.
        let isNamed = x == end || (x - labelled >= 22 && end - x >= 22)
        if isNamed { labelled = x }
        return drawn(stack, at: x, isNamed: isNamed)
      })
      """
  }

  private func place(_ stack: Stack) -> Double {
    guard let first = events.first?.ordinal, let last = events.last?.ordinal, last > first else { return 50 }
    return 10 + 80 * Double(stack.ordinal - first) / Double(last - first)
  }

  private func drawn(_ stack: Stack, at x: Double, isNamed: Bool) -> HTML {
    """
    <line class="tick-mark" x1="\(at: x)%" x2="\(at: x)%" y1="\(at: base)" y2="\(at: base + 5)"/>\
    \(each: stack.events.enumerated(), { circle($1, x: x, y: base - 9 - Double($0) * dot) })\
    <text class="total" x="\(at: x)%" y="\(at: base - 8 - Double(stack.events.count) * dot)">\(stack.events.count)</text>\
    \(when: isNamed, "<text class=\"label\" x=\"\(at: x)%\" y=\"\(at: base + 21)\">\(stack.day)</text>")

    """
  }

  private func circle(_ event: Event, x: Double, y: Double) -> HTML {
    "<circle class=\"ink-solid\" cx=\"\(at: x)%\" cy=\"\(at: y)\" r=\"5\"><title>\(event.name), \(event.day)</title></circle>"
  }

  private var remark: HTML {
    guard !missing.isEmpty else { return "" }
    return """
      <p class="chart-remark tone-attention">Chưa có (\(missing.count)): \(missing.joined(separator: ", ")).</p>

      """
  }

  private var description: String {
    guard let first = events.first, let last = events.last else { return "Chưa có sự kiện nào." }
    return "\(events.count) việc, từ \(first.day) đến \(last.day). "
      + stacks.map { "\($0.day): \($0.events.count)" }.joined(separator: "; ") + "."
  }

  private var table: ChartTable {
    ChartTable(
      columns: ["Ngày", "Số", "Đơn vị"],
      rows: stacks.map { [$0.day, "\($0.events.count)", $0.events.map(\.name).joined(separator: ", ")] },
      wordColumns: [0, 2])
  }
}
