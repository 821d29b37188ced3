/// What stands at the head of a segment: counts, from which follows where every section lies. All numbers are 64 bits,
/// lowest byte first; sections begin at multiples of eight.
struct SegmentHeader {
  static let magic: UInt64 = 0x3145_5355_4552_4243  // "CBREUSE1"
  static let fields = 20

  var documents = 0, articles = 0, clauses = 0, words = 0, strings = 0, trees = 0
  /// Of the tables of one, two and three words.
  var bits = [0, 0, 0]
  var counts = [0, 0, 0]
  var postings = 0

  enum Section: Int, CaseIterable {
    case documents, articles, clauses, trees, strings, words, weightOne, weightTwo, weightThree
    case directoryOne, keysOne, spreadsOne, directoryTwo, keysTwo, spreadsTwo
    case directoryThree, keysThree, spreadsThree, endsThree, postingsThree
  }

  func size(of section: Section) -> Int {
    switch section {
    case .documents: documents * MemoryLayout<DocumentRecord>.stride
    case .articles: articles * MemoryLayout<ArticleRecord>.stride
    case .clauses: clauses * MemoryLayout<ClauseRecord>.stride
    case .trees: documents * 4
    case .strings: strings
    case .words: words * 4
    case .weightOne, .weightTwo, .weightThree: words
    case .directoryOne: (1 << bits[0] + 1) * 4
    case .directoryTwo: (1 << bits[1] + 1) * 4
    case .directoryThree: (1 << bits[2] + 1) * 4
    case .keysOne: counts[0] * 4
    case .keysTwo: counts[1] * 4
    case .keysThree, .endsThree: counts[2] * 4
    case .spreadsOne: counts[0] * 2
    case .spreadsTwo: counts[1] * 2
    case .spreadsThree: counts[2] * 2
    case .postingsThree: postings
    }
  }

  /// Where every section begins, and the length of the whole.
  var layout: (offsets: [Int], length: Int) {
    var offsets: [Int] = []
    var at = Self.fields * 8
    for section in Section.allCases {
      offsets.append(at)
      at += (size(of: section) + 7) & ~7
    }
    return (offsets, at)
  }

  var numbers: [UInt64] {
    let all =
      [documents, articles, clauses, words, strings, trees] + bits + counts + [postings, layout.length]
    return [Self.magic] + all.map { UInt64($0) } + Array(repeating: 0, count: Self.fields - 1 - all.count)
  }

  init() {}

  /// Reads and believes nothing: counts must be small enough that all sections lie inside the bytes there are.
  init?(_ numbers: [UInt64], available: Int) {
    guard numbers.count == Self.fields, numbers[0] == Self.magic else { return nil }
    let limit = UInt64(max(0, available))
    guard numbers[1...6].allSatisfy({ $0 <= limit }), numbers[10...13].allSatisfy({ $0 <= limit }),
      numbers[7...9].allSatisfy({ $0 <= 24 }), limit < 1 << 40
    else { return nil }
    let values = numbers.map { Int(truncatingIfNeeded: $0) }
    (documents, articles, clauses, words, strings, trees) = (
      values[1], values[2], values[3], values[4], values[5], values[6]
    )
    (bits, counts, postings) = (Array(values[7...9]), Array(values[10...12]), values[13])
    guard layout.length == values[14], layout.length <= available else { return nil }
  }
}
