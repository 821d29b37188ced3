import Basics
import Markup
import Registry
import Reporting
import Reviews

/// What the gradings' page tells: the counts of every year, and one year's list.
struct GradingPicture: Sendable {
  static let pageSize = 50
  var state: OrganisationState
  var superiors: [OrganisationState]
  var kinds: [Organisation.Kind]
  var years: [GradeCounts]
  var provenances: [Int: [Grading.Provenance]]
  var list: [GradingListing]
  var count: Int
  var rights: RightSet
  /// The one that is about to be withdrawn, where it is of this subtree.
  var withdrawing: Grading?
  var withdrawingName = ""
}

extension Visit {
  func gradingIndex(_ trouble: FormTrouble) async throws -> Answer {
    let (system, actor, asOf, id) = (system, actor, asOf, try organisation)
    let (now, kind, year, scales) = (
      system.now, try gradedKind(query), try gradedYear(query), try rules.scales
    )
    let number = min(max(query.number("trang") ?? 1, 1), 1_000_000)
    let withdrawn: ID<Grading>? = method == .post ? form.id("ket-qua") : query.id("rut")
    let picture = try await system.read { session throws in
      guard let state = try session.organisationNear(id, asOf: asOf) else { throw RightsRefusal.notFound }
      let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
      let all = GradingSelection(within: id, kinds: kind.map { [$0] })
      var chosen = all
      chosen.year = year
      var picture = GradingPicture(
        state: state,
        superiors: try session.superiors(of: id, asOf: asOf).filter {
          reach?.contains($0.organisation) ?? true
        },
        kinds: Set(try session.subtree(of: id, asOf: asOf).map(\.kind)).filter {
          Visit.gradedKinds.contains($0)
        }
        .sorted { (Visit.gradedKinds.firstIndex(of: $0) ?? 0) < (Visit.gradedKinds.firstIndex(of: $1) ?? 0) },
        years: try session.gradeCounts(all, scales: scales, asOf: asOf),
        provenances: try session.gradingProvenances(all, asOf: asOf),
        list: try session.gradings(
          chosen, asOf: asOf, offset: (number - 1) * GradingPicture.pageSize, limit: GradingPicture.pageSize),
        count: try session.gradingCount(chosen, asOf: asOf),
        rights: try session.rights(of: actor, on: id, at: now))
      if let grading = try withdrawn.flatMap({ try session.grading($0) }),
        case .organisation(let subject) = grading.subject,
        try session.rights(of: actor, on: subject, at: now).contains(.recordGradings)
      {
        picture.withdrawing = grading
        picture.withdrawingName =
          try session.organisationNear(subject, asOf: AsOf(grading.gradedOn))?.name ?? ""
      }
      return picture
    }
    return try await page(
      "Xếp loại · \(picture.state.name)",
      breadcrumbs: picture.superiors.map { Link($0.name, link("/to-chuc/\($0.organisation)")) } + [
        Link(picture.state.name, link("/to-chuc/\(id)"))
      ],
      travels: true,
      body: GradingIndexPage(
        visit: self, picture: picture, kind: kind, year: year, page: number, scales: scales, trouble: trouble
      ).html)
  }

  func withdrawGrading() async throws -> Answer {
    let id = try organisation
    return try await attempt {
      let grading: ID<Grading> = try found(form.id("ket-qua"))
      try await perform(WithdrawGrading(grading, reason: form["ly-do"]))
      return .redirect("/to-chuc/\(id)/xep-loai", done: .corrected)
    } else: {
      try await gradingIndex($0)
    }
  }
}

struct GradingIndexPage: Piece {
  var visit: Visit
  var picture: GradingPicture
  var kind: Organisation.Kind?
  var year: Int?
  var page: Int
  var scales: GradeScales
  var trouble: FormTrouble

  private var path: String { "/to-chuc/\(picture.state.organisation)/xep-loai" }

  var html: HTML {
    """
    \(PageHeading("Xếp loại chất lượng", kind: picture.state.name, lede: "Kết quả đã được quyết định đến ngày \(visit.day.vietnamese), theo thang của từng năm. Tổ chức được tính ở nơi trực thuộc vào ngày 31/12 của năm ấy.", actions: actions))
    \(trouble.summary)
    \(withdrawing)
    \(when: picture.kinds.count > 1, kinds.html)
    \(Section("Theo năm", id: "theo-nam", body: years))
    \(Section(year.map { "Danh sách năm \($0)" } ?? "Danh sách", id: "danh-sach", body: """
      \(list)\(Pagination(page: page, pageSize: GradingPicture.pageSize, count: picture.count, noun: "kết quả", path: address(kind, year)))
      """))
    """
  }

  private var actions: HTML {
    picture.rights.contains(.recordGradings)
      ? "\(ButtonLink("Ghi kết quả một năm", "\(path)/ghi" + (kind.map { "?loai=\($0.rawValue)" } ?? ""), kind: .primary)) \(ButtonLink("Tính theo hướng dẫn", "/to-chuc/\(picture.state.organisation)/kiem-diem"))"
      : ""
  }

  private func address(_ kind: Organisation.Kind?, _ year: Int?) -> String {
    let parts = [kind.map { "loai=\($0.rawValue)" }, year.map { "nam=\($0)" }].compactMap { $0 }
    return visit.link(parts.isEmpty ? path : "\(path)?\(parts.joined(separator: "&"))")
  }

  private var kinds: SectionLinks {
    SectionLinks(
      "Loại tổ chức",
      [Link("Tất cả", address(nil, year), isCurrent: kind == nil)]
        + picture.kinds.map { Link($0.title, address($0, year), isCurrent: $0 == kind) })
  }

