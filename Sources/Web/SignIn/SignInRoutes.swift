import Basics
import Hummingbird
import Markup
import Registry

/// Signing in and out, the first account, setting a password with a code.
extension Site {
  var signInRoutes: [Route] {
    [
      .get("/dang-nhap", .everyone) { visit in
        guard try await visit.system.read({ try $0.hasAccounts() }) else { return .redirect("/khoi-tao") }
        return try await visit.signInPage(FormTrouble())
      },
      .post("/dang-nhap", .everyone) { visit in try await visit.signInSubmitted() },
      .post("/dang-xuat", .signedIn) { visit in
        if let token = visit.token { try await visit.system.signOut(token: token) }
        return .redirectSetting("/dang-nhap", cookie: visit.site.cookie("", lasting: 0))
      },
      .get("/khoi-tao", .everyone) { visit in try await visit.claimPage(FormTrouble()) },
      .post("/khoi-tao", .everyone) { visit in try await visit.claimSubmitted() },
      .get("/dat-mat-khau", .everyone) { visit in try await visit.setPasswordPage(FormTrouble()) },
      .post("/dat-mat-khau", .everyone) { visit in try await visit.setPasswordSubmitted() },
      .get("/favicon.ico", .everyone) { visit in try visit.favicon() },
    ]
  }
}

extension Visit {
  /// By what guessing is counted.
  private var household: String { Address(peer)?.household ?? peer }

  fileprivate func signInPage(_ trouble: FormTrouble) async throws -> Answer {
    let back = query["den"].isEmpty ? form["den"] : query["den"]
    return try await door(
      "Đăng nhập",
      body: """
        \(PageHeading("Đăng nhập", lede: "Sổ của tổ chức cơ sở đảng."))
        \(trouble.summary)
        \(Form(action: "/dang-nhap", csrf: csrf, body: """
          \(TextField("ten", label: "Tên đăng nhập", value: form["ten"], isRequired: true, autocomplete: "username", maximumLength: 40))
          \(TextField("mat-khau", label: "Mật khẩu", kind: .password, isRequired: true, autocomplete: "current-password", maximumLength: 256))
          \(HiddenField("den", Answer.isLocal(back) ? back : "/"))
          \(Actions("\(Submit("Đăng nhập"))"))
          """))
        <p><a href="/dat-mat-khau">Có mã đặt mật khẩu?</a></p>
        """)
  }

  fileprivate func signInSubmitted() async throws -> Answer {
    let (name, password, peer) = (form["ten"], form.exact("mat-khau"), household)
    return try await attempt {
      try site.throttle.admit(userName: name, peer: peer, at: system.now)
      let opened: (token: String, csrf: String)
      do { opened = try await system.signIn(userName: name, password: password) } catch AccountRefusal
        .signInFailed
      {
        site.logger.notice("sign-in failed from \(peer)")
        throw AccountRefusal.signInFailed
      }
      site.throttle.succeeded(userName: name, peer: peer)
      // Whoever was signed in on this browser is not any more.
      if let token { try await system.signOut(token: token) }
      let back = form["den"]
      return .redirectSetting(
        Answer.isLocal(back) ? back : "/", cookie: site.cookie(opened.token, lasting: System.longestSeconds))
    } else: {
      try await signInPage($0)
    }
  }

