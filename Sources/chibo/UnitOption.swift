import ArgumentParser
import Basics
import Registry
import Storage

/// Which organisation a command means: by its code, or its name with or without marks.
struct UnitOption: ParsableArguments {
  @Option(
    help: ArgumentHelp("Mã hoặc tên tổ chức, có hoặc không dấu: “huyen giong trom”.", valueName: "tổ chức"))
  var unit: String

  func resolve(on day: Day, in session: any Session) throws -> OrganisationState {
    try Self.resolve(unit, on: day, in: session)
  }

  private static let longest = 1_000

  /// One organisation of the day, or a refusal that says which there are, or on which days.
  static func resolve(_ text: String, on day: Day, in session: any Session) throws -> OrganisationState {
    // No name is that long, and the database would not look for it.
    guard text.utf8.count <= longest else { throw UnitRefusal.unknown("\(text.prefix(60))…", day) }
    let found = try session.organisations(named: text, asOf: AsOf(day))
    // A full name or code of another day goes before a part of a name of this one: "xã Phong Mỹ" is not its agency cell.
    let former = try session.organisationsEver(named: text)
    let named = Set(former.map(\.organisation))
    if !former.isEmpty, !found.contains(where: { named.contains($0.organisation) }) {
      throw UnitRefusal.otherDays(text, day, former)
    }
    if found.count == 1, let only = found.first { return only }
    throw found.isEmpty
      ? UnitRefusal.unknown(text, day)
      : UnitRefusal.several(
        text, day, found.map { UnitRefusal.Candidate(name: $0.name, code: $0.code, kind: $0.kind.title) })
  }
}

/// Why a text names no single organisation of the day.
enum UnitRefusal: Refusal {
  struct Candidate: Sendable {
    var name: String
    var code: String
    var kind: String
  }
  case several(String, Day, [Candidate])
  case unknown(String, Day)
  case otherDays(String, Day, [FormerName])

  /// More would not be read.
  private static let shown = 40

  var reason: String {
    switch self {
    case .several(let text, let day, let list):
      (["“\(text)” có thể là \(list.count) tổ chức ngày \(day.vietnamese):"]
        + list.prefix(Self.shown).map { "  \($0.code)\t\($0.name) (\($0.kind.lowercased()))" }
        + (list.count > Self.shown ? ["  … và \(list.count - Self.shown) tổ chức nữa"] : [])).joined(
          separator: "\n")
    case .unknown(let text, let day):
      "Không có tổ chức nào mang mã hay tên “\(text)”, cả ngày \(day.vietnamese) lẫn ngày khác."
    case .otherDays(_, let day, let list):
      list.prefix(Self.shown).map { former in
        ([
          "\(former.name) (mã \(former.code)) không tồn tại vào ngày \(day.vietnamese).",
          "  Có trong sổ: \(former.period.vietnamese).",
        ]
          + (former.predecessors.isEmpty
            ? [] : ["  Tiền thân: \(former.predecessors.joined(separator: "; "))."])
          + (former.successors.isEmpty ? [] : ["  Kế thừa: \(former.successors.joined(separator: "; "))."]))
          .joined(separator: "\n")
      }.joined(separator: "\n")
    }
  }

  var remedy: String {
    switch self {
    case .several: "Gõ lại --unit với mã ở cột đầu."
    case .unknown: "Gõ mã, tên đầy đủ hoặc một phần tên; danh sách mã ở trang Tổ chức."
    case .otherDays: "Chọn tổ chức tiền thân hay kế thừa; với lệnh có --as-of thì chọn ngày khác cũng được."
    }
  }
}
