import Basics
import Markup
import Registry
import Regulations

/// What stands beside an article: what it is, what does not fit, what it is like, what the register says otherwise now.
struct RegulationDraftBeside: Piece {
  var piece: RegulationDraftPiece
  var frame: RegulationFrame.Article?
  var reading: DraftReading
  var other: (partner: ReusePartner, article: String)?
  var superior: String
  /// With what the office says about writing it.
  var isWhole = true

  var html: HTML {
    """
    \(frame.map(what))
    \(each: reading.unfilled[piece.piece] ?? [], { "<p class=\"draft-warning\">Sổ chưa có: \($0).</p>" })
    \(unknown)
    \(each: reading.stale[piece.piece] ?? [], { "<p class=\"draft-warning\">Sổ nay ghi \($0.name): “\($0.new)”.</p>" })
    \(when: piece.isEmpty, "<p class=\"draft-warning\">Chưa có nội dung.</p>")
    \(findings)
    \(likeness)
    """
  }

  private var unknown: HTML {
    let names = reading.unknown[piece.piece] ?? []
    guard !names.isEmpty else { return "" }
    let places = DraftFacts.Name.allCases.map { "‹\($0.rawValue)›" }.joined(separator: ", ")
    return """
      \(each: names, { "<p class=\"draft-warning\">‹\($0)›: không có chỗ điền nào tên này.</p>" })
      \(when: isWhole, "<p class=\"says\">Chỗ điền có: \(places). Sửa tên, hoặc bỏ dấu ‹ › để thành chữ thường.</p>")
      """
  }

  private func what(_ article: RegulationFrame.Article) -> HTML {
    """
    <p class="draft-what">\(Badge(article.what.title, article.what == .own ? .attention : .neutral)) <span class="says">\(article.basis) (độ chắc chắn \(article.certainty)).</span></p>
    \(when: isWhole, article.prompt.map { "<p class=\"draft-prompt\">\($0)</p>" as HTML } ?? "")
    """
  }

  private var findings: HTML {
    let found = reading.findings[piece.piece] ?? []
    guard !found.isEmpty else { return "" }
    return
      "<ul class=\"draft-findings\">\(each: found, { DraftFindingLine(finding: $0, isWhole: isWhole).html })</ul>"
  }

  private var likeness: HTML {
    let above = reading.likeness[piece.piece].flatMap { found -> HTML? in
      guard !found.isOwn else {
        return isWhole ? "<p class=\"says\">Với quy chế \(superior): \(found.verdict).</p>" : nil
      }
      return """
        <p class="draft-like">\(found.verdict)\(found.article.map { " với Điều \($0)" } ?? ""), quy chế \(superior).</p>
        \(when: isWhole && !found.passages.isEmpty, "<details class=\"more\"><summary>Khoản tương tự ở cấp trên</summary>\(each: found.passages, { "<blockquote>\($0)</blockquote>" })</details>")
        """
    }
    // What is laid down for all is like everybody's.
    let elsewhere = (frame?.what == .mandated ? nil : other).map { found -> HTML in
      "<p class=\"draft-like\">tương tự nội dung với <a\(href: found.partner.path)>Điều \(found.article), \(found.partner.name)</a></p>"
    }
    return "\(above ?? "")\(elsewhere ?? "")"
  }
}

/// A finding in a few lines.
struct DraftFindingLine: Piece {
  var finding: FitFinding
  var isWhole = true

  var html: HTML {
    let sentence: HTML =
      finding.marked.isEmpty || !isWhole
      ? "" : "<blockquote>\(finding.before)<mark>\(finding.marked)</mark>\(finding.after)</blockquote>"
    return """
      <li><strong>\(finding.title)</strong>\(when: finding.severity == .notice, " <span class=\"says\">(để hỏi)</span>")
      \(sentence)\(when: isWhole, "<p>\(finding.says)</p>")
      <p class="remedy">\(finding.remedy)</p></li>
      """
  }
}
