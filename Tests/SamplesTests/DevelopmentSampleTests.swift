import Basics
import Registry
import Storage
import Testing

@testable import Samples

/// Staff of the agency cells on the way into the Party when the survey came, and what became of them.
@Suite struct `Phát triển đảng viên của sổ mẫu` {
  @Test func `mỗi chi bộ cơ quan có người đang xem xét; không ai được cộng vào 4.543 đảng viên`() async throws
  {
    let database = try await MadeSample.small.made().register.database
    let rules = try DevelopmentRules(Content.locate())
    try await database.read { session throws in
      let surveyed = Day("2014-04-21")
      let cells = try session.wholeTree(asOf: AsOf(surveyed)).filter { $0.kind == .agencyCell }
      var stages: [ProspectStage: Int] = [:]
      for cell in cells {
        let files = try session.prospectFiles(in: cell.organisation, on: surveyed)
          .filter { $0.state.listedOn <= surveyed }
        #expect((1...3).contains(files.count), "\(cell.name)")
        for file in files { stages[file.stage(rules), default: 0] += 1 }
      }
      #expect(Set(stages.keys).isSubset(of: [.listed, .applicant, .proposed, .decided]))
      #expect(stages.count >= 3)
    }
  }

  @Test func `người được đề nghị năm 2014 nay là đảng viên chính thức; dữ liệu người thôi xét đã xóa`()
    async throws
  {
    let database = try await MadeSample.small.made().register.database
    let rules = try DevelopmentRules(Content.locate())
    try await database.read { session throws in
      let day = Day("2026-11-10")
      let files = try session.wholeTree(asOf: AsOf(day)).filter { $0.parent == nil }
        .flatMap { try session.prospectFiles(in: $0.organisation, on: day) }
      let old = files.filter { $0.state.listedOn < Day("2015-01-01") }
      let admitted = old.filter { $0.admitted != nil }
      #expect(!admitted.isEmpty && admitted.allSatisfy { $0.stage(rules) == .recognised })
      let rest = old.filter { $0.admitted == nil }
      #expect(rest.allSatisfy { $0.isErased })
      // Today's, among them some on probation.
      let present = files.filter { $0.state.listedOn > Day("2020-01-01") }
      #expect(present.count >= 16 && present.contains { $0.stage(rules) == .probation })
      for file in admitted {
        let member = try #require(file.admitted)
        #expect(member.officialOn == member.admittedOn?.adding(months: 12))
      }
    }
  }
}
