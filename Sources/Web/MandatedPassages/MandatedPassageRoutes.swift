import Basics
import Markup
import Registry
import Regulations

/// Mandated passages: what a committee lays down for the regulations of the organisations below it.
extension Site {
  var mandatedPassageRoutes: [Route] {
    let path = "/to-chuc/:to-chuc/quy-che/doan-bat-buoc"
    let one = "\(path)/doan/:doan"
    return [
      .get(path, .organisation(.viewRegulations)) { try await $0.mandatedPassageIndex() },
      .get("\(path)/moi", .organisation(.recordRegulations)) {
        try await $0.newMandatedPassage(FormTrouble())
      },
      .post("\(path)/moi", .organisation(.recordRegulations)) { try await $0.recordMandatedPassage() },
      .get(one, .organisation(.viewRegulations)) { try await $0.mandatedPassageShow(FormTrouble()) },
      .post("\(one)/sua", .organisation(.recordRegulations)) { try await $0.correctMandatedPassage() },
      .post("\(one)/rut", .organisation(.recordRegulations)) { try await $0.withdrawMandatedPassage() },
    ]
  }
}

extension Visit {
  var mandatedPassagePath: String { get throws { "/to-chuc/\(try organisation)/quy-che/doan-bat-buoc" } }

  func recordMandatedPassage() async throws -> Answer {
    let id = try organisation
    return try await attempt {
      let made = try await sending(reason: nil) { entry, _ in
        try await perform(RecordMandatedPassage(entry, at: id))
      }
      return .redirect("\(try mandatedPassagePath)/doan/\(made)", done: .saved)
    } else: {
      try await newMandatedPassage($0)
    }
  }

  func correctMandatedPassage() async throws -> Answer {
    let held = try await mandatedPassage()
    return try await attempt {
      try await sending(reason: "ly-do-sua") { entry, reason in
        try await perform(CorrectMandatedPassage(held.passage.passage, to: entry, reason: reason))
      }
      return .redirect("\(try mandatedPassagePath)/doan/\(held.passage.passage)", done: .corrected)
    } else: {
      try await mandatedPassageShow($0)
    }
  }

  func withdrawMandatedPassage() async throws -> Answer {
    let held = try await mandatedPassage()
    return try await attempt {
      do {
        try await perform(WithdrawMandatedPassage(held.passage.passage, reason: form["ly-do-rut"]))
      } catch let refusal as MandatedPassageRefusal {
        throw FormTroubles(
          trouble: FormTrouble(refusal, field: refusal.part == .reason ? "ly-do-rut" : ""))
      } catch let refusal as FreeTextRefusal {
        throw FormTroubles(trouble: FormTrouble(refusal, field: "ly-do-rut"))
      }
      return .redirect("\(try mandatedPassagePath)/doan/\(held.passage.passage)", done: .withdrawn)
    } else: {
      try await mandatedPassageShow($0)
    }
  }

  /// The passage the address names, if it was recorded at the organisation.
  func mandatedPassage() async throws -> MandatedPassage.Shown {
    let (system, organisation) = (system, try organisation)
    let id = try found(id("doan", MandatedPassage.self))
    let held = try found(try await system.read { try $0.mandatedPassage(id) })
    guard held.passage.organisation == organisation else { throw RightsRefusal.notFound }
    return held
  }

  /// Reads the form, tells at once what is missing, and says what the act refuses at the field it is about.
  private func sending<T>(
    reason field: String?, _ perform: (MandatedPassageEntry, String) async throws -> T
  ) async throws -> T {
    var trouble = FormTrouble()
    if form["noi-dung"].isEmpty { trouble.add("noi-dung", "Chép đoạn bắt buộc vào đây.") }
    let audience = MandatedPassage.Audience(rawValue: form["danh-cho"])
    if audience == nil { trouble.add("danh-cho", "Chọn đoạn này dành cho quy chế của ai.") }
    var (document, from, to): (DecisionEntry?, Day?, Day?) = (nil, nil, .endOfTime)
    do { document = try decision(isRequired: true) } catch let found as FormTroubles {
      trouble.messages += found.trouble.messages
    }
    do { from = try day(in: "tu", "ngày bắt đầu có giá trị") } catch let found as FormTroubles {
      trouble.messages += found.trouble.messages
    }
    if !form["den"].isEmpty {
      do { to = try day(in: "den", "ngày hết giá trị") } catch let found as FormTroubles {
        trouble.messages += found.trouble.messages
      }
    }
    if let field, form[field].isEmpty { trouble.add(field, "Ghi vì sao sửa.") }
    guard trouble.isEmpty, let audience, let document, let from, let to else {
      throw FormTroubles(trouble: trouble)
    }
    do {
      return try await perform(
        MandatedPassageEntry(form["noi-dung"], for: audience, by: document, from: from, to: to),
        field.map { form[$0] } ?? "")
    } catch let refusal as MandatedPassageRefusal {
      let place =
        switch refusal.part {
        case .text: "noi-dung"
        case .document: "so-van-ban"
        case .from: "tu"
        case .to: "den"
        case .reason: field ?? ""
        case .whole: ""
        }
      throw FormTroubles(trouble: FormTrouble(refusal, field: place))
    } catch let refusal as DecisionRefusal {
      throw FormTroubles(trouble: FormTrouble(refusal, field: "ngay-van-ban"))
    } catch let refusal as FreeTextRefusal {
      throw FormTroubles(trouble: FormTrouble(refusal, field: "noi-dung"))
    }
  }
}
