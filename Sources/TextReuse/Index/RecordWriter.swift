/// The records of a segment while it is built.
final class RecordWriter {
  let library: Library
  var documents: [DocumentRecord] = []
  var articles: [ArticleRecord] = []
  var clauses: [ClauseRecord] = []
  var words: [UInt32] = []
  var strings: [UInt8] = []
  /// Number of the tree of each document, in the order of first sight.
  var treeOfDocument: [UInt32] = []
  private(set) var trees = 0
  private var treeNumbers: [String: UInt32] = [:]
  private var counts: [Int32]
  private var touched: [Int32] = []

  init(layout: SegmentLayout, library: Library) {
    self.library = library
    counts = Array(repeating: 0, count: library.passages.count)
    documents.reserveCapacity(layout.documents)
    articles.reserveCapacity(layout.articles)
    clauses.reserveCapacity(layout.clauses)
    words.reserveCapacity(layout.words)
  }

  func add(_ document: ReuseDocument) {
    let base = UInt32(words.count)
    let firstArticle = UInt32(articles.count)
    let firstClause = clauses.count
    words += document.words
    for clause in document.clauses {
      let range = clause.words
      var label = ClauseRecord.countable
      if clause.address.clause == 0, clause.address.point == 0 {
        label = ClauseRecord.leadIn
      } else {
        let match = document.words.withUnsafeBufferPointer { words in
          library.match(
            UnsafeBufferPointer(rebasing: words[range]), audience: document.audience, &counts, &touched)
        }
        if let match {
          label =
            library.isMeant(match.passage, for: document.audience)
            ? ClauseRecord.mandated : ClauseRecord.wrongFrame
        }
      }
      clauses.append(
        ClauseRecord(
          address: UInt32(clause.address.clause) << 16 | UInt32(clause.address.point),
          words: base + UInt32(range.lowerBound), wordsEnd: base + UInt32(range.upperBound), label: label))
    }
    for article in document.articles {
      articles.append(
        ArticleRecord(
          document: UInt32(documents.count), number: UInt32(clamping: article.number),
          title: base + UInt32(article.title.lowerBound), titleEnd: base + UInt32(article.title.upperBound),
          clauses: UInt32(firstClause + article.clauses.lowerBound),
          clausesEnd: UInt32(firstClause + article.clauses.upperBound)))
    }
    let id = put(document.id)
    let tree = put(document.tree)
    let audience = put(document.audience)
    documents.append(
      DocumentRecord(
        id: id.0, idLength: id.1, tree: tree.0, treeLength: tree.1, audience: audience.0,
        audienceLength: audience.1,
        articles: firstArticle, articlesEnd: UInt32(articles.count)))
    if let number = treeNumbers[document.tree] {
      treeOfDocument.append(number)
    } else {
      treeNumbers[document.tree] = UInt32(trees)
      treeOfDocument.append(UInt32(trees))
      trees += 1
    }
  }

  private func put(_ text: String) -> (UInt32, UInt32) {
    let start = UInt32(strings.count)
    strings += text.utf8
    return (start, UInt32(strings.count) - start)
  }
}
