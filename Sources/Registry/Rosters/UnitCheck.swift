import Basics
import Schema
import Storage

/// Unit check — đối chiếu tiêu đề: compares the places named above a roster with the unit it is loaded into.
///
/// Only a title that names another unit the register knows, of the same level, refuses the file; a place nobody knows
/// may be a mistake of the title, and is asked about.
struct UnitCheck {
  enum Told: Equatable {
    /// The title that names another unit.
    case other(String)
    case doubtful(String)
  }

  /// Names by which titles call the unit and what belongs to it, and those by which they call its likes.
  private let own: [[String]]
  private let others: [[String]]

  init(_ unit: OrganisationState, day: Day, in session: any Session) throws {
    let asOf = AsOf(day)
    var around = [unit.name] + (try session.subtree(of: unit.organisation, asOf: asOf)).map(\.name)
    for (id, _) in try session.predecessors(of: unit.organisation) {
      around += try session.organisationStates(id).map(\.name)
    }
    for above in try session.superiors(of: unit.organisation, asOf: asOf)
    where Self.level(above.kind) == Self.level(unit.kind) { around.append(above.name) }
    if let place = try unit.unit.flatMap({ try session.unit($0, asOf: asOf) }) {
      around.append(place.fullName)
    }
    own = around.flatMap(Self.spellings)
    let kinds = Organisation.Kind.allCases.filter { !$0.isCell && Self.level($0) == Self.level(unit.kind) }
    others = try session.all(
      """
      SELECT DISTINCT s.name FROM organisation_state s WHERE s.kind IN \(list: kinds)
        AND s.organisation_id <> \(unit.organisation) AND s.withdrawn_by = \(Schema.stillBelieved) ORDER BY s.name
      """
    ) { try $0.text(0) }.flatMap(Self.spellings)
  }

  /// What the titles of a sheet say of another unit; nil where they name ours or none.
  func told(by sheet: RosterSheet) -> Told? {
    var told: Told?
    for title in sheet.titles {
      for part in title.split(separator: "|").map({ VietnameseText.clean($0) }) {
        let words = VietnameseText.fold(part).split(separator: " ").map(String.init)
        let mine = own.filter { Self.contains(words, $0) }.map(\.count).max() ?? 0
        let theirs = others.filter { Self.contains(words, $0) }.map(\.count).max() ?? 0
        // Of "xã Long Mỹ" and "xã Long Mỹ Đông" the longer is meant.
        if mine > 0, mine >= theirs { return nil }
        if theirs > 0, Self.speaksOfParty(words) {
          if case .other? = told { continue }
          told = .other(part)
        } else if told == nil, Self.namesPlace(part) {
          told = .doubtful(part)
        }
      }
    }
    return told
  }

  private static func level(_ kind: Organisation.Kind) -> Int {
    switch kind {
    case .centre, .province: 0
    case .district: 1
    default: 2
    }
  }

  private static let kinds = [
    "xa", "phuong", "thi tran", "dac khu", "huyen", "quan", "thi xa", "thanh pho", "tinh",
  ]

  /// "Đảng bộ xã Long Mỹ" → "xa long my"; "Đảng bộ huyện Bình Kiều" also "huyen uy binh kieu".
  private static func spellings(_ name: String) -> [[String]] {
    RosterCells.placeNames(name).flatMap { place -> [[String]] in
      guard let kind = kinds.first(where: { place.hasPrefix($0 + " ") }) else { return [] }
      let words = place.split(separator: " ").map(String.init)
      let bare = Array(words.dropFirst(kind.split(separator: " ").count))
      guard !bare.isEmpty else { return [] }
      let short = kind == "thi xa" ? "thi" : kind == "thanh pho" ? "thanh" : kind
      return [words, [short, "uy"] + bare]
    }
  }

  private static func contains(_ words: [String], _ part: [String]) -> Bool {
    guard part.count <= words.count else { return false }
    return (0...(words.count - part.count)).contains { Array(words[$0..<$0 + part.count]) == part }
  }

  private static func speaksOfParty(_ words: [String]) -> Bool {
    words.contains { ["dang", "chi", "cb", "uy"].contains($0) }
  }

  /// "Đảng bộ xã Phong Nẫm": a kind of unit behind an organisation of the Party, and a proper name behind it.
  private static func namesPlace(_ title: String) -> Bool {
    let text = title.unicodeScalars.prefix { ![",", "(", ":", ";"].contains($0) }
    let words = String(String.UnicodeScalarView(text)).split(separator: " ").map { $0.lowercased() }
    let folds = words.map { VietnameseText.fold($0) }
    for kind in ["xã", "phường", "huyện", "quận"] {
      guard let at = words.firstIndex(of: kind), at > 0, at + 1 < words.count,
        folds[..<at].contains(where: { ["dang", "chi", "cb"].contains($0) }),
        !["uy", "va", "cac", "truc", "nam", "thang", "ngay", "den", "tinh", "huyen", "-", "–"]
          .contains(folds[at + 1]), folds[at + 1].utf8.contains(where: { (97...122).contains($0) })
      else { continue }
      return true
    }
    return false
  }
}
