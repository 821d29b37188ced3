import Basics
import Foundation
import Registry
import Reviews
import TestSupport
import Testing

@testable import Web

/// The hamlet cell of Long Mỹ with so many members, a round opened on the page, the steps before the meeting recorded.
struct BallotWorld {
  let world: SiteWorld
  /// The office of Long Mỹ; it may write everything of the commune.
  let clerk: TestClient
  /// Members besides Nguyễn Thị Hường, whose own accounts are `dv0`, `dv1` …
  let members: [ID<Member>]
  var cell: String { "/to-chuc/\(world.world.longMyHamlet)/dot-kiem-diem" }

  static func open(_ world: SiteWorld, more: Int, accounts: Bool = false) async throws -> BallotWorld {
    var members: [ID<Member>] = []
    for n in 0..<more {
      let person = PersonalRecord(
        name: "Nguyễn \(["Văn", "Hữu", "Đức"][n / 14 % 3]) \(Self.names[n % Self.names.count])", sex: .male,
        bornOn: Day(number: 1980_01_01),
        admittedOn: Day(number: 2005_05_19), officialOn: Day(number: 2006_05_19))
      let member = try await world.system.perform(
        RegisterMember(person, in: world.world.longMyHamlet, from: Day(number: 2012_01_01) ?? .endOfTime),
        by: .operatorOfMachine)
      members.append(member)
      if accounts {
        let account = try await world.account("dv\(n)", "Đảng viên \(n)", nil, on: world.world.longMyHamlet)
        try await world.system.perform(LinkMemberAccount(account, to: member), by: .operatorOfMachine)
      }
    }
    if accounts {
      let account = try await world.account(
        "huong.dv", "Nguyễn Thị Hường", nil, on: world.world.longMyHamlet)
      try await world.system.perform(LinkMemberAccount(account, to: world.huong), by: .operatorOfMachine)
    }
    if let day = Day(number: 2026_11_20) { world.register.clock.set(Moment(day, hour: 9)) }
    let clerk = try await world.officer()
    let path = "/to-chuc/\(world.world.longMy)/dot-kiem-diem"
    _ = try await clerk.get("\(path)/mo?nam=2026")
    let opened = try await clerk.post(
      "\(path)/mo",
      [
        ("nam", "2026"), ("quy", "0"), ("huong-dan", "hd-43-btctw-2025-10-31"), ("chot", "20/11/2026"),
        ("loai-van-ban", "Kế hoạch"), ("so-van-ban", "12-KH/ĐU"), ("co-quan", "Đảng ủy xã Long Mỹ"),
        ("ngay-van-ban", "10/11/2026"),
      ])
    try #require(opened.status == 303, "\(opened.text.prefix(2000))")
    return BallotWorld(world: world, clerk: clerk, members: members)
  }

  private static let names = [
    "An", "Bảy", "Cường", "Dũng", "Em", "Gia", "Hải", "Ích", "Khoa", "Lâm", "Minh", "Nam", "Oanh", "Phúc",
  ]

  /// Holds a meeting today; everybody is there but those named.
  /// - Parameter isAnother: the cell has met that day already, and it is said that this is another meeting.
  func meeting(absent: [ID<Member>] = [], isAnother: Bool = false) async throws -> String {
    _ = try await clerk.get("\(cell)/hoi-nghi?nam=2026")
    let made = try await clerk.post(
      "\(cell)/hoi-nghi",
      [("nam", "2026"), ("ngay-hop", "20/11/2026")] + (isAnother ? [("them-lan", "1")] : []))
    let path = try #require(made.location?.components(separatedBy: "?").first, "\(made.text.prefix(2000))")
    let page = try await clerk.get(path)
    let fields = page.values(named: "du-").map { name -> (String, String) in
      (name, absent.contains { name == "du-\($0)" } ? "excused" : "present")
    }
    let done = try await clerk.post("\(path)/diem-danh", fields)
    try #require(done.status == 303, "\(done.text.prefix(2000))")
    return path
  }

  /// Opens a ballot on subjects as the page offers them.
  func ballot(_ meeting: String, _ mode: String, only names: [String]? = nil) async throws -> TestClient.Page
  {
    let page = try await clerk.get(meeting)
    let all = page.choices(named: "doi-tuong")
    let chosen = all.filter { choice in names?.contains { choice.label.contains($0) } ?? true }
    return try await clerk.post(
      "\(meeting)/phieu", [("cach", mode)] + chosen.map { ("doi-tuong", $0.value) })
  }

  /// Two persons of the office take a part each of an electronic ballot's key.
  func keys(_ ballot: String) async throws -> [(String, String)] {
    var parts: [(String, String)] = []
    for (name, client) in [("phan-mot", clerk), ("phan-hai", try await second())] {
      _ = try await client.get(ballot)
      let shown = try await client.post(ballot, [("viec", "khoa")])
      let part = shown.text.components(separatedBy: "<p class=\"code\"><code>").last?
        .components(separatedBy: "</code>").first
      parts.append((name, try #require(part)))
    }
    return parts
  }

  /// A second person of the commune's office.
  func second() async throws -> TestClient {
    _ = try await world.account("kiem.phieu", "Lê Thị Kiểm Phiếu", .office, on: world.world.longMy)
    return try await world.signedIn("kiem.phieu")
  }
}

extension TestClient.Page {
  /// Names of fields that begin so, each once, in their order.
  func values(named start: String) -> [String] {
    var seen: Set<String> = []
    return text.components(separatedBy: "name=\"\(start)").dropFirst().compactMap {
      $0.components(separatedBy: "\"").first.map { start + $0 }
    }.filter { seen.insert($0).inserted }
  }

  /// What can be chosen in a group, with its words.
  func choices(named name: String) -> [(value: String, label: String)] {
    text.components(separatedBy: "name=\"\(name)\" value=\"").dropFirst().compactMap { part in
      guard let value = part.components(separatedBy: "\"").first,
        let label = part.components(separatedBy: "<label").dropFirst().first?.components(
          separatedBy: "</label>"
        )
        .first
      else { return nil }
      return (value, label)
    }
  }

  /// The value of a hidden field.
  func hidden(_ name: String) -> String? {
    text.components(separatedBy: "type=\"hidden\" name=\"\(name)\" value=\"").dropFirst().first?
      .components(separatedBy: "\"").first
  }
}
