import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// The opinions about the subjects of a unit in a round: whom the register says to ask, who has answered, who is late.
  func opinionIndex(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await requireRound()
    let (system, actor, today) = (system, actor, today)
    let (id, now) = (place.organisation.organisation, system.now)
    let picture = try await system.read { session throws -> OpinionPicture in
      let rights = try session.rights(of: actor, on: id, at: now)
      let sheet = try session.roundSheet(
        at: id, inBase: false, of: place.round, procedure: place.procedure, today: today)
      let reviewed = sheet.lines.filter { $0.subject.treatment.isReviewed && !$0.isGone }.map(\.subject)
      let opinions = try session.opinions(at: id, in: place.round.id, for: actor, at: now)
      let subjects = try Set(reviewed.map(\.id) + opinions.map(\.subject)).compactMap {
        try session.reviewSubject($0)
      }
      let members = subjects.compactMap(\.member).sorted()
      let (asOf, above) = (AsOf(today), try session.superiors(of: id, asOf: AsOf(today)))
      let unit = above.last { $0.unit != nil }?.unit
      let seesMembers = rights.contains(.viewMembers)
      return OpinionPicture(
        opinions: opinions, subjects: subjects, reviewed: reviewed.map(\.id),
        toAsk: try session.opinionsToAsk(at: id, in: place.round),
        names: seesMembers ? try session.memberNames(members, on: today, for: actor, at: now) : [:],
        homes: seesMembers
          ? try Dictionary(
            members.map { ($0, try session.member($0, asOf: asOf)?.person.residence ?? "") },
            uniquingKeysWith: { a, _ in a }) : [:],
        writes: rights.contains(.recordReviews),
        due: sheet.stages.first { $0.stage.keeps == .opinion }?.due?.dueBefore,
        suggestions: try (place.organisation.unit ?? unit).map {
          try session.massOrganisations(at: $0, asOf: AsOf(today)).map(\.name)
        } ?? [],
        neighbours: try session.opinionNeighbours(of: id, asOf: asOf),
        askedOfUs: try session.opinionsAsked(of: id, for: actor, at: now).count)
    }
    return try await page(
      "Ý kiến nhận xét", breadcrumbs: roundTrail(place) + [Link(place.organisation.name, place.address)],
      styles: ["/styles/rounds.css"],
      body: OpinionIndexPage(
        visit: self, place: place, picture: picture, rules: try opinionRules, trouble: trouble
      ).html)
  }

  /// Asks whom the register says to ask, or somebody else about one, several or all.
  func askOpinions() async throws -> Answer {
    let place = try await requireRound()
    let (system, id) = (system, place.organisation.organisation)
    return try await attempt {
      let due = form["truoc-ngay"].isEmpty ? nil : try day(in: "truoc-ngay", "ngày")
      var requests: [OpinionToAsk] = []
      if form["viec"] == "theo-so" {
        let chosen = Set(form.all("hoi"))
        requests = try await system.read { session throws in
          try session.opinionsToAsk(at: id, in: place.round)
        }.filter { chosen.contains($0.address) }
      } else {
        guard let kind = ReviewOpinion.Kind(rawValue: form["loai"]) else {
          throw RequestRefusal.missing("loại ý kiến")
        }
        let asked: ID<Organisation>? = form.id("noi-hoi")
        // What is no address of ours is no choice of the list.
        guard asked != nil || form["noi-hoi"].isEmpty else { throw OpinionRefusal.notOffered }
        requests = form.all("doi-tuong").compactMap { ID(text: $0) }.map {
          OpinionToAsk(kind, about: $0, asked: asked, askedName: form["hoi-ai"])
        }
      }
      guard !requests.isEmpty else {
        var trouble = FormTrouble()
        trouble.add(form["viec"] == "theo-so" ? "hoi" : "doi-tuong", "Chọn ít nhất một người.")
        throw FormTroubles(trouble: trouble)
      }
      _ = try await perform(AskOpinions(requests, before: due, dates: try roundProcedures.dates))
      return .redirect("\(place.path)/y-kien?\(place.asked)", done: .opinionsAsked)
    } else: {
      try await opinionIndex($0)
    }
  }

  /// The letters that ask, one page each: for one request or for all that wait.
  func opinionLetters() async throws -> Answer {
    let place = try await requireRound()
    let (system, actor) = (system, actor)
    let (id, now) = (place.organisation.organisation, system.now)
    let only: ID<OpinionRequest>? = query.id("ma")
    let waiting = try await system.read { session throws in
      try session.opinions(at: id, in: place.round.id, for: actor, at: now)
        .filter { ($0.state == .asked || $0.state == .draft) && (only == nil || $0.request == only) }
        .compactMap { try session.opinion($0.request, for: actor, at: now) }
    }
    let print = try await opinionPrint(place)
    return try printed(
      print.letters(waiting),
      name: "Thư đề nghị nhận xét \(place.period.vietnamese), \(place.organisation.name)")
  }

  func opinionPrint(_ place: RoundPlace) async throws -> OpinionPrint {
    let (system, today, id) = (system, today, place.organisation.organisation)
    let head = try await system.read { session throws in
      try session.formHead(of: id, year: place.period.year, asOf: AsOf(today))
    }
    return OpinionPrint(
      head: head, rules: try opinionRules, guidanceTitle: place.guidance.pack.title, today: today,
      layout: try rules.layout(on: today)?.profile ?? .party, mark: opening.mark)
  }
}

