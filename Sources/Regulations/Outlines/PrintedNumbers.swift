import TextReuse

/// Numbers as the paper has them, for people; ``Outline/Article/number`` counts in the order of the text, whatever is
/// printed, for addresses and other programs.
extension Outline.Article {
  /// "2", "2a".
  package var printed: String { "\(written ?? number)\(letter)" }

  /// The paper counts otherwise from here on, or calls two articles the same.
  package var isOutOfOrder: Bool { !letter.isEmpty || (written ?? number) != number }
}

extension Outline {
  /// "Điều 5. Chế độ hội nghị".
  package func heading(_ article: Article) -> String {
    // A title of a megabyte is no title.
    let title = Self.cut(text.sound(article.title.prefix(Self.longestShown)))
    return title.isEmpty ? "Điều \(article.printed)" : "Điều \(article.printed). \(title)"
  }

  /// By its place in the order of the text, counted from 1.
  package func article(numbered number: Int) -> Article? {
    articles.indices.contains(number - 1) ? articles[number - 1] : nil
  }

  /// As printed; the same number where nothing is known of it.
  package func printed(_ number: Int) -> String { article(numbered: number)?.printed ?? "\(number)" }

  /// "5.2.a", as printed.
  package func address(_ clause: Clause, in article: Article) -> String {
    clause.address.text(in: article.printed)
  }
}
