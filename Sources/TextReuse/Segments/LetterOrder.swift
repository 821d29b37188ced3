/// The order of letters behind numbers and of points: a, b, c, d, đ, e, g … Some leave out đ, f, j, w and z, some do not.
public enum LetterOrder {
  private static let all = Array("abcdđefghijklmnopqrstuvwxyz".unicodeScalars)
  private static let loose: Set<Unicode.Scalar> = ["đ", "f", "j", "w", "z"]

  /// From 1; nil for what is no letter of the list.
  public static func rank(_ letter: Unicode.Scalar) -> Int? { all.firstIndex(of: letter).map { $0 + 1 } }

  public static func letter(_ rank: Int) -> Unicode.Scalar? {
    all.indices.contains(rank - 1) ? all[rank - 1] : nil
  }

  /// How many letters that nobody leaves out stand between two, the first of which may be 0; nil if the second is not later.
  public static func skipped(from last: Int, to next: Int) -> Int? {
    guard next > last, last >= 0, next <= all.count else { return nil }
    return (last + 1..<next).count { rank in
      // A đ may be written for d.
      !loose.contains(all[rank - 1]) && !(all[rank - 1] == "d" && all[next - 1] == "đ")
    }
  }
}
