/// A month in weeks, Monday first. On a narrow page the days with something in them stand one below the other.
public struct MonthGrid: Piece {
  public struct Cell: Sendable {
    public var number: Int
    /// Monday is 1.
    public var weekday: Int
    public var isToday: Bool
    public var entries: [HTML]

    public init(_ number: Int, weekday: Int, isToday: Bool = false, entries: [HTML] = []) {
      (self.number, self.weekday, self.isToday, self.entries) = (number, weekday, isToday, entries)
    }
  }

  public var caption: String
  /// Every day of the month, in order.
  public var days: [Cell]

  public init(_ caption: String, _ days: [Cell]) { (self.caption, self.days) = (caption, days) }

  public static let weekdays = ["Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật"]

  public static func weekday(_ number: Int) -> String {
    weekdays.indices.contains(number - 1) ? weekdays[number - 1] : ""
  }

  private var weeks: [[Cell?]] {
    var cells: [Cell?] = [Cell?](repeating: nil, count: max(0, (days.first?.weekday ?? 1) - 1)) + days
    while cells.count % 7 != 0 { cells.append(nil) }
    return stride(from: 0, to: cells.count, by: 7).map { Array(cells[$0..<($0 + 7)]) }
  }

  public var html: HTML {
    """
    <table class="month" aria-label="\(caption)">
    <thead><tr>\(each: Self.weekdays, { "<th scope=\"col\">\($0)</th>" })</tr></thead>
    <tbody>
    \(each: weeks, { "<tr>\(each: $0, Self.cell)</tr>\n" })</tbody>
    </table>

    """
  }

  private static func cell(_ day: Cell?) -> HTML {
    guard let day else { return "<td class=\"outside\"></td>" }
    let kind = [day.entries.isEmpty ? "free" : "", day.isToday ? "today" : ""].filter { !$0.isEmpty }
    return """
      <td\(when: !kind.isEmpty, " class=\"\(kind.joined(separator: " "))\"")>\
      <span class="day"><span class="weekday">\(weekday(day.weekday)), </span>\(day.number)\
      \(when: day.isToday, "<span class=\"unseen\"> (hôm nay)</span>")</span>\
      \(when: !day.entries.isEmpty, "<ul>\(each: day.entries, { "<li>\($0)</li>" })</ul>")</td>
      """
  }
}
