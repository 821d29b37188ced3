import Basics
import Markup
import Registry

extension Visit {
  /// Sending a member on with a letter: to a cell of one's own reach, or to another by its exact code.
  func sendTransferPage(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await memberPicture(on: .form, asOf: today)
    let (system, actor) = (system, actor)
    let (now, home) = (system.now, picture.home?.organisation)
    let cells = Set(Organisation.Kind.allCases.filter(\.isCell))
    let choices = try await system.read {
      try OrganisationChoices.of(actor, with: .viewOrganisations, kinds: cells, in: $0, at: now)
    }.filter { $0.value != home.map { "\($0)" } }
    return try await page(
      "Chuyển sinh hoạt · \(picture.name)", breadcrumbs: memberTrail(picture, isForm: true),
      body: """
        \(PageHeading("Chuyển sinh hoạt", kind: picture.name, lede: "Cho đến ngày nơi nhận tiếp nhận, người này vẫn tính ở chi bộ hiện nay."))
        \(trouble.summary)
        \(Form(action: "/dang-vien/\(picture.member)/chuyen", csrf: csrf, body: """
          \(RadioGroup("loai", label: "Loại", choices: [Choice("official", "Chuyển chính thức"), Choice("temporary", "Sinh hoạt tạm thời", hint: "Vẫn tính ở chi bộ hiện nay; nơi nhận ghi là sinh hoạt tạm thời.")], selected: form["loai"].isEmpty ? "official" : form["loai"]))
          \(Select("noi-nhan", label: "Đến chi bộ", choices: choices, selected: form["noi-nhan"], hint: "Các chi bộ trong phạm vi của tài khoản này.", error: trouble.on("noi-nhan")))
          \(TextField("ma-noi-nhan", label: "hoặc mã của chi bộ nơi khác", value: form["ma-noi-nhan"], hint: "Ghi đúng mã như trên giấy giới thiệu; nơi ngoài sổ thì dùng Ra khỏi danh sách.", error: trouble.on("ma-noi-nhan"), maximumLength: 40))
          \(TextField("giay", label: "Số giấy giới thiệu", value: form["giay"], hint: "Ví dụ: 12-GGT/ĐU", error: trouble.on("giay"), isRequired: true, maximumLength: 80))
          \(DayField("ngay-gioi-thieu", label: "Ngày giới thiệu", value: form["ngay-gioi-thieu"], error: trouble.on("ngay-gioi-thieu"), isRequired: true))
          \(Actions("\(Submit("Ghi giấy giới thiệu"))"))
          """))
        """)
  }

  func sendTransfer() async throws -> Answer {
    let id = try member
    return try await attempt {
      let day = try day(in: "ngay-gioi-thieu", "ngày giới thiệu")
      let to = try await destination(on: day)
      let kind = Transfer.Kind(rawValue: form["loai"]) ?? .official
      let transfer = try await perform(SendTransfer(id, to: to, kind: kind, letter: form["giay"], on: day))
      return .redirect("/chuyen-sinh-hoat/\(transfer)", done: .transferSent)
    } else: {
      try await sendTransferPage($0)
    }
  }

  /// The chosen cell must be one the person may see; a typed code may name any cell of the register.
  private func destination(on day: Day) async throws -> ID<Organisation> {
    let code = form["ma-noi-nhan"]
    var trouble = FormTrouble()
    if !code.isEmpty {
      if !form["noi-nhan"].isEmpty {
        trouble.add("ma-noi-nhan", "Chọn trong danh sách hoặc ghi mã, không cả hai.")
      } else if let cell = try await system.read({ try $0.cell(code: code, asOf: AsOf(day)) }) {
        return cell.organisation
      } else {
        trouble.add(
          "ma-noi-nhan", "Không có chi bộ nào mang đúng mã “\(code.prefix(40))” vào ngày \(day.vietnamese).")
      }
    } else if let id: ID<Organisation> = form.id("noi-nhan") {
      try await require(.viewOrganisations, on: id)
      return id
    } else {
      trouble.add("noi-nhan", "Chọn chi bộ nơi nhận, hoặc ghi mã bên dưới.")
    }
    throw FormTroubles(trouble: trouble)
  }
}
