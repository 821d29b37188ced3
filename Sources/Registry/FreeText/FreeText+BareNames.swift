import Basics

extension FreeText {
  /// Words that read as a full name without a title: a family name and two or more capitalised words behind, where no word for
  /// a place stands before ("đường Lê Hồng Phong"). Only asked about, never refused.
  package static func bareName(_ text: String) -> String? {
    let words = text.unicodeScalars.split { $0.properties.isWhitespace }.map(Word.init)
    for (n, word) in words.enumerated() where familyNames.contains(word.text) && !word.isFollowedByBreak {
      if n > 0, places.contains(words[n - 1].lowered) { continue }
      var name = [word.text]
      for next in words.dropFirst(n + 1).prefix(4) {
        guard next.isCapitalised, !next.isPrecededByBreak else { break }
        name.append(next.text)
        if next.isFollowedByBreak { break }
      }
      if name.count >= 3 { return name.joined(separator: " ") }
    }
    return nil
  }

  private static let familyNames: Set<String> = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Hoàng", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
    "Dương", "Lý", "Đinh", "Đoàn", "Trương", "Mai", "Tô", "Cao", "Châu", "Lâm", "Tạ", "Thái", "Lương",
    "Trịnh",
  ]
  private static let places: Set<String> = [
    "đường", "phố", "trường", "cầu", "chợ", "khu", "công", "học", "sở", "tiểu", "mầm", "viện", "ấp",
  ]
}
