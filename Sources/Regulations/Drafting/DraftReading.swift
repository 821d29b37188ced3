import Basics
import Registry
import Storage

/// What is told beside a draft: places that do not fit, what is like the superior's, what the register says otherwise now.
package struct DraftReading: Sendable {
  package struct Likeness: Sendable {
    package var verdict: String
    package var isOwn: Bool
    /// Number of the superior's article it is like.
    package var article: String?
    /// The clauses that are like it, as written there.
    package var passages: [String]
  }
  package struct Stale: Sendable, Hashable {
    package var name: String
    package var old: String
    package var new: String
  }

  package let text: DraftOutline
  package private(set) var findings: [ID<RegulationDraftPiece>: [FitFinding]] = [:]
  /// About the draft as a whole.
  package private(set) var whole: [FitFinding] = []
  package private(set) var likeness: [ID<RegulationDraftPiece>: Likeness] = [:]
  package private(set) var stale: [ID<RegulationDraftPiece>: [Stale]] = [:]
  /// Places the register does not tell.
  package private(set) var unfilled: [ID<RegulationDraftPiece>: [String]] = [:]
  /// Names in ‹ › that are no places.
  package private(set) var unknown: [ID<RegulationDraftPiece>: [String]] = [:]
  package var count: Int { findings.values.reduce(whole.count) { $0 + $1.count } }

  package init(_ draft: RegulationDraft, fit: FitFacts, facts: DraftFacts, rules: FitRules) {
    text = DraftOutline(draft)
    let numbers = draft.numbers
    var fit = fit
    fit.documentType = "Quy chế"
    let bases = draft.head.map {
      DraftText.read($0.text, numbers: numbers).split(separator: "\n").map(String.init)
    }
    fit.bases = (bases ?? []).enumerated().compactMap { n, line in
      CitedDocument(line).map {
        RegulationBasis(
          id: 0, regulation: ID(0), position: n + 1, citation: line, number: $0.number, issuedOn: $0.day)
      }
    }
    for finding in FitCheck.findings(text.outline, fit, rules: rules) {
      if let piece = text.piece(ofArticle: finding.article) {
        findings[piece, default: []].append(finding)
      } else if finding.matter == .basis, let head = draft.head {
        findings[head.piece, default: []].append(finding)
      } else {
        whole.append(finding)
      }
    }
    for piece in draft.pieces {
      let parts = DraftText.parts(piece.title) + DraftText.parts(piece.text)
      var told: Set<Stale> = []
      for case .fact(let name, let value) in parts {
        if value.isEmpty, facts[name] == nil {
          unfilled[piece.piece, default: []].append(name)
        } else if let new = facts[name], !new.utf8.elementsEqual(value.utf8) {
          let one = Stale(name: name, old: value, new: new)
          if told.insert(one).inserted { stale[piece.piece, default: []].append(one) }
        }
      }
      let strange = DraftText.unknown(piece.title) + DraftText.unknown(piece.text)
      if !strange.isEmpty { unknown[piece.piece] = strange }
      if piece.kind == .article {
        for line in Self.strayHeads(DraftText.read(piece.text, numbers: numbers)) {
          findings[piece.piece, default: []].append(Self.strayHead(line))
        }
      }
      for case .article(let mark) in parts where numbers[mark] == nil {
        findings[piece.piece, default: []].append(Self.deadReference(mark))
      }
    }
  }

  /// Lines inside an article that read like the head of another one, or of a chapter: in print nobody tells them apart.
  private static func strayHeads(_ text: String) -> [String] {
    let read = PlainTextReader.read(Array(text.utf8))
    var head = LineHead()
    var lines: [String] = []
    for paragraph in read.paragraphs {
      head.read(read, paragraph)
      switch LineKind(head) {
      case .article(_, _, hasSign: true, _), .heading(.chapter, _, _), .heading(.part, _, _):
        lines.append(read.sound(paragraph.range.prefix(240)))
      default: break
      }
    }
    return lines
  }

  private static func strayHead(_ line: String) -> FitFinding {
    var finding = FitFinding(
      matter: .reference, key: "draft.head.\(VietnameseText.fold(line))", severity: .warning,
      title: "Dòng này đọc như đầu một điều, một chương khác",
      says: "Số điều, chương của dự thảo theo thứ tự các mục, không theo chữ gõ trong một điều.",
      remedy: "Thêm điều, chương bằng “Thêm sau mục này”, rồi bỏ dòng này.", source: "Chính dự thảo này",
      certainty: "A")
    finding.marked = line
    return finding
  }

  private static func deadReference(_ mark: Int) -> FitFinding {
    FitFinding(
      matter: .reference, key: "reference.gone.\(mark)", severity: .warning,
      title: "Dẫn chiếu tới một điều đã bỏ", says: "Điều ấy không còn trong dự thảo.",
      remedy: "Ghi số của điều khác thay vào “[điều đã bỏ \(mark)]”, hoặc bỏ câu dẫn chiếu.",
      source: "Chính dự thảo này", certainty: "A")
  }

  /// Adds what the articles have to do with the superior's regulation.
  package mutating func compare(
    with source: Outline, named name: String, audience: String, sourceAudience: String, tools: ReuseTools
  ) throws {
    let report = try RegulationComparison(
      .init(name: "own", outline: text.outline), .init(name: name, outline: source), ownAudience: audience,
      sourceAudience: sourceAudience, tools: tools)
    for article in report.comparison.articles where text.pieces.indices.contains(article.place) {
      let passages = article.clauses.compactMap { clause in
        clause.partner.map { source.shown(source.clauses[$0]) }
      }
      likeness[text.pieces[article.place]] = Likeness(
        verdict: tools.words.word(article.verdict), isOwn: article.verdict == .own,
        article: article.source.map { source.articles[$0].printed }, passages: passages)
    }
  }
}
