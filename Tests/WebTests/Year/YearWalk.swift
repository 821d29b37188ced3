import Basics
import Foundation
import Formats
import Registry
import Storage
import TestSupport

@testable import Web

/// A cell of the stories: its members by name, and what its sentences speak of when they say "kỳ họp", "điều ấy".
final class YearPlace {
  let name: String
  let organisation: ID<Organisation>
  var members: [String: ID<Member>] = [:]
  var people: [[String: String]] = []
  var secretary = ""
  var treasurer = ""
  /// The meeting that is spoken of, and those of the year by day.
  var meeting = ""
  var meetings: [String: String] = [:]
  var tasks: [String: String] = [:]
  var concern = ""
  var mandate = ""
  var draft = ""
  var path: String { "/to-chuc/\(organisation)" }

  init(_ name: String, _ organisation: ID<Organisation>) {
    (self.name, self.organisation) = (name, organisation)
  }
}

/// The year as browsers walk it: the accounts of secretaries, members, treasurers and the commune's office, each with its own
/// pages; every step reads a page, fills a form that stands on it, and sends it.
final class YearWalk {
  let site: SiteWorld
  let base: ID<Organisation>
  var places: [String: YearPlace] = [:]
  private var clients: [String: TestClient] = [:]
  private var accounts: [String: String] = [:]
  private(set) var today: Day

  var basePath: String { "/to-chuc/\(base)" }
  static let baseName = "Đảng bộ xã An Bình"
  private static let begin = Day(number: 2025_12_31) ?? .endOfTime
  private static let founded = Day(number: 2025_07_01) ?? .endOfTime

  /// The register as the year begins: the commune, the cells of the stories, their members and posts, an account for each.
  init(_ site: SiteWorld, _ stories: [YearStory]) async throws {
    self.site = site
    today = Self.begin
    site.register.clock.set(Self.begin)
    let system = site.system
    func paper(_ number: String) -> DecisionEntry {
      SmallWorld.decision(number, on: Self.founded, issuer: "Đảng ủy xã An Bình")
    }
    base = try await system.perform(
      FoundOrganisation(
        kind: .baseCommittee, title: Self.baseName, code: "AB", parent: site.world.province,
        place: .new(UnitEntry(kind: .commune, name: "An Bình", code: "29999", parent: nil)),
        day: Self.founded, decision: nil), by: .operatorOfMachine)
    try await site.account("vp.anbinh", "Văn phòng Đảng ủy", .office, on: base)
    try await site.account("bxd.anbinh", "Ban Xây dựng Đảng", .commission, on: base)
    accounts = ["văn phòng đảng ủy": "vp.anbinh", "ban xây dựng đảng": "bxd.anbinh"]
    for (n, story) in stories.enumerated() {
      let isAgency = story.cell.contains("cơ quan")
      let cell = try await system.perform(
        FoundOrganisation(
          kind: isAgency ? .agencyCell : .residentialCell, title: story.cell,
          code: isAgency ? "AB.CQ" : "AB.\(n)", parent: base,
          neighbourhood: isAgency ? "" : story.cell.replacingOccurrences(of: "Chi bộ ", with: ""),
          day: Self.founded, decision: paper("0\(n + 1)-QĐ/ĐU")), by: .operatorOfMachine)
      let place = YearPlace(story.cell, cell)
      place.people = story.people
      places[story.cell] = place
      for (m, person) in story.people.enumerated() {
        try await enter(person, in: place, userName: "an.binh.\(n).\(m)", decision: paper("1\(n)-QĐ/ĐU"))
      }
    }
  }

  private func enter(
    _ person: [String: String], in place: YearPlace, userName: String, decision: DecisionEntry
  ) async throws {
    let name = person["Đảng viên"] ?? ""
    func day(_ heading: String) -> Day? { DayText.read(person[heading] ?? "") }
    let member = try await site.system.perform(
      RegisterMember(
        PersonalRecord(
          name: name, bornOn: day("Ngày sinh"), admittedOn: day("Vào Đảng"), officialOn: day("Chính thức"),
          residence: person["Nơi ở"] ?? "", isLocal: true), in: place.organisation, from: Self.founded),
      by: .operatorOfMachine)
    place.members[name] = member
    let work = person["Việc"] ?? ""
    var role: Role?
    if work.contains("bí thư") || work.contains("chi ủy viên") {
      try await site.system.perform(
        Appoint(
          member, at: place.organisation, title: work, sector: .party, from: Self.founded,
          decision: decision),
        by: .operatorOfMachine)
    }
    if work.hasPrefix("bí thư") { (role, place.secretary) = (.secretary, name) }
    if work.contains("thu đảng phí") { (role, place.treasurer) = (.treasurer, name) }
    let account = try await site.account(userName, name, role, on: place.organisation)
    try await site.system.perform(LinkMemberAccount(account, to: member), by: .operatorOfMachine)
    accounts[name.lowercased()] = userName
  }

  // MARK: Sentences

  /// Carries out the stories day by day: the sentences that do not hold, or the first of them alone.
  func run(_ stories: [YearStory], steps: [YearStep], stopsAtFirst: Bool = false) async -> [(
    sentence: YearStory.Sentence, why: String
  )] {
    let all = stories.flatMap(\.sentences).enumerated()
      .sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
    var failures: [(sentence: YearStory.Sentence, why: String)] = []
    for sentence in all {
      do {
        try await carryOut(sentence, steps)
      } catch {
        failures.append((sentence, "\(error)"))
        if stopsAtFirst { break }
      }
    }
    return failures
  }

