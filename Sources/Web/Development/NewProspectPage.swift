import Basics
import Markup
import Registry

extension Visit {
  func newProspectPage(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await developmentPicture()
    let choices = try await prospectCells(picture.state)
    let fields = ProspectFields(
      form: form, person: ProspectRecord(name: ""), cells: choices,
      cell: choices.count == 1 ? choices[0].value : "", listedOn: today, rules: try developmentRules,
      trouble: trouble)
    return try await page(
      "Thêm người được xem xét · \(picture.state.name)",
      breadcrumbs: picture.trail + [Link("Phát triển đảng viên", picture.path)],
      body: """
        \(PageHeading("Thêm người", kind: picture.state.name, lede: "Quần chúng ưu tú mà chi bộ chọn để giúp đỡ. Chỉ ghi đủ để nhận ra; lý lịch nằm ở hồ sơ giấy."))
        \(trouble.summary)
        \(choices.isEmpty
          ? EmptyState("Chưa có chi bộ nào ở đây", advice: "Người được xem xét thuộc một chi bộ.").html
          : Form(action: "\(picture.path)/moi", csrf: csrf, body: """
            \(fields)
            \(Actions("\(Submit("Thêm vào danh sách"))"))
            """).html)
        """)
  }

  /// The cell itself, or those below in which the visitor may write.
  func prospectCells(_ state: OrganisationState) async throws -> [Choice] {
    if state.kind.isCell { return [Choice("\(state.organisation)", state.name)] }
    let (system, actor, id, asOf) = (system, actor, state.organisation, AsOf(today))
    let now = system.now
    return try await system.read { session throws in
      let reach = try session.reach(of: actor, with: .recordDevelopment, at: now)
      return try session.subtree(of: id, asOf: asOf)
        .filter { $0.kind.isCell && (reach?.contains($0.organisation) ?? true) }
        .map { Choice("\($0.organisation)", $0.name) }
    }
  }

  func listProspect() async throws -> Answer {
    try await attempt {
      let (person, cell, day) = try typedProspect()
      let prospect = try await perform(ListProspect(person, in: cell, on: day))
      return .redirect("/phat-trien/\(prospect)", done: .prospectListed)
    } else: {
      try await newProspectPage($0)
    }
  }

  /// What the fields tell; what is wrong stands at each of them.
  func typedProspect() throws -> (ProspectRecord, ID<Organisation>, Day) {
    var trouble = FormTrouble()
    if form["ho-ten"].isEmpty { trouble.add("ho-ten", "Ghi họ và tên đầy đủ, có dấu.") }
    let born = form.day("ngay-sinh")
    if born == nil {
      trouble.add(
        "ngay-sinh", form["ngay-sinh"].isEmpty ? "Ghi ngày sinh." : "Ngày sinh không có trong lịch.")
    }
    let listed = form.day("ngay-vao-danh-sach")
    if listed == nil { trouble.add("ngay-vao-danh-sach", "Ghi ngày chi bộ đưa vào danh sách.") }
    let cell: ID<Organisation>? = form.id("chi-bo")
    if cell == nil { trouble.add("chi-bo", "Chọn chi bộ.") }
    guard trouble.isEmpty, let cell, let listed else { throw FormTroubles(trouble: trouble) }
    let person = ProspectRecord(
      name: form["ho-ten"], sex: Member.Sex(rawValue: form["gioi"]) ?? .unknown, bornOn: born,
      occupation: form["nghe"], union: Prospect.Union(rawValue: form["doan-the"]) ?? .none)
    return (person, cell, listed)
  }

  func followProbation() async throws -> Answer {
    try await attempt {
      guard let member: ID<Member> = form.id("dang-vien") else { throw RightsRefusal.notFound }
      let prospect = try await perform(FollowProbation(member))
      return .redirect("/phat-trien/\(prospect)", done: .saved)
    } else: {
      try await developmentIndex($0)
    }
  }
}

/// The fields by which a prospect is known, the same for a new one and for mending.
struct ProspectFields: Piece {
  var form: FormData
  var person: ProspectRecord
  var cells: [Choice]
  var cell: String
  var listedOn: Day
  var rules: DevelopmentRules
  var trouble: FormTrouble

  /// How many members introduce somebody, as the rules have it.
  private var introducers: String {
    "Có đoàn thể giới thiệu thì cần \(rules.introducers.withUnion) đảng viên chính thức giới thiệu, không thì \(rules.introducers.members)."
  }

  private func value(_ name: String, _ known: String) -> String { form.has(name) ? form[name] : known }

  var html: HTML {
    let sexes = Member.Sex.allCases.map { Choice($0.rawValue, $0.title) }
    let unions = Prospect.Union.allCases.map { Choice($0.rawValue, $0.title) }
    return """
      \(TextField("ho-ten", label: "Họ và tên", value: value("ho-ten", person.name), error: trouble.on("ho-ten"), isRequired: true, maximumLength: 80))
      \(DayField("ngay-sinh", label: "Ngày sinh", value: value("ngay-sinh", person.bornOn?.vietnamese ?? ""), error: trouble.on("ngay-sinh"), isRequired: true))
      \(RadioGroup("gioi", label: "Giới tính", choices: sexes, selected: value("gioi", person.sex.rawValue)))
      \(TextField("nghe", label: "Nghề nghiệp, nơi công tác", value: value("nghe", person.occupation), width: .full, error: trouble.on("nghe"), maximumLength: 120))
      \(RadioGroup("doan-the", label: "Đoàn thể giới thiệu", choices: unions, selected: value("doan-the", person.union.rawValue), hint: introducers))
      \(Select("chi-bo", label: "Chi bộ xem xét", choices: cells, selected: value("chi-bo", cell), error: trouble.on("chi-bo"), isRequired: true))
      \(DayField("ngay-vao-danh-sach", label: "Chi bộ đưa vào danh sách ngày", value: value("ngay-vao-danh-sach", listedOn.vietnamese), error: trouble.on("ngay-vao-danh-sach"), isRequired: true))
      """
  }
}
