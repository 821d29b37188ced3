import Basics
import Formats
import Foundation
import Hummingbird
import Markup
import Registry

/// One request, as a handler sees it: who asks, for what, as of which day.
struct Visit: Sendable {
  let site: Site
  let method: HTTPRequest.Method
  let path: String
  let parameters: Parameters
  let query: FormData
  let form: FormData
  let opening: Opening
  let token: String?
  let peer: String
  /// The token of a form that is sent before anybody is signed in, and whether the browser holds it already.
  let door: (token: String, isKept: Bool)
  let today: Day
  /// The day whose state is shown: `?ngay=`, or today.
  let day: Day
  /// What was known at a moment (`?biet-den=`): entries of the journal up to this one; everything by default.
  var known = AsOf.everything
  var knownAt: Moment?
  /// Told to the visitor once, after what was done.
  var notices: [Notice] = []
  private let keptDay: String

  init(
    site: Site, method: HTTPRequest.Method, path: String, parameters: Parameters, query: FormData,
    form: FormData,
    opening: Opening, token: String?, door: (token: String, isKept: Bool), peer: String
  ) {
    (self.site, self.method, self.path, self.parameters) = (site, method, path, parameters)
    (self.query, self.form, self.opening, self.token, self.peer) = (query, form, opening, token, peer)
    self.door = door
    // Read once: a page asks for the day of every one of its links.
    today = site.system.today
    day = query.day(DayBar.field) ?? query.day("asOf") ?? today
    keptDay = day == today ? "" : "\(DayBar.field)=\(day)"
  }

  var signIn: SignIn? { opening.signIn }
  var system: System { site.system }
  var actor: Actor { signIn?.account.actor ?? Actor(.account(ID(0)), name: "") }
  /// The token every form carries: the session's, or before there is one the browser's.
  var csrf: String { signIn?.csrf ?? door.token }
  var asOf: AsOf { AsOf(day, known: known) }

  /// The organisation the address names; the route has already asked for the right on it.
  var organisation: ID<Organisation> {
    get throws { try found(id("to-chuc")) }
  }
  var member: ID<Member> {
    get throws { try found(id("dang-vien")) }
  }

  func id<S>(_ name: String, _: S.Type = S.self) -> ID<S>? { parameters.get(name).flatMap { ID(text: $0) } }

  func found<T>(_ value: T?) throws -> T {
    guard let value else { throw RightsRefusal.notFound }
    return value
  }

  /// An address of this site that keeps to the day being looked at; the query stands before a fragment.
  func link(_ path: String) -> String {
    var kept = keptDay
    if let knownAt { kept += "\(kept.isEmpty ? "" : "&")\(Self.knownField)=\(knownAt.milliseconds)" }
    guard !kept.isEmpty else { return path }
    let parts = path.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let stem = parts.first ?? ""
    let fragment = parts.count > 1 ? "#" + parts[1] : ""
    return stem + (stem.utf8.contains(UInt8(ascii: "?")) ? "&" : "?") + kept + fragment
  }

  static let knownField = "biet-den"

  /// The moment of `?biet-den=` (or `knownAt`): a moment, a day (its end), or milliseconds as links carry it.
  static func knownMoment(_ query: FormData) throws -> Moment? {
    for field in [knownField, "knownAt"] where !query[field].isEmpty {
      let text = query[field]
      if let day = query.day(field) { return Moment(day.next).adding(seconds: -1) }
      if let moment = Moment(iso: text) { return moment }
      if text.utf8.count <= 15, let number = Int64(text), number >= 0 { return Moment(milliseconds: number) }
      if field == Parameter.knownAt.name {
        throw ParameterRefusal.invalid(field, text, expected: Parameter.knownAt.expected)
      }
      throw RequestRefusal.noDay(text)
    }
    return nil
  }

  /// Asks for a right on an organisation: 404 outside the person's subtree, 403 inside without the right.
  func require(_ right: Right, on organisation: ID<Organisation>) async throws {
    let (system, actor) = (system, actor)
    let now = system.now
    try await system.read { try $0.require(right, of: actor, on: organisation, at: now) }
  }

  func rights(on organisation: ID<Organisation>) async throws -> RightSet {
    let (system, actor) = (system, actor)
    let now = system.now
    return try await system.read { try $0.rights(of: actor, on: organisation, at: now) }
  }

  /// Runs a part of the work when it is its turn (see ``HeavyWork``); for forms, which keep what was typed if it is not.
  func heavy<T: Sendable>(_ work: @escaping @Sendable () async throws -> T) async throws -> T {
    try await site.heavyWork(of: signIn?.account.id, work)
  }

  /// Performs an act in the visitor's name.
  func perform<A: Act>(_ act: A) async throws -> A.Outcome { try await system.perform(act, by: actor) }
}
