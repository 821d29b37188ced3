import Basics
import Foundation
import Registry
import TestSupport
import Testing

@testable import Formats

/// Layouts people really have, hand-made as other programs write them.
@Suite struct `Đọc danh sách` {
  private func plan(_ bytes: [UInt8], _ unit: KeyPath<SmallWorld, ID<Organisation>> = \.longMy) async throws
    -> RosterPlan
  {
    try await TestRegister.with(.sqlite) { register in
      let world = try await SmallWorld.make(in: register.system)
      return try await register.system.check(bytes, into: world[keyPath: unit])
    }
  }

  @Test func `đề mục hai dòng gộp ô, ngày sinh dưới cột Nam Nữ, dòng số cột, dòng chi bộ, dòng cộng, chữ ký`()
    async throws
  {
    func s(_ ref: String, _ text: String) -> String {
      #"<c r="\#(ref)" t="inlineStr"><is><t>\#(text)</t></is></c>"#
    }
    let data = """
      <row r="1">\(s("A1", "ĐẢNG BỘ HUYỆN GIỒNG TRÔM"))</row><row r="2">\(s("A2", "ĐẢNG ỦY XÃ LONG MỸ"))</row>
      <row r="4">\(s("A4", "DANH SÁCH ĐẢNG VIÊN NĂM 2014"))</row>
      <row r="6">\(s("A6", "TT"))\(s("B6", "Họ tên, chức vụ"))\(s("C6", "Ngày, tháng, năm sinh"))\(s("E6", "Ngày vào Đảng"))\(s("G6", "Số thẻ"))\(s("H6", "Người địa phương"))</row>
      <row r="7">\(s("C7", "Nam"))\(s("D7", "Nữ"))\(s("E7", "Dự bị"))\(s("F7", "Chính thức"))</row>
      <row r="8">\(s("A8", "(1)"))\(s("B8", "(2)"))\(s("C8", "(3)"))\(s("D8", "(4)"))\(s("E8", "(5)"))</row>
      <row r="9">\(s("A9", "I"))\(s("B9", "Chi bộ ấp Long Hòa"))</row>
      <row r="10"><c r="A10"><v>1</v></c>\(s("B10", "Nguyễn Văn An, Bí thư chi bộ"))<c r="C10" s="1"><v>25707</v></c>\(s("E10", "03.02.1995"))\(s("F10", "3/2/1996"))<c r="G10"><v>1234567</v></c>\(s("H10", "x"))</row>
      <row r="12"><c r="A12"><v>2</v></c>\(s("B12", "Trần Thị Bé"))\(s("D12", "ngày 8 tháng 3 năm 1975"))\(s("E12", "1999-05-19"))\(s("F12", "19-5-2000"))\(s("G12", "83000002"))</row>
      <row r="13">\(s("B13", "Cộng: 2 đảng viên"))</row>
      <row r="14">\(s("A14", "II"))\(s("B14", "CHI BỘ CƠ QUAN (12 đ/c)"))</row>
      <row r="15"><c r="A15"><v>3</v></c>\(s("B15", "LÊ VĂN CÔNG, Chủ tịch UBND; Phó Bí thư Đảng ủy"))\(s("C15", "1/1/1970"))\(s("E15", "2/2/1992"))\(s("F15", "2/2/1993"))\(s("G15", "83000003"))</row>
      <row r="16">\(s("B16", "Tổng cộng"))<c r="C16"><v>3</v></c></row>
      <row r="18">\(s("B18", "Người lập biểu"))\(s("F18", "T/M ĐẢNG ỦY"))</row><row r="22">\(s("B22", "Phạm Thị Lập"))\(s("F22", "Võ Văn Ký"))</row>
      """
    let merges =
      #"<mergeCells count="6"><mergeCell ref="A6:A7"/><mergeCell ref="B6:B7"/><mergeCell ref="C6:D6"/><mergeCell ref="E6:F6"/><mergeCell ref="G6:G7"/><mergeCell ref="H6:H7"/></mergeCells>"#
    let plan = try await plan(Book.raw([("Trang 1", data, merges, false)]))
    #expect(plan.rowCount == 3)
    #expect(plan.findings.filter { $0.severity == .error }.map(\.message) == [])
    #expect(plan.wouldCreate == 3)
    let rows = plan.rows.map(\.row)
    try #require(rows.count == 3)
    #expect(rows.map(\.person.name) == ["Nguyễn Văn An", "Trần Thị Bé", "Lê Văn Công"])
    #expect(rows.map(\.person.sex) == [.male, .female, .male])
    #expect(rows.map { $0.person.bornOn?.number } == [1970_05_19, 1975_03_08, 1970_01_01])
    #expect(rows.map { $0.person.admittedOn?.number } == [1995_02_03, 1999_05_19, 1992_02_02])
    #expect(rows.map { $0.person.officialOn?.number } == [1996_02_03, 2000_05_19, 1993_02_02])
    #expect(rows.map(\.card) == ["01234567", "83000002", "83000003"])
    #expect(rows.map(\.person.isLocal) == [true, false, false])
    #expect(rows[0].posts.map { "\($0.title) \($0.sector.rawValue)" } == ["Bí thư chi bộ party"])
    #expect(rows[2].posts.map(\.sector) == [.administration, .party])
    #expect(rows.map(\.number) == [10, 12, 15])
    #expect(plan.findings.map(\.code) == ["number.padded"])
  }

