import Basics
import Formats

/// Roster date — ngày trong danh sách: what a field that should hold a day holds.
///
///     day    = d sep m sep y | y4 "-" m "-" d | "ngày" d "tháng" m "năm" y
///     sep    = "/" | "-" | "." | " " | ","
///     serial = a number of five digits, as Excel counts days
///     packed = ddmmyyyy
package enum RosterDate: Sendable, Hashable {
  case empty
  case day(Day, Shape)
  case wrong(Fault)

  /// How a day was written, where that deserves a word.
  package enum Shape: Sendable, Hashable { case usual, serial(String), packed }

  package enum Fault: Sendable, Hashable {
    /// 31/02/1975: its parts, as read.
    case notInCalendar(day: Int, month: Int, year: Int)
    case yearOnly(Int)
    case noDay(month: Int, year: Int)
    /// "03/02/85": the century is for the reader to find.
    case twoDigitYear(day: Int, month: Int, year: Int)
    case several([RosterDate])
    case unreadable
    case formulaError(String)
  }

  package init(_ field: Workbook.Field?) {
    guard let field else {
      self = .empty
      return
    }
    switch field.value {
    case .date(let day, _): self = .day(day, .usual)
    case .text: self.init(text: FieldText(field).text)
    case .number(let number): self.init(number: FieldText.plain(number))
    case .bool: self = .wrong(.unreadable)
    case .error(let error): self = .wrong(.formulaError(error))
    }
  }

  package init(text: String) {
    let text = VietnameseText.clean(text)
    if text.isEmpty || text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/") }) {
      self = .empty
    } else if text.utf8.allSatisfy({ (48...57).contains($0) }) {
      self.init(number: text)
    } else {
      let days = Self.days(in: text)
      switch days.count {
      case 1: self = days.first ?? .wrong(.unreadable)
      case 0: self = .wrong(.unreadable)
      default: self = .wrong(.several(days))
      }
    }
  }

  /// Only digits: a year, a serial number, or a day written without signs.
  private init(number text: String) {
    guard let number = Int(text) else {
      self = .wrong(.unreadable)
      return
    }
    switch text.utf8.count {
    case 8:
      let packed = Self.made(number / 1_000_000, number / 10_000 % 100, number % 10_000)
      if case .day(let day, _) = packed { self = .day(day, .packed) } else { self = packed }
    case 4 where (1800...2199).contains(number): self = .wrong(.yearOnly(number))
    // Serial 1 is 1 January 1900; from 61 on the count is one ahead (29 February 1900 never was).
    case 5:
      guard number > 60, let start = Day(year: 1899, month: 12, day: 30) else {
        self = .wrong(.unreadable)
        return
      }
      self = .day(start.adding(days: number), .serial(text))
    default: self = .wrong(.unreadable)
    }
  }

  /// All days a text tells, in their order; words other than ngày, tháng, năm make the text unreadable.
  package static func days(in text: String) -> [RosterDate] {
    var numbers: [(value: Int, digits: Int)] = []
    var words: [String] = []
    var digits = ""
    for scalar in VietnameseText.fold(text).unicodeScalars {
      if (48...57).contains(scalar.value) {
        digits.unicodeScalars.append(scalar)
        continue
      }
      if !digits.isEmpty { numbers.append((Int(digits) ?? .max, digits.utf8.count)) }
      digits = ""
      if scalar == " " {
        words.append("")
      } else {
        if words.isEmpty { words.append("") }
        words[words.count - 1].unicodeScalars.append(scalar)
      }
    }
    if !digits.isEmpty { numbers.append((Int(digits) ?? .max, digits.utf8.count)) }
    let known: Set<String> = [
      "", "ngay", "thang", "nam", "sinh", "den", "va", "du", "bi", "chinh", "thuc", "ct", "db", "vao", "dang",
      "ket", "nap",
    ]
    guard !numbers.isEmpty, words.allSatisfy(known.contains) else { return [] }
    if numbers.count == 1, let only = numbers.first { return [RosterDate(number: String(only.value))] }
    if numbers.count == 2, let month = numbers.first, let year = numbers.last, year.digits == 4,
      month.digits <= 2
    {
      return [.wrong(.noDay(month: month.value, year: year.value))]
    }
    guard numbers.count.isMultiple(of: 3) else { return [] }
    return stride(from: 0, to: numbers.count, by: 3).map { at in
      let (a, b, c) = (numbers[at], numbers[at + 1], numbers[at + 2])
      if a.digits == 4 { return made(c.value, b.value, a.value) }
      guard a.digits <= 2, b.digits <= 2 else { return .wrong(.unreadable) }
      switch c.digits {
      case 4: return made(a.value, b.value, c.value)
      case 2:
        // Whatever the century: some year has to have this day.
        guard
          Day(year: 2000 + c.value, month: b.value, day: a.value) != nil
            || Day(year: 1900 + c.value, month: b.value, day: a.value) != nil
        else { return .wrong(.notInCalendar(day: a.value, month: b.value, year: c.value)) }
        return .wrong(.twoDigitYear(day: a.value, month: b.value, year: c.value))
      default: return .wrong(.unreadable)
      }
    }
  }

  /// The day of three numbers from fields of their own.
  package static func made(_ day: Int, _ month: Int, _ year: Int) -> RosterDate {
    if let day = Day(year: year, month: month, day: day) { return .day(day, .usual) }
    return .wrong(.notInCalendar(day: day, month: month, year: year))
  }
}
