import Basics
import Registry
import Testing

@testable import Samples

@Suite struct WorldTests {
  private func world(_ size: SampleSize = .whole, seed: UInt64 = 2014) throws -> (GiongTromFacts, World) {
    let content = try Content.locate()
    let facts = try GiongTromFacts(content)
    let names = try SampleNames(content, except: VisitFacts(content).attendees.map(\.name))
    var maker = WorldMaker(facts, size, names, seed: seed)
    return (facts, maker.make())
  }

  @Test(arguments: [(SampleSize.whole, UInt64(2014)), (.whole, 7), (.small, 2014), (.small, 99)])
  func `ngày khảo sát có đúng số đảng viên như báo cáo, với mọi hạt giống`(_ size: SampleSize, _ seed: UInt64)
    throws
  {
    let (facts, world) = try world(size, seed: seed)
    #expect(world.count(on: facts.visit) == size.members)
    #expect(world.count(on: facts.visit) { $0.sort == .agency } == 279)
    #expect(world.count(on: facts.rolledOut.first.previous) { $0.sort == .agency } == 0)
    #expect(world.communes.map(\.foundedOn).min() == facts.rolledOut.first)
    #expect(world.communes.map(\.foundedOn).max() == facts.rolledOut.last)
    #expect(world.communes.allSatisfy { $0.foundedOn.weekday <= 5 })
    #expect(world.communes.allSatisfy { (10...17).contains($0.agencySize) })
  }

  @Test func `tuổi và các ngày của mỗi người khớp nhau`() throws {
    let (facts, world) = try world()
    for person in world.people {
      let record = person.record
      let (born, admitted, official) = try (
        #require(record.bornOn), #require(record.admittedOn), #require(record.officialOn)
      )
      #expect(born.age(on: admitted) >= 18, "\(person)")
      #expect(official == admitted.adding(years: 1))
      #expect(born.age(on: facts.visit) <= 100)
      #expect(person.arrival >= admitted)
      let days = person.stays.map(\.from) + [person.end?.day].compactMap { $0 }
      #expect(days == days.sorted() && Set(days).count == days.count, "\(person)")
    }
  }

  @Test func `số thẻ và số lý lịch không trùng, tên không phải của người thật trong báo cáo`() throws {
    let (_, world) = try world()
    #expect(Set(world.people.map(\.card)).count == world.people.count)
    #expect(Set(world.people.map(\.number)).count == world.people.count)
    #expect(world.people.allSatisfy { $0.card.utf8.count == 8 && $0.number.utf8.count == 6 })
    let real = Set(try VisitFacts(Content.locate()).attendees.map { VietnameseText.fold($0.name) })
    #expect(world.people.allSatisfy { !real.contains(VietnameseText.fold($0.record.name)) })
  }

  @Test func `một phần ba là nữ, có người dự bị, họ Nguyễn nhiều nhất`() throws {
    let (facts, world) = try world()
    let present = world.people.filter { $0.cell(on: facts.visit) != nil }
    let women = present.count { $0.record.sex == .female }
    #expect((0.28...0.38).contains(Double(women) / Double(present.count)))
    let probationary = present.count { $0.record.officialOn.map { $0 > facts.visit } ?? true }
    #expect((50...400).contains(probationary))
    let nguyen = present.count { $0.record.name.hasPrefix("Nguyễn ") }
    #expect((0.27...0.36).contains(Double(nguyen) / Double(present.count)))
    let agency = present.filter { $0.cell(on: facts.visit).map { world.cells[$0].sort == .agency } ?? false }
    #expect(agency.contains { $0.record.isLocal == false } && agency.contains { $0.record.isLocal == true })
  }

  @Test func `cùng hạt giống cho cùng một thế giới`() throws {
    let (_, a) = try world(.small)
    let (_, b) = try world(.small)
    let (_, c) = try world(.small, seed: 5)
    #expect(a.people.map(\.record) == b.people.map(\.record))
    #expect(a.people.map(\.record) != c.people.map(\.record))
  }
}
