import Basics
import Markup
import Registry
import Reviews

extension Visit {
  /// Shows one's own part of the key once; it is nowhere else.
  func partPage(_ place: MeetingPlace, _ vote: MeetingPlace.Vote, part: String) async throws -> Answer {
    let path = "\(place.path)/phieu/\(vote.ballot.id)"
    return try await page(
      "Phần khóa của bạn",
      breadcrumbs: place.trail + [Link(place.title, place.path), Link("Bỏ phiếu", path)],
      styles: ["/styles/rounds.css"],
      body: """
        \(PageHeading("Phần khóa của bạn", kind: "Phiếu kín điện tử", actions: "\(ScriptButton("In trang này", .print))"))
        \(Section("Chép lại ngay và giữ riêng", id: "phan-khoa", body: """
          <p class="code"><code>\(part)</code></p>
          <p>Phần khóa chỉ hiện một lần ở đây, sổ không giữ. Khi kết thúc bỏ phiếu, bạn và người thứ hai mỗi người gõ phần của mình;
          thiếu một phần thì không ai mở được phiếu, phải hủy rồi bỏ lại.</p>
          <p>Không đưa phần này cho ai, kể cả người giữ phần kia. Kiểm phiếu xong thì hủy tờ giấy ghi nó.</p>
          \(Actions("\(ButtonLink("Đã chép xong", path, kind: .secondary))"))
          """))
        """)
  }
}

extension BallotShowPage {
  /// Two persons take a part each before anybody votes.
  var keys: HTML {
    guard writes else {
      return vote.keys == BallotKey.persons
        ? "" : Notice(.info, "Chưa bỏ phiếu được: chờ hai người của tổ kiểm phiếu nhận phần khóa.").html
    }
    switch key {
    case .closed: return ""
    case .own(isComplete: true) where vote.voted > 0: return ""
    case .own(let isComplete):
      return Section(
        "Hai phần khóa", id: "khoa",
        body: """
          \(Notice(.info, isComplete ? "Đã đủ hai người nhận phần khóa; mọi người bỏ phiếu được." : "Bạn đã nhận một phần; chờ người thứ hai nhận phần kia.", remedy: isComplete ? nil : "Người khác của tổ kiểm phiếu đăng nhập bằng tài khoản của mình và nhận ở trang này."))
          \(take("Nhận lại phần của mình", .quiet))
          """
      ).html
    case .free(let taken):
      return Section(
        "Hai phần khóa", id: "khoa",
        note:
          "Phiếu được khóa ngay khi bỏ; mở ra phải có đủ hai phần, của hai người trong tổ kiểm phiếu. Sổ không giữ phần nào.",
        body: """
          <p>\(taken == 0 ? "Chưa ai nhận phần khóa." : "Một người đã nhận; còn thiếu người thứ hai.") Đủ hai người thì mọi người mới bỏ phiếu được.</p>
          \(take("Nhận phần khóa", .primary))
          """
      ).html
    }
  }

  private func take(_ title: String, _ kind: ButtonKind) -> HTML {
    Form(
      action: path, csrf: visit.csrf, label: title,
      body: "\(HiddenField("viec", "khoa"))\(Actions("\(Submit(title, kind: kind))"))"
    ).html
  }

  /// Typed by the two persons, each their own.
  var parts: HTML {
    """
    \(TextField("phan-mot", label: "Phần khóa của người thứ nhất", value: visit.form["phan-mot"], isRequired: true, maximumLength: 60))
    \(TextField("phan-hai", label: "Phần khóa của người thứ hai", value: visit.form["phan-hai"], hint: "Mỗi người tự gõ phần của mình; người nào trước cũng được.", isRequired: true, maximumLength: 60))
    """
  }

  /// Who voted here and whose account was changed by somebody else meanwhile.
  var accounts: HTML {
    guard writes, !changedAccounts.isEmpty else { return "" }
    return Notice(
      .warning,
      "Tài khoản đổi trong lúc bỏ phiếu: \(changedAccounts.map(place.name).joined(separator: ", ")).",
      reason:
        "Sau khi những người này đã bỏ phiếu, mật khẩu được đặt lại hoặc tài khoản được gắn với người khác.",
      remedy: "Hỏi lại từng người; có người không tự bỏ phiếu thì hủy cuộc này và bỏ phiếu giấy."
    ).html
  }

  // MARK: Cancelling

  var cancel: HTML {
    let isCounted = vote.state == .counted
    let note: HTML =
      isCounted
      ? "<p>Kết quả đã kiểm nên hủy cần hai người: bạn đề nghị, người khác xác nhận.</p>" : ""
    let title = isCounted ? "Đề nghị hủy" : "Hủy cuộc bỏ phiếu"
    let form = Form(
      action: path, csrf: visit.csrf, label: "Hủy cuộc bỏ phiếu",
      body:
        "\(HiddenField("viec", "huy"))\(note)\(TextArea("ly-do", label: "Lý do hủy", rows: 2, isRequired: true, maximumLength: 1_000))\(Actions("\(Submit(title, kind: .destructive))"))"
    )
    return "<details class=\"more\"><summary>Hủy cuộc bỏ phiếu này</summary>\(form)</details>"
  }

  /// One person wants the counted result cancelled; the second decides.
  var answering: HTML {
    guard let cancelling else { return "" }
    func form(_ word: String, _ title: String, _ kind: ButtonKind) -> HTML {
      Form(
        action: path, csrf: visit.csrf, label: title,
        body: "\(HiddenField("viec", word))\(Actions("\(Submit(title, kind: kind))"))"
      ).html
    }
    let asked: HTML =
      cancelling.isOwn
      ? "<p>Bạn đã đề nghị; người thứ hai có quyền ghi ở đây xác nhận bằng tài khoản của mình.</p>"
      : form("dong-y-huy", "Xác nhận hủy", .destructive)
    return Section(
      "Đề nghị hủy kết quả đã kiểm", id: "de-nghi-huy",
      body: """
        <p>Lý do: \(cancelling.reason)</p>
        \(when: writes, "\(asked)\(form("giu", "Giữ kết quả, không hủy", .secondary))")
        """
    ).html
  }
}
