/// Pages of a long list.
public struct Pagination: Piece {
  public var page: Int
  public var pageSize: Int
  public var count: Int
  /// What is counted: "đảng viên".
  public var noun: String
  /// The address without its page; the page is added as `trang`.
  public var path: String

  public init(page: Int, pageSize: Int, count: Int, noun: String, path: String) {
    (self.page, self.pageSize, self.count, self.noun, self.path) = (page, pageSize, count, noun, path)
  }

  public var html: HTML {
    guard pages > 1 else {
      return count == 0 ? "" : "<p class=\"pagination-count\">\(number: count) \(noun)</p>\n"
    }
    return """
      <nav class="pagination" aria-label="Trang">
      <p class="pagination-count">\(number: first)–\(number: last) trong \(number: count) \(noun)</p>
      <ul>\(when: page > 1, "<li><a\(href: address(page - 1)) rel=\"prev\">‹ Trước</a></li>")\(each: shown, item)\
      \(when: page < pages, "<li><a\(href: address(page + 1)) rel=\"next\">Sau ›</a></li>")</ul>
      </nav>

      """
  }

  private var pages: Int { (max(count, 0) + pageSize - 1) / max(pageSize, 1) }
  private var first: Int { (page - 1) * pageSize + 1 }
  private var last: Int { min(page * pageSize, count) }

  /// The first, the last and the neighbours; nil is a gap.
  private var shown: [Int?] {
    var shown: [Int?] = []
    for number in 1...pages where number == 1 || number == pages || abs(number - page) <= 1 {
      if let previous = shown.last ?? nil, number > previous + 1 { shown.append(nil) }
      shown.append(number)
    }
    return shown
  }

  private func item(_ number: Int?) -> HTML {
    guard let number else { return "<li class=\"gap\" aria-hidden=\"true\">…</li>" }
    return
      "<li><a\(href: address(number))\(when: number == page, " aria-current=\"page\"")>\(number)</a></li>"
  }

  private func address(_ page: Int) -> String {
    "\(path)\(path.utf8.contains(UInt8(ascii: "?")) ? "&" : "?")trang=\(page)"
  }
}
