import Basics
import Formats
import Registry
import Rules
import Storage

/// Paper about one subject — văn bản của cấp quyết định: the decision that grades again (of HD 43 Mẫu 03), the notice of a
/// result; from `Content/Reviews/papers.yaml`.
package struct SubjectPapers: Sendable {
  package struct Form: Sendable, Decodable {
    /// The number of the form; empty where the guidance has none.
    package var code: String
    package var certainty: String
    package var cite: String
    package var title: String
    package var subject: String
    package var basis: [String]
    package var resolves: String
    package var articles: [String]
  }

  private struct File: Decodable {
    var regrading: [String: Form]
    var notice: Form
  }

  private let regradings: [String: Form]
  private let usual: Form
  package let notice: Form

  package init(_ content: Content) throws {
    let file = try content.yaml("Reviews/papers.yaml", as: File.self)
    (regradings, notice) = (file.regrading, file.notice)
    guard let usual = file.regrading["default"] else {
      throw ContentRefusal.unreadable("Reviews/papers.yaml", "thiếu quyết định xếp loại lại chung")
    }
    self.usual = usual
  }

  /// Of the guidance, or as documents are usually laid out where it comes with no form.
  package func regrading(of guidance: Guidance) -> Form { regradings[guidance.name] ?? usual }
}

/// What the register says about a decided result, for a paper.
package struct DecidedResult: Sendable {
  package var subject: ReviewSubject
  /// "đồng chí Lê Thị Hường, Chi bộ ấp Long Hòa".
  package var subjectName: String
  package var period: RoundPeriod
  package var issuer: OrganisationState
  package var superior: String?
  /// Where papers of the issuer are dated.
  package var place: String?
  package var grade: ReviewGrade
  package var decision: RegisterDecision?
  /// The result before it, where it was graded again.
  package var first: ReviewGrade?
  package var firstDecision: RegisterDecision?
}

extension Session {
  /// The result of a subject as it stands, with the one it replaced; `nil` while nothing is decided.
  package func decidedResult(of subject: ReviewSubject, named name: String, asOf: AsOf) throws
    -> DecidedResult?
  {
    guard let round = try reviewRound(subject.round) else { return nil }
    let history = try reviewGradeHistory(of: subject.id).filter { $0.grade.step == .decided }
    guard let now = history.last(where: \.isBelieved)?.grade,
      let issuer = try organisationNear(now.by, asOf: asOf)
    else { return nil }
    let before = history.last { !$0.isBelieved && $0.grade.id != now.id }?.grade
    let place = try organisationNear(subject.organisation, asOf: asOf)?.name ?? ""
    let words =
      switch subject.entity {
      case .member: "đồng chí \(name), \(place)"
      case .collective, .cell, .base: name
      }
    return DecidedResult(
      subject: subject, subjectName: words, period: round.period, issuer: issuer,
      superior: try superiors(of: now.by, asOf: asOf).last?.name,
      place: try paperPlace(of: issuer, asOf: asOf), grade: now,
      decision: try now.decision.flatMap { try decision($0) }, first: before,
      firstDecision: try before?.decision.flatMap { try decision($0) })
  }
}

/// A paper about one subject as it is printed: number and date are those of the decision on record.
package struct SubjectPaperPrint: Sendable {
  package var form: SubjectPapers.Form
  package var result: DecidedResult
  package var guidance: Guidance
  package var layout: LayoutProfile
  package var mark: String?
  /// A notice bears no number of the decision it tells of.
  package var isDecision: Bool

  package init(
    _ form: SubjectPapers.Form, _ result: DecidedResult, _ guidance: Guidance, isDecision: Bool,
    layout: LayoutProfile, mark: String?
  ) {
    (self.form, self.result, self.guidance, self.isDecision) = (form, result, guidance, isDecision)
    (self.layout, self.mark) = (layout, mark)
  }

  package var document: PrintedDocument {
    let key = result.decision?.key
    var blocks: [PrintedDocument.Block] = []
    if !form.code.isEmpty {
      blocks.append(
        .paragraph(.init(PrintedText(form.code, bold: true), alignment: .right, hasFirstLineIndent: false)))
    }
    blocks += [
      .letterhead(
        .init(
          superior: result.superior.map { [$0.uppercased()] } ?? [],
          issuer: [issuer.uppercased()],
          number: isDecision ? "Số \(key?.number ?? "      -QĐ/…")" : "Số      -TB/…",
          placeAndDate: (result.place.map { "\($0), " } ?? "")
            + ((isDecision ? key?.date.inWords : nil) ?? "ngày      tháng      năm"))),
      .title([form.title], subject: [filled(form.subject)]),
    ]
    for line in form.basis { blocks.append(.paragraph(.init(PrintedText(filled(line), italic: true)))) }
    if !form.resolves.isEmpty {
      blocks.append(.paragraph(.init(PrintedText(filled(form.resolves), bold: true), alignment: .center)))
    }
    for (number, article) in form.articles.enumerated() {
      let lead = isDecision ? "Điều \(number + 1). " : ""
      blocks.append(
        .paragraph(.init(PrintedText([.init(lead, bold: true), .init(upperFirst(filled(article)))]))))
    }
    blocks.append(
      .signatures(
        .init(
          recipients: ["Như trên", "Cấp trên (để báo cáo)", "Lưu hồ sơ"],
          signers: [.init(authority: "T/M CẤP ỦY", office: "", name: "")])))
    if let note = sourceNote { blocks.append(.note(PrintedText(note))) }
    return PrintedDocument(
      title: "\(form.title.capitalized) \(filled(form.subject))", layout: layout, mark: mark, blocks: blocks)
  }

  /// Who issues: as the decision on record says, else the committee of the organisation that decided.
  private var issuer: String {
    let written = isDecision ? result.decision?.key.issuer ?? "" : ""
    return written.isEmpty ? CommitteeName.of(result.issuer.name) : written
  }

  private var sourceNote: String? {
    switch form.certainty {
    case "A": nil
    case "N": "\(form.cite)."
    default:
      "Lời của mẫu chưa được đối chiếu với bản gốc (\(form.cite)); đối chiếu với văn bản trước khi dùng."
    }
  }

  private func upperFirst(_ text: String) -> String {
    text.unicodeScalars.first.map { String($0).uppercased() + String(text.unicodeScalars.dropFirst()) }
      ?? text
  }

  private func filled(_ line: String) -> String {
    var text = ""
    var rest = Substring(line)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      text += rest[..<open]
      text += word(String(rest[rest.index(after: open)..<close]))
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  private func word(_ name: String) -> String {
    let pack = guidance.pack
    return switch name {
    case "subject": result.subjectName
    case "kind":
      switch result.subject.entity {
      case .member: "đảng viên"
      case .collective: "tập thể lãnh đạo"
      case .cell, .base: "tổ chức đảng"
      }
    case "year": "\(result.period.year)"
    case "issuer": issuer
    case "oldGrade": result.first.map { pack.gradeName($0.grade) } ?? "…"
    case "oldDecision": result.firstDecision?.key.citation ?? "…"
    case "newGrade": pack.gradeName(result.grade.grade)
    case "newDecision": result.decision?.key.citation ?? "…"
    // The sentence of the form has a stop of its own.
    case "reason": String(result.grade.reason.reversed().drop { ". ".contains($0) }.reversed())
    case "day": result.grade.day.vietnamese
    default: "{\(name)}"
    }
  }
}
