import Basics
import Schema
import Storage

extension Session {
  /// Files of prospects by a condition on `s`, their state; as they stand on a day.
  func prospectFiles(where condition: SQL, on day: Day) throws -> [ProspectFile] {
    var files = try all(
      """
      SELECT s.id, s.prospect_id, s.organisation_id, s.name, s.sex, s.born_on, s.occupation, s.union_kind, s.listed_on,
        CASE WHEN e.prospect_id IS NULL THEN 0 ELSE 1 END
      FROM prospect_state s LEFT JOIN prospect_erasure e ON e.prospect_id = s.prospect_id
      WHERE \(condition) AND s.withdrawn_by = \(Schema.stillBelieved) ORDER BY s.name_order, s.prospect_id
      """
    ) { row -> ProspectFile in
      var file = ProspectFile(
        state: ProspectState(
          id: Int64(try row.int(0)), prospect: try row.id(1), organisation: try row.id(2),
          person: ProspectRecord(
            name: try row.text(3), sex: try row.choice(4), bornOn: try row.ifDay(5),
            occupation: try row.text(6), union: try row.choice(7)),
          listedOn: try row.day(8)),
        place: try row.id(2), cellName: "", day: day)
      file.isErased = try row.bool(9)
      return file
    }
    guard !files.isEmpty else { return [] }
    let ids = files.map(\.prospect)
    let (ties, papers) = (try prospectTies(of: ids, on: day), try prospectPapers(of: ids))
    let steps = try prospectSteps(of: ids)
    let documents = try documentKeys(steps.values.flatMap { $0.compactMap(\.decision) })
    let admitted = try admittedMembers(steps.values.flatMap { $0.compactMap(\.member) }, on: day)
    let heirs = try wholeHeirs(until: day)
    var names: [ID<Organisation>: String] = [:]
    for index in files.indices {
      let id = files[index].prospect
      files[index].ties = ties[id] ?? []
      files[index].papers = papers[id] ?? []
      files[index].steps = steps[id] ?? []
      files[index].admitted = files[index].steps.last { $0.member != nil && $0.day <= day }?.member.flatMap {
        admitted[$0]
      }
      let listed = files[index].state.organisation
      let cell = files[index].admitted?.place ?? heirs.heir(of: listed)
      files[index].place = cell
      if names[cell] == nil { names[cell] = try organisationNear(cell, asOf: AsOf(day))?.name ?? "" }
      files[index].cellName = names[cell] ?? ""
      for step in files[index].steps {
        if let decision = step.decision { files[index].documents[decision] = documents[decision] }
      }
    }
    return files
  }

  package func prospectFile(_ id: ID<Prospect>, on day: Day) throws -> ProspectFile? {
    try prospectFiles(where: "s.prospect_id = \(id)", on: day).first
  }

  /// All of an organisation and of what has become part of it, by given name; whoever is a member stands where they belong.
  package func prospectFiles(in organisation: ID<Organisation>, on day: Day) throws -> [ProspectFile] {
    let asOf = AsOf(day)
    let reach: SQL = reachSQL(from: [organisation], on: day)
    let membership: SQL = """
      SELECT m.organisation_id FROM prospect_step t
      JOIN membership m ON m.member_id = t.member_id AND m.kind = 'official' AND \(asOf.holds("m"))
      WHERE t.prospect_id = s.prospect_id AND t.withdrawn_by = \(Schema.stillBelieved) AND t.happened_on <= \(day)
      """
    return try prospectFiles(
      where: """
        (EXISTS (SELECT 1 FROM (\(membership)) x WHERE x.organisation_id IN (\(reach)))
          OR (s.organisation_id IN (\(reach)) AND NOT EXISTS (\(membership))))
        """, on: day)
  }

  /// The cell that acts on a day: the one that listed them while there was one, where a member belongs else.
  package func cell(of file: ProspectFile, on day: Day) throws -> ID<Organisation> {
    let listed = file.state.organisation
    guard file.admitted == nil, try organisation(listed, asOf: AsOf(day)) != nil else { return file.place }
    return listed
  }

  /// Those whom a member helps or introduces on a day.
  package func prospectFiles(helpedBy member: ID<Member>, on day: Day) throws -> [ProspectFile] {
    try prospectFiles(
      where: """
        s.prospect_id IN (SELECT t.prospect_id FROM prospect_tie t WHERE t.member_id = \(member)
          AND t.withdrawn_by = \(Schema.stillBelieved) AND t.effective_from <= \(day) AND t.effective_to > \(day))
        """, on: day)
  }

