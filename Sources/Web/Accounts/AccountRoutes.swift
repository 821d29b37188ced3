import Basics
import Markup
import Registry

/// Accounts and rights: who may sign in, and what they may do where.
extension Site {
  var accountRoutes: [Route] {
    [
      .get("/tai-khoan", .somewhere(.manageAccounts)) { try await $0.accountIndex(FormTrouble()) },
      .post("/tai-khoan", .somewhere(.manageAccounts)) { try await $0.createAccount() },
      .get("/tai-khoan/:tai-khoan", .somewhere(.manageAccounts)) { try await $0.accountShow(FormTrouble()) },
      .post("/tai-khoan/:tai-khoan/quyen", .somewhere(.manageAccounts)) { try await $0.grantRight() },
      .post("/tai-khoan/:tai-khoan/thu-quyen", .somewhere(.manageAccounts)) { visit in
        let account = try await visit.managedAccount()
        try await visit.perform(RevokeRight(try visit.found(visit.form.id("quyen")), of: account.id))
        return .redirect("/tai-khoan/\(account.id)", done: .revoked)
      },
      .post("/tai-khoan/:tai-khoan/khoa", .somewhere(.manageAccounts)) { visit in
        let account = try await visit.managedAccount()
        guard ["co", "khong"].contains(visit.form["khoa"]) else {
          throw RequestRefusal.missing("khóa hay mở")
        }
        let disable = visit.form["khoa"] == "co"
        try await visit.perform(DisableAccount(account.id, isDisabled: disable))
        return .redirect("/tai-khoan/\(account.id)", done: disable ? .disabled : .enabled)
      },
      .post("/tai-khoan/:tai-khoan/dat-lai", .somewhere(.manageAccounts)) { visit in
        let account = try await visit.managedAccount()
        let code = try await visit.perform(StartReset(account.id))
        return try await visit.codePage(for: account, code: code, hours: 24)
      },
      .get("/tai-khoan-cua-toi", .signedIn) { try await $0.ownAccount(FormTrouble()) },
      .post("/tai-khoan-cua-toi", .signedIn) { try await $0.changeOwnPassword() },
    ]
  }
}

extension Visit {
  fileprivate func accountIndex(_ trouble: FormTrouble) async throws -> Answer {
    let (system, actor) = (system, actor)
    let now = system.now
    let (rows, organisations) = try await system.read { session in
      let managed = try session.accounts().filter {
        try session.manages(actor, $0, at: now) || $0.id == actor.account
      }
      let rows = try managed.map { account in
        (
          account,
          try session.grants(of: account.id, at: now).map { grant in
            (grant.role, try session.organisationNear(grant.organisation, asOf: AsOf(now.day))?.name ?? "")
          }
        )
      }
      return (rows, try OrganisationChoices.of(actor, with: .manageAccounts, in: session, at: now))
    }
    let table = Table(
      "Tài khoản",
      columns: [
        .init("Họ và tên"), .init("Tên đăng nhập"), .init("Vai trò và phạm vi"), .init("Tình trạng"),
      ],
      rows: rows.map { account, grants in
        Table.Row([
          "<a\(href: "/tai-khoan/\(account.id)")>\(account.person)</a>", "\(account.userName)",
          grants.isEmpty
            ? "<span class=\"nothing\">chưa có quyền</span>"
            : HTML.joined(grants.map { "\($0.0.title): \($0.1)" as HTML }, separator: "<br>"),
          account.isDisabled ? "\(Badge("đã khóa", .attention))" : "\(Badge("đang dùng", .done))",
        ])
      },
      empty: EmptyState(
        "Chưa có tài khoản nào khác", advice: "Lập tài khoản cho từng người; không dùng chung."))
    return try await page(
      "Tài khoản",
      body: """
        \(PageHeading("Tài khoản", lede: "Mỗi người một tài khoản; quyền có hiệu lực trên một tổ chức và mọi tổ chức bên dưới."))
        \(Section("Đang có", body: "\(table)"))
        \(Section("Lập tài khoản mới", id: "moi", body: """
          \(trouble.summary)
          \(Form(action: "/tai-khoan", csrf: csrf, body: """
            \(TextField("ho-ten", label: "Họ và tên", value: form["ho-ten"], isRequired: true, maximumLength: 80))
            \(TextField("ten", label: "Tên đăng nhập", value: form["ten"], hint: "Chữ không dấu, ví dụ huong.longmy", isRequired: true, maximumLength: 40))
            \(Select("to-chuc", label: "Thuộc tổ chức", choices: organisations, selected: form["to-chuc"], isRequired: true))
            \(Select("vai-tro", label: "Vai trò trên tổ chức ấy", choices: Role.allCases.map { Choice($0.rawValue, $0.title) }, selected: form.has("vai-tro") ? form["vai-tro"] : "office", hint: "Để trống cho đảng viên không giữ việc gì ở đây; rồi gắn tài khoản ở trang của người ấy."))
            \(Actions("\(Submit("Lập tài khoản"))"))
            """))
          """))
        """)
  }

