import Basics
import Formats
import Markup
import Registry

/// The list as a file: the same question as the screen's, all its pages.
struct MemberExport: Sendable {
  var title: String
  var day: Day
  var mark: String?
  var members: [MemberListing]

  private static let headings = [
    "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Nơi ở", "Ngày vào Đảng", "Ngày chính thức",
    "Tình trạng",
    "Người địa phương", "Chi bộ", "Sinh hoạt từ ngày",
  ]
  private static let widths: [Double] = [6, 28, 12, 10, 12, 30, 14, 14, 12, 12, 34, 14]

  private func texts(_ listing: MemberListing) -> [String] {
    let person = listing.person
    return [
      person.name, person.sex == .unknown ? "" : person.sex.title, person.ethnicity, person.residence,
      person.status(on: day).title, person.isLocal.map { $0 ? "x" : "" } ?? "", listing.organisationName,
    ]
  }

  private var since: (MemberListing) -> Day? { { $0.since == .beginningOfTime ? nil : $0.since } }

  func workbook() throws -> [UInt8] {
    func day(_ day: Day?) -> SheetContent.Cell { day.map { .day($0) } ?? .empty }
    let rows = members.enumerated().map { n, listing in
      let (text, person) = (texts(listing), listing.person)
      return SheetContent.Row([
        .integer(n + 1), .text(text[0]), day(person.bornOn), .text(text[1]), .text(text[2]), .text(text[3]),
        day(person.admittedOn),
        day(person.officialOn), .text(text[4]), .text(text[5]), .text(text[6]), day(since(listing)),
      ])
    }
    let sheet = SheetContent(
      "Đảng viên",
      titles: [mark, "DANH SÁCH ĐẢNG VIÊN", title, "Số liệu ngày \(self.day.vietnamese)"].compactMap { $0 },
      columns: zip(Self.headings, Self.widths).map { SheetContent.Column($0, width: $1) }, rows: rows,
      pageHeader: mark,
      isLandscape: true)
    return try WorkbookFile(title: "Danh sách đảng viên", author: "ChiBo", sheets: [sheet]).bytes()
  }

  func csv() -> [UInt8] {
    var rows = mark.map { [[$0]] } ?? []
    rows.append(Self.headings)
    rows += members.enumerated().map { n, listing in
      let (text, person) = (texts(listing), listing.person)
      return [
        "\(n + 1)", text[0], person.bornOn?.padded ?? "", text[1], text[2], text[3],
        person.admittedOn?.padded ?? "",
        person.officialOn?.padded ?? "", text[4], text[5], text[6], since(listing)?.padded ?? "",
      ]
    }
    return CSV.write(rows)
  }
}

extension Visit {
  func exportOrganisation() async throws -> Answer {
    let (id, day) = (try organisation, day)
    return try await attempt {
      let name = try found(try await system.read { try $0.organisationNear(id, asOf: AsOf(day)) }).name
      return try await heavy { try await export(from: [id], named: name, day: day) }
    } else: {
      try await membersOfOrganisation($0.at("ly-do"))
    }
  }

  func exportReach() async throws -> Answer {
    let (system, actor, day) = (system, actor, day)
    let (now, query) = (system.now, MemberListQuery(form))
    return try await attempt {
      let tops = try await system.read {
        try $0.topOrganisations(of: actor, with: .viewMembers, asOf: AsOf(day), at: now)
      }
      let chosen = query.chosen(of: tops)
      guard !chosen.isEmpty else { throw RightsRefusal.notFound }
      let names = tops.filter { chosen.contains($0.organisation) }.map(\.name).joined(separator: "; ")
      return try await heavy { try await export(from: chosen, named: names, day: day) }
    } else: {
      try await membersInReach($0.at("ly-do"))
    }
  }

  private func export(from organisations: [ID<Organisation>], named name: String, day: Day) async throws
    -> Answer
  {
    let members = try await perform(
      ExportMembers(from: organisations, MemberListQuery(form).filter, day: day, reason: form["ly-do"]))
    let mark = try await system.read { try $0.registerMode().mark }
    let file = MemberExport(title: name, day: day, mark: mark, members: members)
    let stem = "dang-vien-\(day)"
    if form["dang"] == "csv" {
      return .file(file.csv(), name: "\(stem).csv", type: "text/csv; charset=utf-8")
    }
    return .file(
      try file.workbook(), name: "\(stem).xlsx",
      type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
  }
}

extension FormTrouble {
  /// What concerns the whole form, said at the one field it can be mended in.
  func at(_ field: String) -> FormTrouble {
    var copy = self
    copy.messages = messages.map { ($0.field.isEmpty ? field : $0.field, $0.message) }
    return copy
  }
}
