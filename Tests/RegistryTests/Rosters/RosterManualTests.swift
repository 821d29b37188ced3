import Basics
import Foundation
import Registry
import TestSupport
import Testing

@testable import Formats

/// The manual says what the program does: headings, codes and samples come from the same place.
@Suite struct `Sách hướng dẫn nhập danh sách` {
  private func page() throws -> String { try Content(folder: contentFolder).text("Manual/nhap-danh-sach.md") }

  @Test func `bảng đề mục trong sách là bảng chương trình nhận`() throws {
    let page = try page()
    for table in [
      RosterManual.headings(of: RosterColumn.self), RosterManual.headings(of: OrganisationColumn.self),
    ] {
      #expect(page.contains(table))
    }
  }

  @Test func `không đề mục nào có hai nghĩa`() {
    func doubled<Column: HeadedColumn>(_: Column.Type) -> [String] {
      let all = Column.allCases.flatMap { column in
        Set(([column.title] + column.otherHeadings).map(HeadingText.key))
      }
      return Dictionary(grouping: all, by: { $0 }).filter { $0.value.count > 1 }.keys.sorted()
    }
    #expect(doubled(RosterColumn.self) == [])
    #expect(doubled(OrganisationColumn.self) == [])
  }

  @Test func `mỗi mã lỗi có trong sách`() throws {
    let page = try page()
    let sources = URL(fileURLWithPath: contentFolder).deletingLastPathComponent().appendingPathComponent(
      "Sources/Registry")
    var codes: Set<String> = []
    for folder in ["Rosters", "OrganisationLists"] {
      for file in try FileManager.default.contentsOfDirectory(atPath: sources.path + "/" + folder) {
        let text = try String(contentsOfFile: "\(sources.path)/\(folder)/\(file)", encoding: .utf8)
        for match in text.matches(
          of:
            /"([a-z]+\.[a-zA-Z]+)", \.(notice|warning|error|[a-z]+\.severity|rule\.severity)|"([a-z]+\.[a-zA-Z]+)", rule\.severity/
        ) {
          codes.insert(String(match.1 ?? match.3 ?? ""))
        }
      }
    }
    #expect(codes.count > 40)
    let missing = codes.filter { !page.contains("`\($0)`") }.sorted()
    #expect(missing == [])
  }

  @Test func `tệp mẫu nhỏ, đọc được, không có lỗi ngoài chi bộ mẫu`() async throws {
    for (name, file) in [
      (RosterSample.fileName, RosterSample.workbook()),
      (OrganisationSample.fileName, OrganisationSample.workbook()),
    ] {
      let stored = try [UInt8](Data(contentsOf: URL(fileURLWithPath: "\(contentFolder)/Manual/\(name)")))
      #expect(stored.count < 100_000)
      let made = try file.bytes()
      #expect(
        try Workbook.read(stored).sheets.map { $0.rows.map { $0.fields.map(\.value) } }
          == Workbook.read(made).sheets.map { $0.rows.map { $0.fields.map(\.value) } })
    }
    try await TestRegister.with(.sqlite) { register in
      let system = register.system
      let top = try await system.perform(
        FoundOrganisation(
          kind: .district, title: "Đảng bộ huyện Mẫu", parent: nil,
          day: Day(number: 1980_01_01) ?? .endOfTime, decision: nil), by: .operatorOfMachine)
      let list = try await system.checkOrganisations(
        OrganisationSample.workbook().bytes(), named: "a.xlsx", below: top, by: .operatorOfMachine)
      #expect(list.findings == [])
      _ = try await system.perform(ImportOrganisations(list), by: .operatorOfMachine)
      let plan = try await system.check(RosterSample.workbook().bytes(), into: top)
      #expect(plan.findings == [])
      #expect(plan.wouldCreate == 3)
    }
  }
}