struct OpinionPicture: Sendable {
  var opinions: [ReviewOpinion]
  var subjects: [ReviewSubject]
  var reviewed: [ID<ReviewSubject>]
  var toAsk: [OpinionToAsk]
  var names: [ID<Member>: String]
  /// Where they live, as their files say.
  var homes: [ID<Member>: String]
  var writes: Bool
  var due: Day?
  /// Mass organisations of the place, by name.
  var suggestions: [String]
  /// Cells of the same grassroots organisation: where most live or work.
  var neighbours: [OrganisationState]
  var askedOfUs: Int
}

extension OpinionToAsk {
  /// As a form calls it.
  var address: String { "\(kind.rawValue):\(subject):\(asked.map { "\($0)" } ?? "")" }
}

struct OpinionIndexPage: Piece {
  var visit: Visit
  var place: RoundPlace
  var picture: OpinionPicture
  var rules: OpinionRules
  var trouble: FormTrouble

  private var live: [ReviewOpinion] { picture.opinions.filter { $0.state != .cancelled } }
  private var waiting: [ReviewOpinion] {
    live.filter { $0.state == .asked || $0.state == .draft }
      .sorted { ($0.dueBefore ?? .endOfTime, $0.request) < ($1.dueBefore ?? .endOfTime, $1.request) }
  }
  private var received: [ReviewOpinion] { live.filter(\.state.isReceived) }

  var html: HTML {
    """
    \(PageHeading("Ý kiến nhận xét", kind: place.organisation.name, lede: "\(place.title). Nơi cư trú, Mặt trận, đoàn thể, người đứng đầu cơ quan nhận xét; người được nhận xét đọc và trả lời rồi mới vào hồ sơ."))
    \(trouble.summary)
    \(when: picture.askedOfUs > 0, Notice(.info, "Nơi khác đang hỏi ý kiến của \(place.organisation.name): \(picture.askedOfUs).", action: Link("Trả lời", "/to-chuc/\(place.organisation.organisation)/y-kien-duoc-hoi")).html)
    \(figures)
    \(when: picture.writes && !picture.toAsk.isEmpty, Section("Cần hỏi theo sổ", id: "can-hoi", note: "Nơi cư trú, nơi sinh hoạt tạm thời, chi bộ cũ của từng người, lấy từ sổ.", body: asking).html)
    \(Section("Đang chờ", id: "dang-cho", body: waitingTable))
    \(Section("Đã nhận", id: "da-nhan", body: receivedTable))
    \(when: picture.writes && !picture.reviewed.isEmpty, Section("Hỏi thêm", id: "hoi-them", note: "Người, cơ quan, đoàn thể không dùng sổ này: in thư gửi đi, giấy về thì ghi lại ở đây.", body: other).html)
    """
  }

  private var figures: HTML {
    guard !live.isEmpty else { return "" }
    let overdue = live.count { $0.isOverdue(visit.today) }
    return Figures([
      Figure(
        "\(received.count)/\(live.count)", "Đã nhận",
        definition: "Ý kiến đã nhận trên số đã hỏi, không tính những ý kiến đã thôi hỏi."),
      Figure(
        "\(overdue)", "Quá hạn", definition: "Đã hỏi, chưa nhận, hạn đã qua.",
        tone: overdue > 0 ? .attention : .neutral),
      Figure(
        "\(live.count { $0.state == .entered })", "Đã vào hồ sơ",
        definition: "Đã được đọc (hoặc quá thời hạn và có lý do) và đưa vào hồ sơ."),
    ]).html
  }

  private func name(_ id: ID<ReviewSubject>) -> String {
    guard let subject = picture.subjects.first(where: { $0.id == id }) else { return "" }
    if let member = subject.member { return picture.names[member] ?? "đảng viên ngoài phạm vi được xem" }
    return subject.entity == .collective ? place.organisation.collectiveTitle : place.organisation.name
  }

  private var asking: HTML {
    let chosen =
      visit.form["viec"] == "theo-so"
      ? Set(visit.form.all("hoi")) : Set(picture.toAsk.map(\.address))
    return Form(
      action: "\(place.path)/y-kien", csrf: visit.csrf, label: "Hỏi theo sổ",
      body: """
        \(each: place.hidden, { HiddenField($0.name, $0.value).html })\(HiddenField("viec", "theo-so"))
        \(CheckboxGroup("hoi", label: "Hỏi về", choices: picture.toAsk.map { Choice($0.address, name($0.subject), hint: "\(rules.name(of: $0.kind)): \($0.askedName)") }, selected: chosen, error: trouble.on("hoi")))
        \(dueField)
        \(Actions("\(Submit("Hỏi những người đã chọn"))"))
        """
    ).html
  }

