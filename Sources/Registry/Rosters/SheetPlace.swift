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
