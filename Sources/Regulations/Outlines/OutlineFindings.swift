import Basics

/// What reading an outline makes doubtful.
enum OutlineFindings {
  static func noArticles(byHeadings: Bool) -> Finding {
    Finding(
      "outline.noArticles", byHeadings ? .warning : .error,
      message: byHeadings
        ? "Văn bản không có «Điều» nào; các mục đánh số La Mã được đọc như điều."
        : "Văn bản không có «Điều» hay mục đánh số nào, không đọc được bố cục.",
      remedy: "Đánh số quy chế theo điều, khoản, điểm; hoặc kiểm tra có nộp nhầm tệp.")
  }
  static func numberGap(_ what: String, _ last: String, _ number: String, _ line: Int) -> Finding {
    Finding(
      "outline.gap", .warning, row: line, value: number,
      message: "Dòng \(line): sau \(what) \(last) là \(what) \(number).",
      remedy: "Kiểm tra có thiếu hay đánh số nhầm không.")
  }
  static func longClause(_ address: String, _ bytes: Int, _ line: Int) -> Finding {
    Finding(
      "outline.longClause", .warning, row: line, value: address,
      message:
        "Khoản \(address) dài khoảng \(bytes / 1_000) nghìn byte; chỉ phần đầu được đối chiếu và hiện trên trang.",
      remedy: "Kiểm tra tệp: có thể đã dán nhầm, hoặc thiếu dấu xuống dòng giữa các khoản.")
  }
  static func strayNumber(_ number: Int, _ last: Int, _ line: Int) -> Finding {
    Finding(
      "outline.stray", .notice, row: line, value: "\(number)",
      message:
        "Dòng \(line) bắt đầu bằng số \(number) nhưng không nối tiếp khoản \(last); được đọc liền với đoạn trước.",
      remedy: "Nếu đây là một khoản, sửa lại số thứ tự.")
  }
  static func gluedHeading(_ text: String, _ line: Int) -> Finding {
    Finding(
      "outline.heading", .warning, row: line, value: String(text.prefix(80)),
      message: "Dòng \(line): «\(text.prefix(80))» có vẻ là tên chương, mục nhưng không đọc được như thế.",
      remedy: "Ghi tên chương theo cách quen dùng, ví dụ: Chương II. NHIỆM VỤ; rồi nộp lại tệp.")
  }
  static func signatureInside(_ number: Int, _ line: Int) -> Finding {
    Finding(
      "outline.signature", .warning, row: line, value: "\(number)",
      message:
        "Trong Điều \(number) có dòng như phần ký (T/M, Nơi nhận …) mà sau đó, ở dòng \(line), còn điều nữa; dòng ấy được đọc liền với điều đứng trước.",
      remedy: "Bỏ dòng ấy khỏi điều, hoặc để phần ký ở cuối văn bản.")
  }
  static func restart(_ line: Int) -> Finding {
    Finding(
      "outline.restart", .warning, row: line,
      message: "Dòng \(line): Điều 1 xuất hiện lần nữa; tệp có thể gồm hai văn bản.",
      remedy: "Tách mỗi văn bản thành một tệp.")
  }
  static func emptyArticle(_ article: Outline.Article) -> Finding {
    Finding(
      "outline.emptyArticle", .warning, row: article.line, value: article.printed,
      message: "Điều \(article.printed) không có nội dung.",
      remedy: "Kiểm tra có sót đoạn nào không.")
  }
}