  fileprivate func createAccount() async throws -> Answer {
    try await attempt {
      guard let organisation: ID<Organisation> = form.id("to-chuc") else {
        throw RequestRefusal.missing("tổ chức")
      }
      let role = Role(rawValue: form["vai-tro"])
      // None chosen is an account of a member who has no office; a word nobody knows is a mistake.
      guard role != nil || form["vai-tro"].isEmpty else { throw RequestRefusal.missing("vai trò") }
      let made = try await perform(
        CreateAccount(userName: form["ten"], person: form["ho-ten"], organisation: organisation))
      guard let role else { return try await codePage(for: made.account, code: made.code, hours: 72) }
      do { _ = try await perform(GrantRight(role, on: organisation, to: made.account)) } catch let refusal
        as AccountRefusal
      {
        var copy = self
        copy.notices.append(
          Notice(
            .warning, "Tài khoản đã lập nhưng chưa có quyền.", reason: refusal.reason, remedy: refusal.remedy)
        )
        return try await copy.codePage(for: made.account, code: made.code, hours: 72)
      }
      return try await codePage(for: made.account, code: made.code, hours: 72)
    } else: {
      try await accountIndex($0)
    }
  }

  private func codePage(for id: ID<Account>, code: String, hours: Int) async throws -> Answer {
    let account = try found(try await system.read { try $0.account(id) })
    return try await codePage(for: account, code: code, hours: hours)
  }

  /// Shows a code once; it is nowhere else.
  fileprivate func codePage(for account: Account, code: String, hours: Int) async throws -> Answer {
    try await page(
      "Mã đặt mật khẩu",
      breadcrumbs: [Link("Tài khoản", "/tai-khoan"), Link(account.person, "/tai-khoan/\(account.id)")],
      body: """
        \(PageHeading("Mã đặt mật khẩu", kind: account.person, actions: "\(ScriptButton("In trang này", .print))"))
        \(Section("Đưa tận tay", body: """
          <p class="code"><code>\(code)</code></p>
          <p>Mã chỉ hiện một lần ở đây, dùng một lần, hết hạn sau \(hours) giờ. Người dùng mở trang
          <strong>/dat-mat-khau</strong>, gõ mã rồi tự đặt mật khẩu; không ai khác biết mật khẩu ấy.</p>
          <p>Tên đăng nhập: <strong>\(account.userName)</strong></p>
          \(Actions("\(ButtonLink("Xong", "/tai-khoan/\(account.id)", kind: .secondary))"))
          """))
        """)
  }

  fileprivate func managedAccount() async throws -> Account {
    let id: ID<Account> = try found(id("tai-khoan"))
    let (system, actor) = (system, actor)
    let now = system.now
    return try found(
      try await system.read { session in
        try session.account(id).flatMap { try session.manages(actor, $0, at: now) ? $0 : nil }
      })
  }

  fileprivate func accountShow(_ trouble: FormTrouble) async throws -> Answer {
    let account = try await managedAccount()
    let (system, actor) = (system, actor)
    let now = system.now
    let (grants, organisations) = try await system.read { session in
      (
        try session.allGrants(of: account.id).map {
          ($0, try session.organisationNear($0.organisation, asOf: AsOf(now.day))?.name ?? "")
        },
        try OrganisationChoices.of(actor, with: .manageAccounts, in: session, at: now)
      )
    }
    let table = Table(
      "Quyền",
      columns: [.init("Vai trò"), .init("Trên tổ chức"), .init("Từ", .day), .init("Đến", .day), .init("")],
      rows: grants.map { grant, name in
        Table.Row([
          "\(grant.role.title)", "\(name)", "\(grant.from.vietnamese)",
          grant.to == RightGrant.endless ? "nay" : "\(grant.to.vietnamese)",
          grant.to > now
            ? "\(Form(action: "/tai-khoan/\(account.id)/thu-quyen", csrf: csrf, body: "\(HiddenField("quyen", "\(grant.id)"))\(Submit("Thu quyền", kind: .destructive, confirm: "Thu quyền \(grant.role.title) trên \(name)?"))"))"
            : "<span class=\"nothing\">đã hết</span>",
        ])
      },
      empty: EmptyState(
        "Chưa có quyền nào",
        advice: "Tài khoản này đăng nhập được nhưng không thấy gì. Cấp một vai trò bên dưới."))
    return try await page(
      account.person, breadcrumbs: [Link("Tài khoản", "/tai-khoan")],
      body: """
        \(PageHeading(account.person, kind: "Tài khoản \(account.userName)"))
        \(Section("Quyền", body: "\(table)"))
        \(Section("Cấp quyền", body: """
          \(trouble.summary)
          \(Form(action: "/tai-khoan/\(account.id)/quyen", csrf: csrf, body: """
            \(RadioGroup("vai-tro", label: "Vai trò", choices: Role.allCases.map { Choice($0.rawValue, $0.title, hint: $0.explanation) }, selected: form["vai-tro"]))
            \(Select("to-chuc", label: "Trên tổ chức (và mọi tổ chức bên dưới)", choices: organisations, selected: form["to-chuc"], isRequired: true))
            \(DayField("den-het", label: "Đến hết ngày", value: form["den-het"], hint: "Bỏ trống nếu không định hạn.", error: trouble.on("den-het")))
            \(Actions("\(Submit("Cấp quyền"))"))
            """))
          """))
        \(Section("Mật khẩu và khóa", body: """
          \(Form(action: "/tai-khoan/\(account.id)/dat-lai", csrf: csrf, body: "<p>Tạo mã để người dùng tự đặt mật khẩu mới; mã cũ chưa dùng bị hủy.</p>\(Submit("Tạo mã đặt lại mật khẩu", kind: .secondary))"))
          \(Form(action: "/tai-khoan/\(account.id)/khoa", csrf: csrf, body: "\(HiddenField("khoa", account.isDisabled ? "khong" : "co"))\(Submit(account.isDisabled ? "Mở lại tài khoản" : "Khóa tài khoản", kind: account.isDisabled ? .secondary : .destructive, confirm: account.isDisabled ? nil : "Khóa tài khoản của \(account.person)? Mọi phiên đăng nhập chấm dứt ngay."))"))
          """))
        """)
  }

