import Basics
import Registry
import Reviews
import Schema
import Storage

extension Session {
  package func concern(_ id: ID<Concern>) throws -> ConcernStory? {
    try stories("c.concern_id = \(id)").first
  }

  /// The matters a cell keeps, the latest first.
  package func concerns(of organisation: ID<Organisation>) throws -> [ConcernStory] {
    try stories("c.organisation_id = \(organisation)")
  }

  /// What was passed on to an organisation, or to what has become part of it as a whole; the latest first.
  package func concernsPassedOn(to organisation: ID<Organisation>, on day: Day) throws -> [ConcernStory] {
    let asked = try [organisation] + wholeOrigins(of: organisation, on: day)
    return try stories(
      """
      c.concern_id IN (SELECT p.concern_id FROM concern_step p WHERE p.body_id IN \(list: asked)
        AND p.kind = \(ConcernStep.Kind.passedOn) AND p.withdrawn_by = \(Schema.stillBelieved))
      """)
  }

  /// Closed before a day, and their words still there.
  func concernsClosed(before day: Day) throws -> [ConcernStory] {
    try stories(
      """
      c.concern_id IN (SELECT p.concern_id FROM concern_step p WHERE p.kind = \(ConcernStep.Kind.closed)
        AND p.taken_on < \(day) AND p.withdrawn_by = \(Schema.stillBelieved))
        AND NOT EXISTS (SELECT 1 FROM concern_erasure e WHERE e.concern_id = c.concern_id)
      """)
  }

  private func stories(_ condition: SQL) throws -> [ConcernStory] {
    let concerns = try all(
      """
      SELECT \(Concern.list) FROM concern c WHERE c.withdrawn_by = \(Schema.stillBelieved) AND \(condition)
      ORDER BY c.heard_on DESC, c.concern_id DESC
      """
    ) { try Concern.read($0) }
    guard !concerns.isEmpty else { return [] }
    var steps: [ID<Concern>: [ConcernStep]] = [:]
    var erased: Set<ID<Concern>> = []
    for start in stride(from: 0, to: concerns.count, by: 500) {
      let ids = concerns[start..<min(start + 500, concerns.count)].map(\.concern)
      let found = try all(
        """
        SELECT \(ConcernStep.list) FROM concern_step s
        WHERE s.concern_id IN \(list: ids) AND s.withdrawn_by = \(Schema.stillBelieved)
        ORDER BY s.taken_on, s.recorded_by, s.id
        """
      ) { try ConcernStep.read($0) }
      for step in found { steps[step.concern, default: []].append(step) }
      erased.formUnion(
        try all("SELECT concern_id FROM concern_erasure WHERE concern_id IN \(list: ids)") { try $0.id(0) })
    }
    return concerns.map {
      ConcernStory(concern: $0, steps: steps[$0.concern] ?? [], isErased: erased.contains($0.concern))
    }
  }

  /// Whether an account is of a member of the cell, or of one who lives with it.
  package func belongs(_ actor: Actor, to organisation: ID<Organisation>, on day: Day) throws -> Bool {
    try ownCells(of: actor, on: day).contains(organisation)
  }

  /// The cell an account's own member belongs to, and the one they live with.
  package func ownCells(of actor: Actor, on day: Day) throws -> [ID<Organisation>] {
    guard let member = try ownMember(of: actor) else { return [] }
    return try all(
      """
      SELECT m.organisation_id FROM membership m WHERE m.member_id = \(member) AND \(AsOf(day).holds("m"))
      ORDER BY m.kind, m.organisation_id
      """
    ) { try $0.id(0) }
  }

  /// Whether a matter is an actor's to read: their grassroots organisation's, passed on to where they work, or of their own cell.
  package func mayRead(_ story: ConcernStory, _ actor: Actor, at moment: Moment) throws -> Bool {
    if try concernRights(of: actor, on: story, at: moment).contains(.viewConcerns) { return true }
    for body in story.steps.filter({ $0.kind == .passedOn }).compactMap(\.body)
    where try rights(of: actor, on: body, at: moment).contains(.viewConcerns) {
      return true
    }
    return try keepers(of: story.concern, on: moment.day).contains {
      try belongs(actor, to: $0, on: moment.day)
    }
  }
}