  private var dueField: DayField {
    let typed = visit.form["truoc-ngay"]
    return DayField(
      "truoc-ngay", label: "Trả lời trước ngày",
      value: typed.isEmpty ? picture.due?.vietnamese : typed,
      hint: "Để trống nếu không đặt hạn.", error: trouble.on("truoc-ngay"))
  }

  private var waitingTable: HTML {
    let path = "\(place.path)/y-kien/thu?\(place.asked)"
    return """
      \(Table(
        "Đang chờ", columns: [.init("Về"), .init("Loại"), .init("Hỏi ai"), .init("Trước ngày", .day), .init("")],
        rows: waiting.map { opinion in
          Table.Row([
            "\(name(opinion.subject))", "\(rules.name(of: opinion.kind))", "\(opinion.askedName)", "\(opinion.dueText(visit.today))",
            "\(when: picture.writes, "<span><a\(href: "/y-kien/\(opinion.request)")>Ghi ý kiến</a> · <a\(href: "\(path)&ma=\(opinion.request)&dang=docx")>Thư</a></span>")",
          ], tone: opinion.isOverdue(visit.today) ? .attention : .neutral)
        },
        empty: EmptyState("Không có ý kiến nào đang chờ", advice: picture.writes && live.isEmpty ? "Hỏi theo sổ, hoặc hỏi thêm ở dưới; sổ giữ hạn và nhắc." : "Hỏi thêm khi cần.")))
      \(when: picture.writes && !waiting.isEmpty, Actions("\(ButtonLink("Thư đề nghị, tất cả (Word)", "\(path)&dang=docx"))\(ButtonLink("PDF", "\(path)&dang=pdf", kind: .quiet))").html)
      """
  }

  private var receivedTable: HTML {
    Table(
      "Đã nhận",
      columns: [.init("Về"), .init("Loại"), .init("Của ai"), .init("Ngày", .day), .init("Đến đâu")],
      rows: received.map { opinion in
        Table.Row(
          [
            "<a\(href: "/y-kien/\(opinion.request)")>\(name(opinion.subject))</a>",
            "\(rules.name(of: opinion.kind))", "\(opinion.askedName)", "\(opinion.day.vietnamese)",
            "\(opinion.state.title)",
          ], tone: opinion.state == .entered ? .done : .undecided)
      },
      empty: EmptyState(
        "Chưa nhận ý kiến nào", advice: "Ý kiến gửi trên trang hoặc ghi từ bản giấy hiện ở đây.")
    ).html
  }

  private func home(_ id: ID<ReviewSubject>) -> String? {
    guard let member = picture.subjects.first(where: { $0.id == id })?.member,
      let home = picture.homes[member], !home.isEmpty
    else { return nil }
    return "Cư trú: \(home)"
  }

  private var other: HTML {
    let kinds: [ReviewOpinion.Kind] = [.massOrganisation, .head, .residence]
    let choices = picture.reviewed.map { Choice("\($0)", name($0), hint: home($0)) }
    let typed = Set(visit.form.all("doi-tuong"))
    return Form(
      action: "\(place.path)/y-kien", csrf: visit.csrf, label: "Hỏi thêm",
      body: """
        \(each: place.hidden, { HiddenField($0.name, $0.value).html })\(HiddenField("viec", "them"))
        \(RadioGroup("loai", label: "Loại", choices: kinds.map { Choice($0.rawValue, rules.name(of: $0), hint: rules.source(of: $0, under: place.guidance.name)) }, selected: visit.form["loai"].isEmpty ? nil : visit.form["loai"], isRequired: true))
        \(when: !picture.neighbours.isEmpty, Select("noi-hoi", label: "Hỏi chi bộ trong sổ", choices: picture.neighbours.map { Choice("\($0.organisation)", $0.name) }, selected: visit.form["noi-hoi"], placeholder: "— nơi khác, ghi ở ô dưới —", hint: "Chi bộ ấy viết nhận xét ngay trên trang của mình.").html)
        \(TextField("hoi-ai", label: "Hoặc nơi khác", value: visit.form["hoi-ai"], width: .full, hint: "Cơ quan, đoàn thể, chi bộ nơi cư trú ở ngoài sổ; không ghi tên người.", maximumLength: 200, suggestions: picture.suggestions))
        \(CheckboxGroup("doi-tuong", label: "Về ai", choices: choices, selected: typed, error: trouble.on("doi-tuong")))
        \(dueField)
        \(Actions("\(Submit("Hỏi", kind: picture.toAsk.isEmpty ? .primary : .secondary))"))
        """
    ).html
  }
}
