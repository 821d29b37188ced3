import Basics
import Registry
import Storage

/// The order of grading: lower before higher, a collective before its head. Whoever is decided in the same act counts as
/// decided before.
/// - Basis: Quy định 366-QĐ/TW, Điều 12.2; of each guidance its own (`Content/Reviews/procedures.yaml`, `order`).
struct GradingOrder {
  let work: RoundWork
  let deciding: Set<ID<ReviewSubject>>

  init(_ work: RoundWork, deciding: Set<ID<ReviewSubject>>) { (self.work, self.deciding) = (work, deciding) }

  func require() throws {
    for (base, subjects) in Dictionary(grouping: work.subjects, by: \.base) {
      let rules = work.procedure.order.filter { rule in subjects.contains { $0.entity == rule.then } }
      guard !rules.isEmpty else { continue }
      let session = work.register.session
      let gone = Set(
        try session.leftEntries(of: work.round, within: base, today: work.register.today).map(\.subject.id))
      let all = try session.reviewSubjects(inBase: base, work.round.period).filter {
        $0.round == work.round.id && $0.treatment.isGraded && !gone.contains($0.id)
      }
      let decided = Set(
        try session.reviewGrades(inBase: base, work.round.period).filter { $0.step == .decided }.map(
          \.subject)
      ).union(deciding)
      for rule in rules {
        let waiting = all.filter { $0.entity == rule.first && !decided.contains($0.id) }
        // A head waits for the collective they lead, not for others'.
        var led: Set<ID<Member>> = []
        if let titles = rule.heads {
          for place in Set(waiting.map(\.organisation)) { led.formUnion(try heads(of: place, titles)) }
        }
        for subject in subjects where subject.entity == rule.then {
          if rule.heads != nil, !(subject.member.map { led.contains($0) } ?? false) { continue }
          let isOpen = waiting.contains { other in
            rule.then != .cell || other.organisation == subject.organisation
          }
          if isOpen {
            throw RoundRefusal.earlierFirst(
              words(rule.first, subject), then: words(rule.then, subject, rule.heads != nil))
          }
        }
      }
    }
  }

  /// Who holds a post at the organisation whose title begins with one of the words.
  private func heads(of base: ID<Organisation>, _ titles: [String]) throws -> Set<ID<Member>> {
    let begins = titles.map { Array(VietnameseText.fold($0).utf8) }
    return Set(
      try work.register.session.appointments(at: base, asOf: work.register.asOf).filter { held in
        let title = Array(VietnameseText.fold(held.title).utf8)
        return begins.contains { title.starts(with: $0) }
      }.map(\.member))
  }

  private func words(_ entity: ReviewSubject.Entity, _ subject: ReviewSubject, _ isHead: Bool = false)
    -> String
  {
    switch entity {
    case .member:
      isHead ? "người đứng đầu" : subject.entity == .cell ? "mọi đảng viên của chi bộ" : "đảng viên"
    case .collective: "tập thể lãnh đạo"
    case .cell: subject.entity == .cell ? "chi bộ" : "mọi chi bộ"
    case .base: "đảng bộ cơ sở"
    }
  }
}
