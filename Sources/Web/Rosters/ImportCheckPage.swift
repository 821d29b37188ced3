import Basics
import Formats
import Markup
import Registry

extension Visit {
  /// The workbook that the address names: one's own, of this organisation, not yet forgotten.
  private func staged(_ kind: ImportKind) throws -> StagedImport? {
    let id = parameters.get("tep") ?? ""
    guard let staged = site.desk.take(id, of: actor.account, at: system.now),
      staged.unit == (try organisation)
    else { return nil }
    return staged.kind == kind ? staged : nil
  }

  /// The workbook is not there (any more): to be uploaded again.
  private func gone(_ kind: ImportKind) async throws -> Answer {
    guard case .page(let page, _) = try await uploadPage(kind, FormTrouble(ImportRefusal.gone)) else {
      throw ImportRefusal.gone
    }
    return .page(page, status: .notFound)
  }

  func checkPage(_ kind: ImportKind) async throws -> Answer {
    guard let staged = try staged(kind) else { return try await gone(kind) }
    return try await checkPage(staged, FormTrouble())
  }

  private func checkPage(_ staged: StagedImport, _ trouble: FormTrouble, isNew: Bool = false) async throws
    -> Answer
  {
    let (system, id, today) = (system, staged.unit, today)
    let state = try found(try await system.read { try $0.organisationNear(id, asOf: AsOf(today)) })
    let upload = "/to-chuc/\(id)/\(staged.kind.path)"
    var result = ImportCheckPage(
      visit: self, staged: staged, unitName: state.name, trouble: trouble, isNew: isNew)
    result.page = min(max(query.number("trang") ?? 1, 1), 100_000)
    result.severity = Finding.Severity(rawValue: query["muc"])
    return try await page(
      "Kết quả kiểm tra · \(state.name)",
      breadcrumbs: [
        Link("Tổ chức", "/to-chuc"), Link(state.name, "/to-chuc/\(id)"), Link(staged.kind.title, upload),
      ], body: result.html)
  }

  /// Writes what was shown, or, where the register has changed meanwhile, shows what it would be now.
  func accept(_ kind: ImportKind) async throws -> Answer {
    guard let staged = try staged(kind) else { return try await gone(kind) }
    let acceptsClean = form["cach"] == "sach"
    let base = "/to-chuc/\(staged.unit)/\(kind.path)"
    do {
      let run: ID<ImportRun>
      switch staged.content {
      case .roster(let plan): run = try await perform(ImportRoster(plan, acceptsClean: acceptsClean)).run
      case .organisations(let plan):
        run = try await perform(ImportOrganisations(plan, acceptsClean: acceptsClean)).run
      }
      site.desk.remove(staged.id)
      return .redirect("\(base)/lan/\(run)", done: .imported)
    } catch RosterRefusal.registerChanged {
      return try await checkPage(try await planned(again: staged), FormTrouble(), isNew: true).asRefused
    } catch OrganisationListRefusal.registerChanged {
      return try await checkPage(try await planned(again: staged), FormTrouble(), isNew: true).asRefused
    } catch let refusal as any Refusal where !(refusal is RightsRefusal) {
      return try await checkPage(staged, FormTrouble(refusal)).asRefused
    }
  }

  private func planned(again staged: StagedImport) async throws -> StagedImport {
    let (system, actor, unit) = (system, actor, staged.unit)
    let now = system.now
    var next = staged
    switch staged.content {
    case .roster(let old):
      let rules = try RosterRules(site.content)
      next.content = .roster(
        try await system.read { session throws in
          try RosterPlan(old.file, into: unit, old.options, rules: rules, by: actor, in: session, at: now)
        })
    case .organisations(let old):
      next.content = .organisations(
        try await system.read { session throws in
          try OrganisationPlan(old.list, below: unit, from: old.from, by: actor, in: session, at: now)
        })
    }
    next.stagedAt = now
    site.desk.remove(staged.id)
    site.desk.put(next, at: now)
    return next
  }

  func discard(_ kind: ImportKind) async throws -> Answer {
    guard let staged = try staged(kind) else { return try await gone(kind) }
    site.desk.remove(staged.id)
    return .redirect("/to-chuc/\(staged.unit)/\(kind.path)")
  }

  func returnedWorkbook(_ kind: ImportKind) async throws -> Answer {
    guard let staged = try staged(kind) else { return try await gone(kind) }
    let back = try found(staged.returned)
    return .file(
      try back.workbook().bytes(), name: back.fileName,
      type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
  }
}

struct ImportCheckPage: Piece {
  var visit: Visit
  var staged: StagedImport
  var unitName: String
  var trouble: FormTrouble
  var isNew: Bool
  var page = 1
  var severity: Finding.Severity?

  private static let pageSize = 100
  private var path: String { "/to-chuc/\(staged.unit)/\(staged.kind.path)/\(staged.id)" }

  var html: HTML {
    """
    \(PageHeading(staged.fileName, kind: "Kết quả kiểm tra", lede: "\(number: staged.rowCount) dòng, đối chiếu với \(unitName). Chưa có gì được ghi vào sổ."))
    \(trouble.summary)
    \(when: isNew, Notice(.warning, "Sổ đã thay đổi sau lần kiểm tra trước, nên chưa ghi gì.", remedy: "Dưới đây là kết quả đối chiếu mới; xem lại rồi bấm nhận.").html)
    \(staged.blocked.map { Notice(.refusal, $0.message, remedy: $0.remedy) })
    \(Section("Nếu nhận", body: "\(Figures(figures))\(decision)"))
    \(Section("Điều cần xem", id: "dieu-can-xem", note: "Mỗi điều kèm trang, dòng, cột và cách sửa.", body: findings))
    """
  }

