/// A figure that opens: the number, what it is, how it is defined, and the records it was counted from.
public struct Figure: Piece {
  public var value: String
  public var label: String
  public var definition: String?
  public var records: String?
  public var tone: Tone
  /// A small thing beside the number: a sparkline, a share.
  public var aside: HTML

  public init(
    _ value: String, _ label: String, definition: String? = nil, records: String? = nil,
    tone: Tone = .neutral,
    aside: HTML = ""
  ) {
    (self.value, self.label, self.definition) = (value, label, definition)
    (self.records, self.tone, self.aside) = (records, tone, aside)
  }

  public var html: HTML {
    """
    <div class="figure\(when: tone != .neutral, " tone-\(tone.rawValue)")">
    <p class="figure-value"><a\(href: records)>\(value)<span class="unseen"> \(label)</span></a> \(aside)</p>
    <p class="figure-label" aria-hidden="true">\(label)</p>
    \(definition.map(note))</div>

    """
  }

  private func note(_ definition: String) -> HTML {
    "<details class=\"definition\"><summary>Cách tính<span class=\"unseen\">: \(label)</span></summary><p>\(definition)</p></details>\n"
  }
}

/// Figures side by side.
public struct Figures: Piece {
  public var figures: [Figure]

  public init(_ figures: [Figure]) { self.figures = figures }

  public var html: HTML { "<div class=\"figures\">\(figures)</div>\n" }
}

/// A figure inside a sentence.
public struct InlineFigure: Piece {
  public var value: String
  public var definition: String?
  public var records: String

  public init(_ value: String, definition: String? = nil, records: String) {
    (self.value, self.definition, self.records) = (value, definition, records)
  }

  public var html: HTML {
    "<a class=\"inline-figure\"\(href: records)\(attribute: "title", definition)>\(value)</a>"
  }
}
