import Basics
import Foundation
import Meetings
import Registry
import Rules
import Testing

@Suite struct `Số tính kết quả biểu quyết` {
  private struct Person: Convened {
    var standing = MemberStanding.official
    var presence = Presence.present
    var isAway = false
    var isExempt = false
  }

  private func rules() throws -> VotingRules { try VotingRules(MeetingContent.found()) }

  @Test func `người miễn sinh hoạt vắng thì trừ, có mặt thì tính; người đi sinh hoạt tạm thời thì trừ`()
    throws
  {
    let day = try #require(Day(year: 2026, month: 3, day: 3))
    var people = Array(repeating: Person(), count: 7)
    people.append(Person(presence: .excused, isExempt: true))
    people.append(Person(presence: .present, isExempt: true))
    people.append(Person(presence: .absent, isAway: true))
    people.append(Person(presence: .absent))
    people.append(Person(standing: .probationary))
    let base = VotingBase(people, on: day, try rules())
    #expect(base.convened == 11)
    #expect(base.base == 9)
    #expect(base.present == 8)
    #expect(base.probationaryPresent == 1)
    #expect(base.quorumNeeded == 6)
    #expect(try rules().majority.needed(of: base.base) == 5)
  }

  @Test(arguments: 1...60) func `quá nửa và hai phần ba tính bằng số nguyên`(_ n: Int) throws {
    let rules = try rules()
    let day = try #require(Day(year: 2026, month: 3, day: 3))
    let base = VotingBase(Array(repeating: Person(presence: .absent), count: n), on: day, rules)
    let needed = try #require(rules.majority.needed(of: base.base))
    #expect(needed * 2 > n && (needed - 1) * 2 <= n)
    #expect(base.quorumNeeded * 3 >= 2 * n && (base.quorumNeeded - 1) * 3 < 2 * n)
    #expect(!base.hasQuorum)
  }
}

enum MeetingContent {
  static func found() throws -> Content {
    try Content.locate(
      executable: "", currentFolder: URL(fileURLWithPath: #filePath).deletingLastPathComponent().path)
  }
}
