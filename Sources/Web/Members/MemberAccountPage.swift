import Basics
import Markup
import Registry

extension Visit {
  /// Which account is the member's own: with it they write their review and read their result.
  func memberAccount(_ trouble: FormTrouble) async throws -> Answer {
    let (system, actor, id, asOf) = (system, actor, try member, AsOf(today))
    let now = system.now
    let (name, own, accounts) = try await system.read { session throws in
      (
        try session.memberNames([id], on: asOf.day, for: actor, at: now)[id] ?? "",
        try session.account(of: id),
        try session.accounts().filter { account in
          guard account.id != actor.account, !account.isDisabled else { return false }
          return try session.manages(actor, account, at: now)
        }
      )
    }
    let known = accounts.first { $0.id == own }
    let choices = accounts.map { Choice("\($0.id)", "\($0.person) (\($0.userName))") }
    let none = EmptyState(
      "Chưa có tài khoản nào để nối", advice: "Lập một tài khoản cho người này trước, không cần vai trò nào.",
      action: ButtonLink("Tài khoản", "/tai-khoan"))
    let fields: HTML = """
      \(Select("tai-khoan", label: "Tài khoản", choices: choices, selected: own.map { "\($0)" }, placeholder: "— chọn —", error: trouble.on("tai-khoan"), isRequired: true))
      \(Actions("\(Submit("Nối tài khoản"))"))
      """
    return try await page(
      "Tài khoản của \(name)", breadcrumbs: [Link(name, "/dang-vien/\(id)")],
      body: """
        \(PageHeading("Tài khoản của chính đảng viên", kind: name, lede: "Với tài khoản ấy, người này tự viết bản kiểm điểm và xem kết quả xếp loại của mình; không thấy gì của người khác."))
        \(trouble.summary)
        \(own == nil ? "" : Notice(.info, known.map { "Đang nối với tài khoản \($0.userName)." } ?? "Đã nối với một tài khoản ngoài phạm vi quản lý của bạn.").html)
        \(choices.isEmpty ? none.html : Form(action: "/dang-vien/\(id)/tai-khoan", csrf: csrf, body: fields).html)
        """)
  }

  func linkMemberAccount() async throws -> Answer {
    let id = try member
    return try await attempt {
      guard let account: ID<Account> = form.id("tai-khoan") else { throw RequestRefusal.missing("tài khoản") }
      try await perform(LinkMemberAccount(account, to: id))
      return .redirect("/dang-vien/\(id)/tai-khoan", done: .saved)
    } else: {
      try await memberAccount($0)
    }
  }
}
