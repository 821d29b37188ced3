import Basics
import Foundation
import Markup
import Registry

/// The journal: who wrote what into the register, and when.
extension Site {
  var historyRoutes: [Route] { [.get("/nhat-ky", .somewhere(.viewHistory)) { try await $0.historyIndex() }] }
}

/// One line of the journal's page.
struct HistoryLine: Sendable {
  var entry: JournalListing
  var person: String
  var decision: Decision?
  var organisations: [(id: ID<Organisation>, name: String)]
  var members: [(id: ID<Member>, name: String)]
}

extension Visit {
  private static let historyPageSize = 50

  func historyIndex() async throws -> Answer {
    let (system, actor) = (system, actor)
    let (now, number) = (system.now, min(max(query.number("trang") ?? 1, 1), 1_000_000))
    let filter = JournalFilter(
      from: query.day("tu"), through: query.day("den"),
      act: ActSentence.titles[query["viec"]].flatMap { _ in
        ActSentence.isOfConcern(query["viec"]) ? nil : query["viec"]
      })
    let (lines, count, head, acts) = try await system.read { session throws in
      let seesAll = try actor.account.map { try session.isFounder($0) } ?? false
      let reach = try session.journalReach(of: actor, seesAll: seesAll, filter, at: now)
      let entries = try session.journal(
        reach, for: actor, at: now, offset: (number - 1) * Self.historyPageSize, limit: Self.historyPageSize)
      let lines = try entries.map { try HistoryLine($0, for: actor, at: now, in: session) }
      return (lines, reach.count, try session.journalHead(), try session.journalActs())
    }
    // Matters of the people are not listed or counted by themselves, and nobody is named for having brought one.
    let choices = acts.filter { !ActSentence.isOfConcern($0) }.map { Choice($0, ActSentence.title(of: $0)) }
      .sorted { $0.title < $1.title }
    return try await page(
      "Nhật ký",
      body: """
        \(PageHeading("Nhật ký", lede: "Mọi việc đã ghi vào sổ trong phạm vi này, việc mới nhất trước. Không xóa, không sửa được; sửa sai là một việc ghi mới."))
        <div class="filters">\(Form(asking: "/nhat-ky", label: "Lọc nhật ký", body: """
          \(DayField("tu", label: "Từ ngày", value: query["tu"], hint: nil))
          \(DayField("den", label: "Đến ngày", value: query["den"], hint: nil))
          \(Select("viec", label: "Việc", choices: choices, selected: query["viec"], placeholder: "tất cả"))
          \(Submit("Lọc", kind: .secondary))
          """))</div>
        \(Table(
          "Nhật ký", columns: [.init("Việc"), .init("Lúc ghi", .day), .init("Người ghi"), .init("Về"), .init("Theo văn bản"), .init("Số", .number)],
          rows: lines.map(row), empty: EmptyState("Không có việc nào", advice: "Bỏ bớt điều kiện lọc, hoặc chọn khoảng ngày rộng hơn.")))
        \(Pagination(page: number, pageSize: Self.historyPageSize, count: count, noun: "việc", path: historyPath))
        \(Section("Kiểm tra nhật ký", id: "kiem-tra", note: "Mỗi việc mang mã băm của việc trước nó.", body: """
          <p>Việc mới nhất của sổ mang số \(number: head.sequence), mã băm <code>\(String(head.hash.prefix(16)))…</code>. Chép số và mã này
          giữ ở nơi khác (biên bản, sổ tay): nếu về sau có ai sửa dù một chữ trong quá khứ, chương trình <code>chibo-verify</code> sẽ chỉ ra
          chỗ bị sửa. Người vận hành chạy <code>chibo-verify --data THƯ-MỤC --head MÃ-BĂM</code> với mã băm đầy đủ:</p>
          <p><code>\(head.hash)</code></p>
          """))
        """)
  }

  private var historyPath: String {
    let pairs = ["tu", "den", "viec"].filter { !query[$0].isEmpty }.map {
      "\($0)=\(MemberListQuery.escaped(query[$0]))"
    }
    return "/nhat-ky" + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
  }

  private func row(_ line: HistoryLine) -> Table.Row {
    let members = line.members.map { "<a\(href: "/dang-vien/\($0.id)")>\($0.name)</a>" as HTML }
    let organisations = line.organisations.prefix(3).map {
      "<a\(href: "/to-chuc/\($0.id)")>\($0.name)</a>" as HTML
    }
    let rest = line.entry.organisations.count - min(3, line.organisations.count)
    let subjects = HTML.joined(members + organisations, separator: "<br>")
    return Table.Row([
      "\(ActSentence.title(of: line.entry.act))", "\(line.entry.recordedAt.vietnamese)", "\(line.person)",
      "\(subjects)\(when: rest > 0, "<br>và \(number: rest) tổ chức khác")", "\(line.decision?.key.citation)",
      "\(number: line.entry.sequence)",
    ])
  }
}

extension HistoryLine {
  init(_ entry: JournalListing, for actor: Actor, at now: Moment, in session: Asked) throws {
    self.entry = entry
    person =
      ActSentence.isOfConcern(entry.act) ? "không nêu" : try session.personName(ofActor: entry.actor)
    decision = try entry.decision.flatMap { try session.decision($0) }
    let day = AsOf(entry.recordedAt.day)
    organisations = try entry.organisations.prefix(3).compactMap { id in
      try session.organisationNear(id, asOf: day).map { (id, $0.name) }
    }
    members = try entry.members.compactMap { id in
      try session.memberName(id, on: day.day, for: actor, at: now).map { (id, $0) }
    }
  }
}
