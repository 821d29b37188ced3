import Basics
import Registry
import Schema
import Storage

/// Results — kết quả xếp loại: how many subjects of one kind got each grade of a year, over the whole tree of organisations.
///
/// A subject of a round counts where the round's list has it, one graded without a round where it stood on the last day of the
/// year; a merger years later changes nothing.
package struct ReviewResults: Sendable {
  /// One grade of the year's scale, one outcome outside it, or what is still to be decided.
  package struct Column: Sendable, Hashable {
    package enum Kind: Sendable, Hashable { case grade, outside, undecided }
    package var id: String
    package var kind: Kind
  }

  package struct Place: Sendable {
    package var state: OrganisationState
    /// The rows of everything below, this one first.
    package var span: Range<Int>
    package var parent: Int?
  }

  package let year: Int
  package let entity: ReviewSubject.Entity
  package let columns: [Column]
  /// In the order of the tree, an organisation before those below it.
  package let places: [Place]
  /// By place and column, what stands directly there.
  private let own: [[Int]]
  private let rows: [ID<Organisation>: Int]
  /// What is hidden from who looks from above: down to grassroots organisations, by place and column.
  private let hidden: [Int: [Bool]]

  package func place(of organisation: ID<Organisation>) -> Int? { rows[organisation] }

  /// The counts of a place and all below it.
  package func counts(at place: Int) -> [Int] {
    guard places.indices.contains(place) else { return columns.map { _ in 0 } }
    return places[place].span.reduce(into: columns.map { _ in 0 }) { sum, row in
      for column in sum.indices { sum[column] += own[row][column] }
    }
  }

  /// What stands at a place itself, without what is below it.
  package func ownCounts(at place: Int) -> [Int] {
    own.indices.contains(place) ? own[place] : columns.map { _ in 0 }
  }

  /// The counts of a place itself as who looks from above may know them: of people none.
  package func shownFromAbove(_ own: [Int]) -> [Int?] {
    entity == .member ? own.map { _ in nil } : own
  }

  /// The same as who looks from above may know it: `nil` where a count is hidden, nothing below grassroots organisations.
  package func shownFromAbove(at place: Int) -> [Int?] {
    let counts = counts(at: place)
    guard entity == .member else { return counts }
    guard let hidden = hidden[place] else { return counts.map { _ in nil } }
    return zip(counts, hidden).map { $1 ? nil : $0 }
  }

  /// The places directly below one.
  package func below(_ place: Int) -> [Int] {
    guard places.indices.contains(place) else { return [] }
    return places[place].span.filter { places[$0].parent == place }
  }

  init(
    year: Int, entity: ReviewSubject.Entity, columns: [Column], states: [OrganisationState],
    counts: [ID<Organisation>: [String: Int]]
  ) {
    (self.year, self.entity, self.columns) = (year, entity, columns)
    let tree = Self.inOrder(states)
    places = tree
    rows = Dictionary(
      tree.enumerated().map { ($0.element.state.organisation, $0.offset) }, uniquingKeysWith: { a, _ in a })
    let own = tree.map { place in
      columns.map { counts[place.state.organisation]?[$0.id] ?? 0 }
    }
    self.own = own
    hidden = entity == .member ? Self.hidden(tree, own, columns) : [:]
  }

  private static func inOrder(_ states: [OrganisationState]) -> [Place] {
    let known = Set(states.map(\.organisation))
    var below: [ID<Organisation>: [OrganisationState]] = [:]
    var tops: [OrganisationState] = []
    for state in states {
      if let parent = state.parent, known.contains(parent) {
        below[parent, default: []].append(state)
      } else {
        tops.append(state)
      }
    }
    var places: [Place] = []
    func add(_ state: OrganisationState, _ parent: Int?, _ depth: Int) {
      let row = places.count
      places.append(Place(state: state, span: row..<row + 1, parent: parent))
      if depth < 64 { for child in below[state.organisation] ?? [] { add(child, row, depth + 1) } }
      places[row].span = row..<places.count
    }
    for top in tops { add(top, nil, 0) }
    return places
  }

  /// From the top down to grassroots organisations: within one of them its own leadership sees everybody anyway.
  private static func hidden(_ places: [Place], _ own: [[Int]], _ columns: [Column]) -> [Int: [Bool]] {
    // What is not decided yet tells nothing about anybody.
    let told = columns.indices.filter { columns[$0].kind != .undecided }
    var (rows, parents, counts): ([Int], [Int?], [[Int]]) = ([], [], [])
    var number: [Int: Int] = [:]
    var inside = 0
    for (row, place) in places.enumerated() where row >= inside {
      let isLast = place.state.kind.isGrassroots || place.state.kind.isCell
      let summed = isLast ? place.span : row..<row + 1
      if isLast { inside = place.span.upperBound }
      number[row] = rows.count
      rows.append(row)
      parents.append(place.parent.flatMap { number[$0] })
      counts.append(told.map { column in summed.reduce(0) { $0 + own[$1][column] } })
    }
    for row in counts.indices.reversed() {
      guard let parent = parents[row] else { continue }
      for column in told.indices { counts[parent][column] += counts[row][column] }
    }
    let found = HiddenCounts(parents: parents, counts: counts).isHidden
    var hidden: [Int: [Bool]] = [:]
    for (row, flags) in zip(rows, found) {
      var all = columns.map { _ in false }
      for (column, flag) in zip(told, flags) { all[column] = flag }
      hidden[row] = all
    }
    return hidden
  }
}

