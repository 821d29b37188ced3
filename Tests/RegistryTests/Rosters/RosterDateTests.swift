import Basics
import Formats
import Registry
import Testing

@Suite struct `Ngày trong danh sách` {
  private static let third = Day(number: 1985_02_03) ?? .endOfTime

  @Test(arguments: [
    "3/2/1985", "03/02/1985", "3-2-1985", "3.2.1985", "03.02.1985", "1985-02-03", "ngày 3 tháng 2 năm 1985",
    "Ngày 03 tháng 02 năm 1985", " 3 / 2 / 1985 ", "3/2/1985.", "sinh ngày 3/2/1985",
    "03\u{2013}02\u{2013}1985", "3 2 1985",
  ])
  func `đọc các dạng thường gặp`(text: String) {
    #expect(RosterDate(text: text) == .day(Self.third, .usual))
  }

  @Test func `đọc số ngày của Excel trong ô chữ, ô số và ô ngày`() {
    let day = Day(number: 1975_01_01) ?? .endOfTime
    #expect(RosterDate(text: "27395") == .day(day, .serial("27395")))
    #expect(RosterDate(Workbook.Field(column: 0, value: .number("27395"))) == .day(day, .serial("27395")))
    #expect(RosterDate(Workbook.Field(column: 0, value: .number("27395.0"))) == .day(day, .serial("27395")))
    #expect(RosterDate(Workbook.Field(column: 0, value: .date(day, seconds: nil))) == .day(day, .usual))
    #expect(RosterDate(text: "03021985") == .day(Self.third, .packed))
  }

  @Test(arguments: [
    ("31/02/1975", 31, 2, 1975), ("00/00/1962", 0, 0, 1962), ("29/02/1900", 29, 2, 1900),
    ("02/15/1985", 2, 15, 1985),
    ("1985-13-01", 1, 13, 1985), ("ngày 31 tháng 4 năm 1980", 31, 4, 1980),
  ])
  func `ngày không có trong lịch không thành ngày khác`(text: String, day: Int, month: Int, year: Int) {
    #expect(RosterDate(text: text) == .wrong(.notInCalendar(day: day, month: month, year: year)))
  }

  @Test func `thiếu ngày, thiếu thế kỷ, không phải ngày`() {
    #expect(RosterDate(text: "1958") == .wrong(.yearOnly(1958)))
    #expect(RosterDate(text: "năm 1958") == .wrong(.yearOnly(1958)))
    #expect(RosterDate(Workbook.Field(column: 0, value: .number("1958"))) == .wrong(.yearOnly(1958)))
    #expect(RosterDate(text: "02/1985") == .wrong(.noDay(month: 2, year: 1985)))
    #expect(RosterDate(text: "03/02/85") == .wrong(.twoDigitYear(day: 3, month: 2, year: 85)))
    #expect(RosterDate(text: "không rõ") == .wrong(.unreadable))
    #expect(RosterDate(text: "") == .empty)
    #expect(RosterDate(Workbook.Field(column: 0, value: .error("#REF!"))) == .wrong(.formulaError("#REF!")))
    for hostile in [
      "99999999999999999999/1/1", "1/99999999999999999999/1985", "-1/-1/-1", "1/1/1/1", "٣/٢/١٩٨٥",
      "9".padding(400),
    ] {
      if case .day = RosterDate(text: hostile), hostile != "-1/-1/-1" { Issue.record("\(hostile)") }
    }
  }

  @Test func `hai ngày trong một ô`() {
    let pair = RosterDate(text: "03/02/1985 - 03/02/1986")
    let next = Day(number: 1986_02_03) ?? .endOfTime
    #expect(pair == .wrong(.several([.day(Self.third, .usual), .day(next, .usual)])))
  }

  @Test func `cách viết dấu không làm thành tên khác, dấu khác thì khác`() {
    #expect(RosterName.key("Nguyễn Văn Hoà") == RosterName.key("NGUYỄN  VĂN HÒA"))
    #expect(RosterName.key("Ðỗ Thị Hường") == RosterName.key("Đỗ Thị Hường"))
    #expect(RosterName.key("Nguyễn Văn Hóa") != RosterName.key("Nguyễn Văn Hòa"))
    #expect(RosterName.capitalised("NGUYỄN THỊ HƯỜNG") == "Nguyễn Thị Hường")
    #expect(RosterName.words("Hường Đỗ Thị") == RosterName.words("do thi huong"))
  }
}

extension String {
  fileprivate func padding(_ count: Int) -> String { String(repeating: self, count: count) }
}
