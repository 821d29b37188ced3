import Basics
import Formats
import Markup
import Registry

/// Membership fees: a cell's month for its treasurer, sums for those above, a member's own.
extension Site {
  var feeRoutes: [Route] {
    let list = "/to-chuc/:to-chuc/dang-phi"
    return [
      .get(list, .organisation(.viewFees)) { try await $0.feeIndex(FormTrouble()) },
      .get("\(list)/in", .organisation(.viewFees)) { try await $0.printFees() },
      .post("\(list)/thu", .organisation(.keepFees)) { try await $0.receiveFees() },
      .post("\(list)/rut-thu", .organisation(.keepFees)) { try await $0.withdrawFeeReceipt() },
      .post("\(list)/dien", .organisation(.keepFees)) { try await $0.setFeeStanding() },
      .post("\(list)/rut-dien", .organisation(.keepFees)) { try await $0.withdrawFeeStanding() },
      .post("\(list)/ty-le", .organisation(.keepFees)) { try await $0.decideFeeShare() },
      .post("\(list)/nop", .organisation(.keepFees)) { try await $0.remitFees() },
      .post("\(list)/rut-nop", .organisation(.keepFees)) { try await $0.withdrawFeeRemittance() },
    ]
  }
}

/// What an organisation's page on fees tells: persons only to the treasurer of the cell itself.
struct FeePicture: Sendable {
  var state: OrganisationState
  var superiors: [OrganisationState]
  var place: String?
  /// Cells it took over as a whole: their sums are in its own.
  var origins: [OrganisationState] = []
  /// Who carries it on, if it has ended.
  var heirs: [OrganisationState] = []
  var month: CalendarMonth
  var version: FeeRules.Version?
  var isTreasurer: Bool
  /// Writes what goes up.
  var keeps: Bool
  /// Looks from above: sums of so few that they tell who pays what are left out.
  var isAbove: Bool
  /// The share that goes up is decided above.
  var decidesShare = false
  var lines: [FeeLine] = []
  var totals: FeeTotals?
  struct Unit: Sendable {
    var state: OrganisationState
    var totals: FeeTotals
  }
  enum Span: Sendable { case month, year }
  var units: [Unit] = []
  /// Units whose sums are not told from above, by month and by year.
  private var hidden: (month: Set<ID<Organisation>>, year: Set<ID<Organisation>>) = ([], [])
  /// Of a committee: all that was collected below, and by its parts where they are no cells.
  var sums = FeeSums()
  var parts: [(state: OrganisationState, sums: FeeSums)] = []
  /// The organisation's own sums are of so few that from above they are not told.
  var hides: (month: Bool, year: Bool) = (false, false)
  var share: (percent: Int, decision: ID<Decision>?)?
  var shareDocument: Decision?
  var remittances: [FeeRemittance] = []

  var path: String { "/to-chuc/\(state.organisation)/dang-phi" }

