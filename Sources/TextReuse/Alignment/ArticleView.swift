/// An article as the comparison reads it: words and, on the side that is asked about, what each feature says.
struct ArticleView {
  var words: UnsafePointer<UInt32>
  /// Surprise of the one-, two-, three-word feature at each word.
  var one: UnsafePointer<UInt8>
  var two: UnsafePointer<UInt8>
  var three: UnsafePointer<UInt8>
  var clauses: UnsafePointer<ClauseRecord>
  /// Clauses of this article in `clauses`.
  var range: Range<Int>
  var title: Range<Int>
  var number: Int
}

extension Segment {
  func view(_ article: Int) -> ArticleView {
    let record = articles[article]
    return ArticleView(
      words: words, one: weights.0, two: weights.1, three: weights.2, clauses: clauses,
      range: Int(record.clauses)..<Int(record.clausesEnd), title: Int(record.title)..<Int(record.titleEnd),
      number: Int(record.number))
  }

  func articles(of document: Int) -> Range<Int> {
    Int(documents[document].articles)..<Int(documents[document].articlesEnd)
  }

  private func string(_ start: UInt32, _ length: UInt32) -> String {
    String(decoding: UnsafeBufferPointer(start: strings + Int(start), count: Int(length)), as: UTF8.self)
  }
  func id(_ document: Int) -> String { string(documents[document].id, documents[document].idLength) }
  func tree(_ document: Int) -> String { string(documents[document].tree, documents[document].treeLength) }
  func audience(_ document: Int) -> String {
    string(documents[document].audience, documents[document].audienceLength)
  }
}
