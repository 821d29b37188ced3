import Basics

/// Headed column — cột nhận ra theo đề mục: a kind of column that a table is known by, under any of its headings.
package protocol HeadedColumn: Hashable, Sendable, CaseIterable {
  /// The usual heading; what messages call the column.
  var title: String { get }
  /// Other headings for it, as people write them. Marks, case, signs and what stands in brackets do not count.
  var otherHeadings: [String] { get }
  /// Without one of these groups a row of words is no header.
  static var keys: [Set<Self>] { get }
  /// What a lower heading means under an upper one, where it alone would mean something else.
  static func column(under upper: String, lower: String, raw: String) -> Self?
}

extension HeadedColumn {
  /// Every heading, compared as ``HeadingText/key(_:)``.
  package static func table() -> [String: Self] {
    var table: [String: Self] = [:]
    for column in allCases {
      for heading in [column.title] + column.otherHeadings { table[HeadingText.key(heading)] = column }
    }
    return table
  }

  /// The headings as the manual prints them.
  package static var published: [(title: String, others: [String])] {
    allCases.map { ($0.title, $0.otherHeadings) }
  }
}

/// How headings are compared.
package enum HeadingText {
  /// Folded, without what stands in brackets; "ngày, tháng, năm" counts as "ngày".
  package static func key(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var depth = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "(", "[": depth += 1
      case ")", "]": depth = max(0, depth - 1)
      default: if depth == 0 { scalars.append(scalar) }
      }
    }
    // A heading that is nothing but brackets, "(dự bị)", keeps its words.
    let outside = VietnameseText.fold(String(scalars))
    let key = outside.isEmpty ? VietnameseText.fold(text) : outside
    return key.replacing("ngay thang nam", with: "ngay").replacing("ntn", with: "ngay")
  }

  /// The parts of a heading over a compound column: "Họ tên, chức vụ", "Ngày vào Đảng / chính thức".
  package static func parts(_ text: String) -> [String] {
    var parts: [String] = [""]
    for piece in text.replacing(" - ", with: "/").replacing(" và ", with: "/").unicodeScalars {
      if [",", "/", ";", "\n", "–", "+", "&"].contains(piece) {
        parts.append("")
      } else {
        parts[parts.count - 1].unicodeScalars.append(piece)
      }
    }
    return parts.map { VietnameseText.clean($0) }.filter { !VietnameseText.fold($0).isEmpty }
  }
}