extension Session {
  /// The years in which anything of a kind was graded or stood in a round, the latest first.
  package func resultYears() throws -> [Int] {
    try all(
      """
      SELECT r.year FROM review_round r WHERE r.quarter = 0 AND \(Round.stands) UNION SELECT g.year FROM grading g
      WHERE g.withdrawn_by = \(Schema.stillBelieved) ORDER BY 1 DESC
      """
    ) { try $0.int(0) }
  }

  /// The results of a year for one kind of subject. Found anew only when the history has moved.
  package func reviewResults(
    of year: Int, _ entity: ReviewSubject.Entity, scales: GradeScales, today: Day
  ) throws -> ReviewResults {
    let question = ResultsQuestion(year: year, entity: entity, today: today)
    guard let recollection else { return try readResults(question, scales) }
    return try recollection.answer(question, at: { try self.historyHead().hash }) {
      try readResults(question, scales)
    }
  }

  private func readResults(_ asked: ResultsQuestion, _ scales: GradeScales) throws -> ReviewResults {
    let end = min(Grading.lastDay(of: asked.year), asked.today)
    let frozen = try first(
      """
      SELECT max(r.population_on) FROM review_round r WHERE r.year = \(asked.year) AND r.quarter = 0
        AND \(Round.stands)
      """
    ) { try $0.ifDay(0) }
    let asOf = AsOf((frozen ?? nil).map { min($0, asked.today) } ?? end)
    let states = try children(of: nil, asOf: asOf).flatMap {
      try subtree(of: $0.organisation, asOf: asOf)
    }
    var counts = try roundCounts(asked)
    for (place, grades) in try gradedOutsideRounds(asked) {
      counts[place, default: [:]].merge(grades, uniquingKeysWith: +)
    }
    try moveToTree(&counts, Set(states.map(\.organisation)), asOf)
    let used = Set(counts.values.flatMap(\.keys))
    let scale = scales.scale(of: asked.year, asked.entity.subjects)
    let grades = scale?.grades.map(\.code) ?? []
    let outside = used.subtracting(grades).subtracting([ResultsQuestion.undecided]).sorted()
    var columns = (grades + outside).map {
      ReviewResults.Column(id: $0, kind: grades.contains($0) ? .grade : .outside)
    }
    if used.contains(ResultsQuestion.undecided) {
      columns.append(.init(id: ResultsQuestion.undecided, kind: .undecided))
    }
    return ReviewResults(
      year: asked.year, entity: asked.entity, columns: columns, states: states, counts: counts)
  }

