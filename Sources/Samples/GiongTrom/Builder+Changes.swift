import Basics
import Registry
import Reporting

/// The agency cells, posts, and what changes month by month.
extension GiongTromBuilder {
  /// Posts held when the first rosters were made.
  func writeFirstPosts(at moment: Moment) async throws {
    var acts: [Appoint] = []
    for (index, person) in world.people.enumerated() where person.arrival <= facts.firstRosters {
      guard let home = person.stays.first?.cell else { continue }
      if let post = person.cellPost {
        acts.append(
          Appoint(
            try member(index), at: try cell(home), title: post.title, sector: .party, from: post.from,
            decision: nil))
      }
      guard let post = person.post, post.from <= facts.firstRosters, let commune = communeOf(person) else {
        continue
      }
      acts += try postActs(index, post, commune, from: post.from)
    }
    for (direct, organisation) in zip(world.directs, directs) where direct.facts.cells != nil {
      for (cell, title) in zip(direct.cells, ["Bí thư Đảng ủy", "Phó Bí thư Đảng ủy", "Đảng ủy viên"]) {
        guard
          let leader = world.people.firstIndex(where: {
            $0.stays.first?.cell == cell && $0.cellPost?.title == "Bí thư chi bộ"
          }),
          let since = world.people[leader].cellPost?.from
        else { continue }
        acts.append(
          Appoint(
            try member(leader), at: organisation, title: title, sector: .party, from: since.next,
            decision: nil))
      }
    }
    try await perform(all: acts, at: moment)
  }

  private func communeOf(_ person: World.Person) -> Int? {
    person.stays.first { world.cells[$0.cell].sort == .agency }.flatMap { world.cells[$0.cell].commune }
  }

  /// The post at the seat of the commune, and after it the one in the committee that goes with it.
  private func postActs(_ person: Int, _ post: World.Post, _ commune: Int, from day: Day) throws -> [Appoint]
  {
    let facts = facts.posts[post.index]
    let organisation = communes[commune].organisation
    let member = try member(person)
    var acts = [
      Appoint(member, at: organisation, title: facts.title, sector: facts.sector, from: day, decision: nil)
    ]
    if let party = facts.party, party != facts.title {
      acts.append(
        Appoint(
          member, at: organisation, title: party, sector: .party, from: day.adding(days: 20), decision: nil))
    }
    return acts
  }

  // MARK: Agency cells

  func foundAgencyCell(_ index: Int, at moment: Moment) async throws {
    let commune = world.communes[index]
    let plan = world.cells[commune.agency]
    let decision = simulated(
      "Quyết định", commune.decisionNumber, "Đảng ủy \(commune.name)", commune.foundedOn,
      "thành lập Chi bộ cơ quan \(commune.name)")
    let agency = try await perform(
      FoundOrganisation(
        kind: .agencyCell, title: plan.title, code: plan.code, parent: communes[index].organisation,
        day: commune.foundedOn,
        decision: decision), at: moment)
    cells[commune.agency] = agency
    let founders = world.people.indices.filter { place in
      world.people[place].stays.contains(World.Stay(cell: commune.agency, from: commune.foundedOn))
    }
    let letters = try await perform(
      all: try founders.map {
        SendTransfer(
          try member($0), to: agency, letter: "Danh sách kèm Quyết định \(commune.decisionNumber)",
          on: commune.foundedOn)
      }, at: moment)
    try await perform(all: letters.map { ReceiveTransfer($0, on: commune.foundedOn) }, at: moment)
    try await perform(
      all: try founders.compactMap { place -> Appoint? in
        guard let post = world.people[place].post, let title = facts.posts[post.index].cell else {
          return nil
        }
        return Appoint(
          try member(place), at: agency, title: title, sector: .party, from: commune.foundedOn,
          decision: decision)
      }, at: moment)
    try await writeScope(
      of: agency, commune.name, from: commune.foundedOn, decision, isDifferent: index % 9 == 4, at: moment)
    guard let mandate else { throw SampleFault(what: "no guidance") }
    _ = try await perform(
      RecordRollOut(
        mandate, by: communes[index].organisation, on: commune.foundedOn, decision: decision, result: agency),
      at: moment)
  }

  /// Its members and the staff of the office; no mass organisation. A few say they lead the office's trade union.
  func writeScope(
    of agency: ID<Organisation>, _ name: String, from day: Day, _ decision: DecisionEntry, isDifferent: Bool,
    at moment: Moment
  ) async throws {
    var acts = [
      NoteLeadership(
        agency, leads: .members, subject: "Đảng viên trong chi bộ", from: day, decision: decision),
      NoteLeadership(
        agency, leads: .staff,
        subject: "Cán bộ, công chức làm việc thường xuyên tại trụ sở Ủy ban nhân dân \(name)", from: day,
        decision: decision),
    ]
    if isDifferent {
      acts.append(
        NoteLeadership(
          agency, leads: .massOrganisation, subject: "Công đoàn cơ sở cơ quan \(name)", from: day,
          decision: decision))
    }
    try await perform(all: acts, at: moment)
  }

  // MARK: Months

  func write(_ changes: SampleCalendar.Changes, at moment: Moment) async throws {
    let letters = try await perform(
      all: try changes.transfers.enumerated().map { number, transfer in
        SendTransfer(
          try member(transfer.person), to: try cell(transfer.to),
          letter: "\(moment.day.month * 10 + number)-GTSHĐ/\(moment.day.year)",
          on: transfer.day.adding(days: -3))
      }, at: moment)
    try await perform(
      all: zip(letters, changes.transfers).map { ReceiveTransfer($0, on: $1.day) }, at: moment)
    for transfer in changes.transfers {
      let person = world.people[transfer.person]
      if world.cells[transfer.from].sort == .agency {
        try await endPosts(transfer.person, on: transfer.day, at: moment)
      }
      if world.cells[transfer.to].sort == .agency, let post = person.post,
        let commune = world.cells[transfer.to].commune
      {
        try await perform(all: try postActs(transfer.person, post, commune, from: transfer.day), at: moment)
        if let title = facts.posts[post.index].cell {
          let act = Appoint(
            try member(transfer.person), at: try cell(transfer.to), title: title, sector: .party,
            from: transfer.day, decision: nil)
          _ = try await perform(act, at: moment)
        }
      }
    }
    try await perform(
      all: try changes.ends.compactMap { place -> EndMembership? in
        guard let end = world.people[place].end else { return nil }
        let decision =
          [.struckOff, .expelled, .resigned].contains(end.kind)
          ? simulated(
            "Quyết định", "\(place % 900 + 100)-QĐ/HU", "Ban Thường vụ Huyện ủy \(facts.district.name)",
            end.day.previous, end.kind.title)
          : nil
        return EndMembership(
          try member(place), kind: end.kind, day: end.day, destination: end.destination, decision: decision)
      }, at: moment)
  }

  /// Posts at the commune end with the work there; those in the cell ended with the transfer.
  private func endPosts(_ person: Int, on day: Day, at moment: Moment) async throws {
    let member = try member(person)
    let held = try await system.read { session throws in
      try session.appointments(of: member).filter { $0.period.from < day && day < $0.period.to }
    }
    try await perform(all: held.map { EndAppointment($0.id, of: member, on: day) }, at: moment)
  }
}
