import Basics
import Registry
import Rules
import Storage

/// Local decision — quyết định của cấp có thẩm quyền: what a guidance leaves open, fixed for an organisation and all below it by a
/// document.
package struct RecordedLocalDecision: DatedFact, Hashable {
  package var id: ID<RecordedLocalDecision>
  package var organisation: ID<Organisation>
  /// The guidance, in every version of it.
  package var pack: String
  /// What is fixed, as the guidance names it: `topQuota`, `MQ.rounding`, `U1.then`.
  package var path: String
  package var value: String
  package var period: Period
  package var decision: ID<Registry.Decision>

  package static let table: StaticString = "local_decision"
  package static let columns: [StaticString] = [
    "id", "organisation_id", "pack", "path", "value", "effective_from", "effective_to", "decision_id",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, organisation.sqlValue, .text(pack), .text(path), .text(value), period.from.sqlValue,
      period.to.sqlValue, decision.sqlValue,
    ]
  }
  package func copied(row: Int64) -> Self {
    var copy = self
    copy.id = ID(row)
    return copy
  }

  /// The columns of ``read(_:)``; the table is called `l`.
  static let columnList: SQL = """
    l.id, l.organisation_id, l.pack, l.path, l.value, l.effective_from, l.effective_to, l.decision_id
    """

  static func read(_ row: Row) throws -> Self {
    Self(
      id: try row.id(0), organisation: try row.id(1), pack: try row.text(2), path: try row.text(3),
      value: try row.text(4), period: Period(from: try row.day(5), to: try row.day(6)),
      decision: try row.id(7))
  }
}

/// What holds at one grassroots organisation: of several decisions about one thing the nearest.
package struct LocalSettings: Hashable, Sendable {
  package struct Setting: Hashable, Sendable {
    package var decision: RecordedLocalDecision
    package var document: DocumentKey

    /// As the engine takes it.
    package var ruling: LocalDecision {
      LocalDecision(
        document: "\(document.type) \(document.number)", issuedOn: document.date, issuer: document.issuer,
        values: [decision.path: decision.value])
    }
  }

  package var settings: [Setting]

  package init(_ settings: [Setting] = []) { self.settings = settings }

  /// Those that concern a guidance, or what it amends.
  func concerning(_ packs: [Pack]) -> LocalSettings {
    LocalSettings(settings.filter { setting in packs.contains { $0.isFixed(by: setting) } })
  }

  /// The guidance as it holds here. What a changed guidance does not leave open any more is left as the guidance says.
  package func applied(to pack: Pack) -> Pack {
    settings.reduce(pack) { pack, setting in
      pack.isFixed(by: setting) ? (try? pack.applying(setting.ruling)) ?? pack : pack
    }
  }

  /// Named beside a result that rests on them.
  /// - Parameter pack: with them applied; what it leaves open still was not taken.
  package func summary(for pack: Pack) -> String {
    settings.filter { setting in
      pack.isFixed(by: setting) && !pack.local.contains { $0.path == setting.decision.path }
    }.map {
      "\($0.decision.path) = \($0.decision.value) (\($0.ruling.document))"
    }.joined(separator: "; ")
  }
}

extension Pack {
  /// Decided for this guidance, or for the one this draft would replace: what it leaves open stays as people have fixed it.
  fileprivate func isFixed(by setting: LocalSettings.Setting) -> Bool {
    let amended = amends.map { String($0.prefix { $0 != "@" }) }
    return setting.decision.pack == id || status == .draft && setting.decision.pack == amended
  }
}

extension Session {
  package func localDecision(_ id: ID<RecordedLocalDecision>) throws -> RecordedLocalDecision? {
    try first(
      "SELECT \(RecordedLocalDecision.columnList) FROM local_decision l WHERE l.id = \(id) AND \(AsOf(.endOfTime).believed("l"))"
    ) { try RecordedLocalDecision.read($0) }
  }

  /// What was decided at an organisation itself, the latest first.
  package func localDecisions(at organisation: ID<Organisation>) throws -> [LocalSettings.Setting] {
    try localDecisions(where: "l.organisation_id = \(organisation)")
  }

  /// What holds at an organisation for the round of a year, with where it was decided.
  package func localSettings(of organisation: ID<Organisation>, year: Int, asOf: AsOf) throws -> LocalSettings
  {
    try localSettings(for: [organisation], year: year, asOf: asOf).first ?? LocalSettings()
  }

  /// For each of some organisations of a day what holds there for the round of a year: that which is valid on the year's last
  /// day, as parameters of a guidance are read on it.
  ///
  /// Of two decisions about one thing the nearer holds: the guidance gives the choice to the competent level, and who decides
  /// for a part of the tree knows what was decided for the whole. What the guidance does not allow is refused when it is
  /// recorded.
  func localSettings(for organisations: [ID<Organisation>], year: Int, asOf: AsOf) throws -> [LocalSettings] {
    let last = Grading.lastDay(of: year)
    let valid = try localDecisions(where: "l.effective_from <= \(last) AND l.effective_to > \(last)")
    guard !valid.isEmpty else { return organisations.map { _ in LocalSettings() } }
    let wanted = Set(organisations)
    var above: [ID<Organisation>: [(top: ID<Organisation>, depth: Int)]] = [:]
    try query(
      """
      SELECT c.ancestor_id, c.descendant_id, c.depth FROM organisation_closure c
      WHERE c.ancestor_id IN \(list: Set(valid.map(\.decision.organisation)).sorted()) AND \(asOf.holds("c"))
      """
    ) {
      let organisation: ID<Organisation> = try $0.id(1)
      if wanted.contains(organisation) {
        above[organisation, default: []].append((try $0.id(0), try $0.int(2)))
      }
    }
    return organisations.map { organisation in
      var nearest: [String: (setting: LocalSettings.Setting, depth: Int)] = [:]
      for place in above[organisation] ?? [] {
        for setting in valid where setting.decision.organisation == place.top {
          let key = "\(setting.decision.pack) \(setting.decision.path)"
          if nearest[key].map({ $0.depth > place.depth }) ?? true { nearest[key] = (setting, place.depth) }
        }
      }
      return LocalSettings(nearest.sorted { $0.key < $1.key }.map(\.value.setting))
    }
  }

  private func localDecisions(where condition: SQL) throws -> [LocalSettings.Setting] {
    try all(
      """
      SELECT \(RecordedLocalDecision.columnList), d.type, d.number, d.issuer, d.issued_on
      FROM local_decision l JOIN decision d ON d.id = l.decision_id
      WHERE \(condition) AND \(AsOf(.endOfTime).believed("l"))
      ORDER BY l.effective_from DESC, l.pack, l.path, l.id
      """
    ) {
      LocalSettings.Setting(
        decision: try RecordedLocalDecision.read($0),
        document: DocumentKey(
          type: try $0.text(8), number: try $0.text(9), issuer: try $0.text(10), date: try $0.day(11)))
    }
  }
}
