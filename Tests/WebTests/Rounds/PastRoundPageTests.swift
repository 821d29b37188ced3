import Basics
import Registry
import Reviews
import TestSupport
import Testing

@testable import Web

/// The round of a past year is opened and gone through in the structure of that year, also where it has ended since.
@Suite struct `Đợt kiểm điểm của một năm đã qua` {
  private static let paper = [
    ("loai-van-ban", "Kế hoạch"), ("so-van-ban", "41-KH/HU"), ("co-quan", "Huyện ủy Giồng Trôm"),
    ("ngay-van-ban", "15/12/2013"),
  ]

  private static func decision(_ number: String) -> DecisionEntry {
    DecisionEntry(
      DocumentKey(
        type: "Quyết định", number: number, issuer: "Tỉnh ủy Bến Tre",
        date: Day(number: 2025_06_21) ?? .endOfTime))
  }

  /// Long Mỹ was merged into Phong Nẫm in 2025; the province looks back in 2026.
  private static func merged(_ world: SiteWorld) async throws -> TestClient {
    let day = try #require(Day(number: 2025_07_01))
    if let now = Day(number: 2026_11_20) { world.register.clock.set(Moment(now, hour: 9)) }
    _ = try await world.system.perform(
      MergeOrganisations(
        [world.world.longMy], result: .into(world.world.phongNam), day: day, decision: decision("1888-QĐ/TU")),
      by: .operatorOfMachine)
    _ = try await world.account("to.chuc", "Lê Ban Tổ Chức", .commission, on: world.world.province)
    return try await world.signedIn("to.chuc")
  }

  private static func open(_ client: TestClient, _ path: String, closed: String = "31/12/2013") async throws
    -> TestClient.Page
  {
    _ = try await client.get("\(path)/mo?nam=2013&quy=0")
    return try await client.post(
      "\(path)/mo",
      [("nam", "2013"), ("quy", "0"), ("huong-dan", "hd-07-btctw-2011-10-11"), ("chot", closed)] + paper)
  }

  /// The fields of choice of a page, each with a grade of its own list.
  private static func choices(_ page: String, _ grades: [String]) -> [(String, String)] {
    page.components(separatedBy: "name=\"muc-").dropFirst().compactMap { part in
      guard let id = part.components(separatedBy: "\"").first,
        let list = part.components(separatedBy: "</select>").first,
        let grade = grades.first(where: { list.contains("value=\"\($0)\"") })
      else { return nil }
      return ("muc-\(id)", grade)
    }
  }

  @Test(arguments: Engine.available)
  func `một xã đã sáp nhập: mở đợt năm 2013, đề nghị, quyết định và xem kết quả ở nơi cũ`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let client = try await Self.merged(world)
      let base = "/to-chuc/\(world.world.longMy)/dot-kiem-diem"
      let form = try await client.get("\(base)/mo?nam=2013&quy=0")
      #expect(form.status == 200 && form.has("07-HD/BTCTW"))
      #expect(try await Self.open(client, base).status == 303)

      let index = try await client.get("/dot-kiem-diem")
      #expect(index.has("\(base)?nam=2013") && index.has("nay đã kết thúc hoạt động"))
      let shown = try await client.get("\(base)?nam=2013")
      #expect(shown.has("theo cây tổ chức ngày 31/12/2013") && shown.has("Chi bộ ấp Long Hòa"))

      for cell in [world.world.longMyHamlet, world.world.longMyAgency, world.world.longMy] {
        let path = "/to-chuc/\(cell)/dot-kiem-diem"
        let asked = try await client.get("\(path)/muc?nam=2013&buoc=analysis")
        let own = Self.choices(asked.text, ["DTCT", "TSVM"])
        guard !own.isEmpty else { continue }
        let given = try await client.post(
          "\(path)/muc",
          [("nam", "2013"), ("buoc", "analysis"), ("ngay", "31/12/2013"), ("ly-do", "biên bản số 2")] + own)
        #expect(given.status == 303, "\(given.text.suffix(1500))")
      }
      // Members, then cells, then the organisation itself: whose turn it is stands on the page.
      for _ in 0..<4 {
        let page = try await client.get("\(base)/quyet-dinh?nam=2013")
        let picked = Self.choices(page.text, ["DTCT", "TSVM"])
        guard !picked.isEmpty else { break }
        let done = try await client.post(
          "\(base)/quyet-dinh",
          [("nam", "2013"), ("ngay-xep-loai", "31/12/2013"), ("ly-do-chung", "Theo đề nghị của chi bộ.")]
            + Self.paper + picked)
        #expect(done.status == 303, "\(done.text.suffix(1500))")
      }
      let decided = try await client.get("\(base)/quyet-dinh?nam=2013")
      #expect(decided.has("Không có đối tượng nào chờ quyết định"))
      let result = try await client.get("/to-chuc/\(world.world.longMy)/ket-qua-xep-loai?nam=2013")
      #expect(result.has("2 chi bộ: trong sạch vững mạnh 2"))
    }
  }

  @Test func `tổ chức chưa có hoặc ngày chốt chưa có nó thì nói rõ, và chỉ nơi mở được`() async throws {
    try await SiteWorld.with(.sqlite) { world in
      let client = try await Self.merged(world)
      let founded = try #require(Day(number: 2013_06_01))
      let young = try await world.system.perform(
        FoundOrganisation(
          kind: .baseCommittee, title: "Đảng bộ xã Mới", code: "GT.M", parent: world.world.district,
          place: .none, day: founded, decision: Self.decision("5-QĐ/TU")), by: .operatorOfMachine)
      let path = "/to-chuc/\(young)/dot-kiem-diem"
      let before = try await client.get("\(path)/mo?nam=2012&quy=0")
      #expect(before.status == 200 && before.has("Đảng bộ xã Mới chưa thành lập"))
      #expect(before.has("/to-chuc/\(world.world.district)/dot-kiem-diem/mo?nam=2012"))
      #expect(!before.has("Mở đợt và chốt danh sách"))
      // Founded within the year, and the list closed before: refused beside the field, what was typed is kept.
      let early = try await Self.open(client, path, closed: "1/2/2013")
      #expect(early.status == 422 && early.has("Ngày 1/2/2013 tổ chức này chưa thành lập"))
      #expect(early.has("value=\"41-KH/HU\"") && early.has("href=\"#f-chot\""))
    }
  }
}
