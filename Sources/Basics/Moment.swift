import Foundation

/// A point in time: milliseconds since 1970 UTC. Shown in the time of Viet Nam (UTC+7, no summer time).
public struct Moment: Hashable, Comparable, Sendable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }
  public static var now: Moment { Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

  /// A clock time of a day in Viet Nam.
  public init(_ day: Day, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    let seconds = day.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - Self.offset
    milliseconds = Int64(seconds) * 1000
  }

  /// Reads `2014-04-21T08:00:00Z`, the same with `+07:00`, or without a zone (then Viet Nam's).
  public init?(iso text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 16, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      let day = Day(iso: String(decoding: bytes[0..<10], as: UTF8.self))
    else { return nil }
    func two(_ at: Int) -> Int? {
      guard at + 1 < bytes.count, (48...57).contains(bytes[at]), (48...57).contains(bytes[at + 1]) else {
        return nil
      }
      return Int(bytes[at] - 48) * 10 + Int(bytes[at + 1] - 48)
    }
    guard let hour = two(11), let minute = two(14), hour < 24, minute < 60, bytes[13] == UInt8(ascii: ":")
    else {
      return nil
    }
    var second = 0
    var at = 16
    if at < bytes.count, bytes[at] == UInt8(ascii: ":") {
      guard let value = two(at + 1), value < 60 else { return nil }
      second = value
      at += 3
    }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      while at < bytes.count, (48...57).contains(bytes[at]) { at += 1 }
    }
    var zone = Self.offset
    switch String(decoding: bytes[at...], as: UTF8.self) {
    case "": break
    case "Z", "z": zone = 0
    case "+07:00": break
    default: return nil
    }
    milliseconds = Int64(day.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - zone) * 1000
  }

  /// The day it is in Viet Nam at this moment.
  public var day: Day {
    Day(daysSince1970: Self.floor(milliseconds + Int64(Self.offset) * 1000, 86_400_000)) ?? .endOfTime
  }

  public func adding(seconds: Int) -> Moment { Moment(milliseconds: milliseconds + Int64(seconds) * 1000) }

  public static func < (a: Moment, b: Moment) -> Bool { a.milliseconds < b.milliseconds }

  private static let offset = 7 * 3600
  private static func floor(_ a: Int64, _ b: Int64) -> Int { Int(a >= 0 ? a / b : (a - b + 1) / b) }
}

extension Moment: CustomStringConvertible {
  /// `2014-04-21T08:00:00+07:00`.
  public var description: String { "\(day)T\(clock)+07:00" }
  /// `08:00 ngày 21/4/2014`.
  public var vietnamese: String { "\(clock.prefix(5)) ngày \(day.vietnamese)" }

  private var clock: String {
    let seconds = Int((milliseconds + Int64(Self.offset) * 1000) / 1000 - Int64(day.daysSince1970) * 86_400)
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : String(n) }
    return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }
}

extension Moment: Codable {
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let moment = Moment(iso: text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(text) is no moment"))
    }
    self = moment
  }
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
