import Basics
import TextReuse

/// A draft as the engines read it: the same text that is printed, and which article of the outline is which piece.
package struct DraftOutline: Sendable {
  package let outline: Outline
  /// Pieces by the place of their article in the outline.
  package let pieces: [ID<RegulationDraftPiece>]

  package init(_ draft: RegulationDraft) {
    let numbers = draft.numbers
    var text = ""
    var starts: [(place: Int, piece: ID<RegulationDraftPiece>)] = []
    var chapter = 0
    for piece in draft.pieces {
      let title = DraftText.read(piece.title, numbers: numbers)
      let body = DraftText.read(piece.text, numbers: numbers)
      switch piece.kind {
      case .head:
        text += title + "\n"
        for line in body.split(separator: "\n") { text += "- \(line)\n" }
      case .chapter:
        chapter += 1
        text += "Chương \(Roman.of(chapter))\n\(title)\n"
      case .article:
        starts.append((text.utf8.count, piece.piece))
        text += "Điều \(numbers[piece.mark] ?? 0). \(title)\n\(body)\n"
      }
    }
    let outline = Outline.read(PlainTextReader.read(Array(text.utf8)))
    self.outline = outline
    // A line inside an article that reads like the head of another one still belongs to its piece.
    pieces = outline.articles.map { article in
      starts.last { $0.place <= article.title.lowerBound }?.piece ?? starts.first?.piece ?? ID(0)
    }
  }

  package func piece(ofArticle number: Int?) -> ID<RegulationDraftPiece>? {
    guard let number, let place = outline.articles.firstIndex(where: { $0.number == number }) else {
      return nil
    }
    return pieces[place]
  }
}
