import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// A grassroots organisation's sheet of a year: itself, its cells, its members, with what is computed and what is decided.
  func reviewSheetIndex() async throws -> Answer {
    let (id, year) = (try organisation, try reviewYear)
    let (system, today) = (system, today)
    let day = min(Day(year: year, month: 12, day: 31) ?? today, today)
    let (state, base, below) = try await system.read { session throws in
      (
        try session.organisationNear(id, asOf: AsOf(day)), try session.grassroots(of: id, asOf: AsOf(day)),
        try session.subtree(of: id, kinds: [.baseCommittee, .baseCell], asOf: AsOf(day))
      )
    }
    let here = try found(state)
    let years = try guidances.years(until: today.year)
    let trail = [Link(here.name, "/to-chuc/\(id)"), Link("Xếp loại", "/to-chuc/\(id)/xep-loai")]
    guard let base else {
      return try await page(
        "Kiểm điểm, xếp loại năm \(year)", breadcrumbs: trail,
        body: """
          \(PageHeading("Kiểm điểm, xếp loại năm \(year)", kind: here.name, lede: "Chọn một tổ chức cơ sở: dữ kiện và mức xếp loại được ghi ở đó."))
          \(ReviewYears(path: "/to-chuc/\(id)/kiem-diem", years: years, year: year))
          \(Table("Tổ chức cơ sở", columns: [.init("Tổ chức")], rows: below.map { Table.Row(["<a\(href: "/to-chuc/\($0.organisation)/kiem-diem?nam=\(year)")>\($0.name)</a>"]) }, empty: EmptyState("Không có tổ chức cơ sở nào vào ngày này", advice: "Chọn năm khác.")))
          """)
    }
    let sheet = try await reviewSheet(for: .init("base", .organisation(base.organisation)), year: year)
    return try await page(
      "Kiểm điểm, xếp loại năm \(year)", breadcrumbs: trail, styles: ["/styles/guidances.css"],
      body: ReviewSheetIndexPage(
        visit: self, sheet: sheet, years: years, only: id == base.organisation ? nil : id
      ).html)
  }
}

struct ReviewYears: Piece {
  var path: String
  var years: [Int]
  var year: Int

  var html: HTML {
    SectionLinks("Năm", years.prefix(12).map { Link("\($0)", "\(path)?nam=\($0)", isCurrent: $0 == year) })
      .html
  }
}

struct ReviewSheetIndexPage: Piece {
  var visit: Visit
  var sheet: ReviewSheet
  var years: [Int]
  /// A single cell of the organisation.
  var only: ID<Organisation>?
  /// What the rules alone say about those people have decided about, also where that is no grade.
  private let computed: [ReviewSheet.SubjectKey: String]

  init(visit: Visit, sheet: ReviewSheet, years: [Int], only: ID<Organisation>?) {
    (self.visit, self.sheet, self.years, self.only) = (visit, sheet, years, only)
    computed = sheet.decided.isEmpty ? [:] : Self.computed(sheet.withoutDecisions(), sheet.decided.keys)
  }

  private static func computed(_ plain: ReviewSheet, _ decided: some Sequence<Grading.Subject>)
    -> [ReviewSheet.SubjectKey: String]
  {
    let examination = plain.examination()
    var found: [ReviewSheet.SubjectKey: String] = [:]
    for subject in decided {
      let entities = if case .member = subject { ["member"] } else { ["cell", "base"] }
      for entity in entities {
        let key = ReviewSheet.SubjectKey(entity, subject)
        found[key] = plain.explain(key, examination)?.outcomeName
      }
    }
    return found
  }

  var html: HTML {
    let examination = sheet.examination()
    let day = sheet.day.vietnamese
    return """
      \(PageHeading("Kiểm điểm, xếp loại năm \(sheet.year)", kind: place, lede: "Theo <a\(href: "/huong-dan-xep-loai/\(sheet.guidance.name)")>\(sheet.guidance.pack.title)</a>; người và tổ chức được tính là của ngày \(day). Chương trình tính và nêu lý do; cấp có thẩm quyền quyết định."))
      \(ReviewYears(path: "/to-chuc/\(only ?? sheet.base.organisation)/kiem-diem", years: years, year: sheet.year))
      \(local)\(Section("Tổ chức", id: "to-chuc", body: organisations(examination)))
      \(Section("Đảng viên", id: "dang-vien", note: "\(counts)", body: members(examination)))
      \(quotas(examination))
      """
  }

