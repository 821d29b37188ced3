/// Travel to any day: every figure below is as of the day that stands here.
public struct DayBar: Piece {
  /// As people write it: 21/4/2014.
  public var day: String
  public var isToday: Bool
  /// The page this bar stands on, without its day.
  public var path: String
  /// What else the address holds and must keep.
  public var query: [(name: String, value: String)]
  /// The nearest days on which something changed; their title says what.
  public var previous: Link?
  public var next: Link?

  /// The name of the field in the address.
  public static let field = "ngay"

  public init(
    day: String, isToday: Bool, path: String, query: [(name: String, value: String)] = [],
    previous: Link? = nil,
    next: Link? = nil
  ) {
    (self.day, self.isToday, self.path, self.query) = (day, isToday, path, query)
    (self.previous, self.next) = (previous, next)
  }

  public var html: HTML {
    """
    <section class="day-bar\(when: !isToday, " is-another-day")" aria-label="Ngày của số liệu">
    <form method="get"\(attribute: "action", Link.isSafe(path) ? path : nil) aria-label="Chọn ngày xem số liệu">
    \(each: query, { HiddenField($0.name, $0.value).html })\
    <label for="day-bar-day">Số liệu ngày</label>
    <input type="text" id="day-bar-day" name="\(Self.field)" value="\(day)" class="width-day" inputmode="numeric" \
    maxlength="12" pattern="\(DayField.pattern)" title="\(DayField.hint)" autocomplete="off">
    <button type="submit" class="button button-quiet">Xem</button>
    </form>
    <p class="day-moves">\(previous.map { step($0, "‹ ", "", rel: "prev") })\(next.map { step($0, "", " ›", rel: "next") })\
    \(when: isToday, "<span class=\"day-today\">Hôm nay</span>", else: "<a\(href: path)>Về hôm nay</a>")</p>
    </section>

    """
  }

  private func step(_ link: Link, _ before: HTML, _ after: HTML, rel: HTML) -> HTML {
    "<a\(href: link.path) rel=\"\(rel)\">\(before)\(link.title)\(after)</a> "
  }
}
