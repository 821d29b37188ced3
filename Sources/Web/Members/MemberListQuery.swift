import Basics
import Foundation
import Markup
import Registry

/// What the address of a member list asks for; the same fields filter the screen and the export.
struct MemberListQuery: Sendable {
  static let pageSize = 50
  var filter = MemberFilter()
  var page = 1
  /// The fields as typed, to show the form again and to go on to other pages.
  var typed: [(name: String, value: String)] = []

  static let fields = [
    "tim", "gioi", "tinh-trang", "dia-phuong", "loai", "tuoi-tu", "tuoi-den", "khong-ro-tuoi", "to-chuc",
  ]

  init(_ data: FormData) {
    for field in Self.fields where !data[field].isEmpty { typed.append((field, data[field])) }
    filter.text = String(data["tim"].prefix(120))
    filter.sex = Member.Sex(rawValue: data["gioi"])
    filter.status = Member.Status(rawValue: data["tinh-trang"])
    filter.organisationKinds = Organisation.Kind(rawValue: data["loai"]).map { [$0] }
    filter.isLocal =
      switch data["dia-phuong"] {
      case "co": .some(.some(true))
      case "khong": .some(.some(false))
      case "khong-ro": .some(.none)
      default: .none
      }
    let (low, high) = (data.number("tuoi-tu"), data.number("tuoi-den"))
    if low != nil || high != nil {
      let low = min(max(low ?? 0, 0), 200)
      filter.ages = low...max(low, min(high ?? 200, 200))
    } else {
      filter.ageUnknown = data["khong-ro-tuoi"] == "1"
    }
    page = min(max(data.number("trang") ?? 1, 1), 1_000_000)
  }

  /// The same conditions asked of those who stay for a time.
  var guests: MemberFilter {
    var guests = filter
    guests.kind = .temporary
    return guests
  }

  var isFiltered: Bool { typed.contains { $0.name != "to-chuc" } }

  /// Whether anything but a name is asked for.
  var hasConditions: Bool { typed.contains { !["to-chuc", "tim"].contains($0.name) } }

  func value(_ name: String) -> String { typed.first { $0.name == name }?.value ?? "" }

  /// The address of the list with what was asked, but without the page.
  func path(_ base: String, day: Day?) -> String {
    var pairs = typed
    if let day { pairs.append((DayBar.field, "\(day)")) }
    guard !pairs.isEmpty else { return base }
    return base + "?" + pairs.map { "\($0.name)=\(Self.escaped($0.value))" }.joined(separator: "&")
  }

  static func escaped(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}
