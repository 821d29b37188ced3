import Basics
import Registry
import Reviews
import Storage

extension Session {
  /// The report of an organisation on a year's review.
  ///
  /// - Parameter guidances: name the grades and outcomes of the year.
  package func reviewReport(
    of organisation: ID<Organisation>, year: Int, scales: GradeScales, guidances: Guidances, today: Day,
    sight: ReviewReport.Sight
  ) throws -> ReviewReport {
    guard let state = try organisationNear(organisation, asOf: AsOf(today)) else {
      throw RightsRefusal.notFound
    }
    var maker = ReviewReportMaker(
      session: self, state: state, year: year, scales: scales, guidances: guidances, today: today,
      sight: sight)
    return try maker.report()
  }
}

/// Puts a review's report together: progress, then the grades of each kind of subject.
struct ReviewReportMaker {
  let session: any Session
  let state: OrganisationState
  let year: Int
  let scales: GradeScales
  let guidances: Guidances
  let today: Day
  let sight: ReviewReport.Sight
  private var isHiding = false

  /// How many years stand side by side.
  private static let years = 6

  init(
    session: any Session, state: OrganisationState, year: Int, scales: GradeScales, guidances: Guidances,
    today: Day, sight: ReviewReport.Sight
  ) {
    (self.session, self.state, self.year, self.scales) = (session, state, year, scales)
    (self.guidances, self.today, self.sight) = (guidances, today, sight)
  }

  /// Above grassroots organisations few persons are told by no count; inside one only to who may see them all.
  private var isFromAbove: Bool {
    !state.kind.isGrassroots && !state.kind.isCell && state.kind != .section || !sight.seesPersons
  }

  private var guidance: Guidance? {
    (try? session.reviewRounds(touching: state.organisation, asOf: AsOf(today)))?
      .first { $0.period == RoundPeriod(year: year) }.flatMap { guidances[$0.pack] }
  }

  mutating func report() throws -> ReviewReport {
    let guidance = guidance
    var sections = try [progress()].compactMap { $0 }
    for entity in ReviewReport.entities {
      if let section = try results(entity, guidance) { sections.append(section) }
    }
    if sections.isEmpty {
      sections = [
        Briefing.Section(
          id: "none", title: "Kết quả",
          blocks: [
            .paragraph("Chưa có kết quả xếp loại nào của năm \(year) được quyết định ở \(state.name).")
          ])
      ]
    }
    return ReviewReport(
      organisation: state.organisation, organisationName: state.name,
      superiorName: try session.superiors(of: state.organisation, asOf: AsOf(today)).last?.name,
      kind: state.kind, placeName: try state.unit.flatMap { try session.unit($0, asOf: AsOf(today))?.name },
      year: year, guidance: guidance?.pack.title ?? "", day: today, mark: try session.registerMode().mark,
      isFromAbove: isFromAbove, sections: sections, notes: notes)
  }

  private var notes: [String] {
    var notes = [
      "Mỗi người, mỗi tổ chức tính một lần: ở nơi có tên trong danh sách của đợt; xếp loại không qua đợt thì ở nơi sinh hoạt, trực thuộc ngày 31/12 của năm ấy. Sáp nhập về sau không làm đổi số cũ.",
      "Chỉ tính mức đã có quyết định; phần còn lại ở cột “Chưa quyết định”. Tỷ lệ tính trên số được xếp loại.",
      "Thang xếp loại của năm nào giữ nguyên năm ấy, không quy đổi sang thang khác.",
    ]
    if isHiding {
      notes.append(
        "Dấu \(BriefingFigure.untold) thay cho số dưới \(SmallGroups.least) người và những số có thể suy ra số ấy: nhìn từ trên xuống, bảng không nói về từng người."
      )
    }
    return notes
  }

  // MARK: Progress

