import Basics
import Formats
import Registry
import Rules

/// A form on paper: blank with dotted lines, or filled in; the same for Word and PDF. What is printed is what
/// ``FormReading`` reads back.
package struct FormPrint: Sendable {
  package var form: ReviewForm
  package var pack: Pack
  package var head: FormHead
  package var answers: FormAnswers
  package var layout: LayoutProfile
  /// DỮ LIỆU MÔ PHỎNG, or nothing.
  package var mark: String?
  /// Opinions written into the boxes of others.
  package var boxes: [String: String] = [:]
  /// The day a form was sent; left open on one that was not.
  package var sentOn: Day?

  package init(
    _ form: ReviewForm, of pack: Pack, head: FormHead, answers: FormAnswers = FormAnswers(),
    layout: LayoutProfile, mark: String?, sentOn: Day? = nil
  ) {
    self.sentOn = sentOn
    (self.form, self.pack, self.head, self.answers) = (form, pack, head, answers)
    (self.layout, self.mark) = (layout, mark)
  }

  package var document: PrintedDocument {
    var blocks: [PrintedDocument.Block] = [
      .paragraph(.init(PrintedText(form.code, bold: true), alignment: .right, hasFirstLineIndent: false)),
      .letterhead(
        .init(
          superior: head.superior.map { [$0.uppercased()] } ?? [], issuer: [head.issuer.uppercased()],
          number: form.hasLetterhead ? "Số      -BC/…" : nil,
          placeAndDate: (head.place.map { "\($0), " } ?? "")
            + (sentOn?.inWords ?? "ngày      tháng      năm"))),
      .title(
        [head.filled(form.title.first ?? form.name).uppercased()],
        subject: form.title.dropFirst().map(head.filled)),
    ]
    blocks += form.identity.map { line in
      .paragraph(
        .init(
          PrintedText([
            .init("\(line.label): "),
            .init(head.values[line.id].flatMap { $0.isEmpty ? nil : $0 } ?? Self.dots(20), bold: true),
          ]), hasFirstLineIndent: false))
    }
    for part in form.parts {
      blocks.append(.heading(1, part.title))
      for field in part.fields {
        if let section = field.section { blocks.append(.heading(2, section)) }
        blocks += printed(field)
      }
    }
    if !form.signers.isEmpty {
      blocks.append(
        .signatures(
          .init(
            signers: form.signers.map {
              .init(office: head.filled($0).uppercased(), isOfficeBold: true, name: signature)
            })))
    }
    for box in form.boxes {
      blocks.append(.heading(2, box.title))
      // Others write into it after the form was sent.
      blocks += boxes[box.id].map { prose($0, lines: box.lines) } ?? dotted(box.lines)
    }
    if let note = form.sourceNote { blocks.append(.note(PrintedText(note))) }
    return PrintedDocument(
      title: "\(form.code) – \(head.values[.name] ?? head.issuer)", layout: layout, mark: mark, blocks: blocks
    )
  }

  /// One signs for oneself; for a collective the name is left open.
  private var signature: String {
    form.entity == "member" && !form.isAnonymous ? head.values[.name] ?? "" : ""
  }

  private func printed(_ field: ReviewForm.Field) -> [PrintedDocument.Block] {
    let text = answers[text: field.id]
    switch field.kind {
    case .text: return [.heading(3, field.title)] + prose(text, lines: field.lines)
    case .score:
      let most = form.scoreFact(field, in: pack).flatMap { fact in fact.range.map { fact.text($0.upperBound) }
      }
      return [line(field.title, (text.isEmpty ? "………" : text) + (most.map { "/\($0)" } ?? ""))]
        + divided(field)
    case .sum: return [line(field.title, form.sum(field, answers, in: pack) ?? "………")]
    case .level: return [line(field.title, choices(field.levels.map { ($0, $0) }, text))]
    case .grade:
      return [line(field.title, choices(form.grades(in: pack).map { ($0.id, $0.name) }, text))]
    case .table:
      let rows = answers[rows: field.id]
      // Lines to write on stand on a blank form; in one that was filled in an empty table keeps one.
      let free = answers.isEmpty ? field.lines - rows.count : rows.isEmpty ? 1 : 0
      let blanks = Array(
        repeating: Array(repeating: "", count: field.columns.count), count: max(0, free))
      return [
        .heading(3, field.title),
        .table(
          PrintedTable(
            columns: field.columns.indices.map { .init(weight: $0 == 0 ? 3 : 1.3) },
            header: [field.columns.map { .init($0) }],
            rows: (rows + blanks).map { .init($0.map { PrintedText($0) }) })),
      ]
    }
  }

  /// A score by its sub-criteria: those it was sent with, else those that hold now.
  private func divided(_ field: ReviewForm.Field) -> [PrintedDocument.Block] {
    let sent = answers[rows: ReviewForm.parts(of: field.id)]
    let rows = sent.isEmpty ? field.criteria.map { [$0.name, $0.points, ""] } : sent
    guard !rows.isEmpty else { return [] }
    return [
      .table(
        PrintedTable(
          columns: [
            .init(weight: 4), .init(weight: 1, alignment: .center), .init(weight: 1, alignment: .center),
          ],
          header: [ReviewForm.criteriaColumns.map { .init($0) }],
          rows: rows.map { .init($0.map { PrintedText($0) }) }))
    ]
  }

  private func line(_ title: String, _ value: String) -> PrintedDocument.Block {
    .paragraph(
      .init(
        PrintedText([.init("\(title): "), .init(value, bold: true)]), alignment: .left,
        hasFirstLineIndent: false))
  }

  private func choices(_ all: [(id: String, name: String)], _ chosen: String) -> String {
    all.map { "\($0.id.utf8.elementsEqual(chosen.utf8) ? WordText.ticked : WordText.open) \($0.name)" }
      .joined(separator: "   ")
  }

  /// Nothing is left open on a form that was filled in; a blank one has lines to write on.
  private func prose(_ text: String, lines: Int) -> [PrintedDocument.Block] {
    if text.isEmpty {
      if !answers.isEmpty { return [] }
      return dotted(lines)
    }
    return text.split(separator: "\n").map { .paragraph(.init(PrintedText(String($0)))) }
  }

  private func dotted(_ lines: Int) -> [PrintedDocument.Block] {
    (0..<lines).map { _ in
      .paragraph(.init(PrintedText(Self.dots(32)), alignment: .left, hasFirstLineIndent: false))
    }
  }

  private static func dots(_ count: Int) -> String { String(repeating: "…", count: count) }
}

extension ReviewForm {
  /// Said under a form whose contents were not seen in the guidance itself.
  package var sourceNote: String? {
    switch certainty {
    case .A: nil
    case .B: "Nội dung mẫu lấy từ văn bản triển khai, chưa đọc bản gốc (\(cite)); đối chiếu trước khi dùng."
    case .C: "Nội dung mẫu chưa đối chiếu với bản gốc (\(cite)); đối chiếu trước khi dùng."
    }
  }
}
