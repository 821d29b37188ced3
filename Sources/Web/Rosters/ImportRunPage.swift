import Basics
import Markup
import Registry

extension Visit {
  private func run(_ kind: ImportKind) async throws -> (ImportRunListing, [UndoImport.Kept], String) {
    let (system, actor, unit, id) = (
      system, actor, try organisation, try found(id("lan-nhap", ImportRun.self))
    )
    let now = system.now
    return try await system.read { session throws in
      guard let listing = try session.importRun(id), listing.run.organisation == unit,
        listing.run.kind == kind.run
      else {
        throw RightsRefusal.notFound
      }
      let kept =
        try kind == .roster && listing.run.undoneBy == nil
        ? session.keptByUndo(of: listing, for: actor, at: now) : []
      return (listing, kept, try session.personName(ofActor: listing.actor))
    }
  }

  /// One import as it was written, and what taking it back would do.
  func runPage(_ kind: ImportKind, _ trouble: FormTrouble) async throws -> Answer {
    let (listing, kept, person) = try await run(kind)
    let run = listing.run
    let base = "/to-chuc/\(run.organisation)/\(kind.path)"
    return try await page(
      "Lần nhập · \(run.fileName)",
      breadcrumbs: [
        Link("Tổ chức", "/to-chuc"), Link(listing.organisationName, "/to-chuc/\(run.organisation)"),
        Link(kind.title, base),
      ],
      body: """
        \(PageHeading(run.fileName, kind: "Lần nhập", lede: "\(person), lúc \(listing.recordedAt.vietnamese)."))
        \(trouble.summary)
        \(Section("Đã ghi", body: """
          \(Figures([
            Figure(Number.grouped(run.created), "\(kind.noun) ghi mới", records: kind == .roster ? "/to-chuc/\(run.organisation)/dang-vien" : "/to-chuc/\(run.organisation)#truc-thuoc"),
            Figure(Number.grouped(run.changed), "có điều thay đổi"), Figure(Number.grouped(run.unchanged), "đã có, không đổi"),
            Figure(Number.grouped(run.leftOut), "dòng để lại"),
          ]))
          <p class="hint">Mã băm của tệp: <code>\(run.fileHash)</code></p>
          """))
        \(when: kind == .roster, Section("Hoàn tác", id: "lay-lai", note: "Rút lại mọi điều lần nhập này đã ghi; nhật ký giữ cả hai việc.", body: undo(run, kept, base)).html)
        """)
  }

  private func undo(_ run: ImportRun, _ kept: [UndoImport.Kept], _ base: String) -> HTML {
    if run.undoneBy != nil { return "<p>Lần nhập này đã được hoàn tác.</p>" }
    let names = Table(
      "Sẽ được giữ nguyên", isCaptionSeen: true,
      columns: [.init("Đảng viên"), .init("Người sửa sau"), .init("Lúc", .day), .init("Việc")],
      rows: kept.prefix(200).map { person in
        Table.Row([
          "<a\(href: "/dang-vien/\(person.member)")>\(person.name)</a>", "\(person.actor)",
          "\(person.recordedAt.vietnamese)",
          "\(ActSentence.title(of: person.act))",
        ])
      })
    return """
      \(when: kept.isEmpty, "<p>Chưa ai trong lần nhập này được sửa từ sau đó, nên tất cả sẽ trở về như trước.</p>", else: """
        <p>\(number: kept.count) người đã được sửa từ sau lần nhập: giữ nguyên, không hoàn tác.</p>\(names)
        """)
      \(Form(action: "\(base)/lan/\(run.id)/lay-lai", csrf: csrf, label: "Hoàn tác", body: "\(Actions("\(Submit("Hoàn tác lần nhập này", kind: .destructive, confirm: "Rút lại những gì lần nhập này đã ghi?"))"))"))
      """
  }

  func undoImport() async throws -> Answer {
    let (listing, _, _) = try await run(.roster)
    return try await attempt {
      _ = try await perform(UndoImport(listing.run.id))
      return .redirect(
        "/to-chuc/\(listing.run.organisation)/nhap-danh-sach/lan/\(listing.run.id)", done: .undone)
    } else: {
      try await runPage(.roster, $0)
    }
  }
}
