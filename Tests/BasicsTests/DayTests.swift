import Basics
import Foundation
import Testing

@Suite struct `Ngày` {
  @Test func `mọi ngày từ 1900 đến 2100 đi một vòng không đổi`() throws {
    var day = try #require(Day(year: 1900, month: 1, day: 1))
    let last = try #require(Day(year: 2100, month: 12, day: 31))
    var count = 0
    var weekday = 1  // Thứ hai 1/1/1900
    while day <= last {
      #expect(Day(number: Int(day.number)) == day)
      #expect(Day(iso: day.description) == day)
      #expect(Day(daysSince1970: day.daysSince1970) == day)
      #expect(Day(year: day.year, month: day.month, day: day.day) == day)
      #expect(day.weekday == weekday)
      #expect(day.next.previous == day)
      weekday = weekday % 7 + 1
      count += 1
      day = day.next
    }
    #expect(count == 73_414)
  }

  @Test func `ngày không có thì không thành ngày`() {
    let wrong = [
      (2014, 2, 29), (2014, 2, 31), (1900, 2, 29), (2100, 2, 29), (2014, 4, 31), (2014, 13, 1), (2014, 0, 1),
      (2014, 1, 0), (2014, 1, 32), (0, 1, 1), (10_000, 1, 1), (-5, 1, 1), (2014, -1, 1), (2014, 1, -1),
      (Int.max, Int.max, Int.max), (Int.min, Int.min, Int.min),
    ]
    for (year, month, day) in wrong { #expect(Day(year: year, month: month, day: day) == nil) }
    for number in [0, -1, 20_140_231, 99_999_999, Int.max, Int.min, 2014_00_10, 100_000_101] {
      #expect(Day(number: number) == nil)
    }
    for text in [
      "", "-", "--", "2014", "2014-4-21", "2014-04-21 ", " 2014-04-21", "2014-04-31", "20140421",
      "2014-04-21-01",
      "２０１４-04-21", "-014-04-21", "2014-+4-21", "2014-04-2\u{301}", "0000-01-01",
    ] { #expect(Day(iso: text) == nil, "\(text)") }
    #expect(Day(daysSince1970: .max) == nil)
    #expect(Day(daysSince1970: .min) == nil)
  }

  @Test func `ngày nhuận`() {
    #expect(Day(year: 2000, month: 2, day: 29) != nil)
    #expect(Day(year: 2024, month: 2, day: 29) != nil)
  }

  @Test func `tuổi tròn vào đúng ngày sinh nhật`() throws {
    let born = try #require(Day(year: 1960, month: 2, day: 29))
    #expect(born.age(on: try #require(Day(year: 1978, month: 2, day: 28))) == 17)
    #expect(born.age(on: try #require(Day(year: 1978, month: 3, day: 1))) == 18)
    let other = try #require(Day(year: 1990, month: 5, day: 19))
    for years in 1...100 {
      let birthday = try #require(Day(year: 1990 + years, month: 5, day: 19))
      #expect(other.age(on: birthday) == years)
      #expect(other.age(on: birthday.previous) == years - 1)
    }
    #expect(other.age(on: other) == 0)
  }

  @Test func `cộng ngày không bao giờ ra ngoài lịch`() throws {
    let day = try #require(Day(year: 2014, month: 4, day: 21))
    #expect(day.adding(days: .max) == .endOfTime)
    #expect(day.adding(days: .min) == .beginningOfTime)
    #expect(Day.endOfTime.next == .endOfTime)
    #expect(Day.beginningOfTime.previous == .beginningOfTime)
    #expect(day.adding(days: 365) == Day(year: 2015, month: 4, day: 21))
  }

  @Test func `cách viết`() throws {
    let day = try #require(Day(year: 2014, month: 4, day: 5))
    #expect(day.vietnamese == "5/4/2014")
    #expect(day.padded == "05/04/2014")
    #expect(day.inWords == "ngày 05 tháng 4 năm 2014")
    #expect(Day(year: 2014, month: 2, day: 11)?.inWords == "ngày 11 tháng 02 năm 2014")
    #expect(try JSONDecoder().decode([Day].self, from: JSONEncoder().encode([day])) == [day])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Day].self, from: Data(#"["2014-02-30"]"#.utf8))
    }
  }
}

@Suite struct `Thời điểm` {
  @Test func `giờ Việt Nam, đọc nhiều dạng viết`() throws {
    let moment = try #require(Moment(iso: "2014-04-21T08:00:00+07:00"))
    #expect(Moment(iso: "2014-04-21T01:00:00Z") == moment)
    #expect(Moment(iso: "2014-04-21 08:00") == moment)
    #expect(Moment(iso: "2014-04-21T08:00:00.123456") == moment)
    #expect(moment.description == "2014-04-21T08:00:00+07:00")
    #expect(moment.vietnamese == "08:00 ngày 21/4/2014")
    #expect(moment.day.description == "2014-04-21")
    #expect(Moment(iso: "2014-04-20T17:00:00Z")?.day.description == "2014-04-21")
    #expect(Moment(iso: "2014-04-20T16:59:59Z")?.day.description == "2014-04-20")
  }

  @Test func `trước 1970 và ngoài lịch`() {
    #expect(Moment(milliseconds: -1).day.description == "1970-01-01")
    #expect(Moment(milliseconds: -8 * 3_600_000).day.description == "1969-12-31")
    #expect(Moment(milliseconds: -8 * 3_600_000).description == "1969-12-31T23:00:00+07:00")
  }

  @Test func `chữ không phải thời điểm`() {
    for text in [
      "", "T", "2014-04-21", "2014-04-21T", "2014-04-21T8:00", "2014-04-21T24:00", "2014-04-21T08:60",
      "2014-04-21T08:00:60", "2014-04-21T08:00+08:00", "2014-04-21T08:00:0", "2014-04-21T08:00:",
      "2014-02-30T08:00",
      "2014-04-21T08:00Zx", "2014-04-21x08:00",
    ] { #expect(Moment(iso: text) == nil, "\(text)") }
  }
}
