import Foundation

/// What a person, or a program with `--format json`, is told.
enum Report {
  static func text(_ outcome: Outcome, place: String) -> String {
    var lines = [
      "Nguyên vẹn: \(place)",
      "Nhật ký: \(number(outcome.entries)) mục, \(number(outcome.records)) bản ghi thay đổi; mọi mắt xích khớp.",
      "Sổ: \(number(outcome.rows)) dòng của \(outcome.tables) bảng, từng dòng đúng như nhật ký ghi.",
    ]
    if outcome.erased > 0 {
      lines.append(
        "Đã xóa nội dung theo yêu cầu: \(number(outcome.erased)) bản ghi; dấu tóm tắt vẫn còn trong chuỗi.")
    }
    if outcome.entries > 0 { lines.append("Mục cuối ghi lúc \(moment(outcome.recordedAt)).") }
    lines += ["Đầu lịch sử: \(outcome.shortHead)", "Đủ 64 chữ số: \(outcome.head)"]
    if let found = outcome.foundHead {
      lines.append(
        found == outcome.entries
          ? "Mã đã cho là mã của mục cuối, mục \(found)."
          : "Mã đã cho là mã của mục \(found); từ đó đến nay thêm \(outcome.entries - found) mục.")
    }
    return lines.joined(separator: "\n")
  }

  static func text(_ broken: Broken, place: String) -> String {
    """
    KHÔNG NGUYÊN VẸN: \(place)
    Chỗ đầu tiên không khớp: \(broken.place)
    \(broken.what)
    Nghĩa là: \(broken.meaning.rawValue)
    Việc cần làm: giữ nguyên dữ liệu này để xem xét, không ghi thêm; phục hồi bản sao lưu gần nhất sang thư mục khác rồi kiểm tra lại.
    """
  }

  static func text(_ refused: Refused) -> String { "\(refused.reason)\n\(refused.remedy)" }

  static func json(_ outcome: Outcome, place: String) -> String {
    object([
      ("place", quote(place)), ("isWhole", "true"), ("entries", "\(outcome.entries)"),
      ("records", "\(outcome.records)"),
      ("erased", "\(outcome.erased)"), ("rows", "\(outcome.rows)"), ("tables", "\(outcome.tables)"),
      ("head", quote(outcome.head)), ("shortHead", quote(outcome.shortHead)),
      ("recordedAt", "\(outcome.recordedAt)"),
      ("foundHead", outcome.foundHead.map { "\($0)" } ?? "null"),
    ])
  }

  static func json(_ broken: Broken, place: String) -> String {
    object([
      ("place", quote(place)), ("isWhole", "false"), ("code", quote(broken.code)),
      ("entry", broken.entry.map { "\($0)" } ?? "null"), ("table", broken.table.map(quote) ?? "null"),
      ("row", broken.row.map { quote("\($0)") } ?? "null"), ("message", quote(broken.what)),
      ("meaning", quote(broken.meaning.rawValue)),
    ])
  }

  static func json(_ refused: Refused) -> String {
    object([("isWhole", "null"), ("reason", quote(refused.reason)), ("remedy", quote(refused.remedy))])
  }

  private static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\(quote($0.0)):\($0.1)" }.joined(separator: ",") + "}"
  }

  private static func quote(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: out += "\\\""
      case 0x5C: out += "\\\\"
      case 0..<0x20:
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  /// 4.543, as Vietnamese texts write it.
  private static func number(_ number: Int64) -> String {
    let digits = Array(String(number).utf8)
    var out: [UInt8] = []
    for (n, digit) in digits.enumerated() {
      if n > 0, (digits.count - n) % 3 == 0 { out.append(UInt8(ascii: ".")) }
      out.append(digit)
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// In the time of Viet Nam.
  private static func moment(_ milliseconds: Int64) -> String {
    var seconds = time_t(milliseconds / 1000 + 7 * 3600)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let minute = parts.tm_min < 10 ? "0\(parts.tm_min)" : "\(parts.tm_min)"
    return "\(parts.tm_hour):\(minute) ngày \(parts.tm_mday)/\(parts.tm_mon + 1)/\(parts.tm_year + 1900)"
  }
}