  /// Whoever stands in a round of the year: the grade decided, an outcome outside the scale, or nothing yet.
  private func roundCounts(_ asked: ResultsQuestion) throws -> [ID<Organisation>: [String: Int]] {
    var counts: [ID<Organisation>: [String: Int]] = [:]
    try query(
      """
      SELECT u.organisation_id, g.grade, u.treatment, count(*) FROM review_subject u
      LEFT JOIN review_grade g ON g.subject_id = u.id AND g.step = 'decided'
        AND g.withdrawn_by = \(Schema.stillBelieved)
      WHERE u.year = \(asked.year) AND u.quarter = 0 AND u.entity = \(asked.entity)
      GROUP BY u.organisation_id, g.grade, u.treatment
      """
    ) { row in
      let treatment = ReviewSubject.Treatment(try row.text(2))
      let result = try row.ifText(1) ?? (treatment.isGraded ? ResultsQuestion.undecided : treatment.id)
      counts[try row.id(0), default: [:]][result, default: 0] += try row.int(3)
    }
    return counts
  }

  /// Gradings of the year that were recorded without a round.
  private func gradedOutsideRounds(_ asked: ResultsQuestion) throws -> [ID<Organisation>: [String: Int]] {
    let end = Grading.lastDay(of: asked.year)
    let place: SQL = "(CASE WHEN g.graded_on < \(end) THEN g.graded_on ELSE \(end) END)"
    let from: SQL
    switch asked.entity {
    case .collective: return [:]
    case .member:
      from = """
        SELECT m.organisation_id, g.grade, count(*) FROM grading g
        JOIN membership m ON m.member_id = g.member_id AND m.kind = 'official' AND m.effective_from <= \(place)
          AND m.effective_to > \(place) AND m.withdrawn_by = \(Schema.stillBelieved)
        WHERE g.year = \(asked.year) AND g.withdrawn_by = \(Schema.stillBelieved) AND NOT EXISTS (
          SELECT 1 FROM review_subject u WHERE u.member_id = g.member_id AND u.year = g.year AND u.quarter = 0)
        GROUP BY m.organisation_id, g.grade
        """
    case .cell, .base:
      let kinds = Organisation.Kind.allCases.filter { $0.isCell == (asked.entity == .cell) }
      from = """
        SELECT s.organisation_id, g.grade, count(*) FROM grading g
        JOIN organisation_state s ON s.organisation_id = g.organisation_id AND s.effective_from <= \(place)
          AND s.effective_to > \(place) AND s.withdrawn_by = \(Schema.stillBelieved) AND s.kind IN \(list: kinds)
        WHERE g.year = \(asked.year) AND g.withdrawn_by = \(Schema.stillBelieved) AND NOT EXISTS (
          SELECT 1 FROM review_subject u WHERE u.organisation_id = g.organisation_id AND u.member_id IS NULL
            AND u.year = g.year AND u.quarter = 0)
        GROUP BY s.organisation_id, g.grade
        """
    }
    var counts: [ID<Organisation>: [String: Int]] = [:]
    try query(from) { counts[try $0.id(0), default: [:]][try $0.text(1), default: 0] += try $0.int(2) }
    return counts
  }

  /// A place that is not in the tree of the day counts with the nearest superior it last had there.
  private func moveToTree(
    _ counts: inout [ID<Organisation>: [String: Int]], _ known: Set<ID<Organisation>>, _ asOf: AsOf
  ) throws {
    for (place, grades) in counts where !known.contains(place) {
      var at: ID<Organisation>? = place
      for _ in 0..<64 {
        guard let here = at, !known.contains(here) else { break }
        at = try organisationNear(here, asOf: asOf)?.parent
      }
      counts[place] = nil
      if let at { counts[at, default: [:]].merge(grades, uniquingKeysWith: +) }
    }
  }
}

private struct ResultsQuestion: Hashable {
  static let undecided = "undecided"
  var year: Int
  var entity: ReviewSubject.Entity
  var today: Day
}

extension ReviewSubject.Entity {
  /// Under which scale a kind of subject is graded.
  package var subjects: GradeScale.Subjects {
    switch self {
    case .member: .members
    case .collective: .collectives
    case .cell, .base: .organisations
    }
  }
}
