/// A stretch as it was compared and as it is written: behind every masked word stand its words, behind them their
/// places. So whatever was masked can be shown again.
public struct MaskedText: Sendable {
  public private(set) var words: [UInt32] = []
  public private(set) var spans: [Masks.Span] = []
  public let syllables: Syllables

  public init(_ syllables: Syllables, _ masks: Masks) {
    self.syllables = syllables
    var spans: [Masks.Span]? = []
    masks.apply(syllables, 0..<syllables.count, into: &words, spans: &spans)
    self.spans = spans ?? []
  }

  /// Where a masked word stands, in bytes of the text the syllables were read from.
  public func place(_ n: Int) -> Range<Int> {
    let span = spans[n]
    guard span.end > span.start else { return 0..<0 }
    return Int(syllables.starts[Int(span.start)])..<Int(syllables.ends[Int(span.end) - 1])
  }

  /// The words behind a masked word.
  func written(_ n: Int) -> ArraySlice<UInt32> { syllables.words[Int(spans[n].start)..<Int(spans[n].end)] }
}
