import Basics

/// Days as Excel counts them.
///
/// In the 1900 system 1 is 1 January 1900 and 60 is 29 February 1900, a day that never was (kept for the sake of
/// Lotus 1-2-3); from 61 on the count is one ahead. In the 1904 system 0 is 1 January 1904.
enum DateSerial {
  static func day(_ text: String, is1904: Bool) -> (day: Day, seconds: Int?)? {
    guard let number = DecimalText.double(text), number >= 0, number < 3_000_000 else { return nil }
    var whole = Int(number)
    var seconds = Int(((number - Double(whole)) * 86_400).rounded())
    if seconds >= 86_400 { (whole, seconds) = (whole + 1, 0) }
    guard let day = is1904 ? from(1904, plus: whole) : day1900(whole) else { return nil }
    return (day, seconds == 0 ? nil : seconds)
  }

  private static func day1900(_ serial: Int) -> Day? {
    switch serial {
    case 1...59: from(1900, plus: serial - 1)
    case 61...: from(1900, plus: serial - 2)
    default: nil
    }
  }

  private static func from(_ year: Int, plus days: Int) -> Day? {
    guard let start = Day(year: year, month: 1, day: 1) else { return nil }
    return Day(daysSince1970: start.daysSince1970 + days)
  }

  /// Strict files write `2014-04-21` or `2014-04-21T08:30:00` instead of a number.
  static func iso(_ text: String) -> (day: Day, seconds: Int?)? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, let day = Day(iso: String(decoding: bytes[..<10], as: UTF8.self)) else {
      return nil
    }
    guard bytes.count >= 19, bytes[10] == UInt8(ascii: "T") else { return (day, nil) }
    let parts = bytes[11..<19].split(separator: UInt8(ascii: ":")).map {
      Int(String(decoding: $0, as: UTF8.self))
    }
    guard parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2],
      (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second)
    else { return (day, nil) }
    let seconds = hour * 3600 + minute * 60 + second
    return (day, seconds == 0 ? nil : seconds)
  }
}
