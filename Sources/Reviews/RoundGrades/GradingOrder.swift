import Basics
import Registry
import Storage

/// The order of grading: lower before higher, a collective before its head. Whoever is decided in the same act counts as
/// decided before.
/// - Basis: Quy định 366-QĐ/TW, Điều 12.2; of each guidance its own (`Content/Reviews/procedures.yaml`, `order`).
package struct GradingOrder {
  let session: any Session
  let round: Round
  let procedure: RoundProcedure
  let today: Day

  /// Somebody whose turn it is not yet, because another one is not decided.
  package struct Blocked: Sendable {
    package var subject: ReviewSubject
    package var rule: RoundProcedure.Order
    /// Who is to be decided before, and is not.
    package var waiting: [ReviewSubject]

    /// What goes before what, in words.
    package var words: (first: String, then: String) {
      (words(rule.first), words(rule.then, isHead: rule.heads != nil))
    }

    private func words(_ entity: ReviewSubject.Entity, isHead: Bool = false) -> String {
      switch entity {
      case .member:
        isHead ? "người đứng đầu" : subject.entity == .cell ? "mọi đảng viên của chi bộ" : "đảng viên"
      case .collective: "tập thể lãnh đạo"
      case .cell: subject.entity == .cell ? "chi bộ" : "mọi chi bộ"
      case .base: "đảng bộ cơ sở"
      }
    }
  }

  /// Those of some subjects whose turn has not come, if all of `deciding` were decided now.
  func blocked(_ subjects: [ReviewSubject], deciding: Set<ID<ReviewSubject>>) throws -> [Blocked] {
    var found: [Blocked] = []
    for (base, subjects) in Dictionary(grouping: subjects, by: \.base).sorted(by: { $0.key < $1.key }) {
      let rules = procedure.order.filter { rule in subjects.contains { $0.entity == rule.then } }
      guard !rules.isEmpty else { continue }
      let gone = Set(try session.leftEntries(of: round, within: base, today: today).map(\.subject.id))
      let all = try session.reviewSubjects(inBase: base, round.period).filter {
        $0.round == round.id && $0.treatment.isGraded && !gone.contains($0.id)
      }
      let decided = Set(
        try session.reviewGrades(inBase: base, round.period).filter { $0.step == .decided }.map(\.subject)
      ).union(deciding)
      for rule in rules {
        let waiting = all.filter { $0.entity == rule.first && !decided.contains($0.id) }
        guard !waiting.isEmpty else { continue }
        // A head waits for the collective they lead, not for others'.
        var led: [ID<Organisation>: Set<ID<Member>>] = [:]
        if let titles = rule.heads {
          for place in Set(waiting.map(\.organisation)) { led[place] = try heads(of: place, titles) }
        }
        for subject in subjects where subject.entity == rule.then {
          let before = waiting.filter { other in
            if rule.heads != nil {
              return subject.member.map { led[other.organisation]?.contains($0) ?? false } ?? false
            }
            return rule.then != .cell || other.organisation == subject.organisation
          }
          if !before.isEmpty { found.append(Blocked(subject: subject, rule: rule, waiting: before)) }
        }
      }
    }
    return found
  }

  /// - Throws: the first of those whose turn it is not, with who has to be decided before.
  func require(_ subjects: [ReviewSubject], deciding: Set<ID<ReviewSubject>>) throws {
    guard let first = try blocked(subjects, deciding: deciding).first else { return }
    let most = 3
    let names = try session.paperNames(
      of: [first.subject.id] + first.waiting.prefix(most).map(\.id), on: today)
    let more = first.waiting.count > most ? " và \(first.waiting.count - most) đối tượng khác" : ""
    throw RoundRefusal.earlierFirst(
      first.words.first, then: first.words.then,
      waiting: first.waiting.prefix(most).map { names[$0.id] ?? "" }.joined(separator: ", ") + more,
      of: names[first.subject.id] ?? "")
  }

  /// Who holds a post at the organisation whose title begins with one of the words.
  private func heads(of base: ID<Organisation>, _ titles: [String]) throws -> Set<ID<Member>> {
    let begins = titles.map { Array(VietnameseText.fold($0).utf8) }
    return Set(
      try session.appointments(at: base, asOf: AsOf(today)).filter { held in
        let title = Array(VietnameseText.fold(held.title).utf8)
        return begins.contains { title.starts(with: $0) }
      }.map(\.member))
  }
}

extension Session {
  /// Those of some subjects of a round whose turn to be decided has not come, if all of `deciding` were decided now.
  package func outOfOrder(
    _ subjects: [ReviewSubject], deciding: Set<ID<ReviewSubject>>, in round: Round,
    _ procedure: RoundProcedure,
    today: Day
  ) throws -> [GradingOrder.Blocked] {
    try GradingOrder(session: self, round: round, procedure: procedure, today: today)
      .blocked(subjects, deciding: deciding)
  }
}

extension RoundProcedure {
  /// The kinds of subjects in the order in which they can be decided: none before one it waits for.
  package var decidingOrder: [ReviewSubject.Entity] {
    var rest: [ReviewSubject.Entity] = [.collective, .member, .cell, .base]
    var placed: [ReviewSubject.Entity] = []
    while let next = rest.firstIndex(where: { kind in
      !order.contains { $0.then == kind && $0.first != kind && rest.contains($0.first) }
    }) {
      placed.append(rest.remove(at: next))
    }
    return placed + rest
  }
}