  /// The file that led to a member.
  package func prospectFile(of member: ID<Member>, on day: Day) throws -> ProspectFile? {
    try prospectFiles(
      where: """
        s.prospect_id IN (SELECT t.prospect_id FROM prospect_step t
          WHERE t.member_id = \(member) AND t.withdrawn_by = \(Schema.stillBelieved))
        """, on: day
    ).first
  }

  /// Those considered no longer whose names may be kept no more.
  package func prospectsOver(on day: Day, _ rules: DevelopmentRules) throws -> [ID<Prospect>] {
    try prospectFiles(
      where: """
        e.prospect_id IS NULL AND s.prospect_id IN (SELECT t.prospect_id FROM prospect_step t
          WHERE t.kind IN ('stopped', 'cancelled') AND t.withdrawn_by = \(Schema.stillBelieved))
        """, on: day
    ).filter { $0.keptUntil(rules).map { $0 <= day } ?? false }.map(\.prospect)
  }

  /// Within reach, by words of the name with or without marks; whoever has become a member is found among the members.
  package func searchProspects(_ text: String, for actor: Actor, at moment: Moment, limit: Int) throws
    -> [ProspectFile]
  {
    let words = VietnameseText.fold(text).split(separator: " ").prefix(8).map(String.init)
    guard !words.isEmpty else { return [] }
    let reach = try reach(of: actor, with: .viewDevelopment, at: moment)
    if let reach, reach.isEmpty { return [] }
    var named: SQL = "1 = 1"
    for word in words { named += " AND ' ' || s.name_fold LIKE \("% \(word)%")" }
    let found = try all(
      """
      SELECT s.prospect_id, s.organisation_id FROM prospect_state s
      WHERE \(named) AND s.withdrawn_by = \(Schema.stillBelieved) AND NOT EXISTS (SELECT 1 FROM prospect_step t
        WHERE t.prospect_id = s.prospect_id AND t.member_id IS NOT NULL AND t.withdrawn_by = \(Schema.stillBelieved))
      ORDER BY s.name_order, s.prospect_id
      """
    ) { (try $0.id(0, Prospect.self), try $0.id(1, Organisation.self)) }
    let seen = found.filter { reach?.contains($0.1) ?? true }.prefix(limit).map(\.0)
    guard !seen.isEmpty else { return [] }
    return try prospectFiles(where: "s.prospect_id IN \(list: Array(seen))", on: moment.day)
      .filter { !$0.isErased }
  }

  // MARK: Parts of a file

  private func prospectTies(of ids: [ID<Prospect>], on day: Day) throws -> [ID<Prospect>: [ProspectFile.Tie]]
  {
    let asOf = AsOf(day)
    var found: [ID<Prospect>: [ProspectFile.Tie]] = [:]
    try query(
      """
      SELECT t.id, t.prospect_id, t.member_id, t.role, t.effective_from, t.effective_to, s.name, s.official_on,
        m.organisation_id, m.effective_from
      FROM prospect_tie t
      LEFT JOIN member_state s ON s.member_id = t.member_id AND \(asOf.holds("s"))
      LEFT JOIN membership m ON m.member_id = t.member_id AND m.kind = 'official' AND \(asOf.holds("m"))
      WHERE t.prospect_id IN \(list: ids) AND t.withdrawn_by = \(Schema.stillBelieved)
      ORDER BY t.effective_from, t.id
      """
    ) { row in
      let tie = ProspectTie(
        id: Int64(try row.int(0)), prospect: try row.id(1), member: try row.id(2), role: try row.choice(3),
        period: Period(from: try row.day(4), to: try row.day(5)))
      found[tie.prospect, default: []].append(
        ProspectFile.Tie(
          tie: tie, name: try row.ifText(6) ?? "", isOfficial: try row.ifDay(7).map { $0 <= day } ?? false,
          place: try row.ifID(8), since: try row.ifDay(9)))
    }
    return found
  }

