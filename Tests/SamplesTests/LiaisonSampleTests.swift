import Basics
import Registry
import Reviews
import Storage
import Testing

@testable import Samples

/// Staff of the agency cells live elsewhere and keep contact there; the yearly comments of 2013 are in the sample.
@Suite struct `Liên hệ nơi cư trú của sổ mẫu` {
  @Test
  func `đảng viên cơ quan xã được nơi cư trú tiếp nhận, không cộng vào số đảng viên, có nhận xét năm 2013`()
    async throws
  {
    let database = try await MadeSample.small.made().register.database
    let rules = try LiaisonRules(Content.locate())
    let asOf = AsOf(Day("2014-04-21"))
    try await database.read { session throws in
      let district = try #require(try session.organisations(named: "huyen giong trom", asOf: asOf).first)
        .organisation
      let cells = try session.subtree(of: district, kinds: [.agencyCell], asOf: asOf)
      var (registered, elsewhere) = (0, 0)
      for cell in cells {
        let sent = try session.liaisonSent(by: cell.organisation, rules: rules, asOf: asOf)
        #expect(try sent.count == session.memberCount(in: cell.organisation, asOf: asOf))
        for line in sent where line.progress == .registered {
          registered += 1
          guard case .received(_, let home?, _)? = line.letter?.state,
            let there = try session.organisation(home, asOf: asOf), there.parent != cell.parent
          else { continue }
          elsewhere += 1
        }
      }
      // Some live in other communes: those the survey calls non-local.
      #expect(registered > 0 && elsewhere > 0 && elsewhere < registered)
      let residents = try session.liaisonResidents(of: district, asOf: asOf)
      let count = try session.liaisonCount(of: district, rules: rules, asOf: asOf)
      #expect(count.residents == residents.count && residents.count > 0)
      let comments = try session.count(
        """
        SELECT count(*) FROM review_opinion o JOIN review_round r ON r.id = o.round_id
        WHERE o.kind = 'residence' AND o.state = 'entered' AND r.year = 2013
        """)
      #expect(comments > 0 && comments <= residents.count + registered)
    }
  }
}
