import Basics
import Markup
import Meetings
import Registry

/// Scores a cell gives its own meetings: written on a meeting's page, told by year.
extension Site {
  var scoreRoutes: [Route] {
    [
      .post("/to-chuc/:to-chuc/sinh-hoat/:ky/cham-diem", .organisation(.recordMeetings)) {
        try await $0.scoreMeeting()
      },
      .get("/to-chuc/:to-chuc/cham-diem", .organisation(.viewMeetings)) { try await $0.scoreIndex() },
    ]
  }
}

extension Visit {
  var scoreRules: ScoreRules { get throws { try site.scoreRules(site.content) } }

  func scoreMeeting() async throws -> Answer {
    let place = try await requireCellMeeting()
    return try await attempt {
      let rules = try scoreRules
      guard let scale = rules.scale(form["thang"]) else { throw ScoreRefusal.noScale }
      var trouble = FormTrouble()
      var points: [String: Int] = [:]
      for criterion in scale.criteria {
        let name = "diem-\(criterion.id)"
        if let given = form.number(name), given <= criterion.most {
          points[criterion.id] = given
        } else {
          trouble.add(name, "Ghi một số từ 0 đến \(criterion.most).")
        }
      }
      guard trouble.isEmpty else { throw FormTroubles(trouble: trouble) }
      try await perform(
        ScoreMeeting(
          place.meeting.meeting, by: scale.id, points: points, on: today, note: form["ghi-chu-diem"],
          rules: rules))
      return .redirect("\(place.path)#cham-diem", done: .saved)
    } else: {
      try await cellMeetingShow($0)
    }
  }

  /// A year by bands: of a cell its meetings, of a committee what lies below.
  func scoreIndex() async throws -> Answer {
    let organisation = try await meetingOrganisation()
    let id = organisation.organisation
    let asked = query.number("nam")
    let year = asked.flatMap { (1930...2200).contains($0) ? $0 : nil } ?? today.year
    let (system, day) = (system, min(today, Period(year: year).to.previous))
    let bands = try scoreRules.scales.flatMap(\.bands).map(\.name).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    typealias Line = (state: OrganisationState, counts: [String: Int])
    let (meetings, units) = try await system.read {
      session throws -> ([(Meeting, MeetingScore?)], [Line]) in
      guard !organisation.kind.isCell else {
        let held = try session.meetings(of: id, in: Period(year: year)).filter { !$0.isCancelled }
        return (try held.map { ($0, try session.meetingScore(of: $0.meeting)) }, [])
      }
      let found = try session.scoreBands(below: id, year: year, on: day)
      let lines = try session.children(of: id, asOf: AsOf(day)).map { child -> Line in
        var counts: [String: Int] = [:]
        for unit in try session.subtree(of: child.organisation, asOf: AsOf(day)) {
          counts.merge(found[unit.organisation] ?? [:], uniquingKeysWith: +)
        }
        return (state: child, counts: counts)
      }
      return ([], lines)
    }
    let path = "/to-chuc/\(id)/cham-diem"
    let years = (year - 1...year + 1).filter { $0 <= today.year }
    let body: HTML =
      organisation.kind.isCell
      ? scoreTable(meetings, "/to-chuc/\(id)/sinh-hoat").html : bandTable(units, bands, year).html
    return try await page(
      "Tự chấm điểm sinh hoạt \(year)", breadcrumbs: [Link(organisation.name, "/to-chuc/\(id)")],
      styles: ["/styles/meetings.css"],
      body: """
        \(PageHeading("Tự chấm điểm sinh hoạt năm \(year)", kind: organisation.name, lede: "Điểm chi bộ tự chấm sau khi chốt biên bản; là số liệu, không phải kết luận của cấp trên."))
        \(SectionLinks("Các năm", years.map { Link("\($0)", "\(path)?nam=\($0)", isCurrent: $0 == year) }))
        \(body)
        """)
  }

  private func scoreTable(_ lines: [(Meeting, MeetingScore?)], _ path: String) -> Table {
    Table(
      "Các kỳ trong năm",
      columns: [.init("Ngày", .day), .init("Kỳ"), .init("Điểm", .number), .init("Mức")],
      rows: lines.map { meeting, score in
        Table.Row([
          "\(meeting.heldOn.vietnamese)",
          "<a\(href: "\(path)/\(meeting.meeting)#cham-diem")>\(meeting.title)</a>",
          score.map { "\($0.total)" } ?? "",
          score.map { "\($0.band)" } ?? "<span class=\"nothing\">chưa chấm</span>",
        ])
      }, header: 1,
      empty: EmptyState(
        "Năm này chưa có kỳ nào", advice: "Chốt biên bản một kỳ thường kỳ rồi chấm điểm ở trang của kỳ ấy."))
  }

  private func bandTable(
    _ units: [(state: OrganisationState, counts: [String: Int])], _ bands: [String], _ year: Int
  ) -> Table {
    Table(
      "Số kỳ theo mức",
      columns: [.init("Đơn vị")] + bands.map { Table.Column($0, .number) },
      rows: units.map { unit in
        let first: HTML =
          "<a\(href: "/to-chuc/\(unit.state.organisation)/cham-diem?nam=\(year)")>\(unit.state.name)</a>"
        return Table.Row([first] + bands.map { "\(unit.counts[$0] ?? 0)" as HTML })
      }, empty: EmptyState("Chưa có đơn vị nào", advice: "Tổ chức trực thuộc hiện ở đây."))
  }
}
