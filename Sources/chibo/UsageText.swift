import Foundation

/// What the parser of commands says about wrong usage, in Vietnamese.
enum UsageText {
  static func vietnamese(_ message: String) -> String {
    var lines: [String] = []
    for line in message.split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append(translated(String(line)))
    }
    if let at = lines.firstIndex(where: { $0.contains("không phải là ngày") }) {
      lines.insert("→ Ghi ngày như 2014-04-21 hoặc 21/4/2014.", at: at + 1)
    }
    return lines.joined(separator: "\n")
  }

  private static func translated(_ line: String) -> String {
    for (pattern, words) in patterns {
      guard let regex = try? NSRegularExpression(pattern: pattern) else { continue }
      let range = NSRange(line.startIndex..., in: line)
      guard regex.firstMatch(in: line, range: range) != nil else { continue }
      return regex.stringByReplacingMatches(in: line, range: range, withTemplate: words)
    }
    return line
  }

  /// The first that fits decides.
  private static let patterns: [(String, String)] = [
    (#"^Error: The value '(.*)' is invalid for '(.*<ngày>)'.*$"#, "“$1” không phải là ngày ($2)."),
    (
      #"^Error: The value '(.*)' is invalid for '(.*)'\. Please provide one of the following:$"#,
      "“$1” không dùng được cho $2. Chọn một trong:"
    ),
    (
      #"^Error: The value '(.*)' is invalid for '(.*)'\. Please provide one of '(.*)' and '(.*)'\.?$"#,
      "“$1” không dùng được cho $2. Chọn $3 hoặc $4."
    ),
    (
      #"^Error: The value '(.*)' is invalid for '(.*)'\. Please provide one of (.*)\.?$"#,
      "“$1” không dùng được cho $2. Chọn một trong: $3."
    ),
    (#"^Error: The value '(.*)' is invalid for '(.*?)'\.?(.*)$"#, "“$1” không dùng được cho $2.$3"),
    (#"^Error: Missing value for '(.*)'$"#, "Thiếu giá trị của $1."),
    (#"^Error: Missing expected argument '(.*)'$"#, "Thiếu $1."),
    (#"^Error: Unknown option '(.*)'\. Did you mean '(.*)'\?$"#, "Không có tùy chọn $1. Có phải $2?"),
    (#"^Error: Unknown option '(.*)'$"#, "Không có tùy chọn $1."),
    (#"^Error: Unexpected argument '(.*)'$"#, "Không hiểu “$1”: không có lệnh hoặc tham số như thế."),
    (#"^Error: (\d+) unexpected arguments: (.*)$"#, "Không hiểu: $2."),
    (#"^Error: Invalid value.*$"#, "Giá trị không dùng được."),
    (#"^Error: (.*)$"#, "$1"),
    (#"^Help:  ?(.*)$"#, "Giải thích: $1"),
    (#"^USAGE: (.*) <subcommand>$"#, "CÁCH DÙNG: $1 <lệnh>"),
    (#"^Usage: (.*) <subcommand>$"#, "Cách dùng: $1 <lệnh>"),
    (#"^Usage: (.*)$"#, "Cách dùng: $1"),
    (#"^USAGE: (.*)$"#, "CÁCH DÙNG: $1"),
    (#"^OVERVIEW: (.*)$"#, "$1"),
    (#"^(.*)\(values: (.*); default: (.*)\)$"#, "$1(chọn: $2; mặc định: $3)"),
    (#"\(values: "#, "(chọn: "), (#"\(values:$"#, "(chọn:"), (#"; default: "#, "; mặc định: "),
    (#"; default:$"#, "; mặc định:"), (#"\(default: "#, "(mặc định: "), (#"\(default:$"#, "(mặc định:"),
    (#"^( +)default: (.*\))$"#, "$1mặc định: $2"), (#"^( +)values: (.*)$"#, "$1chọn: $2"),
    (#"^OPTIONS:$"#, "TÙY CHỌN:"),
    (#"^ARGUMENTS:$"#, "THAM SỐ:"),
    (#"^SUBCOMMANDS:$"#, "LỆNH:"),
    (#"^(  -h, --help +)Show help information\.$"#, "$1Xem cách dùng."),
    (#"^  See '(.*) --help' for more information\.$"#, "  Xem thêm: $1 --help"),
    (#"^  See '(.*) <subcommand>' for detailed help\.$"#, "  Xem từng lệnh: $1 <lệnh>"),
  ]
}
