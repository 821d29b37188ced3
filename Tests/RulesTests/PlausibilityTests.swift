import Basics
import Foundation
import Rules
import Testing
import Yams

/// Published statistics: what the engine gives on drawn populations looks like what people reported. They are no cases of
/// grades and prove no rule.
struct PlausibilityTests {
  struct Place: Decodable, Sendable {
    var id: String
    var pack: String
    var organisations: Group?
    var cells: Group?
    var members: Group?
  }

  struct Group: Decodable, Sendable {
    var total: Int?
    var graded: Int?
    var parts: [String: Int]?
    var counts: [String: Int]?
    var shares: [String: String]?
    var ratio: Ratios?
    var notGraded: Int?

    struct Ratios: Decodable, Sendable {
      var grade: String?
      var part: String?
      var of: OneOrMore
      var value: String
    }
  }

  /// `of: HTT` or `of: [TSVMTB, TSVM]`.
  struct OneOrMore: Decodable, Sendable {
    var words: [String]
    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      words = try (try? value.decode([String].self)) ?? [value.decode(String.self)]
    }
  }

  static let places: [Place] = {
    let path = Corpus.path("Content/RulePacks/plausibility.yaml")
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    return (try? YAMLDecoder().decode([Place].self, from: text)) ?? []
  }()

  /// In hundredths of a per cent.
  private func hundredths(_ percent: String) throws -> Int {
    let value = try #require(Ratio(percent)).times(Ratio(10_000))
    return try #require(value.flatMap { Rounding.halfUp($0.numerator, over: $0.denominator) })
  }

  @Test func `bốn nơi có số liệu, mỗi nơi trỏ đến một bộ quy tắc có thật`() {
    #expect(Self.places.map(\.id) == ["dong-thap-2012", "bien-hoa-2013", "can-tho-2016", "ben-tre-2010"])
    for place in Self.places { #expect(Corpus.shipped.contains(place.pack), "\(place.id)") }
  }

  @Test func `số đã công bố tự khớp: tổng, phần trăm, tỷ lệ`() throws {
    for place in Self.places {
      for group in [place.organisations, place.cells, place.members].compactMap({ $0 }) {
        if let parts = group.parts, let total = group.total { #expect(parts.values.reduce(0, +) == total) }
        if let counts = group.counts, counts.count > 1, let whole = group.graded ?? group.total {
          #expect(counts.values.reduce(0, +) == whole, "\(place.id)")
        }
        if let shares = group.shares, group.counts == nil {
          let sum = try shares.values.map { try hundredths($0) }.reduce(0, +)
          #expect(abs(sum - 10_000) <= shares.count, "\(place.id): \(sum)")
        }
        guard let ratio = group.ratio, let part = ratio.part ?? ratio.grade else { continue }
        let published = try hundredths(ratio.value)
        if let counts = group.counts {
          let of = ratio.of.words.reduce(0) { $0 + (counts[$1] ?? 0) }
          #expect(abs((counts[part] ?? 0) * 10_000 / max(of, 1) - published) <= 10, "\(place.id)")
        } else if let shares = group.shares {
          let of = try ratio.of.words.map { try hundredths(shares[$0] ?? "0 %") }.reduce(0, +)
          // The shares are rounded to whole per cents themselves.
          let part = try hundredths(shares[part] ?? "0 %")
          #expect((part - 50) * 10_000 / of <= published && published <= (part + 50) * 10_000 / of)
        }
      }
    }
  }

  /// A thousand for every share of a place, or its own counts, as people decided them: the engine counts what was published.
  @Test func `máy đếm trên dân số dựng từ số liệu cho lại đúng các phần trăm`() throws {
    for place in Self.places {
      let folder = Corpus.path("Content/RulePacks/\(place.pack)")
      let pack = try #require(PackLoader.load(at: folder).pack)
      guard let group = place.members else { continue }
      let decision = try #require(pack.decisions.first { $0.entity == "member" })
      let grades = try #require(pack.scale(of: decision)).grades.map(\.id)
      let counts = try group.counts ?? group.shares?.mapValues { try hundredths($0) } ?? [:]
      #expect(Set(counts.keys) == Set(grades), "\(place.id)")
      var drawn = grades.enumerated().flatMap { Array(repeating: UInt8($0), count: counts[$1] ?? 0) }
      var random = SeededRandom(2012)
      drawn.shuffle(using: &random)
      let result = try run(pack, decision.id, given: drawn, grades)
      for (n, grade) in grades.enumerated() {
        let code = try #require(result.domain.code(grade))
        #expect(result.outcomes.histogram[Int(code)] == counts[grade], "\(place.id) \(grade) \(n)")
      }
      // Shares of all graded, as the place published them.
      for (grade, percent) in group.shares ?? [:] {
        let count = result.outcomes.histogram[Int(try #require(result.domain.code(grade)))]
        #expect(abs(count * 10_000 / drawn.count - (try hundredths(percent))) <= 2, "\(place.id) \(grade)")
      }
    }
  }

  /// The cap of the later guidances (20 % of those rated good, not counting the outstanding) on as many people as a place had at
  /// good or better: what it allows is not less than what people gave, and not the double of it.
  @Test(arguments: ["dong-thap-2012", "bien-hoa-2013"])
  func `tỷ lệ khống chế trên dân số như nơi ấy cho số xuất sắc cùng tầm với số đã công bố`(_ id: String)
    throws
  {
    let place = try #require(Self.places.first { $0.id == id })
    let group = try #require(place.members)
    let counts = try group.counts ?? group.shares?.mapValues { try hundredths($0) } ?? [:]
    let (top, good) = (try #require(counts["DTCXS"]), try #require(counts["DTCT"]))
    let pack = try #require(PackLoader.load(at: Corpus.path("Content/RulePacks/hd-43-btctw-2025-10-31")).pack)
    let program = try #require(PackLoader.program(pack, year: 2026).program)
    // Everybody at good or better could be outstanding: only the cap holds them back.
    let kept = try outstanding(program, people: top + good)
    #expect(kept * 5 <= (top + good - kept), "không vượt 20 %")
    #expect((kept + 1) * 5 > (top + good - kept - 1), "không bỏ phí")
    #expect(kept >= top && kept < 2 * top, "\(kept) và \(top)")
  }

  // MARK: - populations

  private func run(_ pack: Pack, _ decision: String, given: [UInt8], _ grades: [String]) throws
    -> Verdicts.Decision
  {
    let program = try #require(PackLoader.program(pack).program)
    var members = Snapshot.Table(
      entity: "member", ids: .numbers(given.indices.map(Int64.init)), owners: given.map { _ in 0 },
      columns: [:])
    (members.given[decision], members.givenGrades) = (given, grades)
    let verdicts = program.run(snapshot(members, outstanding: false))
    return try #require(verdicts.decisions.compactMap { $0 }.first { $0.id == decision })
  }

  /// How many keep the best grade of so many who all meet its conditions, each with another score.
  private func outstanding(_ program: Program, people: Int) throws -> Int {
    let facts: [String: Int] = [
      "done": 1_000, "late": 0, "quality": 1, "exceeded": 300, "shortcomingsNamed": 0, "discipline": 0,
      "degraded": 0, "prohibitedActs": 0, "exampleBroken": 0, "common": 3_000,
      "admittedOn": Day(number: 2001_05_19)?.daysSince1970 ?? 0,
    ]
    var columns = facts.mapValues { Column(repeating: $0, count: people) }
    // Appendix 5: people outside the political system; scores from 60 to 70 points.
    columns["group"] = Column(repeating: 2, count: people)
    columns["results"] = Column((0..<people).map { 6_000 + $0 % 1_001 })
    let members = Snapshot.Table(
      entity: "member", ids: .numbers((0..<Int64(people)).map { $0 }),
      owners: [Int32](repeating: 0, count: people),
      columns: columns)
    let verdicts = program.run(snapshot(members, outstanding: true))
    let result = try #require(verdicts.decisions.compactMap { $0 }.first { $0.id == "memberGrade" })
    let quota = try #require(program.pack.quotas.firstIndex { $0.id == "MQ" })
    // Equal scores at the line are left to people; they count as those who may still be chosen.
    let ledger = try #require(verdicts.ledgers[quota].first)
    let code = try #require(result.domain.code("HTXS"))
    #expect(result.outcomes.histogram[Int(code)] <= ledger.allowed)
    return ledger.allowed
  }

  private func snapshot(_ members: Snapshot.Table, outstanding: Bool) -> Snapshot {
    let cell = Snapshot.Table(entity: "cell", ids: .numbers([1]), owners: [0], columns: [:])
    let base = Snapshot.Table(
      entity: "base", ids: .numbers([1]), owners: [],
      columns: outstanding ? ["outstanding": Column(repeating: 0, count: 1)] : [:])
    return Snapshot([members, cell, base], parents: ["member": "cell", "cell": "base"])
  }
}
