/// Document key — số, ký hiệu văn bản: what tells one document from every other.
///
/// Numbers restart with each term and QĐ is both *Quyết định* and *Quy định*, so all four parts are kept and the
/// type is stored, never read off the symbol.
public struct DocumentKey: Hashable, Codable, Sendable {
  /// Kind of document in words: "Quyết định", "Hướng dẫn", "Nghị quyết" …
  public var type: String
  /// Number and symbol as printed: "10-HD/BTCTW".
  public var number: String
  /// The issuing body: "Ban Tổ chức Trung ương".
  public var issuer: String
  public var date: Day

  public init(type: String, number: String, issuer: String, date: Day) {
    (self.type, self.number, self.issuer, self.date) = (type, number, issuer, date)
  }

  /// "Hướng dẫn số 10-HD/BTCTW ngày 10/10/2007 của Ban Tổ chức Trung ương".
  public var citation: String { "\(type) số \(number) ngày \(date.vietnamese) của \(issuer)" }
}
