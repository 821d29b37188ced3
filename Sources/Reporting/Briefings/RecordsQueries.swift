import Basics
import Registry
import Reviews
import Storage

/// The records behind a figure: how many there are, and some of them.
package struct RecordsAnswer: Sendable {
  package enum Subject: Hashable, Sendable {
    case member(ID<Member>)
    case organisation(ID<Organisation>)
    case unit(ID<AdministrativeUnit>)
    case grading(ID<Grading>, of: ID<Organisation>)
  }

  package struct Column: Sendable, Hashable {
    package var key: String
    package var title: String
  }

  package struct Item: Sendable, Hashable {
    package var subject: Subject
    /// One text for each column.
    package var fields: [String]
  }

  package var query: RecordsQuery
  package var count: Int
  package var columns: [Column]
  package var items: [Item]
  /// Where the following items begin; nil on the last page.
  package var next: Int?

  /// `{count, items, next}` as the API answers; `next` is a path.
  package var json: JSON {
    .object([
      "count": .int(count),
      "items": .array(items.map(json)),
      "next": next.map { .string("\(query.apiPath)&offset=\($0)") } ?? .null,
    ])
  }

  private func json(_ item: Item) -> JSON {
    var members = Dictionary(
      zip(columns.map(\.key), item.fields.map(JSON.string)), uniquingKeysWith: { a, _ in a })
    switch item.subject {
    case .member(let id): members["id"] = .string(id.description)
    case .organisation(let id): members["id"] = .string(id.description)
    case .unit(let id): members["id"] = .string(id.description)
    case .grading(let id, let organisation):
      members["id"] = .string(id.description)
      members["organisation"] = .string(organisation.description)
    }
    return .object(members)
  }
}

extension Session {
  /// The records a figure counted, for somebody who may see them; outside their subtree they do not exist.
  package func records(
    _ query: RecordsQuery, for actor: Actor, at moment: Moment, offset: Int = 0, limit: Int = 50
  ) throws -> RecordsAnswer {
    try require(query.right, of: actor, on: query.organisation, at: moment)
    return try records(
      query, seen: listSight(of: actor, asOf: query.asOf, at: moment), offset: offset, limit: limit)
  }

  /// The records a figure counted. Their count is the figure, on every page, for whoever saw the figure.
  package func records(_ query: RecordsQuery, seen sight: ListSight, offset: Int = 0, limit: Int = 50) throws
    -> RecordsAnswer
  {
    let offset = max(0, offset)
    let limit = min(max(1, limit), 1000)
    var answer =
      switch query.kind {
      case .members: try memberRecords(query, sight, offset, limit)
      case .organisations: try organisationRecords(query, offset, limit)
      case .units: try unitRecords(query, offset, limit)
      case .gradings: try gradingRecords(query, offset, limit)
      case .rollOut: try rollOutRecords(query, offset, limit)
      }
    if offset + answer.items.count < answer.count, !answer.items.isEmpty {
      answer.next = offset + answer.items.count
    }
    return answer
  }

  /// The organisations a condition on places leaves; nil where there is no condition.
  private func places(_ query: RecordsQuery) throws -> [ID<Organisation>]? {
    guard let condition = query.place else { return nil }
    guard let root = try organisation(query.organisation, asOf: query.asOf) else { return [] }
    return try PlaceTree(self, root: root, asOf: query.asOf, structureDay: condition.structureDay)
      .organisations(in: condition)
  }

  private func memberRecords(_ query: RecordsQuery, _ sight: ListSight, _ offset: Int, _ limit: Int) throws
    -> RecordsAnswer
  {
    var from = membersFrom(query.organisation, query.filter, query.asOf, seen: sight)
    if let places = try places(query) { from += " AND m.organisation_id IN \(list: places)" }
    let items = try all(
      """
      SELECT s.member_id, s.name, s.sex, s.born_on, s.admitted_on, o.name, s.is_local, \(countingSector(query.asOf, seen: sight))
      \(from) ORDER BY s.name_order, s.member_id LIMIT \(limit) OFFSET \(offset)
      """
    ) { row -> RecordsAnswer.Item in
      let sex: Member.Sex = try row.choice(2)
      let isLocal = try row.ifInt(6)
      return RecordsAnswer.Item(
        subject: .member(try row.id(0)),
        fields: [
          try row.text(1), sex.title, try row.ifDay(3)?.vietnamese ?? "", try row.ifDay(4)?.vietnamese ?? "",
          try row.text(5),
          isLocal.map { $0 == 1 ? "Người địa phương" : "Không phải người địa phương" } ?? "Chưa rõ",
          try row.ifText(7).flatMap(Sector.init)?.title ?? "",
        ])
    }
    return RecordsAnswer(
      query: query, count: try count("SELECT count(*) \(from)"),
      columns: [
        .init(key: "name", title: "Họ và tên"), .init(key: "sex", title: "Giới tính"),
        .init(key: "bornOn", title: "Ngày sinh"),
        .init(key: "admittedOn", title: "Ngày vào Đảng"),
        .init(key: "organisationName", title: "Nơi sinh hoạt"),
        .init(key: "local", title: "Địa phương"), .init(key: "sector", title: "Khối công tác"),
      ], items: items)
  }

