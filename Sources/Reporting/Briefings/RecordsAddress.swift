import Basics
import Foundation
import Registry

/// Records queries as addresses: written, and read back.
extension RecordsQuery {
  /// `/api/v1/records/members?asOf=2014-04-21&organisation=…`: answers `{count, items, next}`.
  package var apiPath: String { "/api/v1/records/\(kind.rawValue)?\(queryText)" }
  /// The page that shows the same records.
  package var pagePath: String { "/so-lieu/\(kind.rawValue)?\(queryText)" }

  /// In a fixed order, so that the same query is always the same address.
  package var parameters: [(name: String, value: String)] {
    var list: [(String, String)] = [
      ("asOf", asOf.day.description), ("organisation", organisation.description),
    ]
    if asOf.known != AsOf.everything { list.append(("known", String(asOf.known))) }
    if let kinds { list.append(("kinds", kinds.map(\.rawValue).joined(separator: ","))) }
    if let unitKinds { list.append(("unitKinds", unitKinds.map(\.rawValue).joined(separator: ","))) }
    if filter.kind != .official { list.append(("membership", filter.kind.rawValue)) }
    if let kinds = filter.organisationKinds {
      list.append(("in", kinds.map(\.rawValue).joined(separator: ",")))
    }
    if let sex = filter.sex { list.append(("sex", sex.rawValue)) }
    if let ages = filter.ages { list.append(("ages", "\(ages.lowerBound)-\(ages.upperBound)")) }
    if filter.ageUnknown { list.append(("ages", "unknown")) }
    if let isLocal = filter.isLocal { list.append(("local", isLocal.map { $0 ? "yes" : "no" } ?? "unknown")) }
    if let status = filter.status { list.append(("status", status.rawValue)) }
    if let sector = filter.sector { list.append(("sector", sector.isEmpty ? "none" : sector)) }
    if let year { list.append(("year", String(year))) }
    if let grade { list.append(("grade", grade)) }
    if let mandate { list.append(("mandate", mandate.description)) }
    if let state { list.append(("state", state.rawValue)) }
    if let decidedOn { list.append(("decidedOn", decidedOn.description)) }
    if let place {
      list.append(
        ("place", place.places.isEmpty ? "direct" : place.places.map(\.description).joined(separator: ",")))
      if let day = place.structureDay { list.append(("structureDay", day.description)) }
    }
    return list
  }

  private var queryText: String {
    parameters.map { "\($0.name)=\(Self.escaped($0.value))" }.joined(separator: "&")
  }

  private static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x2C: bytes.append(byte)
      default:
        let hex = Array(String(byte, radix: 16, uppercase: true).utf8)
        bytes += [0x25] + (hex.count == 1 ? [0x30] : []) + hex
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads the parameters of an address; one that is missing or means nothing is refused, never ignored.
  package init(kind text: String, parameters: [String: String]) throws {
    guard let kind = Kind(rawValue: text) else { throw RecordsRefusal.unknownKind(text) }
    func read<T>(_ name: String, _ parse: (String) -> T?) throws -> T? {
      guard let text = parameters[name] else { return nil }
      guard let value = parse(text) else { throw RecordsRefusal.parameter(name, text) }
      return value
    }
    func list<T>(_ name: String, _ parse: (String) -> T?) throws -> [T]? {
      try read(name) { text in
        let parts = text.split(separator: ",").map { parse(String($0)) }
        return parts.contains { $0 == nil } || parts.isEmpty ? nil : parts.compactMap { $0 }
      }
    }
    guard let organisation = try read("organisation", { ID<Organisation>(text: $0) }) else {
      throw RecordsRefusal.parameter("organisation", "")
    }
    guard let day = try read("asOf", { Day(iso: $0) }) else { throw RecordsRefusal.parameter("asOf", "") }
    let known = try read("known") { Int($0).flatMap { $0 >= 0 ? $0 : nil } }
    self.init(kind, of: organisation, asOf: AsOf(day, known: known ?? AsOf.everything))
    kinds = try list("kinds", Organisation.Kind.init)
    unitKinds = try list("unitKinds", AdministrativeUnit.Kind.init)
    filter.kind = try read("membership", Membership.Kind.init) ?? .official
    filter.organisationKinds = try list("in", Organisation.Kind.init)
    filter.sex = try read("sex", Member.Sex.init)
    if parameters["ages"] == "unknown" {
      filter.ageUnknown = true
    } else {
      filter.ages = try read("ages", Self.ages)
    }
    filter.isLocal = try read("local") { text -> Bool?? in
      switch text {
      case "yes": .some(.some(true))
      case "no": .some(.some(false))
      case "unknown": .some(.none)
      default: .none
      }
    }
    filter.status = try read("status", Member.Status.init)
    filter.sector = try read("sector") { $0 == "none" ? "" : Sector(rawValue: $0)?.rawValue }
    year = try read("year") { Int($0) }
    grade = parameters["grade"]
    mandate = try read("mandate") { ID<Mandate>(text: $0) }
    state = try read("state", MandateProgress.State.init)
    decidedOn = try read("decidedOn") { Day(iso: $0) }
    if kind == .rollOut, mandate == nil { throw RecordsRefusal.parameter("mandate", "") }
    let structureDay = try read("structureDay") { Day(iso: $0) }
    if let text = parameters["place"] {
      let places = text == "direct" ? [] : try list("place") { ID<Organisation>(text: $0) } ?? []
      place = PlaceCondition(places, structureDay: structureDay)
    }
  }

  private static func ages(_ text: String) -> ClosedRange<Int>? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let low = parts[0], let high = parts[1], (0...999).contains(low), low <= high,
      high <= 999
    else {
      return nil
    }
    return low...high
  }

  /// Reads an address back; nil if it is none of ours.
  package init?(path: String) {
    guard let components = URLComponents(string: path) else { return nil }
    let names = components.path.split(separator: "/")
    guard let kind = names.last, ["/api/v1/records/\(kind)", "/so-lieu/\(kind)"].contains(components.path)
    else { return nil }
    var parameters: [String: String] = [:]
    for item in components.queryItems ?? [] { parameters[item.name] = item.value ?? "" }
    guard let query = try? RecordsQuery(kind: String(kind), parameters: parameters) else { return nil }
    self = query
  }
}

extension RecordsQuery: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let query = RecordsQuery(path: text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "no records: \(text)"))
    }
    self = query
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(apiPath)
  }
}

package enum RecordsRefusal: Refusal, Equatable {
  case unknownKind(String)
  case parameter(String, String)

  package var reason: String {
    switch self {
    case .unknownKind(let kind): "Không có loại bản ghi “\(kind)”."
    case .parameter(let name, let value):
      value.isEmpty ? "Thiếu tham số \(name)." : "Tham số \(name) không hiểu được giá trị “\(value)”."
    }
  }
  package var remedy: String { "Mở lại từ số liệu trong báo cáo, hoặc xem mô tả API ở /api/v1/openapi.json." }
}