  init(
    _ id: ID<Organisation>, _ month: CalendarMonth, for actor: Registry.Actor, rules: FeeRules,
    at now: Moment,
    in session: Asked
  ) throws {
    let asOf = AsOf(min(month.last, now.day))
    guard
      let state = try session.organisation(id, asOf: asOf) ?? session.organisation(id, asOf: AsOf(now.day))
        ?? session.organisationNear(id, asOf: asOf)
    else { throw RightsRefusal.notFound }
    (self.state, self.month) = (state, month)
    version = rules.version(of: month)
    let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
    place = try session.paperPlace(of: state, asOf: asOf)
    superiors = try session.superiors(of: id, asOf: asOf).filter { reach?.contains($0.organisation) ?? true }
    isTreasurer =
      try state.kind.isCell && session.ownRights(of: actor, on: id, at: now).contains(.keepFees)
    keeps = try session.rights(of: actor, on: id, at: now).contains(.keepFees)
    // A role on the cell itself; whoever stands at the machine sees all.
    isAbove = try !session.ownRights(of: actor, on: id, at: now).contains(.viewFees)
    if state.kind.isCell {
      if isTreasurer { lines = try session.feeLines(of: id, in: month, on: now.day, rules: rules) }
      origins = try session.wholeOrigins(of: id, on: month.last).compactMap {
        try session.organisationNear($0, asOf: asOf)
      }
      heirs = try session.heirs(of: id, asOf: AsOf(now.day)).filter { $0 != id }.compactMap {
        try session.organisation($0, asOf: AsOf(now.day))
      }
      totals = try session.feeTotals(of: state, in: month, rules: rules)
      share = try session.feeShare(of: state, in: month, rules: rules)
      shareDocument = try share?.decision.flatMap { try session.decision($0) }
      let above = try session.superiors(of: id, asOf: AsOf(now.day)).last
      decidesShare =
        try above.map {
          try session.rights(of: actor, on: $0.organisation, at: now).contains(.keepFees)
        } ?? true
      remittances = try session.feeBooks(of: id, on: month.last).flatMap {
        try session.feeRemittances(of: $0)
      }.filter { $0.remittedOn.year == month.year }
      if isAbove, let totals {
        let small = totals.isSmall(rules)
        hides = (small.month, small.month || small.year)
      }
    } else {
      sums = try session.feeSums(below: id, in: month, asOf: asOf)
      hides = sums.isSmall(rules)
      if state.kind.isWithinGrassroots {
        let cells = try session.subtree(of: id, asOf: asOf).filter(\.kind.isCell)
        let ended = try session.endedBooks(below: id, in: month, asOf: asOf)
        units = try (cells + ended).map {
          Unit(state: $0, totals: try session.feeTotals(of: $0, in: month, rules: rules))
        }
        hidden = (
          Self.hidden(units, \.collected) { $0.isSmall(rules).month },
          Self.hidden(units, \.yearCollected) { $0.isSmall(rules).month || $0.isSmall(rules).year }
        )
      } else {
        // Further above, what single cells collect is the base committees' business.
        parts = try session.children(of: id, asOf: asOf).map {
          ($0, try session.feeSums(below: $0.organisation, in: month, asOf: asOf))
        }
      }
    }
  }
}

extension FeePicture {
  func leavesOut(_ unit: Unit, _ span: Span) -> Bool {
    (span == .month ? hidden.month : hidden.year).contains(unit.state.organisation)
  }

  /// What is small, and where that is one alone the next one too: the sum of all is told.
  static func hidden(
    _ units: [Unit], _ sum: KeyPath<FeeTotals, Int>, _ isSmall: (FeeTotals) -> Bool
  ) -> Set<ID<Organisation>> {
    var found = units.filter { isSmall($0.totals) }
    if found.count == 1,
      let next = units.filter({ !isSmall($0.totals) && $0.totals[keyPath: sum] > 0 }).min(by: {
        $0.totals[keyPath: sum] < $1.totals[keyPath: sum]
      })
    {
      found.append(next)
    }
    return Set(found.map(\.state.organisation))
  }
}

extension Visit {
  var feeRules: FeeRules { get throws { try site.feeRules(site.content) } }

  /// "2026-11" of an address; the current month where nothing is asked for.
  private var feeMonth: CalendarMonth {
    CalendarMonth(form.has("thang") ? form["thang"] : query["thang"]) ?? CalendarMonth(of: today)
  }

  private func feePicture() async throws -> FeePicture {
    let (system, actor, id, rules, month) = (system, actor, try organisation, try feeRules, feeMonth)
    let now = system.now
    return try await system.read { try FeePicture(id, month, for: actor, rules: rules, at: now, in: $0) }
  }