  private func organisationRecords(_ query: RecordsQuery, _ offset: Int, _ limit: Int) throws -> RecordsAnswer
  {
    var found = try subtree(of: query.organisation, kinds: query.kinds, asOf: query.asOf)
    if let places = try places(query).map(Set.init) {
      found = found.filter { places.contains($0.organisation) }
    }
    return RecordsAnswer(
      query: query, count: found.count,
      columns: [
        .init(key: "name", title: "Tổ chức"), .init(key: "code", title: "Mã"),
        .init(key: "kind", title: "Loại"),
        .init(key: "since", title: "Như vậy từ ngày"),
      ],
      items: page(found, offset, limit).map {
        .init(
          subject: .organisation($0.organisation),
          fields: [$0.name, $0.code, $0.kind.title, $0.period.from.vietnamese])
      })
  }

  private func unitRecords(_ query: RecordsQuery, _ offset: Int, _ limit: Int) throws -> RecordsAnswer {
    let kinds = query.unitKinds.map(Set.init)
    let found = try communeLevelUnits(below: query.organisation, asOf: query.asOf)
      .filter { kinds?.contains($0.value.kind) ?? true }
      .sorted {
        let (a, b) = (VietnameseText.order($0.value.name), VietnameseText.order($1.value.name))
        return a == b ? $0.key < $1.key : a.lexicographicallyPrecedes(b)
      }
    return RecordsAnswer(
      query: query, count: found.count,
      columns: [
        .init(key: "name", title: "Đơn vị"), .init(key: "kind", title: "Loại"),
        .init(key: "code", title: "Mã"),
      ],
      items: try page(found, offset, limit).map {
        .init(
          subject: .unit($0.key),
          fields: [$0.value.name, $0.value.kind.title, try unit($0.key, asOf: query.asOf)?.code ?? ""])
      })
  }

  private func gradingRecords(_ query: RecordsQuery, _ offset: Int, _ limit: Int) throws -> RecordsAnswer {
    let selection = GradingSelection(
      within: query.organisation, kinds: query.kinds, year: query.year, grade: query.grade)
    return RecordsAnswer(
      query: query, count: try gradingCount(selection, asOf: query.asOf),
      columns: [
        .init(key: "organisationName", title: "Tổ chức"), .init(key: "year", title: "Năm"),
        .init(key: "grade", title: "Mức"),
        .init(key: "gradedOn", title: "Ngày xếp loại"), .init(key: "decision", title: "Quyết định"),
        .init(key: "provenance", title: "Nguồn"),
      ],
      items: try gradings(selection, asOf: query.asOf, offset: offset, limit: limit).compactMap { listing in
        guard case .organisation(let organisation) = listing.grading.subject else { return nil }
        return .init(
          subject: .grading(listing.grading.id, of: organisation),
          fields: [
            listing.organisationName, String(listing.grading.year), listing.grading.grade,
            listing.grading.gradedOn.vietnamese, listing.decision?.key.citation ?? "",
            listing.grading.provenance.title,
          ])
      })
  }

  private func rollOutRecords(_ query: RecordsQuery, _ offset: Int, _ limit: Int) throws -> RecordsAnswer {
    var units: [MandateProgress.Unit] = []
    if let id = query.mandate, let mandate = try mandate(id, known: query.asOf.known) {
      let below = Set(try subtree(of: query.organisation, asOf: query.asOf).map(\.organisation))
      units = try progress(of: mandate, asOf: query.asOf).limited(to: below).units
    }
    if let state = query.state { units = units.filter { $0.state == state } }
    if let day = query.decidedOn { units = units.filter { $0.rollOuts.contains { $0.day == day } } }
    if let places = try places(query).map(Set.init) {
      units = units.filter { places.contains($0.unit.organisation) }
    }
    let shown = page(units, offset, limit)
    let decisions = try decisions(shown.flatMap { $0.rollOuts.map(\.decision) })
    return RecordsAnswer(
      query: query, count: units.count,
      columns: [
        .init(key: "name", title: "Đơn vị"), .init(key: "state", title: "Tình hình"),
        .init(key: "decidedOn", title: "Ngày"),
        .init(key: "decision", title: "Quyết định"),
      ],
      items: shown.map { unit in
        .init(
          subject: .organisation(unit.unit.organisation),
          fields: [
            unit.unit.name, unit.state.title, unit.rollOuts.map(\.day.vietnamese).joined(separator: "; "),
            unit.rollOuts.compactMap { decisions[$0.decision]?.key.citation }.joined(separator: "; "),
          ])
      })
  }

  private func page<T>(_ items: [T], _ offset: Int, _ limit: Int) -> [T] {
    Array(items.dropFirst(offset).prefix(limit))
  }
}
