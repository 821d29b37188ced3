import Basics
import Markup
import Registry

/// A transfer as pages show it: with names of the day it was sent.
struct TransferView: Sendable {
  var transfer: Transfer
  var name: String
  var from: String
  var to: String
  var canReceive: Bool
  var canReturn: Bool
  var isArriving: Bool
  /// Whether the reader may open the member's file already, or still.
  var opensMember: Bool
  var days: Int
  var isLate: Bool

  var person: HTML { opensMember ? "<a\(href: "/dang-vien/\(transfer.member)")>\(name)</a>" : "\(name)" }

  init(_ transfer: Transfer, for actor: Actor, rules: TransferRules, at now: Moment, in session: Asked) throws
  {
    self.transfer = transfer
    let sent = AsOf(transfer.sentOn)
    // Whoever is to receive a person reads the name on the letter before anything else.
    name =
      try session.memberName(transfer.member, on: transfer.sentOn, for: actor, at: now)
      ?? session.member(transfer.member, asOf: sent)?.person.name ?? ""
    from = try session.organisationNear(transfer.from, asOf: sent)?.name ?? ""
    to = try session.organisationNear(transfer.to, asOf: sent)?.name ?? ""
    let there = try session.rights(of: actor, on: transfer.to, at: now)
    let here = try session.rights(of: actor, on: transfer.from, at: now)
    isArriving = !there.isEmpty
    opensMember = try session.rights(of: actor, onMember: transfer.member, at: now).contains(.viewMembers)
    canReceive = there.contains(.transferMembers)
    canReturn = canReceive || here.contains(.transferMembers)
    days = max(0, now.day.daysSince1970 - transfer.sentOn.daysSince1970)
    isLate = transfer.state == .inTransit && rules.isLate(sentOn: transfer.sentOn, today: now.day)
  }
}

extension Visit {
  func transferIndex() async throws -> Answer {
    let (system, actor, rules) = (system, actor, try TransferRules(site.content))
    let now = system.now
    let views = try await system.read { session throws in
      let reach = try session.reach(of: actor, with: .viewMembers, at: now)
      return try session.openTransfers(at: reach).map {
        try TransferView($0, for: actor, rules: rules, at: now, in: session)
      }
    }
    let (arriving, leaving) = (views.filter(\.isArriving), views.filter { !$0.isArriving })
    return try await page(
      "Chuyển sinh hoạt",
      body: """
        \(PageHeading("Chuyển sinh hoạt", lede: "\(number: views.count) giấy giới thiệu đang chờ. Cho đến khi được tiếp nhận, đảng viên vẫn tính ở nơi cũ."))
        \(Section("Đến đây", body: "\(table(arriving, "Không có ai đang chờ tiếp nhận", "Giấy giới thiệu gửi đến các chi bộ trong phạm vi sẽ hiện ở đây."))"))
        \(Section("Đi nơi khác", body: "\(table(leaving, "Không có ai đang trên đường đi", "Muốn chuyển một người: mở trang của người ấy, chọn Chuyển sinh hoạt."))"))
        \(when: views.contains(where: \.isLate), ruleNote(rules))
        """)
  }

  private func table(_ views: [TransferView], _ title: String, _ advice: String) -> Table {
    Table(
      title,
      columns: [
        .init("Đảng viên"), .init("Giấy giới thiệu"), .init("Từ"), .init("Đến"),
        .init("Ngày giới thiệu", .day), .init("Đã đi"), .init(""),
      ],
      rows: views.map { view in
        Table.Row(
          [
            view.person, "\(view.transfer.letter) (\(view.transfer.kind.title.lowercased()))",
            "\(view.from)", "\(view.to)", "\(view.transfer.sentOn.vietnamese)",
            "\(number: view.days) ngày\(when: view.isLate, " \(Badge("quá hạn", .attention).html)")",
            "<a\(href: "/chuyen-sinh-hoat/\(view.transfer.id)")>\(view.canReceive ? "Tiếp nhận, trả lại" : view.canReturn ? "Xem, rút lại" : "Xem")</a>",
          ], tone: view.isLate ? .attention : .neutral)
      }, empty: EmptyState(title, advice: advice))
  }

  private func ruleNote(_ rules: TransferRules) -> HTML {
    let rule = rules.presentation(on: today)
    return rule.map {
      "<p class=\"hint\">Quá hạn: quá \($0.workingDays) ngày làm việc kể từ ngày giới thiệu (\($0.source)\(when: $0.certainty != .A, "; chưa đối chiếu nguyên văn")). Ngày làm việc tính từ thứ Hai đến thứ Sáu, chưa trừ ngày lễ.</p>"
    } ?? ""
  }

