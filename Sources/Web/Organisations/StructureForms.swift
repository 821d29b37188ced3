import Basics
import Markup
import Registry

/// The forms by which an organisation is founded, renamed, moved, merged, ended, corrected.
extension Visit {
  /// The organisation of the address, as it stands today or nearest to it.
  private func subject() async throws -> OrganisationState {
    let (id, today) = (try organisation, today)
    return try found(try await system.read { try $0.organisationNear(id, asOf: AsOf(today)) })
  }

  private func formPage(
    _ title: String, of state: OrganisationState, lede: HTML, _ trouble: FormTrouble, body: HTML
  ) async throws -> Answer {
    try await page(
      title, breadcrumbs: [Link("Tổ chức", "/to-chuc"), Link(state.name, "/to-chuc/\(state.organisation)")],
      body: "\(PageHeading(title, kind: state.name, lede: lede))\(trouble.summary)\(body)")
  }

  private func choices(_ kinds: Set<Organisation.Kind>? = nil, except: ID<Organisation>? = nil) async throws
    -> [Choice]
  {
    let (system, actor) = (system, actor)
    let now = system.now
    return try await system.read {
      try OrganisationChoices.of(actor, with: .changeStructure, kinds: kinds, in: $0, at: now)
    }.filter { $0.value != except.map { "\($0)" } }
  }

  private var effectiveDay: HTML {
    "\(DayField("ngay-hieu-luc", label: "Có hiệu lực từ ngày", value: form["ngay-hieu-luc"], hint: "Có thể là ngày trong tương lai; đến ngày ấy mới có hiệu lực.", isRequired: true))"
  }

  // MARK: Founding

  func foundTopPage(_ trouble: FormTrouble) async throws -> Answer {
    try await requireFounder()
    return try await page(
      "Lập tổ chức đầu tiên",
      body: """
        \(PageHeading("Lập tổ chức đầu tiên", lede: "Tổ chức cao nhất mà sổ này quản lý. Mọi tổ chức khác nằm dưới nó."))
        \(trouble.summary)
        \(Form(action: "/to-chuc/lap-dau-tien", csrf: csrf, draft: "lap-dau-tien", body: foundFields([.province, .district, .baseCommittee, .baseCell], trouble, needsDecision: false)))
        """)
  }

  private func requireFounder() async throws {
    let actor = actor
    let isFounder = try await system.read { session in
      try actor.account.map { try session.isFounder($0) } ?? false
    }
    guard isFounder else { throw RightsRefusal.lacking(.changeStructure) }
  }

  func foundTop() async throws -> Answer {
    try await requireFounder()
    return try await attempt {
      let organisation = try await perform(try founding(parent: nil, needsDecision: false))
      return .redirect("/to-chuc/\(organisation)", done: .founded)
    } else: {
      try await foundTopPage($0)
    }
  }

  func foundPage(_ trouble: FormTrouble) async throws -> Answer {
    let state = try await subject()
    let kinds: [Organisation.Kind] =
      switch state.kind {
      case .centre: [.province]
      case .province: [.district, .baseCommittee, .baseCell]
      case .district: [.baseCommittee, .baseCell]
      default: [.agencyCell, .residentialCell, .subordinateCell, .section]
      }
    return try await formPage(
      "Thành lập tổ chức trực thuộc", of: state, lede: "Tổ chức mới đặt trực tiếp dưới \(state.name).",
      trouble,
      body:
        "\(Form(action: "/to-chuc/\(state.organisation)/thanh-lap", csrf: csrf, draft: "thanh-lap", body: foundFields(kinds, trouble, needsDecision: false)))"
    )
  }

  func found() async throws -> Answer {
    let parent = try organisation
    return try await attempt {
      let organisation = try await perform(try founding(parent: parent, needsDecision: false))
      return .redirect(
        "/to-chuc/\(organisation)?ngay=\(try day(in: "ngay-hieu-luc", "ngày thành lập"))", done: .founded)
    } else: {
      try await foundPage($0)
    }
  }

  private func founding(parent: ID<Organisation>?, needsDecision: Bool) throws -> FoundOrganisation {
    guard let kind = Organisation.Kind(rawValue: form["loai"]) else {
      throw RequestRefusal.missing("loại tổ chức")
    }
    var place = FoundOrganisation.Place.none
    if let unitKind = AdministrativeUnit.Kind(rawValue: form["loai-don-vi"]), !form["ten-don-vi"].isEmpty {
      place = .new(UnitEntry(kind: unitKind, name: form["ten-don-vi"], code: form["ma-don-vi"], parent: nil))
    }
    return FoundOrganisation(
      kind: kind, title: form["ten-to-chuc"], code: form["ma"], parent: parent, place: place,
      neighbourhood: form["ap"],
      day: try day(in: "ngay-hieu-luc", "ngày thành lập"), decision: try decision(isRequired: needsDecision))
  }

