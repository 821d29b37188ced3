/// Bars or lines over categories, one colour per series.
public struct Chart: Sendable {
  public enum Kind: Sendable, Hashable { case bars, lines }
  public struct Series: Sendable {
    public var name: String
    /// One per category; `nil` is a gap.
    public var values: [Double?]
    public init(_ name: String, _ values: [Double?]) { (self.name, self.values) = (name, values) }
  }

  public var kind: Kind
  public var title: String
  /// What a person who does not see the picture should know.
  public var alternative: String
  public var categories: [String]
  public var series: [Series]
  /// Millimetres.
  public var height: Double

  public init(
    _ kind: Kind, title: String, alternative: String, categories: [String], series: [Series],
    height: Double = 75
  ) {
    (self.kind, self.title, self.alternative) = (kind, title, alternative)
    (self.categories, self.series, self.height) = (categories, series, height)
  }

  /// The step of the scale (1, 2 or 5 times a power of ten) and its ends.
  var scale: (low: Double, high: Double, step: Double) {
    let values = series.flatMap(\.values).compactMap { $0 }.filter { $0.isFinite && $0.magnitude < 1e15 }
    let low = min(0, values.min() ?? 0)
    var high = max(0, values.max() ?? 0)
    if high - low < 1e-9 { high = low + 1 }
    let raw = (high - low) / 5
    var power = 1.0
    while power * 10 <= raw { power *= 10 }
    while power > raw { power /= 10 }
    let step = [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= raw } ?? power * 10
    // Whole numbers are counted in whole steps.
    let isWhole = values.allSatisfy { $0 == $0.rounded() }
    let used = isWhole ? max(1, step) : step
    return ((low / used).rounded(.down) * used, (high / used).rounded(.up) * used, used)
  }

  /// "1.234,5", as in Viet Nam.
  static func label(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "" }
    let tenths = Int64((value.magnitude * 100).rounded())
    var digits = Array(String(tenths / 100).utf8)
    var at = digits.count - 3
    while at > 0 {
      digits.insert(UInt8(ascii: "."), at: at)
      at -= 3
    }
    var text = (value < 0 && tenths != 0 ? "−" : "") + String(decoding: digits, as: UTF8.self)
    let rest = Int(tenths % 100)
    if rest != 0 {
      text += "," + (rest % 10 == 0 ? String(rest / 10) : rest < 10 ? "0\(rest)" : String(rest))
    }
    return text
  }
}
