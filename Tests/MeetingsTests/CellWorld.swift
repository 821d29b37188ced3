import Basics
import Foundation
import Meetings
import Registry
import TestSupport
import Testing

/// A hamlet cell with official members, one probationary member, and a secretary with an account.
struct CellWorld {
  var register: TestRegister
  var world: SmallWorld
  var rules: MeetingRules
  var members: [ID<Member>]
  var probationary: ID<Member>
  var secretary: Registry.Actor

  var system: System { register.system }
  var cell: ID<Organisation> { world.longMyHamlet }

  static func make(_ register: TestRegister, official: Int = 9) async throws -> CellWorld {
    let world = try await SmallWorld.make(in: register.system)
    var members: [ID<Member>] = []
    for n in 1...official {
      members.append(
        try await member("Nguyễn Văn \(names[n % names.count]) \(n)", register, world.longMyHamlet))
    }
    let probationary = try await member("Trần Thị Dự Bị", register, world.longMyHamlet, official: nil)
    let made = try await register.system.perform(
      CreateAccount(userName: "bi.thu", person: "Bí thư", organisation: world.longMyHamlet),
      by: .operatorOfMachine)
    _ = try await register.system.perform(
      GrantRight(.secretary, on: world.longMyHamlet, to: made.account), by: .operatorOfMachine)
    return CellWorld(
      register: register, world: world, rules: try MeetingRules(MeetingContent.found()), members: members,
      probationary: probationary, secretary: Registry.Actor(.account(made.account), name: "Bí thư"))
  }

  static let names = ["An", "Bình", "Cường", "Dũng", "Em", "Giang", "Hạnh", "Khánh", "Lan"]

  static func member(
    _ name: String, _ register: TestRegister, _ cell: ID<Organisation>, official: Int? = 2001_05_19
  ) async throws -> ID<Member> {
    try await register.system.perform(
      RegisterMember(
        PersonalRecord(
          name: name, sex: .male, bornOn: Day(number: 1975_01_01), admittedOn: Day(number: 2000_05_19),
          officialOn: official.flatMap { Day(number: $0) }, residence: "ấp Long Hòa", isLocal: true),
        numbers: [:], in: cell, from: Day(number: 2010_01_05) ?? .beginningOfTime), by: .operatorOfMachine)
  }

  func perform<A: Act>(_ act: A) async throws -> A.Outcome { try await system.perform(act, by: secretary) }

  func prepare(_ day: Day, _ kind: Meeting.Kind = .regular, topic: String = "") async throws -> ID<Meeting> {
    try await perform(
      PrepareMeeting(
        kind, of: cell, on: day, at: "19:00", place: "Nhà văn hóa ấp", topic: topic, rules: rules))
  }

  /// Everybody there but those named.
  func attend(_ meeting: ID<Meeting>, absent: [ID<Member>: TakeAttendance.Entry] = [:]) async throws {
    var entries = Dictionary(
      uniqueKeysWithValues: (members + [probationary]).map { ($0, TakeAttendance.Entry(.present)) })
    for (member, entry) in absent { entries[member] = entry }
    _ = try await perform(TakeAttendance(entries, at: meeting))
  }

  func items(_ meeting: ID<Meeting>) async throws -> [MeetingItem] {
    try await system.read { session throws in try session.meetingItems(of: meeting) }
  }

  func paper(_ meeting: ID<Meeting>, version: Int? = nil) async throws -> MeetingPaper {
    let rules = rules
    return try #require(
      try await system.read { session throws in
        try session.meetingPaper(meeting, rules: rules, version: version)
      })
  }

  /// The minutes as text.
  func minutes(_ meeting: ID<Meeting>, version: Int? = nil) async throws -> String {
    MeetingMinutesPrint(
      try await paper(meeting, version: version), rules: rules, journal: (7, "abcdef0123456789")
    ).document.plainText(width: 4_000)
  }
}

func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }
