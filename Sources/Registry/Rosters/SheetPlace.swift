import Basics
import Storage

/// What the titles and the name of a sheet say of where its members belong.
struct SheetPlace: Sendable {
  var cell: RosterCells.Cell?
  var committee: Set<String> = []

  init() {}

  init(_ sheet: RosterSheet, _ cells: RosterCells) {
    for text in sheet.titles.flatMap({ $0.split(separator: "|").map { VietnameseText.clean($0) } }) + [
      sheet.name
    ] {
      switch SectionText(text) {
      case .committee(let name):
        let names = RosterCells.placeNames(name).intersection(cells.committees)
        if committee.isEmpty, !names.isEmpty { committee = names }
      case .cell, .other: continue
      }
    }
    for text in sheet.titles.flatMap({ $0.split(separator: "|").map { VietnameseText.clean($0) } }) + [
      sheet.name
    ] where cell == nil {
      if case .cell(let found) = cells.find(name: Self.name(in: text), committee) { cell = found }
    }
  }

  /// "DANH SÁCH ĐẢNG VIÊN CHI BỘ ẤP 3 NĂM 2014" → "CHI BỘ ẤP 3".
  private static func name(in title: String) -> String {
    let fold = VietnameseText.fold(title)
    guard let start = fold.firstRange(of: "chi bo ")?.lowerBound else { return title }
    var words: [Substring] = []
    for word in fold[start...].split(separator: " ") {
      if ["nam", "den", "tinh", "thang", "ngay", "quy"].contains(word), words.count > 2 { break }
      words.append(word)
    }
    return words.joined(separator: " ")
  }
}

/// Compares the places named above a roster with the unit it is loaded into.
struct UnitCheck {
  private static let levels: [(words: [String], level: Int)] = [
    (["huyen", "quan", "thi xa"], 1), (["xa", "phuong", "thi tran", "dac khu"], 2),
  ]

  /// The place of another unit that the titles of a sheet name, or nil where they name ours or none.
  static func otherUnit(_ sheet: RosterSheet, _ unit: OrganisationState, names: [String]) -> String? {
    let known = names.map { " \(VietnameseText.fold($0)) " }
    let level = unit.kind == .province || unit.kind == .centre ? 0 : unit.kind == .district ? 1 : 2
    var other: String?
    for title in sheet.titles {
      for part in title.split(separator: "|") {
        guard let place = place(in: String(part)), place.level >= level else { continue }
        if known.contains(where: { $0.contains(" \(place.name) ") }) { return nil }
        other = other ?? VietnameseText.clean(part)
      }
    }
    return other
  }

  /// "ĐẢNG BỘ XÃ PHONG NẪM" → "xa phong nam"; words after a comma, a year, or the next higher place do not count.
  private static func place(in title: String) -> (name: String, level: Int)? {
    let text = title.unicodeScalars.prefix { ![",", "(", ":", ";"].contains($0) }
    let words = VietnameseText.fold(String(String.UnicodeScalarView(text))).split(separator: " ").map(
      String.init)
    for (kinds, level) in levels.reversed() {
      for kind in kinds {
        let parts = kind.split(separator: " ").map(String.init)
        guard words.count > parts.count else { continue }
        for at in 0..<(words.count - parts.count) where Array(words[at..<at + parts.count]) == parts {
          // Only behind an organisation: "Đảng bộ xã …", "Đảng ủy xã …", "Chi bộ cơ quan xã …".
          guard words[..<at].contains(where: { ["dang", "chi", "cb"].contains($0) }) else { continue }
          var name: [String] = []
          for word in words[(at + parts.count)...] {
            if ["nam", "thang", "ngay", "den", "tinh", "huyen", "quy"].contains(word), !name.isEmpty,
              name.count >= 2 || word != "nam"
            {
              break
            }
            name.append(word)
          }
          guard !name.isEmpty, !name.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else {
            continue
          }
          return ((parts + name).joined(separator: " "), level)
        }
      }
    }
    return nil
  }
}
