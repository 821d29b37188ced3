import Basics
import Markup
import Registry

/// Correcting what was always wrong, and writing down what changed from a day on.
extension Visit {
  private func memberForm(
    _ title: String, _ lede: HTML, _ picture: MemberPicture, _ trouble: FormTrouble, action: String,
    body: HTML
  ) async throws -> Answer {
    try await page(
      "\(title) · \(picture.name)", breadcrumbs: memberTrail(picture, isForm: true),
      body: """
        \(PageHeading(title, kind: picture.name, lede: lede))
        \(trouble.summary)
        \(Form(action: "/dang-vien/\(picture.member)/\(action)", csrf: csrf, body: body))
        """)
  }

  // MARK: Correcting

  func correctMemberPage(_ trouble: FormTrouble, asks: Bool = false) async throws -> Answer {
    let picture = try await memberPicture(on: .form, asOf: today)
    let open = picture.numbers.filter(\.period.isOpen)
    let numbers = Dictionary(open.map { ($0.kind, $0.value) }, uniquingKeysWith: { first, _ in first })
    return try await memberForm(
      "Đính chính lý lịch",
      "Sửa điều đã ghi sai, cho mọi ngày. Điều thay đổi trong thực tế thì dùng \("Ghi thay đổi" as String).",
      picture,
      trouble, action: "dinh-chinh",
      body: """
        \(PersonFields(form, picture.person, numbers: numbers, trouble))
        \(TextField("ly-do", label: "Lý do đính chính", value: form["ly-do"], width: .full, hint: "Ví dụ: nhầm khi nhập, đã đối chiếu lý lịch gốc", error: trouble.on("ly-do"), isRequired: true, maximumLength: 300))
        \(confirmationTick(asks))
        \(Actions("\(Submit("Đính chính"))"))
        """)
  }

  func correctMember() async throws -> Answer {
    let id = try member
    return try await attemptRecord {
      try await perform(
        CorrectMember(
          id, person: try typedPerson(), numbers: typedNumbers, reason: form["ly-do"],
          rules: try RosterRules(site.content), isConfirmed: isConfirmed))
      return .redirect("/dang-vien/\(id)", done: .corrected)
    } else: {
      try await correctMemberPage($0, asks: $1)
    }
  }

  // MARK: Changing

  func changeMemberPage(_ trouble: FormTrouble, asks: Bool = false) async throws -> Answer {
    let picture = try await memberPicture(on: .form, asOf: today)
    return try await memberForm(
      "Ghi thay đổi",
      "Điều thay đổi trong thực tế từ một ngày: nơi ở, nghề nghiệp, học vấn, được công nhận chính thức… Trước ngày ấy giữ như cũ.",
      picture, trouble, action: "thay-doi",
      body: """
        \(DayField("ngay-hieu-luc", label: "Thay đổi từ ngày", value: form["ngay-hieu-luc"], error: trouble.on("ngay-hieu-luc"), isRequired: true))
        \(PersonFields(form, picture.person, numbers: nil, trouble))
        \(confirmationTick(asks))
        \(Actions("\(Submit("Ghi thay đổi"))"))
        """)
  }

  func changeMember() async throws -> Answer {
    let id = try member
    return try await attemptRecord {
      let day = try day(in: "ngay-hieu-luc", "ngày thay đổi")
      try await perform(
        ChangeMember(
          id, person: try typedPerson(), from: day, rules: try RosterRules(site.content),
          isConfirmed: isConfirmed))
      return .redirect("/dang-vien/\(id)", done: .saved)
    } else: {
      try await changeMemberPage($0, asks: $1)
    }
  }

  // MARK: Ending

  func endMembershipPage(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await memberPicture(on: .form, asOf: today)
    let kinds = MembershipEnd.Kind.allCases
    return try await memberForm(
      "Ra khỏi danh sách",
      "Ghi vì sao người này không còn tính ở đây. Chuyển đến một chi bộ có trong sổ thì dùng Chuyển sinh hoạt.",
      picture, trouble, action: "ra-khoi",
      body: """
        \(RadioGroup("ly-do-ra", label: "Trường hợp", choices: kinds.map { Choice($0.rawValue, $0.title) }, selected: form["ly-do-ra"], error: trouble.on("ly-do-ra"), isRequired: true))
        \(DayField("ngay-hieu-luc", label: "Ngày đầu tiên không còn tính", value: form["ngay-hieu-luc"], error: trouble.on("ngay-hieu-luc"), isRequired: true))
        \(TextField("noi-den", label: "Nơi chuyển đến", value: form["noi-den"], width: .full, hint: "Chỉ khi chuyển ra ngoài phạm vi sổ.", maximumLength: 200))
        \(DecisionFields(visit: self, trouble: trouble, isRequired: false, legend: "Quyết định (bắt buộc khi xóa tên, khai trừ, xin ra)"))
        \(Actions("\(Submit("Ghi", kind: .destructive, confirm: "Ghi rằng \(picture.name) không còn tính ở đây?"))"))
        """)
  }

  func endMembership() async throws -> Answer {
    let id = try member
    return try await attempt {
      guard let kind = MembershipEnd.Kind(rawValue: form["ly-do-ra"]) else {
        var trouble = FormTrouble()
        trouble.add("ly-do-ra", "Chọn trường hợp.")
        throw FormTroubles(trouble: trouble)
      }
      let day = try day(in: "ngay-hieu-luc", "ngày không còn tính")
      try await perform(
        EndMembership(
          id, kind: kind, day: day, destination: form["noi-den"], decision: try decision(isRequired: false)))
      // Who was never a member here has no page any more.
      return .redirect(kind == .enteredByMistake ? "/dang-vien" : "/dang-vien/\(id)", done: .removed)
    } else: {
      try await endMembershipPage($0)
    }
  }
}
