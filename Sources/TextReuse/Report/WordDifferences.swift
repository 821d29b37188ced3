/// Differences word by word: what stayed, what was only renamed (another body, post or place in the same role), what
/// stands on one side alone.
public struct WordDifferences: Sendable {
  public enum Kind: String, Sendable, Hashable { case same, renamed, changed }

  public struct Piece: Sendable, Hashable {
    public var kind: Kind
    /// Bytes of that side's text.
    public var range: Range<Int>
  }

  public private(set) var own: [Piece] = []
  public private(set) var source: [Piece] = []

  /// Longer clauses are compared from both ends only.
  private static let cells = 4_000_000

  public init(_ own: MaskedText, _ source: MaskedText) {
    let pairs = Self.common(own.words, source.words)
    var (ownKinds, sourceKinds) = (
      [Kind](repeating: .changed, count: own.words.count),
      [Kind](repeating: .changed, count: source.words.count)
    )
    for (a, b) in pairs {
      let kind: Kind = own.written(a).elementsEqual(source.written(b)) ? .same : .renamed
      (ownKinds[a], sourceKinds[b]) = (kind, kind)
    }
    self.own = Self.pieces(own, ownKinds)
    self.source = Self.pieces(source, sourceKinds)
  }

  /// Neighbours of one kind are one piece, with what stands between them.
  private static func pieces(_ text: MaskedText, _ kinds: [Kind]) -> [Piece] {
    var pieces: [Piece] = []
    for n in kinds.indices {
      let range = text.place(n)
      if let last = pieces.last, last.kind == kinds[n] {
        pieces[pieces.count - 1].range = last.range.lowerBound..<max(last.range.upperBound, range.upperBound)
      } else {
        pieces.append(Piece(kind: kinds[n], range: range))
      }
    }
    return pieces
  }

  /// The longest common sequence, as pairs of places.
  private static func common(_ a: [UInt32], _ b: [UInt32]) -> [(Int, Int)] {
    var pairs: [(Int, Int)] = []
    var (start, endA, endB) = (0, a.count, b.count)
    while start < min(endA, endB), a[start] == b[start] {
      pairs.append((start, start))
      start += 1
    }
    var tail: [(Int, Int)] = []
    while endA > start, endB > start, a[endA - 1] == b[endB - 1] {
      (endA, endB) = (endA - 1, endB - 1)
      tail.append((endA, endB))
    }
    let (rows, columns) = (endA - start, endB - start)
    if rows > 0, columns > 0, rows <= cells / columns {
      var table = [UInt16](repeating: 0, count: (rows + 1) * (columns + 1))
      let width = columns + 1
      for i in stride(from: rows - 1, through: 0, by: -1) {
        for j in stride(from: columns - 1, through: 0, by: -1) {
          table[i * width + j] =
            a[start + i] == b[start + j]
            ? table[(i + 1) * width + j + 1] + 1 : max(table[(i + 1) * width + j], table[i * width + j + 1])
        }
      }
      var (i, j) = (0, 0)
      while i < rows, j < columns {
        if a[start + i] == b[start + j] {
          pairs.append((start + i, start + j))
          (i, j) = (i + 1, j + 1)
        } else if table[(i + 1) * width + j] >= table[i * width + j + 1] {
          i += 1
        } else {
          j += 1
        }
      }
    }
    return pairs + tail.reversed()
  }
}
