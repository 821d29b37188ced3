import Basics

/// Roster posts — chức vụ trong danh sách: a field of posts, and the body each belongs to.
struct RosterPosts {
  private let sectors: [(sector: Sector, words: [String])]

  init(_ rules: RosterRules) { sectors = rules.sectors.map { ($0.sector, $0.words) } }

  /// "Bí thư chi bộ, Chủ tịch UBND": parted by commas, semicolons, new lines; the column or the words tell the body.
  func read(_ text: String, under column: RosterColumn) -> [RosterRow.Post] {
    guard !text.isEmpty else { return [] }
    return Self.parts(text).compactMap { part in
      guard !["khong", "dang vien", "x", "0", ""].contains(VietnameseText.fold(part)) else { return nil }
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