  private func prospectPapers(of ids: [ID<Prospect>]) throws -> [ID<Prospect>: [ProspectPaper]] {
    let papers = try all(
      """
      SELECT id, prospect_id, paper, issued_on, kept_at FROM prospect_paper
      WHERE prospect_id IN \(list: ids) AND withdrawn_by = \(Schema.stillBelieved) ORDER BY id
      """
    ) {
      ProspectPaper(
        id: Int64(try $0.int(0)), prospect: try $0.id(1), paper: try $0.text(2), issuedOn: try $0.ifDay(3),
        keptAt: try $0.text(4))
    }
    return Dictionary(grouping: papers, by: \.prospect)
  }

  private func prospectSteps(of ids: [ID<Prospect>]) throws -> [ID<Prospect>: [ProspectStep]] {
    let steps = try all(
      """
      SELECT id, prospect_id, kind, happened_on, base, needed, in_favour, against, is_carried, number, member_id,
        decision_id, reason
      FROM prospect_step WHERE prospect_id IN \(list: ids) AND withdrawn_by = \(Schema.stillBelieved)
      ORDER BY happened_on, id
      """
    ) { try ProspectStep.read($0) }
    return Dictionary(grouping: steps, by: \.prospect)
  }

  private func documentKeys(_ ids: [ID<Decision>]) throws -> [ID<Decision>: DocumentKey] {
    guard !ids.isEmpty else { return [:] }
    let decisions = try all(
      """
      SELECT id, type, number, issuer, issued_on, subject, note FROM decision
      WHERE id IN \(list: Array(Set(ids)).sorted()) ORDER BY id
      """
    ) { try Decision.read($0) }
    return Dictionary(decisions.map { ($0.id, $0.key) }, uniquingKeysWith: { first, _ in first })
  }

  private func admittedMembers(_ ids: [ID<Member>], on day: Day) throws -> [ID<Member>: ProspectFile.Admitted]
  {
    guard !ids.isEmpty else { return [:] }
    let asOf = AsOf(day)
    let members = try all(
      """
      SELECT s.member_id, s.admitted_on, s.official_on,
        (SELECT min(e.effective_on) FROM membership_end e
          WHERE e.member_id = s.member_id AND e.withdrawn_by = \(Schema.stillBelieved)),
        (SELECT min(m.organisation_id) FROM membership m
          WHERE m.member_id = s.member_id AND m.kind = 'official' AND \(asOf.holds("m")))
      FROM member_state s WHERE s.member_id IN \(list: Array(Set(ids)).sorted()) AND \(asOf.holds("s"))
      ORDER BY s.member_id
      """
    ) {
      ProspectFile.Admitted(
        member: try $0.id(0), admittedOn: try $0.ifDay(1), officialOn: try $0.ifDay(2),
        leftOn: try $0.ifDay(3), place: try $0.ifID(4))
    }
    return Dictionary(members.map { ($0.member, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

/// A probationary member whom no file follows: written down from a roster, or by hand.
package struct Probationer: Sendable, Hashable {
  package var member: ID<Member>
  package var name: String
  package var cell: ID<Organisation>
  package var cellName: String
  package var admittedOn: Day
}

extension Session {
  /// Probationary members below an organisation who came in without a file, the earliest admitted first.
  package func probationersWithoutFile(in organisation: ID<Organisation>, asOf: AsOf) throws -> [Probationer]
  {
    try all(
      """
      SELECT m.member_id, s.name, m.organisation_id, o.name, s.admitted_on FROM organisation_closure c
      JOIN membership m ON m.organisation_id = c.descendant_id AND m.kind = 'official' AND \(asOf.holds("m"))
      JOIN member_state s ON s.member_id = m.member_id AND \(asOf.holds("s"))
      JOIN organisation_state o ON o.organisation_id = m.organisation_id AND \(asOf.holds("o"))
      WHERE c.ancestor_id = \(organisation) AND \(asOf.holds("c")) AND s.admitted_on IS NOT NULL
        AND (s.official_on IS NULL OR s.official_on > \(asOf.day))
        AND NOT EXISTS (SELECT 1 FROM prospect_step t WHERE t.member_id = m.member_id
          AND t.withdrawn_by = \(Schema.stillBelieved))
      ORDER BY s.admitted_on, m.member_id
      """
    ) {
      Probationer(
        member: try $0.id(0), name: try $0.text(1), cell: try $0.id(2), cellName: try $0.text(3),
        admittedOn: try $0.day(4))
    }
  }
}
