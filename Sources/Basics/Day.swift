/// A calendar day in Viet Nam, without a time.
///
/// Stored as the number `yyyymmdd` (21 April 2014 is `20140421`): readable in the raw database, ordered like
/// the calendar, and two of them give a person's age by whole division (see ``age(on:)``).
public struct Day: Hashable, Comparable, Sendable {
  public let number: Int32

  /// - Returns: `nil` unless `number` is a real day of the years 1…9999 (31/02 does not exist here).
  public init?(number: Int) {
    self.init(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }

  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.daysIn(month: month, year: year)
    else { return nil }
    number = Int32(year * 10_000 + month * 100 + day)
  }

  /// Reads `2014-04-21`, the form of the command line, the API and the database's exports.
  public init?(iso text: some StringProtocol) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = Self.digits(parts[0]), let month = Self.digits(parts[1]), let day = Self.digits(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Counts days from 1970-01-01, which is day 0.
  public init?(daysSince1970 days: Int) {
    guard (-719_162...2_932_896).contains(days) else { return nil }
    let z = days + 719_468
    let era = z / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// The open end of a period: no real day is as late.
  public static let endOfTime = Day(trusted: 99_991_231)
  /// The open beginning of a period.
  public static let beginningOfTime = Day(trusted: 10_101)

  public var year: Int { Int(number) / 10_000 }
  public var month: Int { Int(number) / 100 % 100 }
  public var day: Int { Int(number) % 100 }

  public var daysSince1970: Int {
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// 1 Monday … 7 Sunday.
  public var weekday: Int { ((daysSince1970 + 3) % 7 + 7) % 7 + 1 }

  /// Another day so many days later (or earlier); stays inside the calendar's bounds.
  public func adding(days: Int) -> Day {
    let (sum, overflow) = daysSince1970.addingReportingOverflow(days)
    if overflow { return days > 0 ? .endOfTime : .beginningOfTime }
    return Day(daysSince1970: sum) ?? (days > 0 ? .endOfTime : .beginningOfTime)
  }

  public var previous: Day { adding(days: -1) }
  public var next: Day { adding(days: 1) }

  /// Completed years between this day and another.
  public func age(on day: Day) -> Int { (Int(day.number) - Int(number)) / 10_000 }

  public static func < (a: Day, b: Day) -> Bool { a.number < b.number }

  private init(trusted number: Int32) { self.number = number }

  private static func digits(_ bytes: some Sequence<UInt8>) -> Int? {
    var value = 0
    for byte in bytes {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    return value
  }

  static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Day: CustomStringConvertible {
  /// `2014-04-21`.
  public var description: String { "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))" }
  /// `21/4/2014`, as screens show it.
  public var vietnamese: String {
    // A page of a list writes a hundred days: digits straight into the string, without an interpolation.
    String(unsafeUninitializedCapacity: 10) { text in
      var end = 0
      func write(_ number: Int) {
        var power = number < 10 ? 1 : number < 100 ? 10 : number < 1_000 ? 100 : 1_000
        while power > 0 {
          text[end] = UInt8(48 + number / power % 10)
          end += 1
          power /= 10
        }
      }
      write(day)
      text[end] = UInt8(ascii: "/")
      end += 1
      write(month)
      text[end] = UInt8(ascii: "/")
      end += 1
      write(year)
      return end
    }
  }
  /// `21/04/2014`, for columns that line up.
  public var padded: String { "\(pad(day, 2))/\(pad(month, 2))/\(pad(year, 4))" }
  /// `ngày 21 tháng 4 năm 2014`, with a leading zero for days under 10 and for January and February.
  public var inWords: String {
    "ngày \(pad(day, 2)) tháng \(month <= 2 ? pad(month, 2) : String(month)) năm \(year)"
  }

  private func pad(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

extension Day: Codable {
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let day = Day(iso: text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(text) is no day"))
    }
    self = day
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
