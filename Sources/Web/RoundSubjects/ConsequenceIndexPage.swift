import Basics
import Markup
import Registry
import Reviews

extension Visit {
  /// What the results of a year may lead to in one grassroots organisation: whom to help first, whom to commend.
  func consequenceIndex() async throws -> Answer {
    let place = try await requireRound()
    guard place.isBase, place.period.quarter == 0 else { throw RightsRefusal.notFound }
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    let id = place.organisation.organisation
    let (rules, scales) = (try roundRules.consequences, try self.rules.scales)
    let (found, names, places) = try await system.read { session throws in
      let rights = try session.rights(of: actor, on: id, at: now)
      let all = try session.consequences(
        inBase: id, place.period, rules: rules, scales: scales, today: today)
      // Without the right to see members only organisations are named.
      let found = rights.contains(.viewMembers) ? all : all.filter { $0.subject.member == nil }
      return (
        found,
        try session.memberNames(found.compactMap(\.subject.member), on: today, for: actor, at: now),
        try Dictionary(
          Set(found.map(\.subject.organisation)).map {
            ($0, try session.organisationNear($0, asOf: AsOf(today))?.name ?? "")
          }, uniquingKeysWith: { a, _ in a })
      )
    }
    func name(_ subject: ReviewSubject) -> String {
      let place = places[subject.organisation] ?? ""
      return subject.member.map { names[$0] ?? "đảng viên ngoài phạm vi được xem" } ?? place
    }
    let sections = rules.rules.compactMap { rule -> HTML? in
      let mine = found.filter { $0.rule.id == rule.id }
      guard !mine.isEmpty else { return nil }
      let basis: HTML =
        "\(rule.by). \(rule.cite)\(rule.certainty == "A" ? "" : ", chưa đối chiếu bản gốc")."
      return Section(
        rule.effect, note: basis,
        body: Table(
          rule.effect, columns: [.init("Đối tượng"), .init("Nơi sinh hoạt"), .init("Dựa trên")],
          rows: mine.map { one in
            let path = "/to-chuc/\(one.subject.organisation)/dot-kiem-diem/doi-tuong/\(one.subject.id)"
            let grades = one.grades.map { "\($0.year): \(place.gradeName($0.grade))" }
            return Table.Row([
              "<a\(href: path)>\(name(one.subject))</a>",
              "\(one.subject.member == nil ? "" : places[one.subject.organisation] ?? "")",
              "\(grades.joined(separator: "; "))",
            ])
          }
        ).html
      ).html
    }
    return try await page(
      "Hệ quả của kết quả", breadcrumbs: roundTrail(place) + [Link(place.organisation.name, place.address)],
      body: """
        \(PageHeading("Hệ quả của kết quả", kind: place.organisation.name, lede: "\(place.title). Những đề xuất máy tìm được từ kết quả đã quyết định, kèm căn cứ. Người có thẩm quyền xem xét; không điều gì tự động."))
        \(sections.isEmpty ? EmptyState("Chưa có đề xuất nào", advice: "Đề xuất xuất hiện khi kết quả đã được quyết định.").html : "\(each: sections, { $0 })")
        """)
  }
}