/// How many matters each organisation of a tree has, by topic, down to grassroots organisations. How many in all is told; counts
/// by topic so small that they could point at somebody are hidden, and what they could be found from, over the whole tree at once. Within a grassroots organisation nothing is hidden from those who
/// read the matters themselves.
package struct ConcernCounts: Sendable {
  package struct Line: Sendable {
    package var organisation: ID<Organisation>
    package var name: String
    /// By topic; nil where it is not told.
    package var counts: [Int?]
    package var total: Int?
  }
  package var own: Line
  package var units: [Line]

  /// - Parameters:
  ///   - period: by the day a matter was heard.
  ///   - isNear: whether whoever asks reads the matters themselves; from further above a grassroots organisation is one, and its
  ///     parts are not told.
  package init(
    of organisation: ID<Organisation>, topics: [String], in period: Period, isNear: Bool, asOf: AsOf,
    session: any Session
  ) throws {
    let found: [(ID<Organisation>, String, Int)] = try session.all(
      """
      SELECT c.organisation_id, c.topic, count(*) FROM concern c
      WHERE c.withdrawn_by = \(Schema.stillBelieved) AND c.heard_on >= \(period.from) AND c.heard_on < \(period.to)
      GROUP BY c.organisation_id, c.topic
      """
    ) { (try $0.id(0), try $0.text(1), try $0.int(2)) }
    // Every organisation above a cell that has one, and the units of the one asked for; a row stands after the one above it.
    var paths: [[OrganisationState]] = []
    var stood: [ID<Organisation>: ID<Organisation>] = [:]
    for cell in Set(found.map(\.0)).sorted() {
      guard let place = try session.countedAt(cell, asOf: asOf),
        let state = try session.organisation(place, asOf: asOf)
      else { continue }
      stood[cell] = place
      paths.append(try session.superiors(of: place, asOf: asOf) + [state])
    }
    let kind = try session.organisation(organisation, asOf: asOf)?.kind
    let isWithin = isNear && kind?.isWithinGrassroots ?? false
    if let state = try session.organisation(organisation, asOf: asOf) {
      let above = try session.superiors(of: organisation, asOf: asOf) + [state]
      let below = try session.children(of: organisation, asOf: asOf)
      paths.append(above)
      paths += below.map { above + [$0] }
    }
    var rows: [(state: OrganisationState, parent: Int?)] = []
    var places: [ID<Organisation>: Int] = [:]
    for path in paths {
      var parent: Int?
      for state in path {
        // From above, a grassroots organisation is one.
        if !isWithin, let above = parent, rows[above].state.kind.isWithinGrassroots { break }
        if let place = places[state.organisation] {
          parent = place
          continue
        }
        places[state.organisation] = rows.count
        rows.append((state, parent))
        parent = rows.count - 1
      }
    }
    var counts = [[Int]](repeating: [Int](repeating: 0, count: topics.count), count: rows.count)
    for (cell, topic, count) in found {
      guard let column = topics.firstIndex(of: topic), let at = stood[cell] else { continue }
      var row = try session.superiors(of: at, asOf: asOf).map(\.organisation).reversed()
        .reduce(places[at]) { $0 ?? places[$1] }
      while let here = row {
        counts[here][column] += count
        row = rows[here].parent
      }
    }
    let hidden =
      isWithin ? [] : HiddenCounts(parents: rows.map(\.parent), counts: counts).isHidden
    func line(_ row: Int) -> Line {
      let isHidden = hidden.indices.contains(row) ? hidden[row] : []
      let total = counts[row].reduce(0, +)
      return Line(
        organisation: rows[row].state.organisation, name: rows[row].state.name,
        counts: topics.indices.map { isHidden.indices.contains($0) && isHidden[$0] ? nil : counts[row][$0] },
        total: total)
    }
    // From above, what lies within a grassroots organisation has no line of its own.
    guard let top = places[organisation] else {
      own = Line(
        organisation: organisation, name: "", counts: topics.map { _ in nil }, total: nil)
      units = []
      return
    }
    own = line(top)
    units = rows.indices.filter { rows[$0].parent == top }.map(line)
  }
}