  private func foundFields(_ kinds: [Organisation.Kind], _ trouble: FormTrouble, needsDecision: Bool) -> HTML
  {
    """
    \(Select("loai", label: "Loại tổ chức", choices: kinds.map { Choice($0.rawValue, $0.title) }, selected: form["loai"], isRequired: true))
    \(TextField("ten-to-chuc", label: "Tên đầy đủ", value: form["ten-to-chuc"], width: .full, hint: "Như trong quyết định, ví dụ: Chi bộ cơ quan xã Long Mỹ", isRequired: true, maximumLength: 200))
    \(TextField("ma", label: "Mã tổ chức", value: form["ma"], hint: "Bỏ trống để ChiBo đặt theo mã cấp trên.", maximumLength: 40))
    \(TextField("ap", label: "Ấp, khu phố", value: form["ap"], hint: "Chỉ với chi bộ ấp, khu phố.", maximumLength: 100))
    \(DayField("ngay-hieu-luc", label: "Thành lập từ ngày", value: form["ngay-hieu-luc"], error: trouble.on("ngay-hieu-luc"), isRequired: true))
    \(Fieldset("Đơn vị hành chính", note: "Với đảng bộ tỉnh, huyện, xã: nơi mà tổ chức này lãnh đạo. Bỏ trống với chi bộ.", body: """
      \(Select("loai-don-vi", label: "Loại đơn vị", choices: [Choice("", "—")] + AdministrativeUnit.Kind.allCases.filter { $0 != .country }.map { Choice($0.rawValue, $0.title) }, selected: form["loai-don-vi"]))
      \(TextField("ten-don-vi", label: "Tên đơn vị", value: form["ten-don-vi"], hint: "Không kèm chữ xã, huyện: Long Mỹ", maximumLength: 100))
      \(TextField("ma-don-vi", label: "Mã đơn vị", value: form["ma-don-vi"], maximumLength: 20))
      """))
    \(DecisionFields(visit: self, trouble: trouble, isRequired: needsDecision, legend: "Quyết định thành lập (bỏ trống khi ghi tổ chức đã có từ trước mà chưa tìm được quyết định)"))
    \(Actions("\(Submit("Ghi việc thành lập"))"))
    """
  }

  // MARK: Renaming

  func renamePage(_ trouble: FormTrouble) async throws -> Answer {
    let state = try await subject()
    return try await formPage(
      "Đổi tên", of: state, lede: "Tên cũ vẫn đúng cho những ngày trước. Nếu chỉ viết sai, dùng Đính chính.",
      trouble,
      body: """
        \(Form(action: "/to-chuc/\(state.organisation)/doi-ten", csrf: csrf, body: """
          \(TextField("ten-to-chuc", label: "Tên mới", value: form.has("ten-to-chuc") ? form["ten-to-chuc"] : state.name, width: .full, isRequired: true, maximumLength: 200))
          \(effectiveDay)
          \(DecisionFields(visit: self, trouble: trouble))
          \(Actions("\(Submit("Đổi tên"))"))
          """))
        """)
  }

  func rename() async throws -> Answer {
    try await attempt {
      let id = try organisation
      let decision = try found(try decision(isRequired: true))
      try await perform(
        RenameOrganisation(
          id, title: form["ten-to-chuc"], day: try day(in: "ngay-hieu-luc", "ngày hiệu lực"),
          decision: decision))
      return .redirect("/to-chuc/\(id)", done: .renamed)
    } else: {
      try await renamePage($0)
    }
  }

  // MARK: Moving

  func movePage(_ trouble: FormTrouble) async throws -> Answer {
    let state = try await subject()
    let parents = try await choices(
      [.centre, .province, .district, .baseCommittee, .section], except: state.organisation)
    return try await formPage(
      "Chuyển về cấp trên khác", of: state,
      lede: "Mọi tổ chức trực thuộc và đảng viên đi theo từ ngày hiệu lực.", trouble,
      body: """
        \(Form(action: "/to-chuc/\(state.organisation)/chuyen", csrf: csrf, body: """
          \(Select("cap-tren", label: "Cấp trên mới", choices: parents, selected: form["cap-tren"], isRequired: true))
          \(effectiveDay)
          \(DecisionFields(visit: self, trouble: trouble))
          \(Actions("\(Submit("Chuyển"))"))
          """))
        """)
  }

