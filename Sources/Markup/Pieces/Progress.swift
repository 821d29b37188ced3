/// How many of how many.
public struct Progress: Piece {
  public var label: String
  public var done: Int
  public var whole: Int
  public var records: String?

  public init(_ label: String, done: Int, of whole: Int, records: String? = nil) {
    (self.label, self.done, self.whole, self.records) = (label, done, whole, records)
  }

  public var html: HTML {
    let width = whole > 0 ? 100 * Double(min(max(done, 0), whole)) / Double(whole) : 0
    return """
      <div class="progress\(when: whole > 0 && done >= whole, " tone-done")">
      <p><a\(href: records)>\(label)</a> <span class="count"><strong>\(number: done)</strong> trên \(number: whole)</span></p>
      <svg width="100%" height="6" aria-hidden="true"><rect class="groove" width="100%" height="6"/>\
      <rect class="ink-solid" width="\(at: width)%" height="6"/></svg>
      </div>

      """
  }
}
