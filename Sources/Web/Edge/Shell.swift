import Basics
import HTTPTypes
import Markup
import Registry

/// The frame around a page's body: navigation by what the person may do, the mark, the day.
extension Visit {
  /// - Parameters:
  ///   - travels: whether the page shows the state of a day and lets one choose another.
  ///   - steps: neighbouring days on which something changed, for moving along.
  func page(
    _ title: String, breadcrumbs: [Link] = [], travels: Bool = false,
    steps: (previous: Link?, next: Link?) = (nil, nil),
    searchText: String = "", styles: [String] = [], body: HTML
  ) async throws -> Answer {
    .page(
      try await shell(
        title, breadcrumbs: breadcrumbs, travels: travels, steps: steps, searchText: searchText,
        styles: styles, body: body))
  }

  func shell(
    _ title: String, breadcrumbs: [Link] = [], travels: Bool = false,
    steps: (previous: Link?, next: Link?) = (nil, nil),
    searchText: String = "", styles: [String] = [], body: HTML
  ) async throws -> Page {
    let mark = signIn == nil ? try await system.read { try $0.registerMode().mark } : opening.mark
    let rights = opening.grants.reduce(into: RightSet()) { $0.formUnion($1.role.rights) }
    var kept: [(name: String, value: String)] = []
    for (name, values) in query.values.sorted(by: { $0.key < $1.key })
    where ![DayBar.field, Done.field, "trang", "asOf"].contains(name) {
      kept += values.map { (name, $0) }
    }
    let dayBar = DayBar(
      day: day.vietnamese, isToday: day == today, path: path, query: kept, previous: steps.previous,
      next: steps.next)
    return Page(
      title: title, navigation: [Link("Hôm nay", "/", isCurrent: path == "/")] + links(Site.menu, rights),
      tools: links(Site.tools, rights),
      breadcrumbs: breadcrumbs.isEmpty ? nil : Breadcrumbs(breadcrumbs),
      person: signIn.map {
        Page.Person(
          name: $0.account.person, role: opening.grants.first?.role.title, path: "/tai-khoan-cua-toi",
          signOutPath: "/dang-xuat", csrf: $0.csrf)
      },
      mark: mark, day: travels ? dayBar : nil, notices: notices, styles: styles, searchText: searchText,
      footer: [Link("Hướng dẫn", "/huong-dan"), Link("API", "/api/v1/openapi.json")], body: body)
  }

  private func links(_ menu: [Site.MenuItem], _ rights: RightSet) -> [Link] {
    // What a round does at an organisation belongs to the rounds, not to the organisation's own page.
    let isRound = path.utf8.firstRange(of: "/dot-kiem-diem".utf8) != nil
    let section = isRound ? "/dot-kiem-diem" : path
    return menu.filter { !rights.isDisjoint(with: $0.rights) }.map {
      Link($0.title, $0.path, isCurrent: section.utf8.starts(with: $0.path.utf8))
    }
  }

  /// A page without navigation, for those who are not signed in.
  func door(_ title: String, body: HTML) async throws -> Answer {
    let mark = try await system.read { try $0.registerMode().mark }
    let page = Answer.page(
      Page(title: title, width: .door, mark: mark, notices: notices, searchPath: nil, body: body))
    return door.isKept ? page : .with([.setCookie: site.doorCookie(door.token).description], page)
  }
}

extension Site {
  struct MenuItem: Sendable {
    var title: String
    var path: String
    var rights: RightSet
  }

  /// The main menu: what is finished, and nothing else.
  static let menu: [MenuItem] = [
    MenuItem(title: "Tổ chức", path: "/to-chuc", rights: [.viewOrganisations]),
    MenuItem(title: "Đảng viên", path: "/dang-vien", rights: [.viewMembers]),
    MenuItem(title: "Chuyển sinh hoạt", path: "/chuyen-sinh-hoat", rights: [.viewMembers]),
    MenuItem(title: "Giao việc", path: "/van-ban-giao-viec", rights: [.viewOrganisations]),
    MenuItem(title: "Khảo sát", path: "/khao-sat", rights: [.viewOrganisations]),
    MenuItem(title: "Kiểm điểm", path: "/dot-kiem-diem", rights: [.viewReviews]),
    MenuItem(title: "Quy chế", path: "/quy-che", rights: [.viewRegulations]),
    MenuItem(title: "Báo cáo", path: "/bao-cao", rights: [.viewBriefings]),
    MenuItem(title: "Hướng dẫn xếp loại", path: "/huong-dan-xep-loai", rights: [.viewOrganisations]),
  ]

