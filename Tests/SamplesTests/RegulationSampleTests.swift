import Basics
import Registry
import Regulations
import Storage
import Testing

@testable import Samples

/// The finding of the survey comes out of the sample as a figure with its list.
@Suite struct `Quy chế của sổ mẫu` {
  @Test
  func `mỗi đảng ủy xã và chi bộ cơ quan có quy chế ngày khảo sát; nhiều bản nêu đoàn thể chi bộ không có`()
    async throws
  {
    let database = try await MadeSample.small.made().register.database
    let content = try Content.locate()
    let (rules, fit) = (try RegulationRules(content), try FitRules(content))
    let asOf = AsOf(Day("2014-04-21"))
    try await database.read { session throws in
      let district = try #require(try session.organisations(named: "huyen giong trom", asOf: asOf).first)
      let held = try session.regulationStandings(below: district.organisation, rules: rules, asOf: asOf)
        .filter {
          $0.regulation != nil
        }
      let cells = held.filter { $0.kind == .agencyCell }
      let communes = try session.subtree(of: district.organisation, kinds: [.agencyCell], asOf: asOf).count
      #expect(cells.count == communes && held.count == 2 * communes)
      var (naming, quiet) = (0, 0)
      for cell in cells {
        let regulation = try #require(cell.regulation)
        #expect(Day("2008-01-01") < regulation.period.from && regulation.period.from <= asOf.day)
        let document = try #require(try session.decision(regulation.document))
        let facts = try #require(try session.fitFacts(of: regulation, document: document))
        let paper = try #require(try regulation.file.flatMap { try session.regulationPaper($0) })
        #expect(Fingerprint.sha256(paper.bytes) == regulation.fileHash)
        let outline = Outline.read(RegulationFile.read(paper.bytes, name: paper.name))
        #expect(outline.articles.count >= 7 && outline.findings.isEmpty, "\(cell.name)")
        let findings = FitCheck.findings(outline, facts, rules: fit)
        let absent = findings.contains {
          $0.matter == .subjects && $0.severity != .notice && !$0.subject.isEmpty
        }
        if absent { naming += 1 }
        if findings.allSatisfy({ $0.severity == .notice }) { quiet += 1 }
        #expect(try session.superiorRegulation(of: regulation)?.organisation.kind == .baseCommittee)
      }
      #expect(naming * 3 > cells.count && naming < cells.count)
      #expect(quiet >= 2)
    }
  }
}
