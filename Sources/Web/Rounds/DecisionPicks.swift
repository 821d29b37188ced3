import Basics
import Registry
import Reviews

/// What can be chosen beforehand of the rows of one page: as appraised or proposed, as far as it could be recorded together as
/// it stands. Why a row is left out is told at the row.
struct DecisionPicks: Sendable {
  var grades: [ID<ReviewSubject>: String] = [:]
  var reasons: [ID<ReviewSubject>: String] = [:]
}

extension RoundSheet.Line {
  /// What those who wait were given last: by the appraisal, else as proposed.
  var given: String? { (grades[.appraised] ?? grades[.proposed])?.grade }
}

extension Visit {
  /// - Parameters:
  ///   - shown: the rows of the page, in the order in which they can be decided.
  ///   - all: everybody who waits: who shares a quota with those of other pages is chosen by people.
  func decisionPicks(
    _ shown: [RoundSheet.Line], of all: [RoundSheet.Line], _ place: RoundPlace, _ computed: ReviewSheet?
  ) async throws -> DecisionPicks {
    var picks = DecisionPicks(
      grades: Dictionary(
        shown.compactMap { line in line.given.map { (line.subject.id, $0) } }, uniquingKeysWith: { a, _ in a }
      ))
    let (system, actor, today) = (system, actor, today)
    let subjects = shown.map(\.subject)
    let (own, complained) = try await system.read { session throws in
      (
        try session.ownMember(of: actor),
        try Set(
          Set(subjects.map(\.organisation)).sorted().flatMap { unit in
            try session.unsettledComplaints(at: unit, in: place.round.id).filter { !$0.isAnswered }
          }.map(\.subject))
      )
    }
    func drop(_ id: ID<ReviewSubject>, _ reason: String) {
      picks.grades[id] = nil
      picks.reasons[id] = reason
    }
    for subject in subjects {
      if own != nil, own == subject.member {
        drop(subject.id, "Kết quả của chính bạn: người khác có thẩm quyền quyết định.")
      } else if complained.contains(subject.id) {
        drop(subject.id, "Có đơn chưa trả lời: trả lời rồi mới quyết định được.")
      }
    }
    let given = Dictionary(
      all.compactMap { line in line.given.map { (line.subject.key, $0) } }, uniquingKeysWith: { a, _ in a })
    // Each round takes somebody out, and so makes others wait: it ends.
    var isStable = false
    while !isStable {
      isStable = true
      let chosen = Dictionary(
        subjects.compactMap { subject in picks.grades[subject.id].map { (subject.key, $0) } },
        uniquingKeysWith: { a, _ in a })
      for quota in (computed?.quotaStandings(deciding: given) ?? [])
        + (computed?.quotaStandings(deciding: chosen) ?? []) where quota.granted > quota.allowed
      {
        for subject in subjects
        where quota.subjects.contains(subject.key) && picks.grades[subject.id] == quota.grade {
          drop(
            subject.id,
            "Đề nghị vượt \(quota.title): được \(quota.allowed), cấp quyết định chọn ai giữ mức này.")
          isStable = false
        }
      }
      let deciding = Set(picks.grades.keys)
      let blocked = try await system.read { session throws in
        let found = try session.outOfOrder(
          subjects, deciding: deciding, in: place.round, place.procedure, today: place.seenOn)
        return try found.map { block in
          let names = try session.paperNames(of: block.waiting.prefix(3).map(\.id), on: today)
          let told = block.waiting.prefix(3).map { names[$0.id] ?? "" }.joined(separator: ", ")
          let more = block.waiting.count > 3 ? " và \(block.waiting.count - 3) đối tượng khác" : ""
          return (
            id: block.subject.id,
            words: "Chưa đến lượt: phải quyết định \(block.words.first) trước (\(told)\(more))."
          )
        }
      }
      for block in blocked where picks.reasons[block.id] == nil {
        if picks.grades[block.id] != nil { isStable = false }
        drop(block.id, block.words)
      }
    }
    return picks
  }
}
