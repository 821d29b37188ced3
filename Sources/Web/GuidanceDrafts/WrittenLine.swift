import Rules

/// A line of a pack as it is written, with its keys in the words of the forms: “then: HT” is “Kết quả: HT”.
enum WrittenLine {
  static func spoken(_ line: String) -> String {
    var out = ""
    var word = ""
    var isStart = true
    for scalar in line.unicodeScalars {
      if (scalar.value | 32) >= 97 && (scalar.value | 32) <= 122 {
        word.unicodeScalars.append(scalar)
        continue
      }
      if scalar == ":", isStart, let label = labels[word] {
        out += label
      } else {
        out += word
      }
      // A key begins a line or follows a bracket or comma; letters of other scripts end it.
      if !word.isEmpty || scalar.properties.isAlphabetic { isStart = false }
      word = ""
      if ["{", "}", "[", "]"].contains(scalar)
        || scalar == "-" && out.unicodeScalars.allSatisfy({ $0 == " " })
      {
        isStart = true
        continue
      }
      if scalar == "," { isStart = true }
      out.unicodeScalars.append(scalar)
    }
    out += word
    return String(out.unicodeScalars.drop { $0 == " " })
  }

  static let labels: [String: String] = [
    "value": "Giá trị", "name": "Tên", "cite": "Căn cứ", "when": "Khi", "any": "Một trong", "then": "Kết quả",
    "title": "Tên", "percent": "Không quá", "rounding": "Làm tròn", "minimum": "Ít nhất", "note": "Lời chú",
    "certainty": "Độ chắc chắn", "because": "Lời giải thích", "question": "Câu hỏi",
    "evidence": "Chứng minh bằng", "atMost": "Là một phần của",
    "unit": "Đơn vị", "range": "Từ – đến", "between": "Giữa các mức", "by": "Ai quyết định", "id": "Mã",
    "of": "So với", "scope": "Tính riêng cho từng", "counted": "Số làm gốc", "ties": "Bằng nhau ở vạch",
    "demoteTo": "Vượt thì xếp", "rankBy": "Xếp hạng theo", "if": "Nếu", "zone": "Chỗ chưa có quy định",
    "validFrom": "Có hiệu lực từ", "validTo": "Hết hiệu lực", "rounds": "Dùng cho các năm",
    "article": "Điều khoản",
    "default": "Đang dùng", "reason": "Vì sao", "from": "từ", "to": "đến", "actor": "Ai làm", "due": "Hạn",
  ]
}
