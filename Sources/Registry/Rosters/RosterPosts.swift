import Basics

/// Roster posts — chức vụ trong danh sách: a field of posts, and the body each belongs to.
struct RosterPosts {
  private let sectors: [(sector: Sector, words: [String])]

  init(_ rules: RosterRules) { sectors = rules.sectors.map { ($0.sector, $0.words) } }

  /// "Bí thư chi bộ, Chủ tịch UBND": parted by commas, semicolons, new lines; the column or the words tell the body.
  func read(_ text: String, under column: RosterColumn) -> [RosterRow.Post] {
    named(text).map { part in
      let told = sector(of: part)
      switch column {
      case .partyPost: return RosterRow.Post(title: part, sector: .party)
      case .statePost:
        return RosterRow.Post(title: part, sector: told == .council ? .council : .administration)
      case .massPost: return RosterRow.Post(title: part, sector: told == .front ? .front : .massOrganisation)
      default: return RosterRow.Post(title: part, sector: told ?? .other)
      }
    }
  }

  /// Posts whose body neither the column nor the words tell.
  func unknown(_ text: String, under column: RosterColumn) -> [String] {
    column == .post ? named(text).filter { sector(of: $0) == nil } : []
  }

  private func named(_ text: String) -> [String] {
    Self.parts(text).flatMap(joined).filter {
      !["khong", "dang vien", "x", "0", ""].contains(VietnameseText.fold($0))
    }
  }

  /// "Phó BT Đảng ủy - CT HĐND" is two posts; "VP - TK", one of its body's, is one.
  private func joined(_ title: String) -> [String] {
    for sign in [" - ", " – ", " kiêm "] {
      let parts = title.split(separator: sign).map { VietnameseText.clean($0) }.filter { !$0.isEmpty }
      let told = parts.compactMap { sector(of: $0) }
      if parts.count > 1, told.count == parts.count, Set(told).count > 1 { return parts }
    }
    return [title]
  }

  func sector(of title: String) -> Sector? {
    let fold = " \(VietnameseText.fold(title)) "
    return sectors.first { $0.words.contains { fold.contains(" \($0) ") } }?.sector
  }

  static func distinct(_ posts: [RosterRow.Post]) -> [RosterRow.Post] {
    var seen: Set<String> = []
    return posts.filter { seen.insert(VietnameseText.fold($0.title)).inserted }
  }

  private static func parts(_ text: String) -> [String] {
    text.split { $0 == "," || $0 == ";" || $0 == "+" || $0.isNewline }.map { VietnameseText.clean($0) }.filter
    { !$0.isEmpty }
  }
}
