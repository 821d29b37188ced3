import Basics

/// Roster row — dòng danh sách: what one row says of one member, in typed values.
package struct RosterRow: Sendable {
  /// Which cell the row names, and where it says so.
  package enum Place: Sendable, Hashable {
    case code(String, column: String)
    case name(String, column: String)
    case section(String)
    /// Neither column nor section: titles, name of the sheet, or the unit itself decide.
    case none
  }

  package struct Post: Sendable, Hashable {
    package var title: String
    package var sector: Sector
  }

  package var sheet: Int
  package var sheetName: String
  package var number: Int
  package var person = PersonalRecord(name: "")
  package var card = ""
  package var record = ""
  package var posts: [Post] = []
  package var place: Place = .none
  /// The base organisation the row stands under: a column, or a section.
  package var committee = ""
  package var since: Day?
  package var previousPlace = ""
  /// The bytes of every field that is read, to tell exact repeats.
  package var raw: [String] = []
  package var findings: [Finding] = []

  package var numbers: [MemberNumber.Kind: String] {
    var numbers: [MemberNumber.Kind: String] = [:]
    if !card.isEmpty { numbers[.card] = card }
    if !record.isEmpty { numbers[.record] = record }
    return numbers
  }

  package var hasErrors: Bool { findings.contains { $0.severity == .error } }
}
