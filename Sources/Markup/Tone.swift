/// What a colour means here. There are no others, and no meaning hangs on the colour alone.
public enum Tone: String, Sendable {
  case neutral
  /// Finished, in force, met.
  case done
  /// Cần quyết định: the rules are silent, or the data are not certain.
  case undecided
  /// Asks for action: refused, late, missing.
  case attention
}