  fileprivate func claimPage(_ trouble: FormTrouble) async throws -> Answer {
    if try await system.read({ try $0.hasAccounts() }) { return .redirect("/dang-nhap") }
    return try await door(
      "Lập tài khoản đầu tiên",
      body: """
        \(PageHeading("Lập tài khoản đầu tiên", lede: "Mã khởi tạo in trên màn hình nơi chạy lệnh chibo serve; mỗi mã dùng một lần."))
        \(trouble.summary)
        \(Form(action: "/khoi-tao", csrf: csrf, body: """
          \(TextField("ma", label: "Mã khởi tạo", value: form["ma"].isEmpty ? query["ma"] : form["ma"], isRequired: true, autocomplete: "one-time-code", maximumLength: 40))
          \(TextField("ho-ten", label: "Họ và tên", value: form["ho-ten"], isRequired: true, autocomplete: "name", maximumLength: 80))
          \(TextField("ten", label: "Tên đăng nhập", value: form["ten"], hint: "Chữ không dấu, ví dụ huong.giongtrom", isRequired: true, autocomplete: "username", maximumLength: 40))
          \(Self.newPasswordFields)
          \(Actions("\(Submit("Lập tài khoản"))"))
          """))
        """)
  }

  fileprivate func claimSubmitted() async throws -> Answer {
    try await attempt {
      try await tryingCode("khoi-tao \(household)") {
        let hash = try await newPasswordHash(userName: UserName.canonical(form["ten"]))
        _ = try await system.perform(
          ClaimRegister(code: form["ma"], userName: form["ten"], person: form["ho-ten"], hash: hash),
          by: .operatorOfMachine)
      }
      let opened = try await system.signIn(userName: form["ten"], password: form.exact("mat-khau"))
      return .redirectSetting("/", cookie: site.cookie(opened.token, lasting: System.longestSeconds))
    } else: {
      try await claimPage($0)
    }
  }

  /// Only wrong codes count as guesses: neither a password that is too short, nor the codes that were right before.
  private func tryingCode(_ name: String, _ body: () async throws -> Void) async throws {
    let peer = household
    try site.throttle.admit(userName: name, peer: peer, at: system.now)
    do { try await body() } catch AccountRefusal.wrongCode {
      throw AccountRefusal.wrongCode
    } catch {
      site.throttle.tookNothing(userName: name, peer: peer)
      throw error
    }
    site.throttle.succeeded(userName: name, peer: peer)
  }

  fileprivate func setPasswordPage(_ trouble: FormTrouble) async throws -> Answer {
    try await door(
      "Đặt mật khẩu",
      body: """
        \(PageHeading("Đặt mật khẩu", lede: "Dùng mã do người quản trị tài khoản đưa; mỗi mã dùng một lần."))
        \(trouble.summary)
        \(Form(action: "/dat-mat-khau", csrf: csrf, body: """
          \(TextField("ma", label: "Mã", value: form["ma"], isRequired: true, autocomplete: "one-time-code", maximumLength: 40))
          \(Self.newPasswordFields)
          \(Actions("\(Submit("Đặt mật khẩu"))"))
          """))
        """)
  }

  fileprivate func setPasswordSubmitted() async throws -> Answer {
    try await attempt {
      try await tryingCode("dat-mat-khau \(household)") {
        let hash = try await newPasswordHash(userName: "")
        _ = try await system.perform(SetPassword(code: form["ma"], hash: hash), by: .operatorOfMachine)
      }
      return .redirect("/dang-nhap", done: .passwordSet)
    } else: {
      try await setPasswordPage($0)
    }
  }

  static var newPasswordFields: HTML {
    """
    \(TextField("mat-khau", label: "Mật khẩu mới", kind: .password, width: .full, hint: "Ít nhất \(PasswordRule.shortest) ký tự; một câu ngắn dễ nhớ là tốt nhất, có dấu và dấu cách đều được.", isRequired: true, autocomplete: "new-password", maximumLength: 256))
    \(TextField("mat-khau-2", label: "Gõ lại mật khẩu", kind: .password, width: .full, isRequired: true, autocomplete: "new-password", maximumLength: 256))
    """
  }

  func newPasswordHash(userName: String) async throws -> String {
    let password = form.exact("mat-khau")
    guard password == form.exact("mat-khau-2") else { throw AccountRefusal.passwordsDiffer }
    try PasswordRule.check(password, userName: userName)
    return try found(await PasswordHash.make(password, salt: system.secret(bytes: 16)))
  }
}
