/// What a stretch of XML may cost us.
public struct XMLLimits: Sendable {
  /// How deep elements may stand inside one another.
  public var depth: Int
  /// Bytes of one run of text or one attribute.
  public var text: Int

  public init(depth: Int = 100, text: Int = 2_000_000) { (self.depth, self.text) = (depth, text) }
}