  /// For whoever looks after the register itself.
  static let tools: [MenuItem] = [
    MenuItem(title: "Tài khoản", path: "/tai-khoan", rights: [.manageAccounts]),
    MenuItem(title: "Nhật ký", path: "/nhat-ky", rights: [.viewHistory]),
  ]
}

/// A form that was not taken: what was typed, and why not.
struct FormTrouble: Sendable {
  /// By field; the empty name stands for the form as a whole.
  var messages: [(field: String, message: String)] = []

  init() {}
  init(_ refusal: any Refusal, field: String = "") {
    messages = [(field, "\(refusal.reason) \(refusal.remedy)")]
  }

  init(_ field: String, _ message: String) { messages = [(field, message)] }

  mutating func add(_ field: String, _ message: String) { messages.append((field, message)) }
  var isEmpty: Bool { messages.isEmpty }
  func on(_ field: String) -> String? { messages.first { $0.field == field }?.message }

  var summary: ErrorSummary? {
    isEmpty
      ? nil : ErrorSummary(messages.map { ErrorSummary.Item($0.field.isEmpty ? nil : $0.field, $0.message) })
  }
}

extension Visit {
  /// Runs what a form asks for; a refusal shows the form again, as it was typed, with the reason.
  func attempt(
    _ body: () async throws -> Answer, else again: (FormTrouble) async throws -> Answer
  ) async throws -> Answer {
    do { return try await body() } catch let trouble as FormTroubles {
      return try await again(trouble.trouble).asRefused
    } catch let refusal as any Refusal where !(refusal is RightsRefusal) && !(refusal is RequestRefusal) {
      let answer = try await again(FormTrouble(refusal)).asRefused
      let seconds =
        switch refusal {
        case AccountRefusal.tooMany(let seconds): seconds
        case let refusal as HeavyWorkRefusal: refusal.seconds
        default: 0
        }
      guard seconds > 0 else { return answer }
      return .with([.retryAfter: "\(seconds)"], answer.with(HeadersMiddleware.status(of: refusal)))
    }
  }

  /// Asks once more where words for a matter seem to name a person; sent again, they are taken.
  func matterOnly(_ texts: String...) throws {
    guard form[Self.keptName].isEmpty, let name = texts.lazy.compactMap(FreeText.naming).first else { return }
    var trouble = FormTrouble()
    trouble.add(
      "noi-dung",
      "Lời ghi dường như nêu tên một người (“\(name)”). Ở đây ghi việc, không ghi người: bỏ tên đi, hoặc gửi lần nữa nếu thật cần giữ."
    )
    throw FormTroubles(trouble: trouble)
  }

  /// The same for the free texts of any form, each told at its own field.
  /// - Parameter evenBare: also names without a title before them.
  func mattersOnly(_ fields: [String], evenBare: Bool = false) throws {
    guard form[Self.keptName].isEmpty else { return }
    var trouble = FormTrouble()
    for field in fields {
      guard let name = named(field, evenBare) else { continue }
      trouble.add(
        field,
        "Lời ghi dường như nêu tên một người (“\(name)”). Ở đây ghi việc, không ghi người: bỏ tên đi, hoặc gửi lần nữa nếu thật cần giữ."
      )
    }
    guard trouble.isEmpty else { throw FormTroubles(trouble: trouble) }
  }

  /// Stands in a form that has asked about names in some fields.
  func keptNames(_ fields: [String], evenBare: Bool = false) -> HTML {
    let isAsked = method == .post && fields.contains { named($0, evenBare) != nil }
    return isAsked ? HiddenField(Self.keptName, "1").html : ""
  }

  private func named(_ field: String, _ evenBare: Bool) -> String? {
    let text = form.paragraphs(field)
    return FreeText.naming(text) ?? (evenBare ? FreeText.bareName(text) : nil)
  }

  private static let keptName = "giu-ten"

  /// Stands in a form that has asked.
  var keptName: HTML {
    let isAsked =
      method == .post && FreeText.naming(form["de-muc"] + "\n" + form.paragraphs("noi-dung")) != nil
    return isAsked ? HiddenField(Self.keptName, "1").html : ""
  }