  /// Whoever sees one cell only is told nothing of what stands above or beside it.
  private var place: String {
    only.flatMap { id in sheet.cells.first { $0.organisation == id } }?.name ?? sheet.base.name
  }

  private func organisations(_ examination: Examination) -> HTML {
    var keys: [(ReviewSheet.SubjectKey, String)] = []
    if only == nil, sheet.base.kind != .baseCell {
      keys.append((.init("base", .organisation(sheet.base.organisation)), sheet.base.name))
    }
    // The collective of the grassroots organisation first, then those of its parts.
    let collectives = sheet.collectives.filter { only == nil || $0.organisation == only }
    keys =
      collectives.sorted {
        ($1.organisation != sheet.base.organisation) && ($0.organisation == sheet.base.organisation)
      }
      .map { (.init("collective", .organisation($0.organisation)), Self.title($0)) } + keys
    keys += sheet.cells.filter { only == nil || $0.organisation == only }.map {
      (.init("cell", .organisation($0.organisation)), $0.name)
    }
    return table("Tổ chức", keys.filter { sheet.decision(for: $0.0.entity) != nil }, examination)
  }

  static func title(_ collective: OrganisationState) -> String {
    CollectiveKind(collective.kind)?.title(of: collective.name) ?? collective.name
  }

  /// What the competent level has fixed, with its document.
  private var local: HTML {
    let settings = sheet.local.settings
    let path = "/to-chuc/\(only ?? sheet.base.organisation)/quyet-dinh-rieng?bo=\(sheet.guidance.name)"
    guard !settings.isEmpty else {
      return sheet.guidance.pack.local.isEmpty
        ? "" : "<p class=\"hint\"><a\(href: path)>Điều hướng dẫn để ngỏ cho cấp có thẩm quyền</a></p>\n"
    }
    // As the guidance came: what is decided is open no more in the one of this sheet.
    let words = LocalChoices((try? visit.guidances[sheet.guidance.name])??.pack ?? sheet.guidance.pack)
    let told = settings.map { setting -> HTML in
      let (path, value) = (setting.decision.path, setting.decision.value)
      return "\(words.title(path)): \(words.words(value, for: path)) (\(setting.ruling.document))"
    }
    return """
      <p class="hint"><a\(href: path)>Theo quyết định của cấp có thẩm quyền</a>: \(HTML.joined(told, separator: "; ")).</p>
      """
  }

  private func members(_ examination: Examination) -> HTML {
    let filter = MemberFilterOfSheet(visit.query)
    let places = Dictionary(
      (sheet.cells + [sheet.base]).map { ($0.organisation, $0.name) }, uniquingKeysWith: { a, _ in a })
    let all = sheet.members.filter { only == nil || $0.organisation == only }
    let shown = all.filter { member in
      filter.fits(member.person.name, member.organisation)
        && filter.fits(sheet.explain(.init("member", .member(member.member)), examination)?.standing)
    }.sorted {
      (places[$0.organisation] ?? "", $0.organisation.number) < (
        places[$1.organisation] ?? "", $1.organisation.number
      )
    }
    let path = "/to-chuc/\(only ?? sheet.base.organisation)/kiem-diem"
    let paged = shown.dropFirst((filter.page - 1) * MemberFilterOfSheet.pageSize).prefix(
      MemberFilterOfSheet.pageSize)
    var groups: [(place: String, members: [(ReviewSheet.SubjectKey, String)])] = []
    for member in paged {
      let place = places[member.organisation] ?? ""
      if groups.last?.place != place { groups.append((place, [])) }
      groups[groups.count - 1].members.append((.init("member", .member(member.member)), member.person.name))
    }
    let tables =
      groups.count > 1
      ? HTML.joined(
        groups.map { "<h3>\($0.place)</h3>\n\(table("Đảng viên", $0.members, examination))" as HTML },
        separator: "")
      : table("Đảng viên", groups.flatMap(\.members), examination)
    return """
      \(when: all.count > MemberFilterOfSheet.pageSize / 2 || filter.isSet, filter.form(path, year: sheet.year, cells: only == nil ? sheet.cells : []))
      \(when: filter.isSet, "<p class=\"hint\">\(shown.count) trên \(all.count) đảng viên. <a\(href: "\(path)?nam=\(sheet.year)#dang-vien")>Bỏ lọc</a></p>")
      \(tables)
      \(when: shown.count > MemberFilterOfSheet.pageSize, Pagination(page: filter.page, pageSize: MemberFilterOfSheet.pageSize, count: shown.count, noun: "đảng viên", path: filter.address(path, year: sheet.year)).html)
      """
  }

