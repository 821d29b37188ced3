import Basics
import Foundation
import Markup
import Registry

/// Endpoint — địa chỉ dữ liệu: one question of the API with its parameters, its right and the shape of its answer. The
/// routes and the OpenAPI document are made from the same list, so neither can say what the other does not.
struct Endpoint: Sendable {
  /// After `/api/v1`, with parameters as routes write them: `/organisations/:to-chuc`.
  var path: String
  var access: Access
  var summary: String
  var parameters: [Parameter]
  /// The name of a schema in ``OpenAPI/schemas``.
  var schema: String
  /// Answers that only this endpoint gives, besides those of all.
  var conflicts: String?
  /// See ``HeavyWork``.
  var isHeavy = false
  var answer: @Sendable (Visit, Arguments) async throws -> Answer

  static let base = "/api/v1"

  init(
    _ path: String, _ access: Access, _ summary: String, _ parameters: [Parameter] = [], schema: String,
    conflicts: String? = nil, isHeavy: Bool = false,
    _ answer: @escaping @Sendable (Visit, Arguments) async throws -> Answer
  ) {
    (self.path, self.access, self.summary, self.parameters) = (path, access, summary, parameters)
    (self.schema, self.conflicts, self.isHeavy, self.answer) = (schema, conflicts, isHeavy, answer)
  }

  /// `/api/v1/organisations/{to-chuc}`
  var openPath: String {
    Self.base
      + path.split(separator: "/").map {
        $0.utf8.first == UInt8(ascii: ":") ? "/{\($0.dropFirst())}" : "/\($0)"
      }.joined()
  }

  var pathParameters: [String] {
    path.split(separator: "/").filter { $0.utf8.first == UInt8(ascii: ":") }.map { String($0.dropFirst()) }
  }

  var route: Route {
    let route = Route.get(Self.base + path, access) { visit in
      try await answer(visit, try Arguments(visit.query, parameters))
    }
    return isHeavy ? route.heavy : route
  }
}

/// A parameter of the query: what it may be, and nothing else is taken.
struct Parameter: Sendable {
  enum Kind: Sendable {
    case day
    case moment
    case text(Int)
    case integer(ClosedRange<Int>)
    case choice([String])
    /// Several of them, separated by commas.
    case choices([String])
    case id
    /// Identities separated by commas, or one of these words.
    case ids(or: [String])
    /// `31-40`, or one of these words.
    case range(or: [String])
  }
  var name: String
  var kind: Kind
  var note: String
  var isRequired = false

  init(_ name: String, _ kind: Kind, _ note: String, isRequired: Bool = false) {
    (self.name, self.kind, self.note, self.isRequired) = (name, kind, note, isRequired)
  }

  static let asOf = Parameter("asOf", .day, "Ngày của số liệu; mặc định hôm nay.")
  static let knownAt = Parameter(
    "knownAt", .moment, "Sổ như đã biết đến lúc này; mặc định mọi điều biết hôm nay.")
  static let query = Parameter("q", .text(120), "Tìm theo tên (có hoặc không dấu) hoặc mã.")
  static let offset = Parameter("offset", .integer(0...10_000_000), "Bỏ qua bấy nhiêu mục đầu; mặc định 0.")
  static let limit = Parameter(
    "limit", .integer(1...500), "Số mục nhiều nhất của một lần trả lời; mặc định 50.")

  /// What is taken, said in a refusal.
  var expected: String {
    switch kind {
    case .day: "ngày dạng 2014-04-21"
    case .moment: "ngày 2014-04-21 hoặc lúc 2014-04-21T09:00:00+07:00"
    case .text(let most): "chữ, nhiều nhất \(most) ký tự"
    case .integer(let range): "số nguyên từ \(range.lowerBound) đến \(range.upperBound)"
    case .choice(let words): words.joined(separator: ", ")
    case .choices(let words): "một hoặc nhiều trong: \(words.joined(separator: ", "))"
    case .id: "mã 13 ký tự của ChiBo"
    case .ids(let words): (["một hoặc nhiều mã 13 ký tự"] + words).joined(separator: ", ")
    case .range(let words): (["khoảng dạng 31-40"] + words).joined(separator: ", ")
    }
  }

  func takes(_ text: String) -> Bool {
    func all(_ isTaken: (String) -> Bool) -> Bool {
      let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return parts.count <= 200 && parts.allSatisfy(isTaken)
    }
    return switch kind {
    case .day: Day(iso: text) != nil
    case .moment: Day(iso: text) != nil || Moment(iso: text) != nil
    case .text(let most): text.unicodeScalars.count <= most
    case .integer(let range): Self.integer(text).map(range.contains) ?? false
    case .choice(let words): words.contains(text)
    case .choices(let words): all(words.contains)
    case .id: ID<Parameter>(text: text) != nil
    case .ids(let words): words.contains(text) || all { ID<Parameter>(text: $0) != nil }
    case .range(let words):
      words.contains(text)
        || {
          let bounds = text.split(separator: "-", omittingEmptySubsequences: false).map {
            Self.integer(String($0))
          }
          guard bounds.count == 2, let low = bounds[0], let high = bounds[1] else { return false }
          return low <= high && high <= 999
        }()
    }
  }

  static func integer(_ text: String) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 15, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int(text)
  }
}

/// The parameters of one request: all known, all of their kind, each once.
struct Arguments: Sendable {
  private(set) var texts: [String: String] = [:]
  private let order: [String]

  init(_ query: FormData, _ parameters: [Parameter]) throws {
    order = parameters.map(\.name)
    for (name, values) in query.values.sorted(by: { $0.key < $1.key }) {
      guard let parameter = parameters.first(where: { $0.name == name }) else {
        throw ParameterRefusal.unknown(name, known: order)
      }
      guard values.count == 1, let raw = values.first else { throw ParameterRefusal.repeated(name) }
      let text = VietnameseText.clean(raw)
      guard parameter.takes(text) else {
        throw ParameterRefusal.invalid(name, text, expected: parameter.expected)
      }
      texts[name] = text
    }
    for parameter in parameters where parameter.isRequired && texts[parameter.name] == nil {
      throw ParameterRefusal.missing(parameter.name)
    }
  }

  subscript(name: String) -> String? { texts[name] }
  func integer(_ name: String) -> Int? { texts[name].flatMap { Parameter.integer($0) } }
  func id<S>(_ name: String, _: S.Type = S.self) -> ID<S>? { texts[name].flatMap { ID(text: $0) } }
  var offset: Int { integer("offset") ?? 0 }
  var limit: Int { integer("limit") ?? 50 }

  /// The same question from another place of the list on.
  func next(_ path: String, offset: Int) -> JSON {
    let pairs =
      order.filter { $0 != "offset" }.compactMap { name in
        texts[name].map { "\(name)=\($0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
      } + ["offset=\(offset)"]
    return .string("\(path)?\(pairs.joined(separator: "&"))")
  }

  /// `{count, items, next}`.
  func list(_ items: [JSON], of count: Int, at path: String) -> Answer {
    let end = offset + items.count
    return .json([
      "count": .int(count), "items": .array(items),
      "next": end < count && !items.isEmpty ? next(path, offset: end) : .null,
    ])
  }

  /// A list that is at hand as a whole.
  func page<T>(_ all: [T], at path: String, _ json: (T) -> JSON) -> Answer {
    list(all.dropFirst(offset).prefix(limit).map(json), of: all.count, at: path)
  }
}
