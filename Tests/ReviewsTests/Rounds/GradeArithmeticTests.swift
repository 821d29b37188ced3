import Basics
import Registry
import Reviews
import Rules
import TestSupport
import Testing

/// The sum of points decides at exactly its thresholds, and the conditions decide over the points.
@Suite struct `Điểm và điều kiện` {
  private let goodYear: [String: String] = [
    "group": "outside", "common": "28", "results": "64", "done": "100", "late": "0", "quality": "1",
    "exceeded": "30", "shortcomingsNamed": "1", "remedied": "100", "discipline": "none", "degraded": "0",
    "prohibitedActs": "0", "exampleBroken": "0",
  ]

  private func facts(_ w: RoundWorld, _ member: ID<Member>, _ changed: [String: String]) async throws {
    let all = goodYear.merging(changed) { $1 }
    _ = try await w.system.perform(
      RecordReviewFacts(
        all.sorted { $0.key < $1.key }.map {
          ReviewAnswer(fact: $0.key, value: $0.value, evidence: "Biên bản họp chi bộ")
        }, of: .member(member), as: "member", year: 2026, guidance: w.guidance), by: .operatorOfMachine)
  }

  /// Six people, five of them good: one may be excellent.
  private func people(_ w: RoundWorld) async throws -> ID<Member> {
    for n in 0..<5 {
      let other = try await w.member("Nguyễn Văn \(n)", in: w.world.longMyHamlet, from: 2009_01_01)
      try await facts(w, other, ["results": "52", "exceeded": "0"])
    }
    return try await w.member("Lê Thị Hường", in: w.world.longMyHamlet)
  }

  private func explained(_ w: RoundWorld, _ member: ID<Member>) async throws -> Explanation {
    try await w.system.read { session throws in
      let sheet = try session.reviewSheet(
        of: w.world.longMy, year: 2026, guidance: w.guidance, today: w.system.today, seen: .whole)
      return try #require(sheet.explain(.init("member", .member(member)), sheet.examination()))
    }
  }

  @Test(arguments: Engine.available)
  func `P-R02: 49,99; 50; 69,99; 70; 89,99; 90 và tổng các phần mười nằm đúng bên ngưỡng`(engine: Engine)
    async throws
  {
    try await RoundWorld.with(engine) { w in
      let member = try await people(w)
      for (common, results, grade) in [
        ("20", "29,99", "KHT"), ("20", "30", "HT"), ("20,01", "29,99", "HT"), ("20", "49,99", "HT"),
        ("20", "50", "HTT"), ("20,1", "49,9", "HTT"), ("29,7", "60,29", "HTT"), ("29,9", "60,09", "HTT"),
        ("29,9", "60,1", "HTXS"), ("29,7", "60,3", "HTXS"), ("30", "70", "HTXS"),
      ] {
        try await facts(w, member, ["common": common, "results": results])
        let told = try await explained(w, member)
        #expect(told.outcome == grade, "\(common) + \(results): \(told.outcome)")
      }
      let content = try Content.locate(executable: "", currentFolder: #filePath)
      let form = try #require(
        try ReviewForms(content, w.guidances).form("form2C", of: "hd-43-btctw-2025-10-31"))
      let total = try #require(form.field("total"))
      for (common, results, sum) in [("29,9", "60,1", "90"), ("0,1", "0,2", "0,3"), ("20", "29,99", "49,99")]
      {
        let answers = FormAnswers(["common": .text(common), "results": .text(results)])
        #expect(form.sum(total, answers, in: w.guidance.pack) == sum)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `P-R03: từ 90 điểm mà chậm việc, bị kỷ luật, đơn vị không đạt: điều kiện quyết định, và nói rõ`(
    engine: Engine
  ) async throws {
    try await RoundWorld.with(engine) { w in
      let member = try await people(w)
      try await facts(w, member, [:])
      #expect(try await explained(w, member).outcome == "HTXS")
      for (changed, grade, words) in [
        (["late": "10"], "HT", "chậm"),
        (
          [
            "discipline": "reprimand", "dutyRelated": "1", "violatedOn": "2026-05-01", "violationHere": "1",
          ], "KHT", "kỷ luật"
        ),
        (
          [
            "discipline": "none", "dutyRelated": "0", "violatedOn": "", "violationHere": "0",
            "group": "leader", "targetsMissed": "1", "unitsLed": "1",
            "unitsFailed": "0",
            "trustVotes": "0", "lowTrustVotes": "0", "corruptionInScope": "0",
          ], "KHT", "5 chỉ tiêu"
        ),
        (
          [
            "group": "leader", "targetsMissed": "0", "unitsLed": "3", "unitsFailed": "2", "trustVotes": "0",
            "lowTrustVotes": "0", "corruptionInScope": "0",
          ], "KHT", "2 trong 3 đơn vị"
        ),
      ] {
        try await facts(w, member, changed)
        let told = try await explained(w, member)
        #expect(told.outcome == grade, "\(changed)")
        #expect(told.text.contains(words), "\(told.text)")
      }
    }
  }
}
