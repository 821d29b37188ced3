import Basics
import Formats
import Markup
import Registry
import Reporting
import Reviews
import Rules

/// Guidances and drafts on paper: a page to print, and Word.
extension Site {
  var guidancePrintRoutes: [Route] {
    [
      .get("/huong-dan-xep-loai/:bo/ban-in", .signedIn) {
        try await $0.printedPage(
          try await $0.printedGuidance(), back: "/huong-dan-xep-loai/\(try $0.guidance.name)")
      },
      .get("/huong-dan-xep-loai/:bo/huong-dan.docx", .signedIn) {
        try $0.word(try await $0.printedGuidance(), name: try $0.guidance.name)
      },
      .get("/huong-dan-xep-loai/du-thao/:du-thao/ban-in", .inside(.viewGuidanceDrafts)) {
        let draft = try await $0.guidanceDraft(version: $0.query.number("ban"))
        return try await $0.printedPage(try await $0.printed(draft), back: DraftPath.draft(draft.id))
      },
      .get("/huong-dan-xep-loai/du-thao/:du-thao/du-thao.docx", .inside(.viewGuidanceDrafts)) {
        let draft = try await $0.guidanceDraft(version: $0.query.number("ban"))
        return try $0.word(try await $0.printed(draft), name: "du-thao-ban-\(draft.version.number)")
      },
    ]
  }
}

extension Visit {
  func printedGuidance() async throws -> PrintedDocument {
    let guidance = try guidance
    let tree = try found(PackTree(guidance.text.pack))
    let program = PackLoader.program(guidance.pack).program
    return GuidancePrint(
      title: guidance.pack.title, value: tree.value,
      words: DraftWords(value: tree.value, document: program.map { PackDocument($0) }),
      source: SourceSections(guidance.text.source), mark: opening.mark
    ).document
  }

  func printed(_ draft: GuidanceDraft) async throws -> PrintedDocument {
    let reading = try reading(draft)
    guard let tree = reading.tree, !reading.loaded.findings.contains(where: { $0.code == .oversize }) else {
      throw GuidancePrintRefusal.unread
    }
    let day = today
    let (own, above) = try await system.read { session throws in
      let asOf = AsOf(day)
      let own = try session.organisationNear(draft.organisation, asOf: asOf)
      return (own, try own?.parent.flatMap { try session.organisationNear($0, asOf: asOf) })
    }
    return GuidancePrint(
      title: draft.title, value: tree.value,
      words: DraftWords(value: tree.value, document: reading.program.map { PackDocument($0) }),
      source: SourceSections(draft.version.text.source),
      drafter: GuidancePrint.Drafter(
        superior: above?.name, issuer: own.map { CommitteeName.of($0.name) } ?? "", place: nil),
      version: "bản \(draft.version.number), ghi lúc \(draft.version.savedAt.vietnamese)",
      replaces: reading.base?.pack.title,
      mark: opening.mark, stale: reading.staleArticles
    ).document
  }

  func printedPage(_ document: PrintedDocument, back: String) async throws -> Answer {
    try await page(
      document.title,
      breadcrumbs: [Link("Hướng dẫn xếp loại", "/huong-dan-xep-loai"), Link(document.title, back)],
      styles: Self.draftStyles,
      body: """
        <div class="filters"><div class="actions">\(ScriptButton("In trang này", .print))\(ButtonLink("Quay lại", back, kind: .quiet))</div></div>
        \(PrintedPage(document))
        """)
  }

  func word(_ document: PrintedDocument, name: String) throws -> Answer {
    .file(try document.docx(), name: "\(name).docx", type: BriefingDownload.docx.type)
  }
}

enum GuidancePrintRefusal: Refusal, Equatable {
  case unread
  var reason: String { "Toàn văn của dự thảo không đọc được, hoặc quá dài, nên chưa in được." }
  var remedy: String { "Sửa trong toàn văn, hoặc lấy lại một bản trước." }
}
