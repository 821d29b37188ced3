import Basics
import Formats
import Registry
import Storage

/// Year book — sổ biên bản, sổ nghị quyết của một năm: one document with its contents in front, to be printed, signed and
/// bound. Closed minutes as they were closed; what is not closed is named in the contents and left out.
package struct YearBook: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case minutes, resolutions
    package var title: String {
      switch self {
      case .minutes: "SỔ BIÊN BẢN"
      case .resolutions: "SỔ NGHỊ QUYẾT"
      }
    }
  }
  struct Part: Sendable {
    var day: Day
    var title: String
    /// Nil where it is named only.
    var blocks: [PrintedDocument.Block]?
  }
  package var kind: Kind
  package var year: Int
  var organisation: OrganisationState
  var superior: String?
  var parts: [Part]
  var journal: (sequence: Int, hash: String)

  package func document(layout: LayoutProfile = .party, mark: String? = nil) -> PrintedDocument {
    var blocks: [PrintedDocument.Block] = [
      .letterhead(
        .init(superior: superior.map { [$0.uppercased()] } ?? [], issuer: [organisation.name.uppercased()])),
      .title([kind.title], subject: ["năm \(year)"]), .heading(1, "MỤC LỤC"), contents,
      .note(
        PrintedText(
          "Lập từ sổ. Dấu đầu lịch sử lúc in: số \(journal.sequence), mã \(journal.hash.prefix(32)).",
          italic: true)),
      MeetingPaper.said(closing),
      // Who keeps the book and who answers for it sign below its contents, when it is bound.
      .signatures(
        .init(signers: [
          .init(office: "NGƯỜI GIỮ SỔ", isOfficeBold: true, name: ""),
          .init(
            authority: organisation.kind.isCell ? "T/M CHI BỘ" : "T/M ĐẢNG ỦY", office: "BÍ THƯ", name: ""),
        ])),
    ]
    for part in parts {
      guard let inner = part.blocks else { continue }
      blocks.append(.pageBreak)
      blocks += inner
    }
    return PrintedDocument(
      title: "\(kind.title.capitalisedAsSentence) năm \(year), \(organisation.name)", layout: layout,
      mark: mark,
      blocks: blocks)
  }

  /// How many papers the book holds, and how many are only named.
  private var closing: String {
    let held = parts.count { $0.blocks != nil }
    let noun = kind == .minutes ? "biên bản" : "nghị quyết"
    let named = parts.count - held
    return "Sổ có \(held) \(noun)\(named > 0 ? "; \(named) kỳ chưa chốt biên bản chỉ có tên" : "")."
  }

  private var contents: PrintedDocument.Block {
    guard !parts.isEmpty else { return MeetingPaper.said("Trong năm chưa có gì.") }
    var number = 0
    return .table(
      PrintedTable(
        columns: [.init(weight: 0.6, alignment: .center), .init(weight: 1.4), .init(weight: 6)],
        header: [["TT", "Ngày", "Tên"]],
        rows: parts.map { part in
          if part.blocks != nil { number += 1 }
          return .init([
            PrintedText(part.blocks == nil ? "–" : "\(number)"), PrintedText(part.day.vietnamese),
            PrintedText(part.blocks == nil ? "\(part.title) (chưa chốt biên bản)" : part.title),
          ])
        }))
  }
}

extension Session {
  package func yearBook(
    _ kind: YearBook.Kind, of organisation: OrganisationState, year: Int, rules: MeetingRules
  )
    throws -> YearBook
  {
    let parts =
      switch kind {
      case .minutes: try minutesParts(of: organisation, year: year, rules: rules)
      case .resolutions: try resolutionParts(of: organisation, year: year)
      }
    let head = try journalHead()
    // Who was above it at the end of the year, or when the organisation ended.
    let end = max(organisation.period.from, min(Period(year: year).to, organisation.period.to).previous)
    return YearBook(
      kind: kind, year: year, organisation: organisation,
      superior: try superiors(of: organisation.organisation, asOf: AsOf(end)).last?.name,
      parts: parts, journal: (head.sequence, head.hash))
  }

  private func minutesParts(of organisation: OrganisationState, year: Int, rules: MeetingRules) throws
    -> [YearBook.Part]
  {
    try meetings(of: organisation.organisation, in: Period(year: year)).filter { !$0.isCancelled }.map {
      meeting in
      let last = try minutes(of: meeting.meeting).last { $0.state == .issued }
      guard let last, let entry = last.entry, let mark = try historyMark(upTo: entry),
        let paper = try meetingPaper(meeting.meeting, rules: rules, version: last.version)
      else { return YearBook.Part(day: meeting.heldOn, title: meeting.title, blocks: nil) }
      return YearBook.Part(
        day: meeting.heldOn, title: meeting.title,
        blocks: MeetingMinutesPrint(paper, rules: rules, journal: mark).blocks)
    }
  }

  private func resolutionParts(of organisation: OrganisationState, year: Int) throws -> [YearBook.Part] {
    try resolutions(of: organisation.organisation, in: Period(year: year)).map { resolution in
      YearBook.Part(
        day: resolution.adoptedOn, title: "Nghị quyết số \(resolution.number): \(resolution.title)",
        blocks: try resolutionPrint(resolution).blocks)
    }
  }

  package func resolutionPrint(_ resolution: Resolution) throws -> ResolutionPrint {
    let asOf = AsOf(resolution.adoptedOn)
    guard let organisation = try organisationNear(resolution.organisation, asOf: asOf) else {
      throw RightsRefusal.notFound
    }
    let assignments = try assignments(from: resolution.resolution)
    return ResolutionPrint(
      resolution, assignments: assignments,
      names: try printedNames(of: assignments.compactMap(\.member), on: resolution.adoptedOn),
      organisation: organisation,
      superior: try superiors(of: resolution.organisation, asOf: asOf).last?.name,
      place: try paperPlace(of: organisation, asOf: asOf))
  }
}

extension String {
  /// "SỔ BIÊN BẢN" → "Sổ biên bản".
  fileprivate var capitalisedAsSentence: String {
    var scalars = lowercased().unicodeScalars[...]
    guard let first = scalars.popFirst() else { return self }
    return String(first).uppercased() + String(String.UnicodeScalarView(scalars))
  }
}
