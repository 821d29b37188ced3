import Basics
import Reviews

/// A calendar as RFC 5545 writes it: days, or an hour of a day as clocks show it there; lines folded at 75 bytes.
struct CalendarFile {
  struct Entry: Sendable {
    /// The same for the same thing, so that a calendar knows it again.
    var uid: String
    var day: Day
    var title: String
    /// What it belongs to.
    var place: String
    /// "19:00"; empty for the whole day.
    var startsAt = ""
    /// Where it is held.
    var location = ""
  }
  let text: String

  init(_ entries: [Entry], at moment: Moment) {
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ChiBo//Lich//VI", "CALSCALE:GREGORIAN",
    ]
    let stamp = "\(Self.digits(moment.day))T000000Z"
    for entry in entries {
      lines += [
        "BEGIN:VEVENT", "UID:\(entry.uid)", "DTSTAMP:\(stamp)",
      ]
      if let hour = Self.hour(entry.startsAt) {
        lines.append("DTSTART:\(Self.digits(entry.day))T\(hour)")
      } else {
        lines += [
          "DTSTART;VALUE=DATE:\(Self.digits(entry.day))", "DTEND;VALUE=DATE:\(Self.digits(entry.day.next))",
        ]
      }
      lines += ["SUMMARY:\(Self.escaped(entry.title))", "DESCRIPTION:\(Self.escaped(entry.place))"]
      if !entry.location.isEmpty { lines.append("LOCATION:\(Self.escaped(entry.location))") }
      lines.append("END:VEVENT")
    }
    lines.append("END:VCALENDAR")
    text = lines.flatMap(Self.folded).joined(separator: "\r\n") + "\r\n"
  }

  private static func digits(_ day: Day) -> String {
    String(day.description.unicodeScalars.filter { $0 != "-" }.map(Character.init))
  }

  /// "19:00" as "190000".
  private static func hour(_ text: String) -> String? {
    let parts = text.utf8.split(separator: UInt8(ascii: ":")).map { part in
      part.count == 2 && part.allSatisfy { (48...57).contains($0) } ? String(Substring(part)) : nil
    }
    guard parts.count == 2, let hour = parts[0], let minute = parts[1] else { return nil }
    return "\(hour)\(minute)00"
  }

  private static func escaped(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",": out.append(contentsOf: ["\\", scalar])
      case "\n": out.append(contentsOf: ["\\", "n"])
      default: if scalar.value >= 0x20 { out.append(scalar) }
      }
    }
    return String(out)
  }

  /// No line longer than 75 bytes; a letter is never cut.
  private static func folded(_ line: String) -> [String] {
    var lines: [String] = []
    var current = String.UnicodeScalarView()
    var length = 0
    for scalar in line.unicodeScalars {
      let size = UTF8.width(scalar)
      if length + size > 75 {
        lines.append(String(current))
        current = String.UnicodeScalarView()
        current.append(" ")
        length = 1
      }
      current.append(scalar)
      length += size
    }
    return lines + [String(current)]
  }
}

extension CalendarFile.Entry {
  init(_ deadline: RoundCalendarEntry) {
    self.init(
      uid: deadline.uid, day: deadline.lastDay, title: "Hạn cuối: \(deadline.title)",
      place: deadline.organisationName)
  }
}
