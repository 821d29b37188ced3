extension Comparison {
  /// In an article of one's own a clause counts as quoted only if it is beyond doubt by itself.
  private static let quotation = 0.95

  /// - Parameter index: what tells how widely a phrase is spread. Without one the two documents themselves must do:
  ///   what stands in many of their articles says little.
  public init(
    _ own: ReuseDocument, _ source: ReuseDocument, library: Library, coefficients: Coefficients,
    bounds: Bounds,
    index: ReuseIndex? = nil
  ) throws {
    let index = try index ?? ReuseIndex(SegmentBuilder.ofArticles([own, source], library))
    let asked = AskedDocument(own, in: index, library: library)
    let other = AskedDocument(source, in: index, library: library)
    let aligner = Aligner(coefficients)
    let sources = other.articles.indices.map { other.view($0) }
    aligner.load(sources)
    articles = asked.articles.indices.map { n in
      let view = asked.view(n)
      let match = sources.isEmpty ? nil : aligner.bestMatch(view)
      return Self.article(n, view, match, own, library, sources, bounds)
    }
  }

  private static func article(
    _ place: Int, _ view: ArticleView, _ match: ArticleMatch?, _ own: ReuseDocument, _ library: Library,
    _ sources: [ArticleView], _ bounds: Bounds
  ) -> Article {
    var clauses: [Clause] = []
    var furthest = -1
    var (countable, alike, likely) = (0, 0, 0)
    for (n, c) in view.range.enumerated() {
      let record = view.clauses[c]
      var clause = Clause(
        place: c, label: label(record, view, bounds), words: record.count, partner: nil, probability: 0,
        isMoved: false,
        passage: nil)
      if record.label == ClauseRecord.mandated || record.label == ClauseRecord.wrongFrame {
        let range = own.clauses[c].words
        clause.passage = library.match(Array(own.words[range]), audience: own.audience)?.passage
      }
      if let match, let pair = match.clauses.first(where: { $0.own == n }),
        match.isFlagged || pair.alone >= quotation
      {
        (clause.probability, clause.partner) = (
          pair.probability, sources[match.source].range.lowerBound + pair.source
        )
        if match.isFlagged || clause.label == .own || clause.label == .wrongFrame {
          likely += record.count
          if match.isFlagged, clause.label != .wrongFrame { clause.label = .alike }
          if match.isFlagged { alike += record.count }
          clause.isMoved = pair.source < furthest
          furthest = max(furthest, pair.source)
        }
      }
      if record.isCountable, clause.label != .common || clause.partner != nil { countable += record.count }
      clauses.append(clause)
    }
    let share = countable > 0 ? alike * 1000 / countable : 0
    let loose = countable > 0 ? likely * 1000 / countable : 0
    let verdict: Verdict =
      match?.isFlagged == true
      ? (share >= bounds.mostly ? .mostly : share >= bounds.partly ? .partly : .quotes)
      : (loose >= bounds.quotes && loose < bounds.partly ? .quotes : .own)
    if verdict == .own {
      for n in clauses.indices { (clauses[n].partner, clauses[n].isMoved) = (nil, false) }
    } else if match?.isFlagged != true {
      // A quotation: the clauses are shown, the article stays its owner's.
      for n in clauses.indices where clauses[n].partner != nil && clauses[n].label == .own {
        clauses[n].label = .alike
      }
      alike = likely
    }
    return Article(
      place: place, number: view.number, verdict: verdict, probability: match?.probability ?? 0,
      alikeWords: verdict == .own ? 0 : alike, countableWords: countable,
      source: verdict == .own ? nil : match?.source,
      clauses: clauses)
  }

  private static func label(_ record: ClauseRecord, _ view: ArticleView, _ bounds: Bounds) -> Label {
    switch record.label {
    case ClauseRecord.leadIn: return .leadIn
    case ClauseRecord.mandated: return .mandated
    case ClauseRecord.wrongFrame: return .wrongFrame
    default:
      var surprise = 0
      for at in Int(record.words)..<Int(record.wordsEnd) { surprise += Int(view.three[at]) }
      let triples = max(1, record.count - 2)
      return record.count >= 4 && surprise * 1000 / triples < bounds.common * Int(Surprise.unit)
        ? .common : .own
    }
  }
}

extension SegmentBuilder {
  /// A segment in which every article counts for itself.
  static func ofArticles(_ documents: [ReuseDocument], _ library: Library) throws -> Segment {
    let builder = SegmentBuilder(library: library)
    for (n, document) in documents.enumerated() {
      for article in document.articles {
        // The words are shared; only the articles are parted.
        var part = ReuseDocument(
          id: "\(n).\(article.number)", tree: "\(n).\(article.number)", audience: document.audience)
        let clauses = document.clauses[article.clauses]
        for clause in clauses {
          let start = part.words.count
          part.words += document.words[clause.words]
          part.clauses.append(.init(clause.address, start..<part.words.count))
        }
        part.articles = [.init(article.number, title: 0..<0, clauses: 0..<part.clauses.count)]
        builder.add(part)
      }
    }
    return try builder.build()
  }
}
