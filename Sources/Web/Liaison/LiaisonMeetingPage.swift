import Basics
import Markup
import Registry

extension Visit {
  /// Who came to a meeting of a cell of residence with those registered there.
  func liaisonMeetingPage(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await liaisonPicture()
    let (system, today) = (system, today)
    let kept = method == .post ? form : query
    let held = kept.day("ngay-gap") ?? today
    let id = picture.state.organisation
    let (asked, known) = try await system.read { session throws in
      let asked = try session.liaisonResidents(of: id, asOf: AsOf(min(held, today))).filter(\.takesPart)
      let meeting = try session.liaisonMeetings(of: id).first { $0.heldOn == held }
      let rows = try meeting.map { try session.liaisonPresences(in: $0.id) } ?? []
      return (asked, Dictionary(rows.map { ($0.member, $0.kind) }, uniquingKeysWith: { a, _ in a }))
    }
    let day =
      kept["ngay-gap"].isEmpty ? today.vietnamese : kept.day("ngay-gap")?.vietnamese ?? kept["ngay-gap"]
    func chosen(_ resident: LiaisonResident) -> String {
      let typed = form["dv-\(resident.member)"]
      return typed.isEmpty ? (known[resident.member] ?? .present).rawValue : typed
    }
    let kinds = LiaisonPresence.Kind.allCases.map { Choice($0.rawValue, $0.title) }
    func presence(_ resident: LiaisonResident) -> HTML {
      Select(
        "dv-\(resident.member)", label: resident.name, choices: kinds, selected: chosen(resident),
        placeholder: nil, hint: resident.workplace
      ).html
    }
    return try await page(
      "Ghi buổi gặp · \(picture.state.name)", breadcrumbs: picture.trail + [Link("Nơi cư trú", picture.path)],
      body: """
        \(PageHeading("Ghi buổi gặp", kind: picture.state.name, lede: "Họp với đảng viên giữ mối liên hệ ở đây. Người thuộc diện miễn sinh hoạt nơi cư trú không có trong danh sách mời."))
        \(trouble.summary)
        \(asked.isEmpty ? EmptyState("Chưa có ai để mời", advice: "Danh sách lấy những người đã được tiếp nhận đến ngày gặp.", action: ButtonLink("Về trang Nơi cư trú", picture.path)).html : Form(action: "\(picture.path)/gap", csrf: csrf, body: """
          \(DayField("ngay-gap", label: "Ngày gặp", value: day, hint: "Ghi lại cùng một ngày thì thay cho lần ghi trước.", error: trouble.on("ngay-gap"), isRequired: true))
          \(each: asked, presence)
          \(Actions("\(Submit("Ghi buổi gặp"))"))
          """).html)
        """)
  }

  func recordLiaisonMeeting() async throws -> Answer {
    let id = try organisation
    return try await attempt {
      let day = try day(in: "ngay-gap", "ngày gặp")
      var presence: [ID<Member>: LiaisonPresence.Kind] = [:]
      for (name, values) in form.values where name.utf8.starts(with: "dv-".utf8) {
        guard let member: ID<Member> = ID(text: String(name.dropFirst(3))),
          let kind = values.first.flatMap(LiaisonPresence.Kind.init)
        else { continue }
        presence[member] = kind
      }
      _ = try await perform(RecordLiaisonMeeting(at: id, on: day, presence: presence))
      return .redirect("/to-chuc/\(id)/noi-cu-tru#gap", done: .saved)
    } else: {
      try await liaisonMeetingPage($0)
    }
  }
}
