import Basics
import Foundation
import History
import Meetings
import Registry
import Reporting
import Reviews
import Storage

/// Writes a ``World`` into a register, act by act, in the order of the ``SampleCalendar``.
final class GiongTromBuilder {
  let system: System
  let database: any Database
  let folder: String
  let facts: GiongTromFacts
  let visit: VisitFacts
  let world: World
  let scales: GradeScales
  let regulations: [RegulationPlan]
  let rules: RosterRules
  let guidances: Guidances
  let procedures: RoundProcedures
  let liaison: LiaisonRules
  let development: DevelopmentRules
  let voting: VotingRules
  let meetings: MeetingRules
  let concerns: ConcernRules
  let fees: FeeRules
  let names: SampleNames
  let opinions: OpinionRules
  let dates: RoundDates
  var dice: Dice
  let size: SampleSize

  // What has been written so far.
  var province: ID<Organisation>?
  var district: ID<Organisation>?
  var provinceUnit: ID<AdministrativeUnit>?
  var districtUnit: ID<AdministrativeUnit>?
  var communes: [(organisation: ID<Organisation>, unit: ID<AdministrativeUnit>)] = []
  var directs: [ID<Organisation>] = []
  var cells: [Int: ID<Organisation>] = [:]
  var members: [Int: ID<Member>] = [:]
  var mandate: ID<Mandate>?
  /// Who was on the way into the Party when the survey came.
  var surveyed: [ID<Prospect>] = []
  /// The cells whose year is written down month by month.
  var lived: [LivedCell] = []
  private var knownEntries = 0

  init(_ database: any Database, folder: String, content: Content, size: SampleSize, seed: UInt64) throws {
    (self.database, self.folder, self.size) = (database, folder, size)
    facts = try GiongTromFacts(content)
    visit = try VisitFacts(content)
    scales = try GradeScales(content)
    rules = try RosterRules(content)
    guidances = try Guidances(content)
    procedures = try RoundProcedures(content)
    liaison = try LiaisonRules(content)
    development = try DevelopmentRules(content)
    voting = try VotingRules(content)
    meetings = try MeetingRules(content)
    concerns = try ConcernRules(content)
    fees = try FeeRules(content)
    opinions = try OpinionRules(content)
    dates = try RoundDates(content)
    names = try SampleNames(content, except: visit.attendees.map(\.name))
    var maker = WorldMaker(facts, size, names, seed: seed)
    world = maker.make()
    dice = Dice(seed: seed &+ 2)
    var planner = RegulationPlanner(try SampleRegulations(content), world, seed: seed &+ 3)
    regulations = planner.plans()
    // Every act is given its moment; the clock only answers for the day the register begins.
    let beginning = Moment(facts.begins, hour: 8)
    system = System(database, clock: { beginning }, random: SeededRandom(seed: seed &+ 1))
  }

  func build(_ progress: (String) -> Void) async throws -> GiongTromSample.Summary {
    let files = try writeRosters()
    progress("Đã viết \(files) danh sách Excel vào \(folder)")
    try await setUp()
    progress(
      "Đã lập \(cells.count + communes.count + directs.count + 2) tổ chức đảng của huyện \(facts.district.name)"
    )
    for (moment, happening) in SampleCalendar(facts, visit, world, regulations).entries {
      switch happening {
      case .guidance:
        try await issueGuidance(at: moment)
      case .firstRosters:
        try await importFirstRosters(at: moment)
        progress(
          "Đã nhập danh sách đảng viên đến ngày \(facts.firstRosters.vietnamese): \(members.count) người")
      case .firstPosts: try await writeFirstPosts(at: moment)
      case .foundAgencyCell(let commune): try await foundAgencyCell(commune, at: moment)
      case .month(let changes): try await write(changes, at: moment)
      case .roster(let index):
        try await importRoster(index, at: moment)
        progress("Đã nhập danh sách bổ sung \(facts.rosters[index].title)")
      case .inventedGrades(let index): try await recordInventedGrades(facts.inventedGrades[index], at: moment)
      case .reportedGrades:
        try await recordReportedGrades(at: moment)
        progress("Đã ghi xếp loại chi bộ cơ quan các năm 2008–\(facts.reportedGrades.year)")
      case .liaison:
        try await introduceAgencyStaff(at: moment)
        progress("Đã ghi giấy giới thiệu đảng viên chi bộ cơ quan về nơi cư trú")
      case .development(let part):
        switch part {
        case .surveyed: try await beginDevelopment(at: moment)
        case .admitted: try await admitProspects(at: moment)
        case .ended: try await endDevelopment(at: moment)
        case .erased: try await eraseProspects(at: moment)
        case .present:
          try await developToday(at: moment)
          progress("Đã ghi việc phát triển đảng viên ở các chi bộ cơ quan")
        }
      case .cellMonth(let month):
        try await liveMonth(month, at: moment)
        if month == Self.livedMonths.last {
          progress("Đã ghi một năm sinh hoạt, phản ánh và đảng phí của hai chi bộ")
        }
      case .regulation(let plan): try await recordRegulation(plan, at: moment)
      case .visit:
        try await recordVisit(at: moment)
        progress("Đã ghi cuộc khảo sát ngày \(facts.visit.vietnamese)")
      case .merger2020:
        try await mergeUnitsOf2020(at: moment)
        progress("Đã ghi trước việc sắp xếp ngày \(facts.merger2020.day.vietnamese)")
      case .merger2025:
        try await endDistrict(at: moment)
        progress("Đã ghi trước việc sắp xếp ngày \(facts.merger2025.day.vietnamese)")
      }
    }
    return try await summary(files)
  }