  func feeIndex(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await feePicture()
    var trouble = trouble
    if let wrong = wrongMonth { trouble.add("", wrong) }
    return try await page(
      "Đảng phí \(picture.month.vietnamese) · \(picture.state.name)",
      breadcrumbs: [Link("Tổ chức", "/to-chuc")]
        + (picture.superiors + [picture.state]).map { Link($0.name, "/to-chuc/\($0.organisation)") },
      styles: ["/styles/meetings.css"],
      body: FeeIndexPage(visit: self, picture: picture, rules: try feeRules, trouble: trouble).html)
  }

  /// Said where an address asks for what is no month.
  private var wrongMonth: String? {
    let asked = query["thang"]
    guard !form.has("thang"), !asked.isEmpty, CalendarMonth(asked) == nil else { return nil }
    return "“\(asked)” không phải một tháng; đang xem tháng này."
  }

  /// The month a form writes for: what is no month writes nothing.
  private func writtenMonth() throws -> CalendarMonth {
    guard CalendarMonth(form["thang"]) != nil else {
      throw FormTroubles(
        trouble: FormTrouble("", "“\(form["thang"])” không phải một tháng. Chọn lại tháng ở đầu trang."))
    }
    return feeMonth
  }

  private func back(_ done: Done) throws -> Answer {
    .redirect("/to-chuc/\(try organisation)/dang-phi?thang=\(feeMonth.address)", done: done)
  }

  func receiveFees() async throws -> Answer {
    let (id, rules) = (try organisation, try feeRules)
    let (system, month) = (system, feeMonth)
    return try await attempt {
      var trouble = FormTrouble()
      var amounts: [ID<Member>: Int] = [:]
      // Ticked: the whole of what is due; a typed sum goes before it.
      for name in form.values.keys where name.utf8.starts(with: "du-".utf8) {
        guard let member: ID<Member> = ID(text: String(name.dropFirst(3))) else { continue }
        amounts[member] = try await system.read { try $0.feeLine(of: member, in: month, rules: rules).due }
      }
      for (name, values) in form.values where name.utf8.starts(with: "dv-".utf8) {
        let text = VietnameseText.clean(values.first ?? "")
        guard !text.isEmpty, let member: ID<Member> = ID(text: String(name.dropFirst(3))) else { continue }
        if let amount = FeeAmount.read(text), amount > 0 {
          amounts[member] = amount
        } else if FeeAmount.read(text) == 0 {
          trouble.add(name, "Chưa nộp thì để trống; ghi nhầm thì rút lần thu ở dưới.")
        } else {
          trouble.add(name, "“\(text)” không phải số tiền; ghi như 65.000.")
        }
      }
      if amounts.isEmpty, trouble.isEmpty {
        trouble.add("", FeeRefusal.nobody.reason + " " + FeeRefusal.nobody.remedy)
      }
      let replacing = Set(amounts.keys.filter { form.has("thay-\($0)") })
      for line in try await feePicture().lines {
        guard let amount = amounts[line.payer.member], let receipt = line.receipt else { continue }
        let field = "dv-\(line.payer.member)"
        if receipt.organisation != id {
          trouble.add(field, "Tháng ấy đã đóng ở chi bộ khác.")
        } else if receipt.amount != amount, !replacing.contains(line.payer.member) {
          trouble.add(field, "Đã ghi \(Number.grouped(receipt.amount)); đánh dấu “thay số cũ” rồi ghi lại.")
        }
      }
      guard trouble.isEmpty else { throw FormTroubles(trouble: trouble) }
      try await perform(
        ReceiveFees(
          amounts, for: try writtenMonth(), in: id, on: try day(in: "ngay-thu", "ngày thu"),
          replacing: replacing, rules: try feeRules))
      return try back(.saved)
    } else: {
      try await feeIndex($0)
    }
  }

  func withdrawFeeReceipt() async throws -> Answer {
    let id = try organisation
    return try await attempt {
      let member: ID<Member> = try found(form.id("nguoi"))
      try await perform(
        WithdrawFeeReceipt(of: member, for: try writtenMonth(), in: id, reason: form["ly-do-thu"]))
      return try back(.withdrawn)
    } else: {
      try await feeIndex($0.at("ly-do-thu"))
    }
  }