  private var counts: String {
    guard only == nil else { return "" }
    guard let decision = sheet.decision(for: "member"),
      let n = sheet.guidance.pack.decisions.firstIndex(where: { $0.id == decision.id }),
      let result = sheet.verdicts.decisions[n]
    else { return "" }
    let histogram = result.outcomes.histogram
    var parts = result.domain.grades.enumerated().filter { histogram[$0.offset] > 0 }.map {
      "\($0.element.name): \(histogram[$0.offset])"
    }
    if histogram[Int(OutcomeDomain.undecided)] > 0 {
      parts.append("cần quyết định: \(histogram[Int(OutcomeDomain.undecided)])")
    }
    if histogram[Int(OutcomeDomain.undetermined)] > 0 {
      parts.append("chưa đủ dữ kiện: \(histogram[Int(OutcomeDomain.undetermined)])")
    }
    return parts.joined(separator: " · ")
  }

  private func table(
    _ caption: String, _ keys: [(ReviewSheet.SubjectKey, String)], _ examination: Examination
  ) -> HTML {
    Table(
      caption, columns: [.init(caption), .init("Tính được"), .init("Tình trạng"), .init("Đã quyết định")],
      rows: keys.map { key, name in
        let explanation = sheet.explain(key, examination)
        let decided = key.entity == "collective" ? nil : sheet.decided[key.subject]
        return Table.Row([
          "<a\(href: visit.reviewPath(key, sheet.year))>\(name)</a>\(kind(key))",
          "\(decided == nil ? explanation.map { $0.isOpen ? "" : $0.outcomeName } ?? "" : computed[key] ?? "")",
          "\(explanation.map(StandingBadge.init).map(\.html) ?? "")",
          "\(decided.map { sheet.guidance.pack.gradeName($0.grade) } ?? "")",
        ])
      },
      empty: EmptyState(
        "Không có ai, không có tổ chức nào vào ngày này", advice: "Chọn năm khác, hoặc ghi sổ trước.")
    ).html
  }

  /// What each is graded as; a base cell is graded once, as a cell.
  private func kind(_ key: ReviewSheet.SubjectKey) -> HTML {
    if key.entity == "cell", sheet.base.kind == .baseCell {
      return " <span class=\"hint\">\(sheet.base.kind.title)</span>"
    }
    guard key.entity != "member",
      let name = sheet.guidance.pack.entities.first(where: { $0.id == key.entity })?.name
    else { return "" }
    return " <span class=\"hint\">\(name)</span>"
  }

  private func quotas(_ examination: Examination) -> HTML {
    // A ledger names everybody in its scope.
    guard only == nil else { return "" }
    let cuts = sheet.verdicts.ledgers.enumerated().flatMap { n, ledgers in
      ledgers.filter { !$0.ranked.isEmpty && sheet.isCountedHere(entity(ofQuota: n)) }.map {
        let cut = examination.cut(n, $0, nil)
        return QuotaTable(cut: cut, names: names, computed: given(cut, of: entity(ofQuota: n)))
      }
    }
    guard !cuts.isEmpty else { return "" }
    return Section(
      "Tỷ lệ khống chế", id: "ty-le", body: "\(each: cuts, \.html)"
    ).html
  }

