import Basics
import Foundation
import Registry
import Reviews
import TestSupport
import Testing

@testable import Web

@Suite struct `Hội nghị và bỏ phiếu trên trang` {
  /// What one person reads off the papers: all but `off` votes for HTT on each line.
  private static func count(_ page: TestClient.Page, papers: Int, off: Int = 0) -> [(String, String)] {
    var fields = [
      ("viec", "kiem"), ("in", "\(papers + 1)"), ("con", "1"), ("phat", "\(papers)"), ("thu", "\(papers)"),
      ("thieu", "0"), ("hop-le", "\(papers)"), ("khong-hop-le", "0"),
    ]
    for name in page.values(named: "d") where name.contains("-HT") || name.contains("-KHT") {
      guard name.utf8.dropFirst().first.map({ (48...57).contains($0) }) == true else { continue }
      fields.append((name, name.hasSuffix("-HTT") ? "\(papers - off)" : "0"))
    }
    return fields
  }

  @Test(arguments: Engine.available)
  func `thư ký lập hội nghị, điểm danh, in phiếu, hai người kiểm, công bố, ghi mức đề nghị, in biên bản`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let w = try await BallotWorld.open(world, more: 6)
      let round = try await w.clerk.get("\(w.cell)?nam=2026")
      #expect(round.has("Việc tiếp theo") && round.has("Hội nghị"))
      // People stand where one looks for them: by their given names.
      let names = ["Nguyễn Văn An", "Nguyễn Văn Dũng", "Nguyễn Văn Gia", "Nguyễn Thị Hường"]
      let list = round.text.components(separatedBy: "id=\"doi-tuong\"").last ?? ""
      let places = names.map { list.components(separatedBy: ">\($0)<").first?.count ?? 0 }
      #expect(places == places.sorted() && Set(places).count == names.count)
      let empty = try await w.clerk.get("\(w.cell)/hoi-nghi?nam=2026")
      #expect(empty.has("Chưa có hội nghị nào") && empty.has("In phiếu trước"))
      let blank = try await w.clerk.get(
        "\(w.cell)/phieu-trang?nam=2026&loai=member&so-phieu=7&mot-to=2&kin=1&dang=docx")
      #expect(blank.status == 200 && blank.headers[.contentType]?.contains("wordprocessingml") == true)
      let meeting = try await w.meeting(absent: [w.members[0]])
      let page = try await w.clerk.get(meeting)
      #expect(page.has("Triệu tập 7 đảng viên chính thức: số tính kết quả là 7, không phải số có mặt (6)."))
      #expect(page.has("từ 4 phiếu trở lên"), "quá nửa của 7")
      #expect(page.has("Cần ít nhất 5 người dự"))
      #expect(
        page.has("chỉ có 6 người") || page.has("Chỉ có 6 người bỏ phiếu"), "không đủ người cho phiếu điện tử")
      let refused = try await w.ballot(meeting, "electronic", only: ["Hường"])
      #expect(refused.status == 422 && refused.has("Bỏ phiếu giấy"))
      let opened = try await w.ballot(meeting, "paper", only: ["Nguyễn"])
      let ballot = try #require(opened.location?.components(separatedBy: "?").first)
      let form = try await w.clerk.get(ballot)
      #expect(form.has("In phiếu") && form.has("Kiểm phiếu"))
      for kind in ["docx", "pdf"] {
        let paper = try await w.clerk.get("\(ballot)/in?so-phieu=6&mot-to=1&dang=\(kind)")
        #expect(paper.status == 200 && paper.bytes.count > 2_000)
      }
      // Papers that do not add up are told in words, and what was typed stays.
      var wrong = Self.count(form, papers: 6)
      wrong[4] = ("thu", "5")
      let unbalanced = try await w.clerk.post(ballot, wrong)
      #expect(unbalanced.status == 422 && unbalanced.has("Phát 6, thu 5 và không thu được 0: lệch 1."))
      #expect(unbalanced.has("name=\"thu\" required") || unbalanced.has("value=\"5\""))
      let letters = try await w.clerk.post(ballot, [("viec", "kiem"), ("in", "bảy")])
      #expect(letters.status == 422 && letters.has("ghi một số"))
      #expect(try await w.clerk.post(ballot, Self.count(form, papers: 6, off: 1)).status == 303)
      let waiting = try await w.clerk.get(ballot)
      #expect(waiting.has("chờ người thứ hai") && waiting.has("value=\"5\""))
      // The second person sees nothing of it before they have entered something else themselves.
      let second = try await w.second()
      let blind = try await second.get(ballot)
      let entry = blind.text.components(separatedBy: "id=\"kiem\"").last ?? ""
      #expect(entry.contains("bạn nhập lần thứ hai"))
      #expect(entry.components(separatedBy: "value=\"\"").count > 30, "mọi ô số đều trống")
      for number in 0...7 { #expect(!entry.contains("value=\"\(number)\"")) }
      let differs = try await second.post(ballot, Self.count(form, papers: 6))
      #expect(differs.status == 422 && differs.has("hai lần không khớp") && !differs.has("lần một 5"))
      #expect(try await second.post(ballot, Self.count(form, papers: 6, off: 1)).status == 303)
      let counted = try await second.get(ballot)
      #expect(counted.has("Kết quả, chưa công bố") && counted.has("5 phiếu, cần 4."))
      let watcher = try await world.inspector()
      #expect(try await !watcher.get(ballot).has("5 phiếu"), "chưa công bố thì chỉ người ghi thấy")
      #expect(try await w.clerk.post(ballot, [("viec", "cong-bo")]).status == 303)
      #expect(try await watcher.get(ballot).has("5 phiếu, cần 4."))
      let early = try await w.clerk.get(ballot)
      #expect(early.has("Chưa đến lượt ghi mức đề nghị"), "chưa tự xếp thì chưa đề nghị")
      try await steps(w)
      let ready = try await w.clerk.get(ballot)
      #expect(ready.has("Ghi 7 mức đề nghị"))
      #expect(try await w.clerk.post(ballot, [("viec", "de-nghi")]).status == 303)
      let unit = try await w.clerk.get("\(w.cell)?nam=2026")
      #expect(unit.count(of: "Hoàn thành tốt nhiệm vụ") >= 14)
      for kind in ["docx", "pdf"] {
        #expect(try await w.clerk.get("\(meeting)/bien-ban?dang=\(kind)").status == 200)
      }
      #expect(try await w.clerk.post(ballot, [("viec", "huy"), ("ly-do", "muốn làm lại")]).status == 422)
    }
  }

  /// Forms, the meeting and the own grades of all members, as the page asks for them.
  private func steps(_ w: BallotWorld) async throws {
    for (kind, stage) in [("buoc", "selfReview"), ("buoc", "review"), ("muc", "selfGrading")] {
      let asked = try await w.clerk.get("\(w.cell)/\(kind)?nam=2026&buoc=\(stage)")
      var fields = [("nam", "2026"), ("buoc", stage), ("ngay", "20/11/2026"), ("ngay-lam", "20/11/2026")]
      for name in asked.values(named: "muc-") { fields.append((name, "HTT")) }
      for choice in asked.choices(named: "doi-tuong") { fields.append(("doi-tuong", choice.value)) }
      let done = try await w.clerk.post("\(w.cell)/\(kind)", fields)
      #expect(done.status == 303, "\(stage) \(done.text.prefix(1500))")
    }
  }

  @Test(arguments: Engine.available)
  func `P-V17: thiếu số người dự thì thấy ngay trên trang hội nghị và trang phiếu`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let w = try await BallotWorld.open(world, more: 6)
      let meeting = try await w.meeting(absent: Array(w.members.prefix(4)))
      #expect(try await w.clerk.get(meeting).has("Cần ít nhất 5 người dự (2/3 của 7), có mặt 3: thiếu 2"))
      let opened = try await w.ballot(meeting, "paper", only: ["Hường"])
      let ballot = try #require(opened.location?.components(separatedBy: "?").first)
      #expect(try await w.clerk.get(ballot).has("không đủ số người dự"))
      // While papers are out nobody comes to have a vote.
      let late = try await w.clerk.post("\(meeting)/diem-danh", [("du-\(w.members[0])", "present")])
      #expect(late.status == 422 && late.has("cuộc bỏ phiếu mở"))
    }
  }

  @Test(arguments: Engine.available)
  func `hội nghị và phiếu chỉ thấy ở đúng nơi của nó; người ngoài và chỉ-xem không ghi được`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let w = try await BallotWorld.open(world, more: 6)
      let meeting = try await w.meeting()
      // Nobody comes to a meeting they were not convened to, nor in a way the list does not know.
      let present = ("du-\(w.members[0])", "present")
      let stranger = "du-\(ID<Member>(12_345))"
      for wrong in [(stranger, "present"), ("du-x", "present"), ("du-\(w.members[1])", "maybe")] {
        let refused = try await w.clerk.post("\(meeting)/diem-danh", [present, wrong])
        #expect(refused.status == 422 && refused.has("không có trong danh sách triệu tập"), "\(wrong)")
      }
      let opened = try await w.ballot(meeting, "paper", only: ["Hường"])
      let ballot = try #require(opened.location?.components(separatedBy: "?").first)
      // The same meeting under another organisation, the same ballot under another meeting: not there.
      let other = try await w.meeting(isAnother: true)
      let tail = ballot.components(separatedBy: "/phieu/").last ?? ""
      #expect(try await w.clerk.get("\(other)/phieu/\(tail)").status == 404)
      let elsewhere = meeting.replacing("\(world.world.longMyHamlet)", with: "\(world.world.longMyAgency)")
      #expect(try await w.clerk.get(elsewhere).status == 404)
      let outsider = try await world.outsider()
      for path in [meeting, ballot, "\(meeting)/bien-ban", "\(ballot)/in"] {
        #expect(try await outsider.get(path).status == 404, "\(path)")
      }
      let watcher = try await world.inspector()
      #expect(try await watcher.get(meeting).status == 200)
      #expect(try await !watcher.get(ballot).has("Ghi số kiểm phiếu"))
      for (path, fields) in [
        ("\(meeting)/diem-danh", [("du-\(w.members[0])", "absent")]),
        (ballot, [("viec", "huy"), ("ly-do", "x")]),
      ] {
        #expect(try await watcher.post(path, fields).status == 403)
      }
    }
  }

  /// An electronic ballot on one line, voted by the members themselves.
  private func electronic(_ w: BallotWorld) async throws -> (
    meeting: String, ballot: String, own: String, parts: [(String, String)]
  ) {
    let meeting = try await w.meeting()
    let opened = try await w.ballot(meeting, "electronic", only: ["Hường", "Văn An"])
    let ballot = try #require(
      opened.location?.components(separatedBy: "?").first, "\(opened.text.prefix(900))")
    let id = ballot.components(separatedBy: "/phieu/").last ?? ""
    #expect(try await w.clerk.get(ballot).has("Chưa ai nhận phần khóa"))
    let parts = try await w.keys(ballot)
    return (meeting, ballot, "/cua-toi/phieu/\(id)", parts)
  }

  private func domain(_ w: BallotWorld, _ own: String) throws -> ID<Ballot> {
    try #require(ID<Ballot>(text: own.components(separatedBy: "/").last ?? ""))
  }

  private func rules(_ world: SiteWorld) throws -> BallotRules {
    try BallotRules(Content(folder: SiteWorld.contentFolder))
  }

  private func voter(_ world: SiteWorld, _ n: Int) async throws -> Registry.Actor {
    let account = try await world.system.read { session throws in
      try session.first("SELECT id FROM account WHERE user_name = \("dv\(n)")") { try $0.id(0, Account.self) }
    }
    return Registry.Actor(.account(try #require(account)), name: "Đảng viên \(n)")
  }

  @Test(arguments: Engine.available)
  func `P-V13: điền dở lá phiếu trong khi mọi người khác bỏ phiếu thì không mất gì`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let w = try await BallotWorld.open(world, more: 31, accounts: true)
      let (_, ballot, own, parts) = try await electronic(w)
      let (id, rules, system) = (try domain(w, own), try rules(world), world.system)
      let slow = try await world.signedIn("dv30")
      #expect(try await slow.get("/cua-toi").has(own))
      let page = try await slow.get(own)
      let key = try #require(page.choices(named: "khoa").first?.value ?? page.hidden("khoa"))
      // Half of it: one of two lines; sent too early it comes back as it was.
      let half = try await slow.post(own, [("khoa", key), ("dong-1", "HTXS")])
      #expect(half.status == 422 && half.has("Còn dòng chưa chọn") && half.has("value=\"HTXS\" checked"))
      #expect(half.hidden("khoa") == key)
      let lines = try await system.read { session throws in try session.ballotLines(of: id) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for n in 0..<30 {
          let actor = try await voter(world, n)
          group.addTask {
            let marks = Dictionary(lines.map { ($0.id, "HTT") }, uniquingKeysWith: { a, _ in a })
            _ = try await system.cast(marks, in: id, rules: rules, retryKey: "k\(n)", by: actor)
          }
        }
        try await group.waitForAll()
      }
      #expect(try await w.clerk.get(ballot).has("<strong>30</strong> trên 32"))
      let sent = try await slow.post(own, [("khoa", key), ("dong-1", "HTXS"), ("dong-2", "HT")])
      #expect(sent.status == 303)
      // The answer was lost: the same again is the same confirmation, and one vote.
      #expect(try await slow.post(own, [("khoa", key), ("dong-1", "HTXS"), ("dong-2", "HT")]).status == 303)
      #expect(try await slow.get("/cua-toi").has("bạn đã bỏ phiếu"))
      // With other marks the same key is refused, and says so; the vote stays what it was.
      let other = try await slow.post(own, [("khoa", key), ("dong-1", "HT"), ("dong-2", "HT")])
      #expect(other.status == 422 && other.has("khác lá phiếu đã ghi") && other.location == nil)
      let wrong = try await w.clerk.post(ballot, [("viec", "dong"), parts[0], ("phan-hai", "abcde")])
      #expect(wrong.status == 422 && wrong.has("Mới đúng 1 trong 2 phần khóa") && wrong.has(parts[0].1))
      #expect(try await w.clerk.post(ballot, [("viec", "dong")] + parts).status == 303)
      // Who comes after closing is told what became of their vote.
      let late = try await slow.get(own)
      #expect(late.status == 200 && late.has("lá phiếu của bạn đã được tính"))
      let again = try await slow.post(own, [("khoa", key), ("dong-1", "HTXS"), ("dong-2", "HT")])
      #expect(again.status == 422 && again.has("lá phiếu bạn bỏ trước đó đã được tính"))
      let missed = try await world.signedIn("dv5")
      #expect(try await missed.get(own).status == 200)
      let counted = try await w.clerk.get(ballot)
      #expect(counted.has("32 người được bỏ phiếu, 31 người đã bỏ"))
      #expect(counted.has("data-label=\"Hoàn thành xuất sắc nhiệm vụ\"><strong>1</strong>"))
      #expect(counted.has("data-label=\"Hoàn thành tốt nhiệm vụ\"><strong>30</strong>"))
    }
  }

  @Test(arguments: Engine.available)
  func `P-V06, P-V07: đang bỏ phiếu chỉ thấy số đã bỏ; danh sách đã bỏ xếp theo tên, không theo lúc bỏ`(
    engine: Engine
  ) async throws {
    try await SiteWorld.with(engine) { world in
      let w = try await BallotWorld.open(world, more: 12, accounts: true)
      let (meeting, ballot, own, parts) = try await electronic(w)
      let (id, rules, system) = (try domain(w, own), try rules(world), world.system)
      let lines = try await system.read { session throws in try session.ballotLines(of: id) }
      // So few votes would tell who voted how: they are not counted.
      let early = try await w.clerk.post(ballot, [("viec", "dong")] + parts)
      #expect(early.status == 422 && early.has("Mới có 0 phiếu điện tử"))
      var turnouts: [[ID<Member>]] = []
      for n in [7, 2, 11, 0, 5, 9] {
        try await system.cast(
          [lines[0].id: n == 7 ? "KHT" : "HTT"], in: id, rules: rules, retryKey: "k",
          by: try await voter(world, n))
        turnouts.append(
          try await system.read { session throws in
            try session.haveVoted(in: try #require(try session.ballot(id)), on: world.register.system.today)
          })
      }
      // Whoever looks after each vote sees the names in one order, that of the alphabet.
      let final = try #require(turnouts.last)
      #expect(final.count == 6 && Set(final) == Set([7, 2, 11, 0, 5, 9].map { w.members[$0] }))
      let alphabet = [0, 2, 5, 7, 9, 11].map { w.members[$0] }
      #expect(final == alphabet)
      for turnout in turnouts { #expect(turnout == final.filter { turnout.contains($0) }) }
      for path in [ballot, meeting, "\(w.cell)/hoi-nghi?nam=2026", "\(w.cell)?nam=2026"] {
        for client in [w.clerk, try await world.inspector()] {
          let page = try await client.get(path)
          #expect(page.status == 200 && !page.has("phiếu, cần"), "\(path)")
          #expect(!page.has("Không hoàn thành nhiệm vụ\"><strong>"), "\(path)")
        }
      }
      let page = try await w.clerk.get(ballot)
      #expect(page.has("<strong>6</strong> trên 13"))
      // Nobody who has no vote here gets the paper: the clerk, a member of another cell.
      #expect(try await w.clerk.get(own).status == 404)
      #expect(
        try await w.clerk.post(own, [("khoa", "x"), ("dong-1", "HTT"), ("de-trong", "1")]).status == 404)
      #expect(try await w.clerk.get("\(meeting)/bien-ban?dang=docx").status == 200)
    }
  }
}
