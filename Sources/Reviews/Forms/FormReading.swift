import Basics
import Formats
import Registry
import Rules

/// A form filled in by hand in Word and read back: by the headings it was printed with, in their order. What cannot be read
/// is told, never guessed; nothing is kept before a person has looked at it.
package struct FormReading: Sendable {
  package var answers = FormAnswers()
  package var findings: [Finding] = []

  package init(_ file: WordText, as form: ReviewForm, of pack: Pack, head: FormHead) {
    var reader = FormReader(form: form, pack: pack, head: head)
    for block in file.blocks { reader.take(block) }
    reader.close()
    (answers, findings) = (form.cleaned(reader.answers), reader.findings)
    if answers.isEmpty {
      findings = [
        Finding(
          "form.notThis", .error, message: "Không thấy mục nào của \(form.code) trong tệp này.",
          remedy: "Chọn đúng tệp, hoặc in mẫu trắng từ trang này, điền bằng Word rồi tải lên.")
      ]
    }
  }
}

private struct FormReader {
  let form: ReviewForm
  let pack: Pack
  let head: FormHead
  var answers = FormAnswers()
  var findings: [Finding] = []

  private enum Place: Hashable {
    case identity(ReviewForm.IdentityLine.Source)
    case field(Int)
    /// A heading, a box of others, the signatures: text after it is not the writer's.
    case other
  }

  private struct Anchor {
    var text: String
    var place: Place
    /// Whether the answer stands on the same line, as after "Họ và tên:".
    var isInline: Bool
  }

  private let fields: [ReviewForm.Field]
  /// What stands on paper, folded, in its order.
  private let anchors: [Anchor]
  private var next = 0
  private var place = Place.other
  private var lines: [String] = []

  init(form: ReviewForm, pack: Pack, head: FormHead) {
    (self.form, self.pack, self.head) = (form, pack, head)
    fields = form.fields
    var anchors: [Anchor] = []
    func add(_ text: String, _ place: Place, isInline: Bool = false) {
      anchors.append(Anchor(text: VietnameseText.fold(text), place: place, isInline: isInline))
    }
    for line in form.identity { add(line.label, .identity(line.id), isInline: true) }
    var number = 0
    for part in form.parts {
      add(part.title, .other)
      for field in part.fields {
        if let section = field.section { add(section, .other) }
        add(field.title, .field(number), isInline: field.kind != .text && field.kind != .table)
        number += 1
      }
    }
    for signer in form.signers { add(head.filled(signer), .other) }
    for box in form.boxes { add(box.title, .other) }
    if let note = form.sourceNote { add(note, .other) }
    self.anchors = anchors.filter { !$0.text.isEmpty }
  }

  mutating func take(_ block: WordText.Block) {
    switch block {
    case .paragraph(let text): for line in text.split(separator: "\n") { take(String(line)) }
    case .table(let rows):
      // Points by sub-criterion stand under the score they make up.
      if case .field(let number) = place, fields[number].kind == .score,
        rows.first?.map({ VietnameseText.fold($0) })
          == ReviewForm.criteriaColumns.map({ VietnameseText.fold($0) })
      {
        answers[rows: ReviewForm.parts(of: fields[number].id)] = rows.dropFirst().map { row in
          (0..<3).map { row.indices.contains($0) ? unwritten(row[$0]) : "" }
        }
        return
      }
      // Letterheads and signatures are tables too; a form's own begins with its headings.
      guard case .field(let number) = place, fields[number].kind == .table,
        rows.first?.map({ VietnameseText.fold($0) })
          == fields[number].columns.map({ VietnameseText.fold($0) })
      else { return }
      let width = fields[number].columns.count
      answers[rows: fields[number].id] = rows.dropFirst().map { row in
        (0..<width).map { row.indices.contains($0) ? unwritten(row[$0]) : "" }
      }
    }
  }

  private mutating func take(_ written: String) {
    let line = restored(written)
    let folded = VietnameseText.fold(line)
    // The next heading, or a later one where somebody has deleted some between; an answer may begin with the words of a
    // later heading, so such a heading must be the whole line.
    let found = anchors.indices.dropFirst(next).first {
      folded.utf8.elementsEqual(anchors[$0].text.utf8)
        || ($0 == next || anchors[$0].isInline) && begins(folded, with: anchors[$0].text)
    }
    if let found {
      close()
      next = found + 1
      place = anchors[found].place
      let rest = after(anchors[found].text, in: line)
      if !rest.isEmpty { lines.append(rest) }
    } else {
      lines.append(line)
    }
  }

  /// A heading stands at the beginning of its line and ends there, or before a colon or a blank.
  private func begins(_ folded: String, with anchor: String) -> Bool {
    guard folded.utf8.starts(with: anchor.utf8) else { return false }
    guard let next = folded.utf8.dropFirst(anchor.utf8.count).first else { return true }
    return next == UInt8(ascii: " ")
  }

