/// What a stretch of XML may cost us.
public struct XMLLimits: Sendable {
  /// How deep elements may stand inside one another.
  public var depth: Int
  /// Bytes of one run of text or of one tag. (A cell of Excel holds 98 KB at most.)
  public var text: Int
  /// Of one element. libxml2 compares each with all others, so a tag with a million of them would take hours.
  public var attributes: Int

  public init(depth: Int = 100, text: Int = 300_000, attributes: Int = 500) {
    (self.depth, self.text, self.attributes) = (depth, text, attributes)
  }
}
