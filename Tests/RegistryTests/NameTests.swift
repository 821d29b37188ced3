import Basics
import Registry
import Storage
import TestSupport
import Testing

private func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }

@Suite struct `Tên người trên trang` {
  /// One asks for all names a page shows in two questions; the other asks each file. They must never differ.
  @Test(arguments: Engine.available)
  func `hỏi một lần cho mọi người giống như hỏi từng hồ sơ`(engine: Engine) async throws {
    try await TestRegister.with(engine) { register in
      let world = try await SmallWorld.make(in: register.system)
      let (_, officer) = try await `Tài khoản và quyền`.people(register, world)
      var members: [ID<Member>] = []
      for (name, cell) in [
        ("Trần Văn Ở", world.longMyHamlet), ("Lê Thị Đi", world.longMyHamlet),
        ("Phạm Văn Đến", world.phongNamHamlet), ("Ngô Thị Xa", world.phongNamAgency),
      ] {
        members.append(
          try await register.system.perform(
            RegisterMember(PersonalRecord(name: name), in: cell, from: day(2010_01_01)),
            by: .operatorOfMachine))
      }
      func moves(_ member: ID<Member>, to cell: ID<Organisation>, on day: Day) async throws {
        let letter = try await register.system.perform(
          SendTransfer(member, to: cell, letter: "01-GT", on: day), by: .operatorOfMachine)
        try await register.system.perform(ReceiveTransfer(letter, on: day), by: .operatorOfMachine)
      }
      try await moves(members[1], to: world.phongNamHamlet, on: day(2012_05_01))
      try await moves(members[2], to: world.longMyHamlet, on: day(2013_05_01))
      for (member, name) in [(members[1], "Lê Thị Đi Xa"), (members[2], "Phạm Văn Đến Đây")] {
        try await register.system.perform(
          ChangeMember(member, person: PersonalRecord(name: name), from: day(2014_01_01)),
          by: .operatorOfMachine)
      }
      let (all, now) = (members, register.clock.now)
      let told = try await register.system.read { session throws in
        var told: [[String?]] = []
        for actor in [officer, .operatorOfMachine] {
          for number in [2009_12_31, 2011_01_01, 2013_01_01, 2014_02_01] {
            let names = try session.memberNames(all, on: day(number), for: actor, at: now)
            let each = try all.map { try Self.nameInFile($0, on: day(number), for: actor, at: now, session) }
            #expect(all.map { names[$0] } == each, "\(actor) \(number)")
            told.append(each)
          }
        }
        return told
      }
      // The officer of Long Mỹ on 1 February 2014: who left is known by the name they left with.
      #expect(told[3] == ["Trần Văn Ở", "Lê Thị Đi", "Phạm Văn Đến Đây", nil])
      #expect(told[7] == ["Trần Văn Ở", "Lê Thị Đi Xa", "Phạm Văn Đến Đây", "Ngô Thị Xa"])
    }
  }

  private static func nameInFile(
    _ member: ID<Member>, on day: Day, for actor: Actor, at moment: Moment, _ session: Asked
  ) throws -> String? {
    let sight: MemberSight
    do { sight = try session.sight(of: actor, onMember: member, at: moment) } catch RightsRefusal.notFound {
      return nil
    }
    let asOf = sight.asOf(day)
    let states = try session.memberStateHistory(member).filter {
      $0.recordedBy <= asOf.known && ($0.withdrawnBy ?? Int.max) > asOf.known
    }.map(\.fact)
    return (states.first { $0.period.contains(asOf.day) } ?? states.first)?.person.name
  }

  @Test func `tập quyền làm đúng như tập hợp`() {
    var chance = SeededRandom(seed: 7)
    func draw() -> [Right] { Right.allCases.filter { _ in Bool.random(using: &chance) } }
    for _ in 0..<500 {
      let (a, b) = (draw(), draw())
      let (bits, others) = (RightSet(a), RightSet(b))
      let (set, other) = (Set(a), Set(b))
      func same(_ result: RightSet, _ wanted: Set<Right>) -> Bool {
        Right.allCases.allSatisfy { result.contains($0) == wanted.contains($0) }
          && result.isEmpty == wanted.isEmpty
      }
      #expect(same(bits.union(others), set.union(other)))
      #expect(same(bits.intersection(others), set.intersection(other)))
      #expect(same(bits.symmetricDifference(others), set.symmetricDifference(other)))
      #expect(same(bits.subtracting(others), set.subtracting(other)))
      #expect(bits.isSubset(of: others) == set.isSubset(of: other))
      #expect(bits.isDisjoint(with: others) == set.isDisjoint(with: other))
      #expect((bits == others) == (set == other))
    }
    #expect(Right.allCases.allSatisfy { RightSet.all.contains($0) })
    #expect(Right.allCases.count <= 64)
  }
}
