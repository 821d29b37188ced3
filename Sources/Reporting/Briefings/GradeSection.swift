import Basics
import Registry
import Reviews

/// The grades of the agency cells, year by year, under the scale of each year.
extension BriefingMaker {
  func gradeSection() throws -> (section: Briefing.Section, byYear: [String: [String: BriefingFigure]]) {
    let selection = GradingSelection(within: root.organisation, kinds: [.agencyCell])
    let years = try session.gradeCounts(selection, scales: rules.scales, asOf: asOf)
    let provenances = try session.gradingProvenances(selection, asOf: asOf)
    var byYear: [String: [String: BriefingFigure]] = [:]
    var blocks: [Briefing.Block] = []
    // Years whose scales have the same grades share a table and a chart; others are never mapped onto each other.
    var groups: [[GradeCounts]] = []
    for year in years {
      if let last = groups.last?.last, last.scale.grades == year.scale.grades {
        groups[groups.count - 1].append(year)
      } else {
        groups.append([year])
      }
    }
    for (n, group) in groups.enumerated() {
      guard let grades = group.first?.scale.grades else { continue }
      var rows: [Briefing.Table.Row] = []
      for counts in group {
        let figures = grades.map { gradeFigure(counts, $0) }
        byYear[String(counts.year)] = Dictionary(
          zip(grades.map(\.code), figures), uniquingKeysWith: { a, _ in a })
        let total = figure(
          "grades.\(counts.year)", "Chi bộ cơ quan được xếp loại năm \(counts.year)", counts.total, "chi bộ",
          "Chi bộ cơ quan có kết quả xếp loại năm \(counts.year) quyết định đến ngày số liệu. \(gradedPlace)",
          records(.gradings) {
            $0.kinds = [.agencyCell]
            $0.year = counts.year
          })
        let source = (provenances[counts.year] ?? []).map(\.title).joined(separator: "; ")
        rows.append(
          .init([.text(String(counts.year))] + figures.map { .figure($0) } + [.figure(total), .text(source)]))
      }
      blocks.append(
        .table(
          Briefing.Table(
            id: "grades-\(n + 1)", title: "Xếp loại chi bộ cơ quan",
            columns: [.init("Năm")] + grades.map { .init($0.title, .number) } + [
              .init("Cộng", .number), .init("Nguồn"),
            ],
            rows: rows)))
      blocks.append(
        .chart(
          Briefing.Chart(
            id: "grades-chart-\(n + 1)", title: "Xếp loại chi bộ cơ quan theo năm", axis: "Năm",
            categories: group.map { String($0.year) },
            series: grades.map { grade in
              Briefing.Chart.Series(name: grade.title, values: group.map { $0.count(grade.code) })
            })))
    }
    if blocks.isEmpty {
      blocks.append(
        .paragraph("Chưa có kết quả xếp loại nào của chi bộ cơ quan được quyết định đến ngày này."))
    } else {
      let papers = years.flatMap { year in
        year.scale.documents.map {
          "\(year.scale.firstYear)–\(year.scale.lastYear.map(String.init) ?? "nay"): \($0.type) \($0.number)"
        }
      }
      blocks.append(.paragraph("Thang xếp loại theo năm: \(unique(papers).joined(separator: "; "))."))
    }
    return (Briefing.Section(id: "grades", title: "Kết quả xếp loại chi bộ cơ quan", blocks: blocks), byYear)
  }

  private func gradeFigure(_ counts: GradeCounts, _ grade: Grade) -> BriefingFigure {
    figure(
      "grades.\(counts.year).\(grade.code)", "\(grade.title), năm \(counts.year)", counts.count(grade.code),
      "chi bộ",
      "Chi bộ cơ quan xếp mức “\(grade.title)” năm \(counts.year), quyết định đến ngày số liệu, theo thang của năm ấy. \(gradedPlace)",
      records(.gradings) {
        $0.kinds = [.agencyCell]
        $0.year = counts.year
        $0.grade = grade.code
      })
  }

  private var gradedPlace: String {
    "Tính theo nơi chi bộ trực thuộc vào ngày 31/12 của năm được xếp loại (hoặc ngày xếp loại nếu sớm hơn), nên sáp nhập về sau không làm đổi."
  }

  private func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}
