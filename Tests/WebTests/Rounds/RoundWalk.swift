import Basics
import Foundation
import Registry
import Reviews
import TestSupport
import Testing

@testable import Web

/// The round of 2026 of Long Mỹ as a browser walks it: opened, one cell through all steps, decided, accepted.
struct RoundWalk {
  let world: SiteWorld
  let client: TestClient

  static let paper = [
    ("loai-van-ban", "Quyết định"), ("so-van-ban", "12-QĐ/ĐU"), ("co-quan", "Đảng ủy xã Long Mỹ"),
    ("ngay-van-ban", "10/11/2026"),
  ]

  var cell: String { "/to-chuc/\(world.world.longMyHamlet)/dot-kiem-diem" }
  var base: String { "/to-chuc/\(world.world.longMy)/dot-kiem-diem" }

  static func opened(_ world: SiteWorld) async throws -> RoundWalk {
    if let day = Day(number: 2026_11_20) { world.register.clock.set(Moment(day, hour: 9)) }
    let walk = RoundWalk(world: world, client: try await world.officer())
    _ = try await walk.client.get("\(walk.base)/mo?nam=2026")
    let done = try await walk.client.post(
      "\(walk.base)/mo",
      [("nam", "2026"), ("quy", "0"), ("huong-dan", "hd-43-btctw-2025-10-31"), ("chot", "20/11/2026")]
        + paper)
    #expect(done.status == 303)
    return walk
  }

  /// Sends the form of the cell's member and takes every step of the cell that is the unit's or the appraiser's.
  func prepared() async throws {
    let form = "/dang-vien/\(world.huong)/ban-kiem-diem?nam=2026&mau=form2C"
    _ = try await client.get(form)
    let sent = try await client.post(
      form,
      [
        ("viec", "gui"), ("m-ethics", "Tốt."), ("m-tasks", "Xong."), ("m-shortcomings", "Không."),
        ("m-direction", "Giữ."), ("m-ownGrade", "HTT"),
      ])
    #expect(sent.status == 303)
    for _ in 0..<8 {
      let page = try await client.get("\(cell)?nam=2026")
      guard let (kind, stage) = Self.next(page.text) else { break }
      let asked = try await client.get("\(cell)/\(kind)?nam=2026&buoc=\(stage)")
      var fields = [("nam", "2026"), ("buoc", stage), ("ngay", "20/11/2026"), ("ngay-lam", "20/11/2026")]
      fields.append(("ly-do", "biên bản số 2"))
      for name in Self.names(asked.text, "muc-") { fields.append((name, "HTT")) }
      for value in Self.values(asked.text, "doi-tuong") { fields.append(("doi-tuong", value)) }
      #expect(try await client.post("\(cell)/\(kind)", fields).status == 303, "\(stage)")
    }
    _ = try await client.get("\(cell)?nam=2026")
    #expect(
      try await client.post("\(cell)/ket-qua", [("nam", "2026"), ("viec", "gui"), ("ngay", "20/11/2026")])
        .status == 303)
  }

  func decided(_ grade: String = "HTT") async throws {
    let page = try await client.get("\(base)/quyet-dinh?nam=2026")
    let choices = Self.names(page.text, "muc-")
    let reasons = choices.map { ("ly-do-\($0.dropFirst(4))", "Theo biên bản.") }
    let answer = try await client.post(
      "\(base)/quyet-dinh",
      Self.paper + [("nam", "2026"), ("ngay-xep-loai", "20/11/2026")] + choices.map { ($0, grade) } + reasons
    )
    #expect(answer.status == 303)
  }

  func accepted() async throws {
    _ = try await client.get("\(cell)?nam=2026")
    #expect(
      try await client.post("\(cell)/ket-qua", [("nam", "2026"), ("viec", "chuan-y")] + Self.paper).status
        == 303)
  }

  /// The page of the cell's member in the round, as the cell's page leads to it.
  func memberPath() async throws -> String {
    let id = world.huong
    let subject = try #require(
      try await world.system.read { session throws in
        try session.reviewSubject(of: id, RoundPeriod(year: 2026))
      })
    let path = "\(cell)/doi-tuong/\(subject.id)"
    #expect(try await client.get("\(cell)?nam=2026").text.contains("href=\"\(path)\""))
    return path
  }

  /// An account that is a member's own, signed in.
  func member(_ id: ID<Member>, _ name: String = "chinh.toi") async throws -> TestClient {
    let account = try await world.account(name, "Chính Tôi", nil, on: world.world.longMy)
    try await world.system.perform(LinkMemberAccount(account, to: id), by: .operatorOfMachine)
    return try await world.signedIn(name)
  }

  static func next(_ page: String) -> (kind: String, stage: String)? {
    for kind in ["buoc", "muc"] {
      let parts = page.components(separatedBy: "/dot-kiem-diem/\(kind)?nam=2026&amp;buoc=").dropFirst()
      let stages = parts.compactMap { $0.components(separatedBy: "\"").first }.filter {
        $0 != "prompt" && $0 != "notice"
      }
      if let stage = stages.first { return (kind, stage) }
    }
    return nil
  }

  static func names(_ page: String, _ start: String) -> [String] {
    page.components(separatedBy: "name=\"\(start)").dropFirst().compactMap {
      $0.components(separatedBy: "\"").first.map { start + $0 }
    }
  }

  static func values(_ page: String, _ name: String) -> [String] {
    page.components(separatedBy: "name=\"\(name)\" value=\"").dropFirst().compactMap {
      $0.components(separatedBy: "\"").first
    }
  }
}
