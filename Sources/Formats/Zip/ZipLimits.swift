/// What a packed file may cost us. Checked on the declared sizes before anything is inflated, and again on what
/// really comes out, because declared sizes may lie.
public struct ZipLimits: Sendable {
  public var packedBytes: Int
  /// Of all entries together; reading an entry twice counts twice.
  public var unpackedBytes: Int
  public var entries: Int
  /// Unpacked : packed, for entries above ``ratioAppliesAbove`` bytes (tiny files of blanks pack very well).
  public var ratio: Int
  public var ratioAppliesAbove: Int

  public init(
    packedBytes: Int = 50_000_000, unpackedBytes: Int = 50_000_000, entries: Int = 2000, ratio: Int = 100,
    ratioAppliesAbove: Int = 1_000_000
  ) {
    (self.packedBytes, self.unpackedBytes, self.entries) = (packedBytes, unpackedBytes, entries)
    (self.ratio, self.ratioAppliesAbove) = (ratio, ratioAppliesAbove)
  }
}
