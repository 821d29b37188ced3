import Basics
import Formats
import Markup
import Registry

extension Visit {
  func uploadPage(_ kind: ImportKind, _ trouble: FormTrouble) async throws -> Answer {
    let (system, id, today) = (system, try organisation, today)
    let (state, runs, actors) = try await system.read { session throws in
      guard let state = try session.organisationNear(id, asOf: AsOf(today)) else {
        throw RightsRefusal.notFound
      }
      let runs = try session.importRuns(at: [id]).filter { $0.run.kind == kind.run }
      return (state, runs, try session.personNames(ofActors: runs.map(\.actor)))
    }
    let path = "/to-chuc/\(id)/\(kind.path)"
    return try await page(
      "\(kind.title) · \(state.name)",
      breadcrumbs: [Link("Tổ chức", "/to-chuc"), Link(state.name, "/to-chuc/\(id)")],
      body: """
        \(PageHeading(kind.title, kind: state.name, lede: "Tệp được đọc và đối chiếu với sổ trước; chưa ghi gì cho đến khi xem kết quả và bấm nhận."))
        \(trouble.summary)
        \(Section("Tệp Excel", body: "\(Form(action: path, csrf: csrf, takesFiles: true, label: kind.title, body: uploadFields(kind, trouble)))"))
        \(Section("Chuẩn bị tệp", body: """
          <p>Tệp đang dùng ở cơ quan thường nhận được ngay. Xem <a href="/huong-dan/nhap-danh-sach">đề mục nào được nhận ra</a>, hoặc
          bắt đầu từ <a\(href: "/huong-dan/\(kind.sample)")>tệp mẫu</a>.</p>
          """))
        \(Section("Các lần đã nhập", id: "da-nhap", body: "\(runTable(runs, path, actors, kind))"))
        """)
  }

  private func uploadFields(_ kind: ImportKind, _ trouble: FormTrouble) -> HTML {
    """
    \(FileField("tep", label: "Tệp danh sách", accept: ".xlsx", hint: "Tệp .xlsx, không quá \(Route.uploadLimit >> 20) MB.", error: trouble.on("tep"), isRequired: true))
    \(when: kind == .roster, DayField("ngay-danh-sach", label: "Danh sách lập ngày", value: form["ngay-danh-sach"], hint: "Bỏ trống là hôm nay. Chi bộ được tìm trong số chi bộ hoạt động ngày ấy.", error: trouble.on("ngay-danh-sach")).html)
    \(DayField("tu-ngay", label: kind == .roster ? "Sinh hoạt ở chi bộ từ ngày" : "Thành lập từ ngày", value: form["tu-ngay"], hint: kind == .roster ? "Chỉ dùng cho dòng không ghi ngày về chi bộ; bỏ trống thì lấy ngày vào Đảng." : "Chỉ dùng cho dòng không ghi ngày thành lập hay ngày quyết định.", error: trouble.on("tu-ngay")))
    \(Actions("\(Submit("Đọc và kiểm tra"))"))
    <p class="hint">Tệp vài nghìn dòng cần vài giây; để yên trang này, kết quả tự hiện.</p>
    """
  }

  private func runTable(
    _ runs: [ImportRunListing], _ path: String, _ actors: [String: String], _ kind: ImportKind
  ) -> Table {
    Table(
      "Các lần đã nhập",
      columns: [
        .init("Tệp"), .init("Lúc", .day), .init("Người nhập"), .init("Ghi mới", .number),
        .init("Đổi", .number), .init("Để lại", .number), .init("Tình trạng"),
      ],
      rows: runs.map { listing in
        let run = listing.run
        return Table.Row([
          "<a\(href: "\(path)/lan/\(run.id)")>\(run.fileName)</a>", "\(listing.recordedAt.vietnamese)",
          "\(actors[listing.actor])",
          "\(number: run.created)", "\(number: run.changed)", "\(number: run.leftOut)",
          run.undoneBy == nil ? "\(Badge("đã ghi", .done))" : "\(Badge("đã hoàn tác"))",
        ])
      },
      empty: EmptyState(
        "Chưa nhập lần nào",
        advice: "Mỗi lần nhập được giữ lại ở đây\(kind == .roster ? " và có thể hoàn tác" : "")."))
  }

  func upload(_ kind: ImportKind) async throws -> Answer {
    let unit = try organisation
    return try await attempt {
      var trouble = FormTrouble()
      for field in ["ngay-danh-sach", "tu-ngay"] where !form[field].isEmpty && form.day(field) == nil {
        trouble.add(field, "“\(form[field].prefix(40))” không có trong lịch; ghi theo ngày/tháng/năm.")
      }
      if form.files["tep"] == nil { trouble.add("tep", "Chọn tệp .xlsx rồi gửi lại.") }
      guard trouble.isEmpty, let file = form.files["tep"] else { throw FormTroubles(trouble: trouble) }
      let staged = StagedImport(
        id: Self.hex(system.secret(bytes: 16)), owner: try found(actor.account), unit: unit,
        stagedAt: system.now,
        content: try await plan(kind, file, unit))
      site.desk.put(staged, at: system.now)
      return .redirect("/to-chuc/\(unit)/\(kind.path)/\(staged.id)")
    } else: {
      try await uploadPage(kind, $0.at("tep"))
    }
  }

  private func plan(_ kind: ImportKind, _ file: FormData.File, _ unit: ID<Organisation>) async throws
    -> StagedImport.Content
  {
    let (system, actor, desk) = (system, actor, site.desk)
    let (now, from) = (system.now, form.day("tu-ngay"))
    switch kind {
    case .roster:
      let rules = try RosterRules(site.content)
      let options = RosterOptions(day: form.day("ngay-danh-sach") ?? today, from: from)
      let roster = try await desk.read {
        try RosterFile(file.bytes, name: file.name, limits: ImportDesk.limits)
      }
      return .roster(
        try await system.read { session throws in
          try RosterPlan(roster, into: unit, options, rules: rules, by: actor, in: session, at: now)
        })
    case .organisations:
      let list = try await desk.read {
        try OrganisationList(file.bytes, name: file.name, limits: ImportDesk.limits)
      }
      return .organisations(
        try await system.read { session throws in
          try OrganisationPlan(list, below: unit, from: from, by: actor, in: session, at: now)
        })
    }
  }

  static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
