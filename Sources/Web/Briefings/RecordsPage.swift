import Basics
import Markup
import Registry
import Reporting
import Reviews

extension Visit {
  /// The records behind a figure, as many as the figure says.
  func recordsPage() async throws -> Answer {
    let query = try recordsQuery()
    try await require(query.right, on: query.organisation)
    let (system, actor, number) = (system, actor, min(max(self.query.number("trang") ?? 1, 1), 100_000))
    let (now, size) = (system.now, 50)
    let (answer, name, mandate) = try await system.read { session throws in
      return (
        try session.records(query, for: actor, at: now, offset: (number - 1) * size, limit: size),
        try session.organisationNear(query.organisation, asOf: query.asOf)?.name ?? "",
        try query.mandate.flatMap { mandate in
          try session.records(query, for: actor, at: now, limit: 1).count == 0
            ? nil : try session.mandate(mandate)?.subject
        }
      )
    }
    let organisation = link("/to-chuc/\(query.organisation)")
    let asked = query.conditions.map { "\($0)" as HTML }
    let lede = HTML.joined(
      ["Ngày \(query.asOf.day.vietnamese)" as HTML] + (mandate.map { ["\($0)" as HTML] } ?? []) + asked,
      separator: " · ")
    return try await page(
      "\(query.kind.title) · \(name)",
      breadcrumbs: [Link("Báo cáo", link("/bao-cao")), Link(name, organisation)],
      body: """
        \(PageHeading("\(query.kind.title): \(Number.grouped(answer.count))", kind: "Bản ghi của số liệu", lede: "\(name). \(lede)."))
        \(RecordsTable(visit: self, answer: answer))
        \(Pagination(page: number, pageSize: size, count: answer.count, noun: query.noun, path: query.pagePath))
        """)
  }

  private func recordsQuery() throws -> RecordsQuery {
    var parameters: [String: String] = [:]
    for (name, values) in query.values where ![DayBar.field, Done.field, "trang"].contains(name) {
      parameters[name] = values.first ?? ""
    }
    return try RecordsQuery(kind: self.parameters.get("loai") ?? "", parameters: parameters)
  }
}

struct RecordsTable: Piece {
  var visit: Visit
  var answer: RecordsAnswer

  var html: HTML {
    let columns = answer.columns.map { column -> Table.Column in
      ["bornOn", "admittedOn", "since", "gradedOn", "decidedOn"].contains(column.key)
        ? .init(column.title, .day) : .init(column.title)
    }
    return Table(
      answer.query.kind.title, columns: columns,
      rows: answer.items.map { item in
        Table.Row(
          zip(item.fields.indices, item.fields).map { n, text in n == 0 ? named(item, text) : "\(text)" })
      },
      empty: EmptyState("Không có bản ghi nào", advice: "Số liệu này bằng 0.")
    ).html
  }

  private func named(_ item: RecordsAnswer.Item, _ name: String) -> HTML {
    let path: String? =
      switch item.subject {
      case .member(let id): "/dang-vien/\(id)"
      case .organisation(let id): "/to-chuc/\(id)"
      case .grading(_, let organisation): "/to-chuc/\(organisation)/xep-loai"
      case .unit: nil
      }
    guard let path else { return "\(name)" }
    return "<a\(href: visit.link(path))>\(name)</a>"
  }
}

extension RecordsQuery {
  /// What is counted, in a line's end: "đảng viên".
  var noun: String {
    switch kind {
    case .members: "đảng viên"
    case .organisations: "tổ chức"
    case .units, .rollOut: "đơn vị"
    case .gradings: "kết quả"
    }
  }

  /// What the records have in common, in words.
  var conditions: [String] {
    var words: [String] = []
    if let kinds, kinds.count < 4 {
      words.append(kinds.map(\.title).joined(separator: ", "))
    } else if kinds != nil {
      words.append("các loại chi bộ")
    }
    if let unitKinds { words.append(unitKinds.map { $0.title.lowercased() }.joined(separator: ", ")) }
    if filter.kind != .official { words.append(filter.kind.title.lowercased()) }
    if let kinds = filter.organisationKinds {
      words.append("ở " + kinds.map { $0.title.lowercased() }.joined(separator: ", "))
    }
    if let sex = filter.sex { words.append("giới tính \(sex.title.lowercased())") }
    if let ages = filter.ages { words.append("từ \(ages.lowerBound) đến \(ages.upperBound) tuổi") }
    if filter.ageUnknown { words.append("chưa ghi ngày sinh") }
    switch filter.isLocal {
    case .none: break
    case .some(.none): words.append("chưa ghi có phải người địa phương không")
    case .some(.some(let isLocal)): words.append(isLocal ? "người địa phương" : "không phải người địa phương")
    }
    if let status = filter.status { words.append(status.title.lowercased()) }
    if let sector = filter.sector {
      words.append(Sector(rawValue: sector).map { "khối \($0.title)" } ?? "không ghi chức vụ")
    }
    if let year { words.append("năm \(year)") }
    if let grade { words.append("mức \(grade)") }
    if let state { words.append(state.title.lowercased()) }
    if let decidedOn { words.append("quyết định ngày \(decidedOn.vietnamese)") }
    if let place {
      let of = place.structureDay.map { " theo đơn vị ngày \($0.vietnamese)" } ?? ""
      words.append(
        place.places.isEmpty ? "trực thuộc trực tiếp\(of)" : "trong \(place.places.count) đơn vị đã chọn\(of)"
      )
    }
    if asOf.known != AsOf.everything { words.append("theo hiểu biết khi phát hành") }
    return words
  }
}