  private func progress() throws -> Briefing.Section? {
    let period = RoundPeriod(year: year)
    let lines = try session.roundProgress(of: state.organisation, period, today: today)
    guard !lines.isEmpty else { return nil }
    let sum = lines.reduce(RoundProgress()) { $0 + $1.progress }
    func cells(_ name: String, _ one: RoundProgress) -> [Briefing.Table.Cell] {
      [.text(name)]
        + [one.expected, one.received, one.onTime, one.late, one.accepted, one.missing + one.returned].map {
          .number($0)
        }
    }
    let table = Briefing.Table(
      id: "progress", title: "Tiến độ gửi kết quả",
      columns: [.init("Đơn vị")]
        + ["Phải gửi", "Đã gửi", "Đúng hạn", "Muộn", "Đã chuẩn y", "Còn lại"].map { .init($0, .number) },
      rows: lines.map { .init(cells($0.isItself ? "\($0.name) (riêng cấp này)" : $0.name, $0.progress)) }
        + [.init(cells("Cộng", sum), isTotal: true)])
    let exempt = sum.exempt == 0 ? "" : "; \(sum.exempt) đơn vị được miễn"
    let text =
      "Đến ngày \(today.vietnamese), \(sum.received) trong \(sum.expected) chi bộ, tổ chức cơ sở đảng phải gửi đã gửi kết quả, \(sum.accepted) đã được chuẩn y\(exempt)."
    return Briefing.Section(
      id: "progress", title: "Tình hình thực hiện", blocks: [.paragraph(text), .table(table)])
  }

  // MARK: Grades

  private mutating func results(_ entity: ReviewSubject.Entity, _ guidance: Guidance?) throws
    -> Briefing.Section?
  {
    let results = try session.reviewResults(of: year, entity, scales: scales, today: today)
    guard let place = results.place(of: state.organisation),
      results.counts(at: place).contains(where: { $0 > 0 })
    else { return nil }
    let titles = results.columns.map { title($0, entity, results.year, guidance) }
    let total = line(results, place, "Cộng")
    var blocks: [Briefing.Block] = [.paragraph(summary(results, titles, total, entity))]
    let below = results.below(place).filter { results.counts(at: $0).contains { $0 > 0 } }
    var units = below.map { line(results, $0, results.places[$0].state.name) }
    // What stands at the level itself is a row as well: the rows make up their sum.
    if let own = own(results, place) { units.insert(own, at: 0) }
    if units.count > 1, !isFromAbove || !state.kind.isGrassroots {
      blocks.append(
        .table(
          table(
            "units-\(entity.rawValue)", "Theo đơn vị trực thuộc", "Đơn vị", results, titles, units, total)))
    }
    let past = try years(entity, results, guidance)
    blocks += past
    if !past.contains(where: { $0.chart != nil }), let drawn = chart(results, total, titles, entity) {
      blocks.append(.chart(drawn))
    }
    return Briefing.Section(id: entity.rawValue, title: entity.title, blocks: blocks)
  }

  private func own(_ results: ReviewResults, _ place: Int) -> ReviewReport.Line? {
    let counts = results.ownCounts(at: place)
    guard counts.contains(where: { $0 > 0 }), !results.below(place).isEmpty else { return nil }
    return ReviewReport.Line(
      name: "\(state.name) (riêng cấp này)",
      counts: isFromAbove ? results.shownFromAbove(counts) : counts, whole: counts.reduce(0, +))
  }

  private mutating func line(_ results: ReviewResults, _ place: Int, _ name: String) -> ReviewReport.Line {
    let counts = results.counts(at: place)
    let shown = isFromAbove ? results.shownFromAbove(at: place) : counts
    if shown.contains(where: { $0 == nil }) { isHiding = true }
    return ReviewReport.Line(name: name, counts: shown, whole: counts.reduce(0, +))
  }

  private func title(
    _ column: ReviewResults.Column, _ entity: ReviewSubject.Entity, _ year: Int, _ guidance: Guidance?
  ) -> String {
    switch column.kind {
    case .grade: scales.scale(of: year, entity.subjects)?.grade(column.id)?.title ?? column.id
    case .outside: guidance?.pack.gradeName(column.id) ?? column.id
    case .undecided: "Chưa quyết định"
    }
  }

  private func summary(
    _ results: ReviewResults, _ titles: [String], _ total: ReviewReport.Line, _ entity: ReviewSubject.Entity
  ) -> String {
    let what = entity.title.lowercased()
    let columns = results.columns
    let graded = columns.indices.filter { columns[$0].kind == .grade }
    let told = graded.compactMap { total.counts[$0] }
    let sum = told.count == graded.count ? told.reduce(0, +) : nil
    var parts = zip(columns.indices, titles).compactMap { n, title -> String? in
      guard columns[n].kind == .grade, let count = total.counts[n], count > 0 else { return nil }
      let share = sum.map { " (\(Share.text(count, of: $0)))" } ?? ""
      return "\(Self.lowered(title)) \(BriefingFigure.grouped(count))\(share)"
    }
    for n in columns.indices where columns[n].kind != .grade {
      if let count = total.counts[n], count > 0 {
        parts.append("\(Self.lowered(titles[n])) \(BriefingFigure.grouped(count))")
      }
    }
    let head = "\(BriefingFigure.grouped(total.whole)) \(what)"
    return parts.isEmpty ? "\(head)." : "\(head): \(parts.joined(separator: "; "))."
  }