  /// What stands on the line behind its heading.
  private func after(_ anchor: String, in line: String) -> String {
    let scalars = line.unicodeScalars
    var end = scalars.startIndex
    // The shortest beginning that folds to the heading: letters, marks and signs in between all count. A line that hides its
    // heading behind more signs than that is taken whole: nothing of it is lost, and nobody waits.
    var left = 4 * anchor.utf8.count + 64
    while !VietnameseText.fold(String(scalars[..<end])).utf8.elementsEqual(anchor.utf8) {
      guard left > 0, end < scalars.endIndex else { return line }
      end = scalars.index(after: end)
      left -= 1
    }
    let signs: Set<Unicode.Scalar> = [":", " ", "\t", ".", ")", "?", ";", ","]
    // A mark that belongs to the heading's last letter is no text either.
    return String(scalars[end...].drop { signs.contains($0) || (0x300...0x36F).contains($0.value) })
  }

  private func restored(_ line: String) -> String {
    LegacyVietnamese.detect(line, fontName: nil).map { LegacyVietnamese.decode(line, as: $0) } ?? line
  }

  /// Without the dots of a line that was left free.
  private func unwritten(_ text: String) -> String {
    let dots: Set<Unicode.Scalar> = ["…", "_", "\u{2024}", "\u{2025}"]
    var scalars = String.UnicodeScalarView()
    var run = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "." { run.append(scalar); continue }
      if run.count < 4 { scalars += run }
      run.removeAll()
      if !dots.contains(scalar) { scalars.append(scalar) }
    }
    if run.count < 4 { scalars += run }
    return VietnameseText.clean(String(scalars))
  }

  /// Puts what has been gathered where it belongs.
  mutating func close() {
    defer { lines = [] }
    let text = lines.map(unwritten).filter { !$0.isEmpty }.joined(separator: "\n")
    guard !text.isEmpty else { return }
    switch place {
    case .other: break
    case .identity(let source):
      guard source == .name, let known = head.values[.name] else { return }
      if VietnameseText.fold(known) != VietnameseText.fold(text) {
        findings.append(
          Finding(
            "form.otherPerson", .error, column: "name", value: text,
            message: "Tệp ghi họ tên “\(text)”, trang này của \(known).",
            remedy: "Mở trang của đúng người rồi tải tệp lên."))
      }
    case .field(let number): read(text, as: fields[number])
    }
  }

  private mutating func read(_ text: String, as field: ReviewForm.Field) {
    switch field.kind {
    case .text: answers[text: field.id] = text
    case .table, .sum: break
    case .score:
      let number = VietnameseText.clean(String(text.unicodeScalars.prefix { $0 != "/" && $0 != "\n" }))
      guard !number.isEmpty else { return }
      if let fact = form.scoreFact(field, in: pack), let raw = fact.raw(number) {
        answers[text: field.id] = fact.text(raw)
      } else {
        tell(field, text, "không đọc được điểm")
      }
    case .level: choose(field, text, field.levels.map { ($0, $0) })
    case .grade: choose(field, text, form.grades(in: pack).map { ($0.id, $0.name) })
    }
  }

  /// One box is ticked, or one name is all that is left.
  private mutating func choose(_ field: ReviewForm.Field, _ text: String, _ all: [(id: String, name: String)])
  {
    let marks: Set<Unicode.Scalar> = ["☒", "☑", "✓", "✔", "✗", "✘"]
    let folded = VietnameseText.fold(text)
    var ticked: [String] = []
    var rest = text.unicodeScalars[...]
    while let at = rest.firstIndex(where: { marks.contains($0) }) {
      rest = rest[rest.index(after: at)...]
      let following = VietnameseText.fold(
        String(rest.prefix { !marks.contains($0) && $0 != "☐" && $0 != "\n" }))
      if let found = all.first(where: { following == VietnameseText.fold($0.name) }) {
        ticked.append(found.id)
      }
    }
    if ticked.isEmpty, let named = all.first(where: { folded == VietnameseText.fold($0.name) }) {
      ticked = [named.id]
    }
    // Nothing ticked: not filled in yet.
    let isBlank = !text.unicodeScalars.contains(where: marks.contains) && text.unicodeScalars.contains("☐")
    if ticked.count == 1 {
      answers[text: field.id] = ticked[0]
    } else if !isBlank {
      tell(field, text, "không rõ chọn mức nào")
    }
  }

  private mutating func tell(_ field: ReviewForm.Field, _ text: String, _ what: String) {
    findings.append(
      Finding(
        "form.unread", .warning, column: field.id, value: text,
        message: "\(field.title): \(what) (“\(text.prefix(80))”).",
        remedy: "Ghi lại mục này trên trang."))
  }
}
