import Basics
import Foundation
import Registry
import Reviews
import Rules
import TestSupport

/// The small world at the end of 2026 with members whose year is recorded, some of it not.
struct WhatIfWorld: Sendable {
  let world: SmallWorld
  let guidances: Guidances
  let members: [(id: ID<Member>, name: String, base: ID<Organisation>)]
  static let today = day(2026_12_20)
  static let year = 2026

  static func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }

  static func content() throws -> Content {
    try Content.locate(
      executable: "", currentFolder: URL(fileURLWithPath: #filePath).deletingLastPathComponent().path)
  }

  static func make(in register: TestRegister, membersPerCell: Int = 7) async throws -> WhatIfWorld {
    let world = try await SmallWorld.make(in: register.system)
    register.clock.set(today)
    let guidances = try Guidances(try content())
    guard let guidance = guidances.guidance(of: year) else { throw ReviewRefusal.noGuidance(year) }
    var members: [(id: ID<Member>, name: String, base: ID<Organisation>)] = []
    var random = SeededRandom(seed: 366)
    let cells = [
      (world.longMyHamlet, world.longMy), (world.longMyAgency, world.longMy),
      (world.phongNamHamlet, world.phongNam), (world.phongNamAgency, world.phongNam),
    ]
    for (cell, base) in cells {
      for number in 0..<membersPerCell {
        let name = "Người Mật Danh \(members.count + 1) \(number)"
        let member = try await register.system.perform(
          RegisterMember(
            PersonalRecord(
              name: name, sex: .female, bornOn: day(1975_02_03),
              admittedOn: number == 0 ? day(2026_09_19) : day(2001_05_19), officialOn: nil),
            in: cell, from: day(2010_01_05)), by: .operatorOfMachine)
        members.append((member, name, base))
        // In Long Mỹ one of each cell has nothing recorded yet, and some have tasks undone.
        let isDone = base == world.phongNam
        if number == 1, !isDone { continue }
        let facts = year(of: &random, isDone: isDone)
        _ = try await register.system.perform(
          RecordReviewFacts(
            facts.map { ReviewAnswer(fact: $0.0, value: $0.1, evidence: "") }, of: .member(member),
            as: "member",
            year: year, guidance: guidance), by: .operatorOfMachine)
      }
    }
    for base in [world.longMy, world.phongNam] {
      _ = try await register.system.perform(
        RecordReviewFacts(
          [ReviewAnswer(fact: "outstanding", value: "0", evidence: "")], of: .organisation(base), as: "base",
          year: year, guidance: guidance), by: .operatorOfMachine)
    }
    return WhatIfWorld(world: world, guidances: guidances, members: members)
  }

  /// A year somewhere between bad and outstanding.
  private static func year(of random: inout SeededRandom, isDone: Bool) -> [(String, String)] {
    func pick(_ words: [String]) -> String { words[Int(random.next() % UInt64(words.count))] }
    return [
      ("group", "outside"), ("common", pick(["24", "27", "29", "30"])),
      ("results", pick(["42", "55", "62,25", "63", "64,5", "66", "67,75", "68", "69,5", "70"])),
      ("done", isDone ? "100" : pick(["100", "100", "100", "80"])), ("late", "0"), ("quality", "1"),
      ("exceeded", pick(["20", "27", "30", "45"])), ("shortcomingsNamed", "1"), ("remedied", "100"),
      ("discipline", "none"), ("degraded", "0"), ("prohibitedActs", "0"), ("exampleBroken", "0"),
    ]
  }

  var current: Guidance {
    get throws {
      guard let found = guidances.guidance(of: Self.year) else { throw ReviewRefusal.noGuidance(Self.year) }
      return found
    }
  }

  /// The guidance of the year with one threshold changed, as a draft.
  func draft(exceeded: String = "25 %") throws -> Guidance {
    let folder = try Self.content().folder + "/RulePacks/\(try current.name)/pack.yaml"
    let text = try String(contentsOfFile: folder, encoding: .utf8)
      .replacing(
        "{ value: 30 %, name: Tỷ lệ nhiệm vụ vượt mức",
        with: "{ value: \(exceeded), name: Tỷ lệ nhiệm vụ vượt mức"
      )
      .replacing("status: inForce", with: "status: draft\namends: hd-43-btctw-2025-10-31@1")
    let loaded = PackLoader.load(text: text, path: "draft")
    guard let pack = loaded.pack, !loaded.hasErrors else { throw ReviewRefusal.notComputed }
    return Guidance(name: "draft", pack: pack, hash: loaded.hash)
  }

  static func paper(_ number: String = "12-QĐ/ĐU") -> DecisionEntry {
    DecisionEntry(
      DocumentKey(type: "Quyết định", number: number, issuer: "Đảng ủy xã Long Mỹ", date: day(2026_11_20)))
  }
}
