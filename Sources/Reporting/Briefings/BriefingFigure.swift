import Basics
import Registry

/// A figure of a briefing: what it is, how it is counted, on which day, and the records behind it.
package struct BriefingFigure: Hashable, Sendable, Codable {
  package enum Value: Hashable, Sendable {
    case count(Int)
    /// A day, such as that of the first decision; nil where there is none.
    case day(Day?)
  }

  /// Tells the figure from all others of the briefing: `agencyCellMembers.sex.female`.
  package var key: String
  package var label: String
  package var value: Value
  /// What is counted: "đảng viên", "đơn vị".
  package var unit: String
  /// What is counted and what is not.
  package var definition: String
  package var asOf: Day
  package var records: RecordsQuery

  package var count: Int { if case .count(let count) = value { count } else { 0 } }

  /// "4.543", "25/3/2008", "chưa có".
  package var text: String {
    switch value {
    case .count(let count): Self.grouped(count)
    case .day(let day): day?.vietnamese ?? "chưa có"
    }
  }

  /// Stands where a count is too small to be told.
  package static let untold = "*"

  /// 4543 → 4.543.
  static func grouped(_ number: Int) -> String {
    var digits = Array(String(number).utf8)
    var at = digits.count - 3
    while at > (number < 0 ? 1 : 0) {
      digits.insert(UInt8(ascii: "."), at: at)
      at -= 3
    }
    return String(decoding: digits, as: UTF8.self)
  }
}

extension BriefingFigure.Value: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let count = try? container.decode(Int.self) {
      self = .count(count)
    } else if container.decodeNil() {
      self = .day(nil)
    } else {
      self = .day(try container.decode(Day.self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .count(let count): try container.encode(count)
    case .day(let day?): try container.encode(day)
    case .day(nil): try container.encodeNil()
    }
  }
}