  /// The transfer the address names, if the visitor holds the right on either side.
  private func transfer(_ right: Right) async throws -> TransferView {
    let (system, actor, rules) = (system, actor, try TransferRules(site.content))
    let (now, id) = (system.now, try found(id("chuyen-sinh-hoat", Transfer.self)))
    return try await system.read { session throws in
      guard let transfer = try session.transfer(id) else { throw RightsRefusal.notFound }
      let sides = try [transfer.from, transfer.to].map { try session.rights(of: actor, on: $0, at: now) }
      guard sides.contains(where: { !$0.isEmpty }) else { throw RightsRefusal.notFound }
      guard sides.contains(where: { $0.contains(right) }) else { throw RightsRefusal.lacking(right) }
      return try TransferView(transfer, for: actor, rules: rules, at: now, in: session)
    }
  }

  func transferShow(_ trouble: FormTrouble) async throws -> Answer {
    let view = try await transfer(.viewMembers)
    let (transfer, path) = (view.transfer, "/chuyen-sinh-hoat/\(view.transfer.id)")
    let isOpen = transfer.state == .inTransit
    let outcome: HTML =
      switch transfer.state {
      case .inTransit:
        "đang chờ tiếp nhận, đã \(number: view.days) ngày\(when: view.isLate, " \(Badge("quá hạn", .attention).html)")"
      case .received(let day): "tiếp nhận ngày \(day.vietnamese)"
      case .returned(let day, let reason): "trả lại ngày \(day.vietnamese): \(reason)"
      }
    return try await page(
      "Chuyển sinh hoạt · \(view.name)", breadcrumbs: [Link("Chuyển sinh hoạt", "/chuyen-sinh-hoat")],
      body: """
        \(PageHeading(view.name, kind: "Chuyển sinh hoạt"))
        \(trouble.summary)
        \(Section("Giấy giới thiệu", body: """
          \(DescriptionList([
            ("Đảng viên", "<a\(href: "/dang-vien/\(transfer.member)")>\(view.name)</a>"), ("Số giấy", "\(transfer.letter)"), ("Loại", "\(transfer.kind.title)"),
            ("Từ", "\(view.from)"), ("Đến", "\(view.to)"), ("Ngày giới thiệu", "\(transfer.sentOn.vietnamese)"), ("Tình trạng", outcome),
          ]))
          """))
        \(when: isOpen && view.canReceive, Section("Tiếp nhận", note: "Từ ngày tiếp nhận người này tính ở đây.", body: "\(Form(action: "\(path)/tiep-nhan", csrf: csrf, body: """
          \(DayField("ngay-tiep-nhan", label: "Ngày tiếp nhận", value: form.has("ngay-tiep-nhan") ? form["ngay-tiep-nhan"] : today.vietnamese, error: trouble.on("ngay-tiep-nhan"), isRequired: true))
          \(Actions("\(Submit("Tiếp nhận"))"))
          """))").html)
        \(when: isOpen && view.canReturn, Section(view.canReceive ? "Trả lại" : "Rút lại", note: "Người này ở lại nơi cũ.", body: "\(Form(action: "\(path)/tra-lai", csrf: csrf, body: """
          \(DayField("ngay-tra", label: "Ngày trả lại", value: form.has("ngay-tra") ? form["ngay-tra"] : today.vietnamese, error: trouble.on("ngay-tra"), isRequired: true))
          \(TextField("ly-do", label: "Lý do", value: form["ly-do"], width: .full, error: trouble.on("ly-do"), isRequired: true, maximumLength: 300))
          \(Actions("\(Submit(view.canReceive ? "Trả lại" : "Rút lại", kind: .secondary))"))
          """))").html)
        """)
  }

  func receiveTransfer() async throws -> Answer {
    let view = try await transfer(.transferMembers)
    guard view.canReceive else { throw RightsRefusal.lacking(.transferMembers) }
    return try await attempt {
      try await perform(
        ReceiveTransfer(view.transfer.id, on: try day(in: "ngay-tiep-nhan", "ngày tiếp nhận")))
      return .redirect("/dang-vien/\(view.transfer.member)", done: .transferReceived)
    } else: {
      try await transferShow($0)
    }
  }

  func returnTransfer() async throws -> Answer {
    let view = try await transfer(.transferMembers)
    return try await attempt {
      try await perform(
        ReturnTransfer(view.transfer.id, on: try day(in: "ngay-tra", "ngày trả lại"), reason: form["ly-do"]))
      return .redirect("/chuyen-sinh-hoat/\(view.transfer.id)", done: .transferReturned)
    } else: {
      try await transferShow($0)
    }
  }
}
