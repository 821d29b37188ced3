import Basics
import Foundation
import Registry
import Rules
import Storage

/// Register snapshot — ảnh chụp sổ: the records of a subtree for a year as guidances are tried on, everybody under a pseudonym.
///
/// What runs and what is shown holds numbers and pseudonyms only. The way back to a person is kept apart and is walked by
/// ``System/openName(_:of:in:purpose:guidance:by:)`` alone, which asks for the right and the purpose.
package struct RegisterSnapshot: Sendable {
  let records: ReviewRecords
  private let key: PseudonymKey

  init(_ records: ReviewRecords, key: PseudonymKey) { (self.records, self.key) = (records, key) }

  package var root: OrganisationState { records.root }
  package var year: Int { records.year }
  package var day: Day { records.day }
  package func count(_ entity: String) -> Int { records.range(entity, in: root.organisation).count }

  /// Whether a grassroots organisation or less is looked at, and not several of them from above.
  package var isGrassroots: Bool { isPart || root.kind.isGrassroots }
  /// Whether a part of a grassroots organisation is looked at: its records are counted apart, its quotas with the whole.
  package var isPart: Bool { !root.kind.isGrassroots && (root.kind == .section || root.kind.isCell) }

  /// The parts of what is looked at: each organisation directly below, where there is anybody in it.
  package var units: [OrganisationState] {
    records.organisations.filter {
      $0.parent == root.organisation && !records.range("base", in: $0.organisation).isEmpty
        || $0.parent == root.organisation && !records.range("cell", in: $0.organisation).isEmpty
    }
  }

  /// What was decided locally and is taken into account, each once, with where.
  package var localSettings: [LocalSettings.Setting] {
    var seen: Set<ID<RecordedLocalDecision>> = []
    return records.local.flatMap(\.settings).filter { seen.insert($0.decision.id).inserted }
  }

  package func pseudonym(_ entity: String, _ row: Int32) -> String {
    guard let subjects = records.rows[entity]?.subjects, subjects.indices.contains(Int(row)) else {
      return ""
    }
    return key.word(for: Self.word(entity, subjects[Int(row)]), in: "\(root.organisation) \(year)")
  }

  /// The way back.
  func subject(_ entity: String, called pseudonym: String) -> Grading.Subject? {
    records.range(entity, in: root.organisation).first {
      self.pseudonym(entity, Int32($0)).utf8.elementsEqual(pseudonym.utf8)
    }.flatMap { records.rows[entity]?.subjects[$0] }
  }

  private static func word(_ entity: String, _ subject: Grading.Subject) -> String {
    switch subject {
    case .member(let id): "\(entity) \(id.number)"
    case .organisation(let id): "\(entity) \(id.number)"
    }
  }
}

/// Snapshots kept while the history stands still: trying a draft again and again reads the register once.
package final class SnapshotShelf: @unchecked Sendable {
  /// What a snapshot shows: the register as it stood, to whoever sees so much of it.
  package struct Key: Hashable, Sendable {
    var head: String
    var root: ID<Organisation>
    var year: Int
    var today: Day
    var sight: ListSight
  }

  private let lock = NSLock()
  private var kept: [(key: Key, snapshot: RegisterSnapshot)] = []
  private var word: PseudonymKey?
  /// Each holds some megabytes for a province.
  private static let most = 6

  package init() {}

  package func key(
    of root: ID<Organisation>, year: Int, for actor: Actor, in system: System
  ) async throws -> Key {
    let (now, today) = (system.now, system.today)
    return try await system.read {
      try Self.key(of: root, year: year, for: actor, today: today, in: $0, at: now)
    }
  }

  private static func key(
    of root: ID<Organisation>, year: Int, for actor: Actor, today: Day, in session: any Session,
    at now: Moment
  ) throws -> Key {
    let asOf = AsOf(ReviewRecords.day(of: year, today: today))
    return Key(
      head: try session.historyHead().hash, root: root, year: year, today: today,
      sight: try session.listSight(of: actor, asOf: asOf, at: now))
  }

  /// The snapshot of a subtree for a year; read from the register where none is kept.
  package func snapshot(
    of root: ID<Organisation>, year: Int, for actor: Actor, in system: System
  ) async throws -> RegisterSnapshot {
    let (now, today) = (system.now, system.today)
    let words = lock.withLock { () -> PseudonymKey in
      let made = word ?? PseudonymKey(system.secret(bytes: 32))
      word = made
      return made
    }
    return try await system.read { session in
      let key = try Self.key(of: root, year: year, for: actor, today: today, in: session, at: now)
      if let found = self.find(key) { return found }
      let records = try session.reviewRecords(
        of: root, year: year, today: today, seen: key.sight, asListed: true)
      let snapshot = RegisterSnapshot(records, key: words)
      self.keep(snapshot, key)
      return snapshot
    }
  }

  private func find(_ key: Key) -> RegisterSnapshot? {
    lock.withLock {
      guard let place = kept.firstIndex(where: { $0.key == key }) else { return nil }
      kept.append(kept.remove(at: place))
      return kept.last?.snapshot
    }
  }

  /// What another head was seen for will not be asked for again.
  private func keep(_ snapshot: RegisterSnapshot, _ key: Key) {
    lock.withLock {
      kept.removeAll { $0.key.head != key.head }
      kept.append((key, snapshot))
      if kept.count > Self.most { kept.removeFirst() }
    }
  }
}

extension RegisterSnapshot {
  /// The rows of a kind of subject that belong to an organisation within what is looked at.
  package func range(_ entity: String, in organisation: ID<Organisation>) -> Range<Int> {
    records.range(entity, in: organisation)
  }
}
