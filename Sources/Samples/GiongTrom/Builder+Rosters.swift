import Basics
import Foundation
import Registry

/// Rosters: written as workbooks first, then read back and imported like any other.
extension GiongTromBuilder {
  /// - Returns: how many files were written.
  func writeRosters() throws -> Int {
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw SampleRefusal.folder(folder)
    }
    var books = RosterBooks(facts, world, seed: 1)
    var present: [Int: [World.Person]] = [:]
    for person in world.people where person.arrival <= facts.firstRosters {
      if let cell = person.cell(on: facts.firstRosters) { present[cell, default: []].append(person) }
    }
    for commune in world.communes { try write(try books.commune(commune, present).bytes(), file(commune)) }
    try write(try books.directs(present).bytes(), directsFile)
    for (index, period) in facts.rosters.enumerated() {
      try write(try books.period(period, lines(index)).bytes(), file(period))
    }
    return world.communes.count + 1 + facts.rosters.count
  }

  func importFirstRosters(at moment: Moment) async throws {
    var moment = moment
    for (index, commune) in world.communes.enumerated() {
      try await importRoster(
        file(commune), into: communes[index].organisation, day: facts.firstRosters, at: moment)
      moment = moment.adding(seconds: 240)
    }
    guard let district else { throw SampleFault(what: "no district") }
    try await importRoster(directsFile, into: district, day: facts.firstRosters, at: moment)
    try await findMembers()
  }

  func importRoster(_ index: Int, at moment: Moment) async throws {
    guard let district, !lines(index).isEmpty else { return }
    try await importRoster(
      file(facts.rosters[index]), into: district, day: facts.rosters[index].until, at: moment)
    try await findMembers()
  }

  private func importRoster(_ name: String, into unit: ID<Organisation>, day: Day, at moment: Moment)
    async throws
  {
    guard let data = FileManager.default.contents(atPath: folder + "/" + name) else {
      throw SampleRefusal.folder(folder)
    }
    let (file, rules) = (try RosterFile(Array(data), name: name), rules)
    let plan = try await system.read { session throws in
      try RosterPlan(
        file, into: unit, RosterOptions(day: day), rules: rules, by: .sample, in: session, at: moment)
    }
    if let error = plan.findings.first(where: { $0.severity == .error }) {
      throw SampleFault(what: "\(name): \(error.message)")
    }
    _ = try await perform(ImportRoster(plan), at: moment)
  }

  /// Who was admitted, came or became official in a period.
  private func lines(_ index: Int) -> [RosterBooks.Line] {
    let until = facts.rosters[index].until
    let after = index > 0 ? facts.rosters[index - 1].until : facts.firstRosters
    return world.people.compactMap { person in
      guard person.arrival <= until, let cell = person.cell(on: until) else { return nil }
      if person.arrival > after {
        let post = world.cells[cell].sort == .agency ? person.post.map { facts.posts[$0.index].title } : nil
        return RosterBooks.Line(person: person, cell: cell, post: post ?? "")
      }
      guard let official = person.record.officialOn, after < official, official <= until else { return nil }
      return RosterBooks.Line(person: person, cell: cell, isNew: false)
    }
  }

  // MARK: Files

  private var directsFile: String { "truc-thuoc-huyen.xlsx" }
  private func file(_ commune: World.Commune) -> String { slug(commune.name) + ".xlsx" }
  private func file(_ period: GiongTromFacts.RosterPeriod) -> String { "bo-sung-\(slug(period.title)).xlsx" }
  private func slug(_ text: String) -> String {
    VietnameseText.fold(text).split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-")
  }

  private func write(_ bytes: [UInt8], _ name: String) throws {
    do { try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name)) } catch {
      throw SampleRefusal.folder(folder)
    }
  }
}
