import Basics
import Markup
import Registry
import Reviews

extension Visit {
  /// Who came after the list was frozen, or was known later; and who stands on it and is no longer there.
  func lateEntries(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await requireRound()
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    let id = place.organisation.organisation
    let procedures = try roundProcedures
    let (late, left, names, places, mayAdmit) = try await system.read { session throws in
      let reach = try session.reach(of: actor, with: .manageRounds, at: now)
      let late = try session.lateEntries(
        of: place.round, guidance: place.guidance, procedures: procedures, today: today
      )
      .filter { reach?.contains($0.organisation) ?? true }
      let left = try session.leftEntries(of: place.round, within: id, today: place.seenOn)
      let members = late.compactMap(\.member) + left.compactMap(\.subject.member)
      let organisations = Set(late.map(\.organisation) + left.map(\.subject.organisation))
      return (
        late, left, try session.memberNames(members, on: today, for: actor, at: now),
        try Dictionary(
          organisations.map { ($0, try session.organisationNear($0, asOf: AsOf(today))?.name ?? "") },
          uniquingKeysWith: { a, _ in a }),
        try session.rights(of: actor, on: place.round.superior, at: now).contains(.manageRounds)
      )
    }
    func name(_ member: ID<Member>?, _ organisation: ID<Organisation>) -> String {
      member.map { names[$0] ?? "đảng viên ngoài phạm vi được xem" } ?? places[organisation] ?? ""
    }
    let missing: HTML
    if late.isEmpty {
      missing = "<p class=\"nothing\">Không có ai.</p>"
    } else if mayAdmit {
      missing = admitForm(
        place,
        late.prefix(500).map { entry in
          Choice(
            entry.address,
            "\(name(entry.member, entry.organisation)) · \(entry.entity.title) · \(places[entry.organisation] ?? "")",
            hint: entry.why == .knownLater ? "có ở đó ngày chốt, sổ ghi sau" : "đến sau ngày chốt")
        })
    } else {
      missing =
        "<ul>\(each: late, { "<li>\(name($0.member, $0.organisation)), \(places[$0.organisation] ?? "")</li>" })</ul><p class=\"hint\">Cấp mở đợt bổ sung.</p>"
    }
    return try await page(
      "Bổ sung danh sách", breadcrumbs: roundTrail(place) + [Link(place.organisation.name, place.address)],
      body: """
        \(PageHeading("Bổ sung danh sách", kind: place.organisation.name, lede: "\(place.title); danh sách chốt ngày \(place.round.populationOn.vietnamese)."))
        \(trouble.summary)
        \(Section("Chưa có trong danh sách", body: missing))
        \(Section("Có trong danh sách, nay không còn ở đó", body: left.isEmpty ? "<p class=\"nothing\">Không có ai.</p>" : Table(
          "Không còn ở đó", columns: [.init("Đối tượng"), .init("Nơi đã chốt"), .init("Vì sao")],
          rows: left.map { entry in
            Table.Row([
              "\(name(entry.subject.member, entry.subject.organisation))", "\(places[entry.subject.organisation] ?? "")", "\(Self.why(entry.why))",
            ])
          }).html))
        """)
  }

  private func admitForm(_ place: RoundPlace, _ choices: [Choice]) -> HTML {
    Form(
      action: "\(place.path)/bo-sung", csrf: csrf,
      body: """
        \(each: place.hidden, { HiddenField($0.name, $0.value).html })
        \(CheckboxGroup("bo-sung", label: "Bổ sung", choices: choices))
        \(TextArea("ly-do", label: "Lý do", value: form.paragraphs("ly-do"), rows: 2, isRequired: true, maximumLength: 1_000))
        \(Actions("\(Submit("Bổ sung"))"))
        """
    ).html
  }

  private static func why(_ why: LeftEntry.Why) -> String {
    switch why {
    case .moved: "đã chuyển sinh hoạt"
    case .ended(let kind): kind.title.lowercased()
    case .organisationEnded: "tổ chức đã kết thúc hoạt động"
    case .corrected: "sổ đã đính chính"
    }
  }

  func admitLateEntries() async throws -> Answer {
    let place = try await requireRound()
    let (system, today) = (system, today)
    let procedures = try roundProcedures
    return try await attempt {
      let wanted = Set(form.all("bo-sung"))
      let late = try await system.read {
        try $0.lateEntries(of: place.round, guidance: place.guidance, procedures: procedures, today: today)
      }.filter {
        wanted.contains($0.address)
      }
      guard !late.isEmpty else { throw RoundRefusal.notLate }
      _ = try await perform(
        AdmitLateEntries(
          late, to: place.round.id, reason: form.paragraphs("ly-do"), guidance: place.guidance,
          procedures: procedures))
      return .redirect("\(place.path)/bo-sung?\(place.asked)", done: .saved)
    } else: {
      try await lateEntries($0)
    }
  }
}

extension LateEntry {
  /// As a form calls it: `member:0e9…`.
  fileprivate var address: String {
    let subject = member.map { "\($0)" } ?? "\(organisation)"
    return "\(entity.rawValue):\(subject)"
  }
}