  func setFeeStanding() async throws -> Answer {
    let id = try organisation
    return try await attempt {
      guard let member: ID<Member> = form.id("nguoi-dong") else {
        throw FormTroubles(trouble: FormTrouble("nguoi-dong", "Chọn người đóng."))
      }
      let base = form["can-cu"]
      if !base.isEmpty, FeeAmount.read(base) == nil {
        throw FormTroubles(trouble: FormTrouble("can-cu", "“\(base)” không phải số tiền; ghi như 6.500.000."))
      }
      try await perform(
        SetFeeStanding(
          member, in: id, from: try writtenMonth(), as: form["dien"], base: FeeAmount.read(base) ?? 0,
          region: form.number("vung") ?? 0, reduction: form.number("giam") ?? 0, rules: try feeRules))
      return try back(.saved)
    } else: {
      try await feeIndex($0)
    }
  }

  func withdrawFeeStanding() async throws -> Answer {
    let id = try organisation
    return try await attempt {
      guard let member: ID<Member> = form.id("nguoi-rut") else {
        throw FormTroubles(trouble: FormTrouble("nguoi-rut", "Chọn người."))
      }
      try await perform(
        WithdrawFeeStanding(of: member, in: id, from: try writtenMonth(), reason: form["ly-do-dien"]))
      return try back(.withdrawn)
    } else: {
      try await feeIndex($0.at("ly-do-dien"))
    }
  }

  func decideFeeShare() async throws -> Answer {
    let id = try organisation
    return try await attempt {
      guard let percent = form.number("phan-tram") else {
        throw FormTroubles(trouble: FormTrouble("phan-tram", "Ghi phần trăm nộp lên, ví dụ 30."))
      }
      guard let decision = try decision(isRequired: true) else { throw RequestRefusal.missing("văn bản") }
      try await perform(
        DecideFeeShare(of: id, percent: percent, from: try writtenMonth(), decision: decision))
      return try back(.saved)
    } else: {
      try await feeIndex($0)
    }
  }

  func remitFees() async throws -> Answer {
    let id = try organisation
    return try await attempt {
      guard let amount = FeeAmount.read(form["so-tien-nop"]) else {
        throw FormTroubles(trouble: FormTrouble("so-tien-nop", "Ghi số tiền, ví dụ 1.250.000."))
      }
      try await perform(
        RemitFees(
          amount, from: id, on: try day(in: "ngay-nop", "ngày nộp"), number: form["chung-tu"],
          rules: try feeRules))
      return try back(.saved)
    } else: {
      try await feeIndex($0)
    }
  }

  func withdrawFeeRemittance() async throws -> Answer {
    let id = try organisation
    return try await attempt {
      guard let number = Int64(form["lan-nop"]) else { throw RightsRefusal.notFound }
      try await perform(WithdrawFeeRemittance(number, of: id, reason: form["ly-do-nop"]))
      return try back(.withdrawn)
    } else: {
      try await feeIndex($0.at("ly-do-nop"))
    }
  }

  /// The month on paper, to be signed by those who pay.
  func printFees() async throws -> Answer {
    let picture = try await feePicture()
    return try printed(
      FeePrint(picture: picture, day: today, mark: opening.mark).document(
        try rules.layout(on: today)?.profile ?? .party),
      named: "Thu đảng phí \(picture.month.number), \(picture.state.name)")
  }
}

/// A sum of money as people write it: "65.000", "65 000 đ", "1,250,000".
enum FeeAmount {
  static func read(_ text: String) -> Int? {
    var digits: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": digits.append(UInt8(scalar.value))
      case ".", ",", " ", "\u{A0}", "đ", "₫": continue
      default: return nil
      }
    }
    guard (1...12).contains(digits.count) else { return nil }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