  /// The decision a form cites, from its four fields; nil where all four are empty and none is needed.
  func decision(isRequired: Bool) throws -> DecisionEntry? {
    let fields = ["loai-van-ban", "so-van-ban", "co-quan", "ngay-van-ban"]
    if !isRequired, fields.dropFirst().allSatisfy({ form[$0].isEmpty }) { return nil }
    var trouble = FormTrouble()
    if form["so-van-ban"].isEmpty { trouble.add("so-van-ban", "Ghi số và ký hiệu của văn bản.") }
    if form["co-quan"].isEmpty { trouble.add("co-quan", "Ghi cơ quan ban hành.") }
    for field in ["so-van-ban", "co-quan", "loai-van-ban"] where VietnameseText.hasControls(form.exact(field))
    {
      trouble.add(field, "\(DecisionRefusal.controls.reason) \(DecisionRefusal.controls.remedy)")
    }
    let day = form.day("ngay-van-ban")
    if day == nil { trouble.add("ngay-van-ban", "Ghi ngày của văn bản, ví dụ 25/3/2008.") }
    guard trouble.isEmpty, let day else { throw FormTroubles(trouble: trouble) }
    let type = form["loai-van-ban"].isEmpty ? "Quyết định" : form["loai-van-ban"]
    return DecisionEntry(
      DocumentKey(type: type, number: form["so-van-ban"], issuer: form["co-quan"], date: day),
      subject: form["trich-yeu"])
  }

  /// A day a form must have.
  func day(in field: String, _ label: String) throws -> Day {
    if let day = form.day(field) { return day }
    var trouble = FormTrouble()
    trouble.add(
      field,
      form[field].isEmpty
        ? "Ghi \(label), ví dụ 21/4/2014."
        : "“\(form[field])” không có trong lịch; ghi \(label) theo ngày/tháng/năm.")
    throw FormTroubles(trouble: trouble)
  }
}

/// Fields of a form that cannot be read.
struct FormTroubles: Error { var trouble: FormTrouble }

extension Answer {
  /// The same page, saying that nothing was done.
  var asRefused: Answer { with(.unprocessableContent) }

  func with(_ status: HTTPResponse.Status) -> Answer {
    switch self {
    case .page(let page, _): .page(page, status: status)
    case .with(let headers, let answer): .with(headers, answer.with(status))
    default: self
    }
  }
}

/// The fields that name a decision, the same on every form.
struct DecisionFields: Piece {
  var visit: Visit
  var trouble: FormTrouble
  var isRequired = true
  var legend = "Văn bản làm căn cứ"
  var issuer = ""
  /// What the paper itself tells, where there is one.
  var number = ""
  var day = ""
  var type = "Quyết định"

  var html: HTML {
    let typed = visit.form
    return Fieldset(
      legend, note: isRequired ? "Sổ chỉ thay đổi theo văn bản." : "Bỏ trống nếu không có văn bản.",
      body: """
        \(Select("loai-van-ban", label: "Loại văn bản", choices: Self.types.map { Choice($0, $0) }, selected: typed["loai-van-ban"].isEmpty ? type : typed["loai-van-ban"]))
        \(TextField("so-van-ban", label: "Số, ký hiệu", value: typed.has("so-van-ban") ? typed["so-van-ban"] : number, hint: "Ví dụ: 05-QĐ/ĐU", error: trouble.on("so-van-ban"), isRequired: isRequired, maximumLength: 80))
        \(TextField("co-quan", label: "Cơ quan ban hành", value: typed.has("co-quan") ? typed["co-quan"] : issuer, width: .full, error: trouble.on("co-quan"), isRequired: isRequired, maximumLength: 200))
        \(DayField("ngay-van-ban", label: "Ngày ban hành", value: typed.has("ngay-van-ban") ? typed["ngay-van-ban"] : day, error: trouble.on("ngay-van-ban"), isRequired: isRequired))
        \(TextField("trich-yeu", label: "Về việc", value: typed["trich-yeu"], width: .full, maximumLength: 500))
        """
    ).html
  }

  static let types = [
    "Quyết định", "Nghị quyết", "Hướng dẫn", "Quy định", "Kết luận", "Thông báo", "Công văn", "Kế hoạch",
    "Chỉ thị", "Biên bản", "Quy chế",
  ]
}