  private func carryOut(_ sentence: YearStory.Sentence, _ steps: [YearStep]) async throws {
    guard let place = places[sentence.cell] else { throw YearFailure("không có \(sentence.cell)") }
    try await turn(to: sentence.day)
    for step in steps {
      guard let values = step.pattern.match(sentence.text) else { continue }
      return try await step.act(self, place, values)
    }
    throw YearFailure("không có bước nào cho câu này")
  }

  /// The next day. Whoever has signed in stays so: a password's hash is slow on purpose, and signing in has its own tests.
  private func turn(to day: Day) async throws {
    guard day != today else { return }
    today = day
    site.register.clock.set(day)
    let now = site.system.now
    try await site.register.database.write { session throws in
      _ = try session.run(
        "UPDATE sign_in SET used_at = \(now), ends_at = \(now.adding(seconds: System.longestSeconds))")
    }
  }

  // MARK: People

  func client(_ who: String, _ place: YearPlace) async throws -> TestClient {
    var name = who.lowercased()
    if name == "bí thư" { name = place.secretary.lowercased() }
    if name == "người thu đảng phí" { name = place.treasurer.lowercased() }
    if let client = clients[name] { return client }
    guard let account = accounts[name] else { throw YearFailure("không có ai là “\(who)”") }
    let client = try await site.signedIn(account)
    clients[name] = client
    return client
  }

  func member(_ name: String) throws -> ID<Member> {
    for place in places.values {
      if let member = place.members[name] { return member }
    }
    throw YearFailure("không có đảng viên “\(name)” trong bảng")
  }

  // MARK: Pages

  func open(_ path: String, _ client: TestClient) async throws -> TestClient.Page {
    let page = try await client.get(path)
    guard page.status == 200 else {
      throw YearFailure("mở \(path): \(page.status) \(page.words.prefix(200))")
    }
    return page
  }

  /// The form of a page that goes to an address: with a field of that value, with all fields that will be filled.
  func form(
    _ page: TestClient.Page, to action: String, holding: (name: String, value: String)? = nil,
    offering names: Set<String> = []
  ) throws -> PageForm {
    let forms = PageForm.all(in: page, to: action).filter { form in
      holding.map { wanted in form.fields.contains { $0 == wanted } } ?? true
    }
    guard let form = forms.first(where: { names.isSubset(of: $0.names) }) ?? forms.first else {
      throw YearFailure("trang không có biểu mẫu gửi đến \(action)")
    }
    return form
  }

  /// Opens a page, fills a form of it, sends it; where it led to.
  @discardableResult
  func submit(
    _ client: TestClient, at path: String, to action: String,
    holding: (name: String, value: String)? = nil, _ set: [(String, String)]
  ) async throws -> String {
    let form = try form(
      try await open(path, client), to: action, holding: holding, offering: Set(set.map(\.0)))
    return try await send(client, form, to: action, set)
  }

  @discardableResult
  func send(_ client: TestClient, _ form: PageForm, to action: String, _ set: [(String, String)]) async throws
    -> String
  {
    if let foreign = set.first(where: { !form.names.contains($0.0) }) {
      throw YearFailure("biểu mẫu \(action) không có ô “\(foreign.0)”")
    }
    let names = Set(set.map(\.0))
    let answer = try await client.post(action, form.fields.filter { !names.contains($0.name) } + set)
    guard answer.status == 303, let location = answer.location else {
      let told = PageForm.parts("<li><a href=\"#[^\"]*\">(.*?)</a>|<li>(.*?)</li>", in: answer.text)
      let isTold = answer.text.contains("error-summary")
      let words = TestClient.Page.words(isTold ? told.map { $0[1] + $0[2] }.joined(separator: " ") : "")
      throw YearFailure(
        "gửi \(action): \(answer.status) \(words.suffix(600)) \(answer.words.prefix(300))")
    }
    return location.components(separatedBy: "?").first?.components(separatedBy: "#").first ?? location
  }

  /// The value of a choice by its words.
  func choice(_ form: PageForm, _ field: String, _ words: String) throws -> String {
    let options = form.options[field] ?? []
    let found = options.first { $0.label == words } ?? options.first { $0.label.contains(words) }
    guard let value = found?.value else {
      throw YearFailure(
        "ô “\(field)” không có “\(words)”: \(options.map(\.label).prefix(12).joined(separator: " | "))")
    }
    return value
  }

  func expect(_ page: TestClient.Page, _ words: String, _ where_: String) throws {
    guard page.words.contains(TestClient.Page.tidy(words)) else {
      throw YearFailure("\(where_) không có “\(words)”: \(page.words.prefix(2_500))")
    }
  }

  /// A printed paper, as text.
  func paper(_ path: String, _ client: TestClient) async throws -> String {
    let file = try await client.get(path)
    guard file.status == 200 else { throw YearFailure("in \(path): \(file.status)") }
    let blocks = try WordText(file.bytes).blocks
    return TestClient.Page.tidy(
      blocks.map { block in
        switch block {
        case .paragraph(let text): text
        case .table(let rows): rows.map { $0.joined(separator: " ") }.joined(separator: " ")
        }
      }.joined(separator: " "))
  }
}