  private static func lowered(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }

  private func table(
    _ id: String, _ title: String, _ head: String, _ results: ReviewResults, _ titles: [String],
    _ lines: [ReviewReport.Line], _ total: ReviewReport.Line?
  ) -> Briefing.Table {
    func row(_ line: ReviewReport.Line, isTotal: Bool = false) -> Briefing.Table.Row {
      .init(
        [.text(line.name), .number(line.whole)] + line.counts.map { .number($0) }, isTotal: isTotal)
    }
    return Briefing.Table(
      id: id, title: title,
      columns: [.init(head), .init("Tổng số", .number)] + titles.map { .init($0, .number) },
      rows: lines.map { row($0) } + (total.map { [row($0, isTotal: true)] } ?? []))
  }

  /// The year alone, where no earlier one stands beside it: how many of each grade. Not where a count is hidden: a drawing with
  /// parts left out would tell them.
  private func chart(
    _ results: ReviewResults, _ total: ReviewReport.Line, _ titles: [String], _ entity: ReviewSubject.Entity
  ) -> Briefing.Chart? {
    let graded = results.columns.indices.filter { results.columns[$0].kind == .grade }
    let counts = graded.compactMap { total.counts[$0] }
    guard counts.count == graded.count, counts.reduce(0, +) >= SmallGroups.least else { return nil }
    return Briefing.Chart(
      id: "chart-\(entity.rawValue)", title: "\(entity.title) theo mức, năm \(year)", axis: "Mức",
      categories: graded.map { Self.short(titles[$0]) },
      series: [Briefing.Chart.Series(name: "Số \(entity.title.lowercased())", values: counts)])
  }

  /// Under a column there is room for what tells the grades apart.
  private static func short(_ title: String) -> String {
    let tail = " nhiệm vụ"
    return title.hasSuffix(tail) ? String(title.dropLast(tail.count)) : title
  }

  // MARK: Years

  /// The same place in the years before, as far back as the same scale holds: others are never mapped onto it.
  private mutating func years(
    _ entity: ReviewSubject.Entity, _ results: ReviewResults, _ guidance: Guidance?
  ) throws -> [Briefing.Block] {
    guard let scale = scales.scale(of: year, entity.subjects) else { return [] }
    var rows: [(year: Int, line: ReviewReport.Line)] = []
    for other in try session.resultYears() where other <= year && rows.count < Self.years {
      guard scales.scale(of: other, entity.subjects)?.grades == scale.grades else { continue }
      let found =
        other == year
        ? results : try session.reviewResults(of: other, entity, scales: scales, today: today)
      guard let place = found.place(of: state.organisation) else { continue }
      var one = line(found, place, "\(other)")
      let isGrade = found.columns.map { $0.kind == .grade }
      one.counts = zip(isGrade, one.counts).filter(\.0).map(\.1)
      one.whole = zip(isGrade, found.counts(at: place)).filter(\.0).reduce(0) { $0 + $1.1 }
      if one.whole > 0 { rows.append((other, one)) }
    }
    guard rows.count > 1 else { return [] }
    rows.reverse()
    let title = "\(entity.title) được xếp loại theo năm"
    let table = Briefing.Table(
      id: "years-\(entity.rawValue)", title: title,
      columns: [.init("Năm"), .init("Được xếp loại", .number)]
        + scale.grades.map { .init($0.title, .number) },
      rows: rows.map {
        .init([.text($0.line.name), .number($0.line.whole)] + $0.line.counts.map { .number($0) })
      })
    var blocks: [Briefing.Block] = [.table(table)]
    // A drawing with parts left out would tell them by what is missing to the whole.
    if rows.allSatisfy({ !$0.line.counts.contains(nil) }) {
      blocks.append(
        .chart(
          Briefing.Chart(
            id: "chart-\(entity.rawValue)", title: title, axis: "Năm", categories: rows.map { "\($0.year)" },
            series: scale.grades.enumerated().map { n, grade in
              Briefing.Chart.Series(
                name: grade.title,
                values: rows.map { $0.line.counts.indices.contains(n) ? $0.line.counts[n] ?? 0 : 0 })
            })))
    }
    return blocks
  }
}

/// "44,1%": a part of a whole, one place after the comma.
enum Share {
  static func text(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "" }
    let permille = (part * 2000 + whole) / (whole * 2)
    return "\(permille / 10),\(permille % 10)%"
  }
}
