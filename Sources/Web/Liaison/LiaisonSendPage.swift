import Basics
import Markup
import Registry

extension Visit {
  /// Introducing members to where they live: those who are owed a letter, one place at a time.
  func liaisonSendPage(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await liaisonPicture()
    let rules = try liaisonRules
    let (system, actor) = (system, actor)
    let now = system.now
    let kinds = rules.residences.union([.baseCommittee])
    let places = try await system.read {
      try OrganisationChoices.of(actor, with: .viewOrganisations, kinds: kinds, in: $0, at: now)
    }
    let owed = picture.sent.filter { $0.progress == .owed || $0.progress == .again }
    let chosen = method == .post ? Set(form.all("dang-vien")) : Set(query.all("dang-vien"))
    let kept = method == .post ? form : query
    return try await page(
      "Giới thiệu về nơi cư trú · \(picture.state.name)",
      breadcrumbs: picture.trail + [Link("Nơi cư trú", picture.path)],
      body: owed.isEmpty
        ? "\(PageHeading("Giới thiệu về nơi cư trú", kind: picture.state.name))\(EmptyState("Không còn ai chưa giới thiệu", advice: "Ai đổi nơi ở thì mở sổ theo dõi của người ấy, ghi thôi liên hệ ở nơi cũ; người ấy sẽ hiện lại ở đây.", action: ButtonLink("Về trang Nơi cư trú", picture.path)))"
        : """
        \(PageHeading("Giới thiệu về nơi cư trú", kind: picture.state.name, lede: "Mỗi lần ghi cho những người cùng về một nơi. Người được giới thiệu vẫn sinh hoạt và tính ở đây."))
        \(trouble.summary)
        \(Form(action: "\(picture.path)/gioi-thieu", csrf: csrf, body: """
            \(CheckboxGroup("dang-vien", label: "Giới thiệu ai", choices: owed.map { Choice("\($0.member)", $0.name, hint: Self.hint($0)) }, selected: chosen, error: trouble.on("dang-vien")))
            \(Fieldset("Về nơi nào", body: """
              \(Select("noi-cu-tru", label: "Chi bộ hoặc đảng bộ trong phạm vi", choices: places, selected: kept["noi-cu-tru"], hint: "Đảng ủy nơi cư trú nhận giấy rồi giới thiệu về chi bộ; hoặc gửi thẳng chi bộ nếu biết.", error: trouble.on("noi-cu-tru")))
              \(TextField("ma-noi-cu-tru", label: "hoặc mã của tổ chức đảng nơi khác trong sổ", value: kept["ma-noi-cu-tru"], error: trouble.on("ma-noi-cu-tru"), maximumLength: 40))
              \(TextField("ten-noi-cu-tru", label: "hoặc tên nơi cư trú ở ngoài sổ", value: kept["ten-noi-cu-tru"], width: .full, hint: "Ví dụ: Đảng ủy phường An Hội. Giấy về thì ghi lại nửa dưới ở trang của giấy.", error: trouble.on("ten-noi-cu-tru"), maximumLength: 200))
              """))
            \(TextField("so", label: "Số giấy đầu tiên", value: kept["so"], hint: "Ví dụ 12-GGT/ĐU; giới thiệu nhiều người thì các giấy sau tự đánh số tiếp.", error: trouble.on("so"), isRequired: true, maximumLength: 60))
            \(DayField("ngay", label: "Ngày giới thiệu", value: kept["ngay"].isEmpty ? today.vietnamese : kept["ngay"], error: trouble.on("ngay"), isRequired: true))
            \(Actions("\(Submit("Ghi giấy giới thiệu"))"))
            """))
        """)
  }

  private static func hint(_ line: LiaisonSent) -> String {
    let home = line.residence.isEmpty ? "chưa ghi nơi ở" : "ở \(line.residence)"
    return "\(line.cellName); \(home)\(line.progress == .again ? "; giấy trước không còn hiệu lực" : "")"
  }

  func sendLiaisonLetters() async throws -> Answer {
    let path = "/to-chuc/\(try organisation)/noi-cu-tru"
    let rules = try liaisonRules
    return try await attempt {
      let day = try day(in: "ngay", "ngày giới thiệu")
      let members: [ID<Member>] = form.all("dang-vien").compactMap { ID(text: $0) }
      var trouble = FormTrouble()
      if members.isEmpty { trouble.add("dang-vien", "Đánh dấu ít nhất một người.") }
      if form["so"].isEmpty { trouble.add("so", "Ghi số giấy.") }
      let to = try await liaisonDestination(on: day, &trouble)
      if !trouble.isEmpty { throw FormTroubles(trouble: trouble) }
      let letters = try await perform(
        SendLiaisonLetters(
          members, to: to, toName: form["ten-noi-cu-tru"], number: form["so"], on: day, rules: rules))
      return letters.count == 1
        ? .redirect("/giay-noi-cu-tru/\(letters[0])", done: .liaisonSent)
        : .redirect("\(path)?tinh-trang=waiting", done: .liaisonSent)
    } else: {
      try await liaisonSendPage($0)
    }
  }

  /// One of three ways to name the place; nil where it is named in words.
  private func liaisonDestination(on day: Day, _ trouble: inout FormTrouble) async throws -> ID<Organisation>?
  {
    let (place, code, name) = (form["noi-cu-tru"], form["ma-noi-cu-tru"], form["ten-noi-cu-tru"])
    let given = [place, code, name].count { !$0.isEmpty }
    guard given == 1 else {
      trouble.add(
        "noi-cu-tru", given == 0 ? "Chọn nơi cư trú, ghi mã, hoặc ghi tên." : "Chỉ chọn một trong ba cách.")
      return nil
    }
    if !code.isEmpty {
      let found = try await system.read { try $0.organisation(code: code, asOf: AsOf(day)) }
      if found == nil {
        trouble.add(
          "ma-noi-cu-tru",
          "Không có tổ chức đảng nào mang đúng mã “\(code.prefix(40))” vào ngày \(day.vietnamese).")
      }
      return found?.organisation
    }
    guard name.isEmpty, let id: ID<Organisation> = form.id("noi-cu-tru") else { return nil }
    try await require(.viewOrganisations, on: id)
    return id
  }
}