  /// Years whose scales have the same grades stand together; a grade is never mapped onto another one.
  private var groups: [[GradeCounts]] {
    var groups: [[GradeCounts]] = []
    for year in picture.years {
      if let last = groups.last?.last, last.scale.grades == year.scale.grades {
        groups[groups.count - 1].append(year)
      } else {
        groups.append([year])
      }
    }
    return groups
  }

  private var years: HTML {
    guard !picture.years.isEmpty else {
      return EmptyState(
        "Chưa có kết quả xếp loại nào",
        advice: "Ghi kết quả từng năm theo quyết định công nhận; mỗi năm dùng thang của năm ấy."
      ).html
    }
    return HTML.joined(
      groups.enumerated().map { n, group in "\(table(group))\(sources(group))\(chart(group, n))" })
  }

  /// Where the years' gradings come from, each source once with its years.
  private func sources(_ group: [GradeCounts]) -> HTML {
    let lines = Grading.Provenance.allCases.compactMap { provenance -> String? in
      let years = group.map(\.year).filter { picture.provenances[$0]?.contains(provenance) ?? false }
      return years.isEmpty ? nil : "\(provenance.title): \(years.map(String.init).joined(separator: ", "))"
    }
    return "<p class=\"hint\">Nguồn — \(lines.joined(separator: "; ")).</p>\n"
  }

  private func records(_ year: Int, _ grade: String?) -> String {
    RecordsQuery(.gradings, of: picture.state.organisation, asOf: visit.asOf).with {
      $0.kinds = kind.map { [$0] }
      $0.year = year
      $0.grade = grade
    }.pagePath
  }

  private func table(_ group: [GradeCounts]) -> Table {
    let grades = group.first?.scale.grades ?? []
    return Table(
      "Xếp loại theo năm",
      columns: [.init("Năm")] + grades.map { .init($0.title, .number) } + [.init("Cộng", .number)],
      rows: group.map { counts in
        let cells = grades.map {
          InlineFigure(Number.grouped(counts.count($0.code)), records: records(counts.year, $0.code)).html
        }
        return Table.Row(
          ["<a\(href: address(kind, counts.year) + "#danh-sach")>\(counts.year)</a>"] + cells
            + [InlineFigure(Number.grouped(counts.total), records: records(counts.year, nil)).html])
      }, keepsShape: true)
  }

  private func chart(_ group: [GradeCounts], _ n: Int) -> StackedColumns {
    let inks: [Ink] = [.solid, .hatch, .dots, .open]
    let grades = group.first?.scale.grades ?? []
    return StackedColumns(
      id: "grades-\(n)", title: "Xếp loại theo năm", axis: "Năm",
      series: grades.enumerated().map { at, grade in
        .init(grade.title, at == grades.count - 1 && at > 0 ? .alert : inks[min(at, inks.count - 1)])
      },
      columns: group.map { counts in .init("\(counts.year)", grades.map { counts.count($0.code) }) })
  }

  private var list: Table {
    let canChange = picture.rights.contains(.recordGradings)
    return Table(
      "Kết quả xếp loại",
      columns: [
        .init("Tổ chức"), .init("Năm"), .init("Mức"), .init("Ngày xếp loại", .day), .init("Quyết định"),
      ]
        + (canChange ? [.init("Sửa")] : []),
      rows: picture.list.map { listing in
        let grading = listing.grading
        let title = scales[grading.scale]?.grade(grading.grade)?.title ?? grading.grade
        var cells: [HTML] = [
          name(listing), "\(grading.year)", "\(title)", "\(grading.gradedOn.vietnamese)",
          "<div>\(listing.decision?.key.citation ?? "")\(when: grading.provenance != .recorded, " <span class=\"hint\">\(grading.provenance.title)</span>")</div>",
        ]
        if canChange { cells.append(withdrawal(grading)) }
        return Table.Row(cells)
      },
      empty: EmptyState(
        "Chưa có kết quả nào",
        advice: year == nil ? "Ghi kết quả từng năm theo quyết định." : "Chọn năm khác ở bảng trên."))
  }

  private func name(_ listing: GradingListing) -> HTML {
    guard case .organisation(let id) = listing.grading.subject else { return "\(listing.organisationName)" }
    return "<a\(href: visit.link("/to-chuc/\(id)"))>\(listing.organisationName)</a>"
  }

  private func withdrawal(_ grading: Grading) -> HTML {
    "<a\(href: "\(path)?rut=\(grading.id)#rut")>Ghi sai</a>"
  }

  /// The grading to be withdrawn, if one is chosen.
  private var withdrawing: HTML {
    let chosen = visit.method == .post ? visit.form["ket-qua"] : visit.query["rut"]
    guard picture.rights.contains(.recordGradings), let listing = picture.withdrawing,
      "\(listing.id)" == chosen
    else { return "" }
    let title = scales[listing.scale]?.grade(listing.grade)?.title ?? listing.grade
    return Section(
      "Rút kết quả", id: "rut",
      body: """
        \(Form(action: "\(path)/rut", csrf: visit.csrf, body: """
          <p>\(picture.withdrawingName), năm \(listing.year): \(title). Rút rồi ghi lại kết quả đúng.</p>
          \(HiddenField("ket-qua", "\(listing.id)"))
          \(TextField("ly-do", label: "Lý do rút", value: visit.form["ly-do"], width: .full, isRequired: true, maximumLength: 300))
          \(Actions("\(Submit("Rút kết quả", kind: .destructive, confirm: "Rút kết quả xếp loại này?"))\(ButtonLink("Thôi", path, kind: .quiet))"))
          """))
        """
    ).html
  }
}
