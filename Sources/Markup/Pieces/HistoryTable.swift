/// What was so from when, and since when the register knows: two axes of time, side by side.
public struct HistoryTable: Piece {
  public struct Entry: Sendable {
    public var what: HTML
    /// Hiệu lực: in the world.
    public var from: String
    public var until: String?
    /// Ghi nhận: in the register.
    public var recorded: String
    public var recordedBy: String?
    public var basis: HTML
    /// Recorded once, set right by a later entry; kept, struck out.
    public var isSuperseded: Bool

    public init(
      _ what: HTML, from: String, until: String? = nil, recorded: String, recordedBy: String? = nil,
      basis: HTML,
      isSuperseded: Bool = false
    ) {
      (self.what, self.from, self.until, self.recorded) = (what, from, until, recorded)
      (self.recordedBy, self.basis, self.isSuperseded) = (recordedBy, basis, isSuperseded)
    }
  }

  public var caption: String
  public var entries: [Entry]

  public init(_ caption: String, entries: [Entry]) { (self.caption, self.entries) = (caption, entries) }

  public var html: HTML {
    """
    <div class="table-box">
    <table class="table table-reflow history">
    <caption class="unseen">\(caption)</caption>
    <thead>
    <tr><th scope="col" rowspan="2">Nội dung</th><th scope="colgroup" colspan="2" class="axis-effect">Hiệu lực</th>\
    <th scope="col" rowspan="2" class="axis-record">Ghi nhận</th><th scope="col" rowspan="2">Căn cứ</th></tr>
    <tr><th scope="col" class="axis-effect day">từ</th><th scope="col" class="axis-effect day">đến</th></tr>
    </thead>
    <tbody>
    \(each: entries, row)</tbody>
    </table>
    </div>

    """
  }

  private func row(_ entry: Entry) -> HTML {
    """
    <tr\(when: entry.isSuperseded, " class=\"superseded\"")>\
    <th scope="row">\(entry.what)\(when: entry.isSuperseded, " <span class=\"badge\">đã đính chính</span>")</th>\
    <td class="day" data-label="Hiệu lực từ">\(entry.from)</td>\
    <td class="day" data-label="đến">\(entry.until ?? "nay")</td>\
    <td class="day axis-record" data-label="Ghi nhận"><span class="at">\(entry.recorded)</span>\
    \(entry.recordedBy.map { "<span class=\"by\">\($0)</span>" as HTML })</td>\
    <td data-label="Căn cứ">\(entry.basis)</td></tr>

    """
  }
}