  func move() async throws -> Answer {
    try await attempt {
      let id = try organisation
      guard let to: ID<Organisation> = form.id("cap-tren") else {
        throw RequestRefusal.missing("cấp trên mới")
      }
      let decision = try found(try decision(isRequired: true))
      try await perform(
        MoveOrganisation(id, to: to, day: try day(in: "ngay-hieu-luc", "ngày hiệu lực"), decision: decision))
      return .redirect("/to-chuc/\(id)", done: .moved)
    } else: {
      try await movePage($0)
    }
  }

  // MARK: Merging

  /// Organisations of the same sort: for a cell, those beside it.
  private func mergeable(with state: OrganisationState) async throws -> [Choice] {
    let kinds: Set<Organisation.Kind> =
      state.kind.isGrassroots
      ? [.baseCommittee, .baseCell]
      : state.kind.isCell ? [.agencyCell, .residentialCell, .subordinateCell] : [state.kind]
    let others = try await choices(kinds, except: state.organisation)
    guard state.kind.isCell, !state.kind.isGrassroots, let parent = state.parent else { return others }
    let (system, today) = (system, today)
    let beside = Set(
      try await system.read { try $0.children(of: parent, asOf: AsOf(today)) }.map { "\($0.organisation)" })
    return others.filter { beside.contains($0.value) }
  }

  func mergePage(_ trouble: FormTrouble) async throws -> Answer {
    let state = try await subject()
    let others = try await mergeable(with: state)
    return try await formPage(
      "Sáp nhập, hợp nhất", of: state,
      lede:
        "Tổ chức trực thuộc và đảng viên của các tổ chức được chọn về tổ chức nhận từ ngày hiệu lực; trước ngày ấy không gì thay đổi.",
      trouble,
      body: """
        \(Form(action: "/to-chuc/\(state.organisation)/sap-nhap", csrf: csrf, body: """
          \(CheckboxGroup("nguon", label: "Cùng với \(state.name)", choices: others, selected: Set(form.all("nguon")), hint: "Chọn các tổ chức khác cùng sáp nhập."))
          \(RadioGroup("ket-qua", label: "Kết quả", choices: [
            Choice("nhan", "Sáp nhập vào \(state.name)", hint: "Tổ chức này giữ tên; các tổ chức được chọn kết thúc."),
            Choice("moi", "Hợp nhất thành tổ chức mới", hint: "Tất cả kết thúc; ghi tên tổ chức mới bên dưới."),
          ], selected: form["ket-qua"].isEmpty ? "nhan" : form["ket-qua"]))
          \(Fieldset("Tổ chức mới", note: "Chỉ khi hợp nhất.", body: """
            \(TextField("ten-to-chuc", label: "Tên tổ chức mới", value: form["ten-to-chuc"], width: .full, maximumLength: 200))
            \(TextField("ma", label: "Mã", value: form["ma"], hint: "Bỏ trống để ChiBo đặt.", maximumLength: 40))
            \(Select("loai-don-vi", label: "Đơn vị hành chính mới", choices: [Choice("", "không lập đơn vị mới")] + AdministrativeUnit.Kind.communeLevel.map { Choice($0.rawValue, $0.title) }, selected: form["loai-don-vi"]))
            \(TextField("ten-don-vi", label: "Tên đơn vị", value: form["ten-don-vi"], maximumLength: 100))
            \(TextField("ma-don-vi", label: "Mã đơn vị", value: form["ma-don-vi"], maximumLength: 20))
            """))
          \(effectiveDay)
          \(DecisionFields(visit: self, trouble: trouble))
          \(Actions("\(Submit("Ghi việc sáp nhập", confirm: "Ghi việc sáp nhập? Các tổ chức nhập vào sẽ kết thúc từ ngày hiệu lực."))"))
          """))
        """)
  }