  @Test func `tên miền có tiền tố, chuỗi chung, ô trống xen giữa, trang ẩn, ô gộp dọc tên chi bộ`()
    async throws
  {
    let strings = [
      "Họ và tên", "Giới tính", "Năm sinh", "Ngày vào Đảng / chính thức", "Chi bộ", "Võ Thị Hường", "Nữ",
      "Chi bộ ấp Long Hòa", "Đỗ Minh Đạt", "nam",
    ]
    func t(_ ref: String, _ n: Int) -> String { #"<x:c r="\#(ref)" t="s"><x:v>\#(n)</x:v></x:c>"# }
    let data = """
      <x:row r="3">\(t("B3", 0))\(t("D3", 1))\(t("E3", 2))\(t("H3", 3))\(t("J3", 4))</x:row>
      <x:row r="4">\(t("B4", 5))\(t("D4", 6))<x:c r="E4" s="1"><x:v>27395</x:v></x:c><x:c r="H4" t="str"><x:v>03/02/1999 - 03/02/2000</x:v></x:c>\(t("J4", 7))</x:row>
      <x:row r="5">\(t("B5", 8))\(t("D5", 9))<x:c r="E5"><x:v>25000</x:v></x:c><x:c r="H5" t="str"><x:v>5/6/1990; 5/6/1991</x:v></x:c></x:row>
      """
    let bytes = try Book.raw(
      [
        ("A", data, #"<x:mergeCells><x:mergeCell ref="J4:J5"/></x:mergeCells>"#, false),
        ("Ẩn", data, "", true),
      ], strings: strings, prefix: "x:")
    let plan = try await plan(bytes)
    #expect(plan.wouldCreate == 2)
    #expect(plan.rows.map { $0.row.person.officialOn?.number } == [2000_02_03, 1991_06_05])
    #expect(plan.rows.map { $0.row.person.bornOn?.number } == [1975_01_01, 1968_06_11])
    #expect(Set(plan.findings.map(\.code)) == ["sheet.hidden", "day.serial"])
  }

  @Test func `chữ TCVN3 đổi sang Unicode kèm một lời báo mỗi dòng`() async throws {
    func s(_ ref: String, _ text: String, _ style: Int = 2) -> String {
      #"<c r="\#(ref)" s="\#(style)" t="inlineStr"><is><t>\#(text)</t></is></c>"#
    }
    let data = """
      <row r="1">\(s("A1", "Hä vµ tªn"))\(s("B1", "Ngµy sinh"))\(s("C1", "Ngµy vµo §¶ng"))\(s("D1", "Chi bé"))</row>
      <row r="2">\(s("A2", "NguyÔn V¨n Hoµ"))\(s("B2", "19/05/1970", 0))\(s("C2", "03/02/1995", 0))\(s("D2", "Chi bé Êp Long Hßa"))</row>
      """
    let plan = try await plan(Book.raw([("T", data, "", false)]))
    #expect(plan.rows.map(\.row.person.name) == ["Nguyễn Văn Hoà"])
    #expect(plan.findings.map(\.code) == ["text.converted"])
    #expect(plan.wouldCreate == 1)
  }

  @Test func `ô gộp che giá trị là lỗi, ô gộp để trống được báo`() async throws {
    let bytes = try Book.raw([
      (
        "T",
        """
        <row r="1"><c t="str"><v>Họ và tên</v></c><c t="str"><v>Ngày sinh</v></c><c t="str"><v>Ngày vào Đảng</v></c><c t="str"><v>Chi bộ</v></c></row>
        <row r="2"><c t="str"><v>Nguyễn Văn An</v></c><c t="str"><v>1/1/1970</v></c><c t="str"><v>1/1/1995</v></c><c t="str"><v>Ấp Long Hòa</v></c></row>
        <row r="3"><c t="str"><v>Nguyễn Văn Ba</v></c><c t="str"><v>2/1/1970</v></c><c t="str"><v>2/1/1995</v></c><c t="str"><v>Ấp Long Hòa</v></c></row>
        """, #"<mergeCells><mergeCell ref="C2:C3"/></mergeCells>"#, false
      )
    ])
    let plan = try await plan(bytes)
    #expect(plan.findings.map(\.code) == ["merge.hidden"])
    #expect(plan.findings.first?.row == 3)
    #expect(plan.clean == 1)
  }

  @Test func `tệp không có đề mục, tệp hỏng, một triệu dòng trống`() async throws {
    let none = try Book.bytes(["Nội dung", "Số tiền"], [[.text("Thu"), .integer(1)]])
    #expect(throws: RosterRefusal.noHeader(hidden: false)) { try RosterFile(none, name: "a.xlsx") }
    let whole = try Book.bytes(usualColumns, [usual("Nguyễn Văn An")])
    #expect(throws: FormatRefusal.self) {
      try RosterFile(Array(whole.prefix(whole.count / 2)), name: "a.xlsx")
    }
    var empty = #"<row r="1"><c t="str"><v>Họ và tên</v></c><c t="str"><v>Ngày sinh</v></c></row>"#
    for n in 2...1_000_000 { empty += "<row r=\"\(n)\"/>" }
    let plan = try await plan(Book.raw([("T", empty, "", false)]))
    #expect(plan.rowCount == 0)
  }

  @Test func `mỗi thứ lỗi có mã, dòng, cột và cách sửa`() async throws {
    let rows: [[SheetContent.Cell]] = [
      usual("Nguyễn Văn An", born: "31/02/1975"),
      usual("Nguyễn Văn Ba", born: "00/00/1962"),
      usual("Nguyễn Văn Cường", born: "1958"),
      usual("Nguyễn Văn Dũng", born: "03/02/65"),
      usual("Nguyễn Văn Em", born: "19/5/1970", admitted: "3/2/1995", official: "3/2/1994"),
      usual("Nguyễn Văn Giàu", born: "19/5/1970", admitted: "3/2/1985", official: "3/2/1986"),
      usual("", born: "19/5/1970"),
      usual("Nguyễn Văn Hai", card: "123"),
      usual("Nguyễn Văn Ích", cell: "Chi bộ ấp Không Có"),
      usual("Nguyễn Văn Kha", admitted: "3/2/2030", official: ""),
      usual("Nguyễn Văn Lành", admitted: "3/2/12", official: ""),
    ]
    let plan = try await plan(Book.bytes(usualColumns, rows, titles: ["DANH SÁCH"]))
    let told = plan.findings.map { "\($0.row ?? 0) \($0.code) \($0.severity.rawValue)" }
    #expect(
      told == [
        "4 day.notInCalendar error", "5 day.notInCalendar error", "6 day.yearOnly error",
        "7 day.shortYear warning",
        "8 day.officialBeforeAdmission error", "9 age.tooYoung error", "10 field.missing error",
        "11 number.malformed error",
        "12 cell.unknown error", "13 day.future error", "14 day.shortYear warning",
      ])
    #expect(plan.findings.first?.message == "Dòng 4, cột “Ngày sinh”: 31/02/1975 không có trong lịch.")
    #expect(plan.findings.allSatisfy { !$0.remedy.isEmpty && $0.sheet == "Danh sách" && $0.column != nil })
    #expect(plan.clean == 2)
    #expect(plan.rows.first { $0.row.number == 14 }?.row.person.admittedOn?.number == 2012_02_03)
  }
}