  private func entity(ofQuota n: Int) -> String {
    let pack = sheet.guidance.pack
    guard pack.quotas.indices.contains(n) else { return "" }
    return pack.decisions.first { $0.id == pack.quotas[n].decision }?.entity ?? ""
  }

  /// What was computed for those of a ledger who are there by a decision.
  private func given(_ cut: Explanation.Cut, of entity: String) -> [String: String] {
    var found: [String: String] = [:]
    for candidate in cut.candidates where candidate.isGiven {
      guard let id = Int64(candidate.record) else { continue }
      let subject: Grading.Subject = entity == "member" ? .member(ID(id)) : .organisation(ID(id))
      found[candidate.record] = computed[.init(entity, subject)]
    }
    return found
  }

  private var names: [String: String] {
    var names = Dictionary(
      sheet.members.map { (String($0.member.number), $0.person.name) }, uniquingKeysWith: { a, _ in a })
    for cell in sheet.cells + [sheet.base] { names[String(cell.organisation.number)] = cell.name }
    return names
  }
}

extension Explanation {
  /// No grade yet: people must decide, or facts are missing.
  var isOpen: Bool { standing == .undecided || standing == .undetermined }
}

struct StandingBadge: Piece {
  var explanation: Explanation

  init(_ explanation: Explanation) { self.explanation = explanation }

  var html: HTML {
    let tone: Tone =
      switch explanation.standing {
      case .decided, .given: .neutral
      case .proposed, .undecided, .undetermined: .undecided
      }
    return Badge(explanation.standing.vietnamese, tone).html
  }
}

/// A quota as a ledger: the base, the share, every candidate with rank and key, the line.
struct QuotaTable: Piece {
  var cut: Explanation.Cut
  var names: [String: String]
  /// The computed grades of those who are there by a decision.
  var computed: [String: String]

  var html: HTML {
    """
    <h3>\(cut.name)</h3>
    \(when: cut.isExceeded, exceeded)<p>\(cut.percent) của \(cut.base) (\(cut.baseText)), \(cut.rounding): được \(cut.allowed).\(when: cut.given > 0, " Do người quyết định: \(cut.given).")\(cut.zone.map { " \($0): chưa có quy định, đang dùng mặc định." } ?? "") <span class="hint">\(cut.cite ?? "")</span></p>
    \(Table(
      "Xếp hạng trong tỷ lệ", columns: [.init("Hạng", .number), .init("Tên"), .init("Khóa"), .init("Kết quả")],
      rows: cut.candidates.map(row), header: 1))
    """
  }

  private var exceeded: HTML {
    Notice(
      .warning, "Do người quyết định: \(cut.given), vượt mức được \(cut.allowed)",
      reason: "Mức được tính như khi giữ đúng tỷ lệ: \(cut.allowed) ở mức này, số còn lại ở mức dưới.",
      remedy:
        "Xem lại các quyết định; quyết định nào ghi sai thì rút ở trang xếp loại của người hoặc tổ chức ấy."
    ).html
  }

  private func row(_ candidate: Explanation.Candidate) -> Table.Row {
    let isPlain = candidate.fate == .kept && !(candidate.isGiven && cut.isExceeded)
    return Table.Row(
      [
        "\(candidate.rank)", "\(names[candidate.record] ?? candidate.record)",
        "\(candidate.keys.joined(separator: ", "))", "\(fate(candidate))",
      ], tone: isPlain ? .neutral : .attention)
  }

  /// Who is there by computation and who by decision.
  private func fate(_ candidate: Explanation.Candidate) -> String {
    if candidate.isGiven {
      let grade = computed[candidate.record] ?? ""
      return "do người quyết định" + (grade.isEmpty ? "" : "; tính được: \(grade)")
    }
    switch candidate.fate {
    case .kept: return "trong tỷ lệ"
    case .contested:
      return cut.isWaiting ? "chưa xác định: còn chờ dữ kiện" : "bằng nhau ở vạch: cần quyết định"
    case .demoted: return "ngoài tỷ lệ"
    }
  }
}