  fileprivate func grantRight() async throws -> Answer {
    let account = try await managedAccount()
    return try await attempt {
      var until = RightGrant.endless
      if !form["den-het"].isEmpty { until = Moment(try day(in: "den-het", "ngày cuối cùng").next) }
      guard let role = Role(rawValue: form["vai-tro"]) else { throw RequestRefusal.missing("vai trò") }
      guard let organisation: ID<Organisation> = form.id("to-chuc") else {
        throw RequestRefusal.missing("tổ chức")
      }
      _ = try await perform(GrantRight(role, on: organisation, to: account.id, until: until))
      return .redirect("/tai-khoan/\(account.id)", done: .granted)
    } else: {
      try await accountShow($0)
    }
  }

  fileprivate func ownAccount(_ trouble: FormTrouble) async throws -> Answer {
    let (system, actor) = (system, actor)
    let now = system.now
    let grants = try await system.read { session in
      try actor.account.map { try session.grants(of: $0, at: now) }?.map {
        ($0, try session.organisationNear($0.organisation, asOf: AsOf(now.day))?.name ?? "")
      } ?? []
    }
    return try await page(
      "Tài khoản của tôi",
      body: """
        \(PageHeading("Tài khoản của tôi", kind: signIn?.account.userName))
        \(Section("Quyền", body: grants.isEmpty ? "\(EmptyState("Chưa được cấp quyền", advice: "Báo người quản trị tài khoản của cấp ủy cấp vai trò."))" : """
          <ul>\(each: grants, { "<li><strong>\($0.0.role.title)</strong> trên \($0.1)\(when: $0.0.to != RightGrant.endless, ", đến \($0.0.to.vietnamese)")</li>" })</ul>
          """))
        \(Section("Đổi mật khẩu", body: """
          \(trouble.summary)
          \(Form(action: "/tai-khoan-cua-toi", csrf: csrf, body: """
            \(TextField("mat-khau-cu", label: "Mật khẩu đang dùng", kind: .password, isRequired: true, autocomplete: "current-password", maximumLength: 256))
            \(Self.newPasswordFields)
            \(Actions("\(Submit("Đổi mật khẩu"))"))
            """))
          """))
        """)
  }

  fileprivate func changeOwnPassword() async throws -> Answer {
    try await attempt {
      guard let account = signIn?.account else { throw RightsRefusal.notFound }
      try site.throttle.admit(userName: account.userName, peer: peer, at: system.now)
      do {
        let probe = try await system.signIn(userName: account.userName, password: form.exact("mat-khau-cu"));
        try await system.signOut(token: probe.token)
      } catch AccountRefusal.signInFailed {
        throw AccountRefusal.signInFailed
      }
      let hash = try await newPasswordHash(userName: account.userName)
      try await perform(ChangePassword(hash: hash))
      let opened = try await system.signIn(userName: account.userName, password: form.exact("mat-khau"))
      return .redirectSetting(
        "/tai-khoan-cua-toi", cookie: site.cookie(opened.token, lasting: System.longestSeconds))
    } else: {
      try await ownAccount($0)
    }
  }
}
