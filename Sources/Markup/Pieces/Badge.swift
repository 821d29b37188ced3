/// A state in a word or two. The word carries the meaning, the colour only repeats it.
public struct Badge: Piece {
  public var text: String
  public var tone: Tone

  public init(_ text: String, _ tone: Tone = .neutral) { (self.text, self.tone) = (text, tone) }

  public var html: HTML {
    "<span class=\"badge\(when: tone != .neutral, " tone-\(tone.rawValue)")\">\(text)</span>"
  }
}