  func merge() async throws -> Answer {
    try await attempt {
      let id = try organisation
      let others = form.all("nguon").compactMap { ID<Organisation>(text: $0) }
      let day = try day(in: "ngay-hieu-luc", "ngày hiệu lực")
      let decision = try found(try decision(isRequired: true))
      let state = try await subject()
      let act: MergeOrganisations
      if form["ket-qua"] == "moi" {
        guard !others.isEmpty else { throw StructureRefusal.nothingToMerge }
        var place = FoundOrganisation.Place.none
        if let kind = AdministrativeUnit.Kind(rawValue: form["loai-don-vi"]), !form["ten-don-vi"].isEmpty {
          place = .new(UnitEntry(kind: kind, name: form["ten-don-vi"], code: form["ma-don-vi"], parent: nil))
        } else if let unit = state.unit {
          place = .unit(unit)
        }
        act = MergeOrganisations(
          [id] + others,
          result: .new(
            FoundOrganisation(
              kind: state.kind, title: form["ten-to-chuc"], code: form["ma"], parent: state.parent,
              place: place,
              neighbourhood: state.neighbourhood, day: day, decision: decision)),
          day: day, decision: decision)
      } else {
        act = MergeOrganisations(others, result: .into(id), day: day, decision: decision)
      }
      let result = try await perform(act)
      return .redirect("/to-chuc/\(result)?ngay=\(day)", done: .merged)
    } else: {
      try await mergePage($0)
    }
  }

  // MARK: Ending

  func endPage(_ trouble: FormTrouble) async throws -> Answer {
    let state = try await subject()
    return try await formPage(
      "Kết thúc hoạt động", of: state, lede: "Chỉ khi không còn tổ chức trực thuộc và đảng viên nào.",
      trouble,
      body: """
        \(Form(action: "/to-chuc/\(state.organisation)/ket-thuc", csrf: csrf, body: """
          \(DayField("ngay-hieu-luc", label: "Ngày đầu tiên không còn hoạt động", value: form["ngay-hieu-luc"], isRequired: true))
          \(DecisionFields(visit: self, trouble: trouble))
          \(Actions("\(Submit("Kết thúc", kind: .destructive, confirm: "Kết thúc hoạt động của \(state.name)?"))"))
          """))
        """)
  }

  func end() async throws -> Answer {
    try await attempt {
      let id = try organisation
      let decision = try found(try decision(isRequired: true))
      try await perform(
        EndOrganisation(id, day: try day(in: "ngay-hieu-luc", "ngày kết thúc"), decision: decision))
      return .redirect("/to-chuc/\(id)", done: .ended)
    } else: {
      try await endPage($0)
    }
  }

  // MARK: Correcting

  func correctPage(_ trouble: FormTrouble) async throws -> Answer {
    let state = try await subject()
    return try await formPage(
      "Đính chính", of: state, lede: "Sửa chữ viết sai cho mọi ngày; giá trị cũ còn trong nhật ký.", trouble,
      body: """
        \(Form(action: "/to-chuc/\(state.organisation)/dinh-chinh", csrf: csrf, body: """
          \(TextField("ten-to-chuc", label: "Tên", value: form.has("ten-to-chuc") ? form["ten-to-chuc"] : state.name, width: .full, isRequired: true, maximumLength: 200))
          \(TextField("ma", label: "Mã", value: form.has("ma") ? form["ma"] : state.code, maximumLength: 40))
          \(TextField("ap", label: "Ấp, khu phố", value: form.has("ap") ? form["ap"] : state.neighbourhood, maximumLength: 100))
          \(TextField("ly-do", label: "Lý do", value: form["ly-do"], width: .full, isRequired: true, maximumLength: 300))
          \(Actions("\(Submit("Đính chính"))"))
          """))
        """)
  }

  func correct() async throws -> Answer {
    try await attempt {
      let id = try organisation
      guard !form["ly-do"].isEmpty else { throw RequestRefusal.missing("lý do") }
      try await perform(
        CorrectOrganisation(
          id, title: form["ten-to-chuc"], code: form["ma"], neighbourhood: form["ap"], reason: form["ly-do"]))
      return .redirect("/to-chuc/\(id)", done: .corrected)
    } else: {
      try await correctPage($0)
    }
  }

  // MARK: Leadership

  func noteLeadership() async throws -> Answer {
    let id = try organisation
    guard let kind = LeadershipScope.Kind(rawValue: form["loai"]), !form["doi-tuong"].isEmpty else {
      throw RequestRefusal.missing("đối tượng lãnh đạo")
    }
    guard let day = form.day("ngay-hieu-luc") else { throw RequestRefusal.noDay(form["ngay-hieu-luc"]) }
    try await perform(NoteLeadership(id, leads: kind, subject: form["doi-tuong"], from: day))
    return .redirect("/to-chuc/\(id)", done: .saved)
  }

  func endLeadership() async throws -> Answer {
    let id = try organisation
    guard let scope = Int64(form["doi-tuong"]), let day = form.day("ngay-hieu-luc") else {
      throw RequestRefusal.missing("đối tượng lãnh đạo")
    }
    try await perform(EndLeadership(scope, of: id, on: day))
    return .redirect("/to-chuc/\(id)", done: .saved)
  }
}