  // MARK: Helps

  @discardableResult
  func perform<A: Act>(_ act: A, at moment: Moment) async throws -> A.Outcome {
    try await system.perform(act, by: .sample, at: moment)
  }

  @discardableResult
  func perform<A: Act>(all acts: [A], at moment: Moment) async throws -> [A.Outcome] {
    acts.isEmpty ? [] : try await system.perform(all: acts, by: .sample, at: moment)
  }

  func cell(_ index: Int) throws -> ID<Organisation> {
    guard let id = cells[index] else { throw SampleFault(what: "cell \(index) was not founded") }
    return id
  }

  func member(_ index: Int) throws -> ID<Member> {
    guard let id = members[index] else { throw SampleFault(what: "person \(index) is on no roster yet") }
    return id
  }

  func commune(named name: String) throws -> Int {
    guard let index = world.communes.firstIndex(where: { $0.facts.name == name }) else {
      throw SampleFault(what: "no commune \(name)")
    }
    return index
  }

  /// A decision of our own making; the reader is told so.
  func simulated(_ type: String, _ number: String, _ issuer: String, _ day: Day, _ subject: String)
    -> DecisionEntry
  {
    DecisionEntry(
      DocumentKey(type: type, number: number, issuer: issuer, date: day),
      subject: "\(subject) (văn bản mô phỏng)")
  }

  /// Finds the members an import has just written down, by their record numbers.
  func findMembers() async throws {
    let since = knownEntries
    let found = try await system.read { session throws in
      (
        try session.all(
          "SELECT value, member_id FROM member_number WHERE kind = 'record' AND recorded_by > \(since) ORDER BY id"
        ) { (try $0.text(0), ID<Member>(Int64(try $0.int(1)))) },
        try Journal.head(in: session).sequence
      )
    }
    if indexByNumber.isEmpty {
      for (index, person) in world.people.enumerated() { indexByNumber[person.number] = index }
    }
    for (number, id) in found.0 { if let index = indexByNumber[number] { members[index] = id } }
    knownEntries = found.1
  }
  private var indexByNumber: [String: Int] = [:]

  private func summary(_ files: Int) async throws -> GiongTromSample.Summary {
    guard let district else { throw SampleFault(what: "no district") }
    let (asOf, folder, people) = (AsOf(facts.visit), folder, members.count)
    return try await system.read { session throws in
      let head = try Journal.head(in: session)
      let states = try session.subtree(of: district, asOf: asOf)
      var agency = MemberFilter()
      agency.organisationKinds = [.agencyCell]
      return GiongTromSample.Summary(
        units: Set(states.filter { $0.kind == .baseCommittee }.compactMap(\.unit)).count,
        organisations: states.count,
        members: try session.memberCount(in: district, asOf: asOf),
        agencyCells: states.count { $0.kind == .agencyCell },
        agencyCellMembers: try session.memberCount(in: [district], agency, asOf: asOf, seen: .whole),
        people: people,
        rosters: files,
        rosterFolder: folder, entries: head.sequence, head: head.hash)
    }
  }
}

/// The seeded world does not fit itself: a fault of ours.
struct SampleFault: Error, CustomStringConvertible {
  var what: String
  var description: String { "sample: \(what)" }
}