  private var figures: [Figure] {
    var figures = [
      Figure(
        Number.grouped(staged.wouldCreate), "\(staged.kind.noun) ghi mới",
        tone: staged.wouldCreate > 0 ? .done : .neutral)
    ]
    if staged.kind == .roster {
      figures.append(Figure(Number.grouped(staged.wouldChange), "người có điều thay đổi"))
    }
    figures.append(Figure(Number.grouped(staged.unchanged), "đã có, không đổi"))
    let left = staged.rowCount - staged.clean
    figures.append(
      Figure(
        Number.grouped(left), "dòng để lại",
        definition: "Dòng có lỗi, nghi trùng, hoặc là người của tổ chức khác; và dòng lặp nguyên văn.",
        tone: left > 0 ? .undecided : .neutral))
    return figures
  }

  private var decision: HTML {
    let back: HTML =
      staged.returned == nil
      ? "" : "<p><a\(href: "\(path)/loi")>Tải các dòng để lại, ô sai được đánh dấu (.xlsx)</a></p>"
    guard staged.canWrite else {
      let text =
        staged.blocked != nil
        ? "Tệp này không nhận vào đây được."
        : staged.wouldCreate + staged.wouldChange == 0 && !staged.hasErrors
          ? "Mọi dòng đã có trong sổ: không có gì để ghi."
          : "Chưa có dòng nào ghi được. Sửa trong tệp rồi tải lại."
      return "<p>\(text)</p>\(back)\(discard)"
    }
    let accept: HTML =
      staged.hasErrors
      ? Submit(
        "Nhận các dòng sạch", name: "cach", value: "sach",
        confirm: "Ghi \(staged.clean) dòng sạch, để lại \(staged.rowCount - staged.clean) dòng?"
      ).html
      : Submit("Nhận tất cả", name: "cach", value: "tat-ca").html
    let note: HTML =
      staged.hasErrors
      ? "<p class=\"hint\">Danh sách còn lỗi nên không nhận trọn được: nhận các dòng sạch, hoặc sửa tệp rồi tải lại.</p>"
      : ""
    return """
      \(Form(action: "\(path)/nhan", csrf: visit.csrf, label: "Nhận danh sách", body: "\(note)\(Actions(accept))<p class=\"hint\">Ghi trọn một lần hoặc không ghi gì; vài nghìn dòng cần vài giây, để yên trang này.</p>"))
      \(back)\(discard)
      """
  }

  private var discard: HTML {
    Form(
      action: "\(path)/bo", csrf: visit.csrf, label: "Bỏ tệp", body: "\(Submit("Bỏ tệp này", kind: .quiet))"
    ).html
  }

  // MARK: Findings

  private var findings: HTML {
    let all = staged.findings
    guard !all.isEmpty else { return "<p>Không có điều gì cần xem: mọi dòng đều sạch.</p>" }
    let shown = severity.map { severity in all.filter { $0.severity == severity } } ?? all
    let start = (page - 1) * Self.pageSize
    let rows = start < shown.count ? Array(shown[start..<min(shown.count, start + Self.pageSize)]) : []
    let base = severity.map { "\(path)?muc=\($0.rawValue)" } ?? path
    return """
      \(SectionLinks("Mức", filters))
      \(Table(
        "Điều cần xem", columns: [.init("Điều cần xem"), .init("Mức"), .init("Trang"), .init("Dòng", .number), .init("Cột"), .init("Giá trị"), .init("Cách xử lý")],
        rows: rows.map(row)))
      \(Pagination(page: page, pageSize: Self.pageSize, count: shown.count, noun: "điều", path: base))
      """
  }

  private var filters: [Link] {
    [
      Link(
        "Tất cả (\(Number.grouped(staged.findings.count)))", "\(path)#dieu-can-xem",
        isCurrent: severity == nil)
    ]
      + [Finding.Severity.error, .warning, .notice].map {
        Link(
          "\($0.title) (\(Number.grouped(staged.count($0))))", "\(path)?muc=\($0.rawValue)#dieu-can-xem",
          isCurrent: severity == $0)
      }
  }

  private func row(_ finding: Finding) -> Table.Row {
    Table.Row([
      "\(finding.message)", "\(Badge(finding.severity.title, finding.severity.tone))", "\(finding.sheet)",
      "\(finding.row.map(String.init))", "\(finding.column)", "\(finding.value)", "\(finding.remedy)",
    ])
  }
}

extension Finding.Severity {
  var title: String {
    switch self {
    case .error: "lỗi"
    case .warning: "nhắc"
    case .notice: "báo"
    }
  }
  var tone: Tone {
    switch self {
    case .error: .attention
    case .warning: .undecided
    case .notice: .neutral
    }
  }
}

enum ImportRefusal: Refusal, Equatable {
  case gone

  var reason: String { "Tệp đã tải lên không còn ở đây." }
  var remedy: String {
    "Tệp chờ nhận được giữ \(ImportDesk.seconds / 60) phút, chỉ cho người đã tải lên. Tải lại tệp rồi xem kết quả."
  }
}
