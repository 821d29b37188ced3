/// The records of an index, as they lie in the file: whole numbers of 32 bits.
struct DocumentRecord {
  var id: UInt32
  var idLength: UInt32
  var tree: UInt32
  var treeLength: UInt32
  var audience: UInt32
  var audienceLength: UInt32
  /// Articles from … up to.
  var articles: UInt32
  var articlesEnd: UInt32
}

struct ArticleRecord {
  var document: UInt32
  var number: UInt32
  var title: UInt32
  var titleEnd: UInt32
  var clauses: UInt32
  var clausesEnd: UInt32
}

struct ClauseRecord {
  var address: UInt32
  var words: UInt32
  var wordsEnd: UInt32
  var label: UInt32

  /// What a clause is before any comparison.
  static let countable: UInt32 = 0
  static let leadIn: UInt32 = 1
  static let mandated: UInt32 = 2
  /// Frame text meant for another audience: countable, and told.
  static let wrongFrame: UInt32 = 3

  @inline(__always) var count: Int { Int(wordsEnd &- words) }
  @inline(__always) var isCountable: Bool { label == Self.countable || label == Self.wrongFrame }

  var place: ReuseDocument.Address {
    ReuseDocument.Address(Int(address >> 16), point: Int(address & 0xFFFF))
  }
}
