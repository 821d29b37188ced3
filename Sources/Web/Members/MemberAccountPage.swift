import Basics
import Markup
import Registry

extension Visit {
  /// Which account is the member's own: with it they write their review and read their result.
  func memberAccount(_ trouble: FormTrouble, asking: Set<LinkMemberAccount.Doubt> = []) async throws
    -> Answer
  {
    let (system, actor, id, asOf) = (system, actor, try member, AsOf(today))
    let now = system.now
    let (name, own, accounts, owners) = try await system.read { session throws in
      let accounts = try session.accounts().filter { account in
        guard account.id != actor.account, !account.isDisabled else { return false }
        return try session.manages(actor, account, at: now)
      }
      let linked = try session.membersOwning(accounts.map(\.id))
      let names = try session.memberNames(
        [id] + linked.values.filter { $0 != id }, on: asOf.day, for: actor, at: now)
      return (
        names[id] ?? "", try session.account(of: id), accounts,
        linked.filter { $0.value != id }.mapValues { names[$0] ?? "một đảng viên khác" }
      )
    }
    let known = accounts.first { $0.id == own }
    let choices = accounts.map { account in
      Choice(
        "\(account.id)",
        "\(account.person) (\(account.userName))\(owners[account.id].map { ", đang là của \($0)" } ?? "")")
    }
    let none = EmptyState(
      "Chưa có tài khoản nào để nối", advice: "Lập một tài khoản cho người này trước, không cần vai trò nào.",
      action: ButtonLink("Tài khoản", "/tai-khoan"))
    let typed = form["tai-khoan"]
    let fields: HTML = """
      \(Select("tai-khoan", label: "Tài khoản", choices: choices, selected: typed.isEmpty ? own.map { "\($0)" } : typed, placeholder: "— chọn —", error: trouble.on("tai-khoan"), isRequired: true))
      \(when: asking.contains(.isAnothers), Checkbox("chuyen", label: "Vẫn chuyển tài khoản này sang \(name)", isOn: !form["chuyen"].isEmpty).html)
      \(when: asking.contains(.isNamedOtherwise), Checkbox("khac-ten", label: "Đúng là tài khoản của \(name), dù đứng tên khác", isOn: !form["khac-ten"].isEmpty).html)
      \(Actions("\(Submit("Nối tài khoản"))"))
      """
    let held: HTML =
      own == nil
      ? ""
      : Notice(
        .info,
        known.map { "Đang nối với tài khoản \($0.userName), đứng tên \($0.person)." }
          ?? "Đã nối với một tài khoản ngoài phạm vi quản lý của bạn."
      ).html
    return try await page(
      "Tài khoản của \(name)", breadcrumbs: [Link(name, "/dang-vien/\(id)")],
      body: """
        \(PageHeading("Tài khoản của chính đảng viên", kind: name, lede: "Với tài khoản ấy, người này tự viết bản kiểm điểm và xem kết quả xếp loại của mình; không thấy gì của người khác."))
        \(trouble.summary)
        \(held)
        \(choices.isEmpty ? none.html : Form(action: "/dang-vien/\(id)/tai-khoan", csrf: csrf, body: fields).html)
        \(when: known != nil, unlinking(id, name))
        """)
  }

  private func unlinking(_ id: ID<Member>, _ name: String) -> HTML {
    let form = Form(
      action: "/dang-vien/\(id)/tai-khoan", csrf: csrf, label: "Gỡ tài khoản",
      body: """
        \(HiddenField("viec", "go"))
        <p class="hint">\(name) sẽ không còn trang “Của tôi” cho đến khi được nối lại; bản kiểm điểm đã gửi vẫn còn.</p>
        \(Actions("\(Submit("Gỡ tài khoản khỏi \(name)", kind: .destructive))"))
        """)
    return "<details class=\"more\"><summary>Gỡ tài khoản này</summary>\(form)</details>"
  }

  func linkMemberAccount() async throws -> Answer {
    let id = try member
    if form["viec"] == "go" {
      return try await attempt {
        try await perform(UnlinkMemberAccount(id))
        return .redirect("/dang-vien/\(id)/tai-khoan", done: .accountUnlinked)
      } else: {
        try await memberAccount($0)
      }
    }
    var confirmed: Set<LinkMemberAccount.Doubt> = []
    if !form["chuyen"].isEmpty { confirmed.insert(.isAnothers) }
    if !form["khac-ten"].isEmpty { confirmed.insert(.isNamedOtherwise) }
    do {
      guard let account: ID<Account> = form.id("tai-khoan") else { throw RequestRefusal.missing("tài khoản") }
      try await perform(LinkMemberAccount(account, to: id, confirmed: confirmed))
      return .redirect("/dang-vien/\(id)/tai-khoan", done: .accountLinked)
    } catch let refusal as AccountRefusal {
      // What was asked stays asked: a box that was ticked is shown again.
      var asking = confirmed
      switch refusal {
      case .linkedTo: asking.insert(.isAnothers)
      case .namedOtherwise: asking.insert(.isNamedOtherwise)
      default: break
      }
      return try await memberAccount(FormTrouble(refusal, field: "tai-khoan"), asking: asking).asRefused
    } catch let refusal as RequestRefusal {
      return try await memberAccount(FormTrouble(refusal)).asRefused
    }
  }
}
