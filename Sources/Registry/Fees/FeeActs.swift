import Basics
import Storage

/// Puts a member into a class of payers from a month on, until something else is written down.
package struct SetFeeStanding: Act {
  package static let name = "fee.standing"
  package var member: ID<Member>
  package var organisation: ID<Organisation>
  package var month: CalendarMonth
  package var feeClass: String
  package var base: Int
  package var region: Int
  package var reduction: Int
  package var rules: FeeRules

  package init(
    _ member: ID<Member>, in organisation: ID<Organisation>, from month: CalendarMonth, as feeClass: String,
    base: Int = 0, region: Int = 0, reduction: Int = 0, rules: FeeRules
  ) {
    (self.member, self.organisation, self.month, self.feeClass) = (member, organisation, month, feeClass)
    (self.base, self.region, self.reduction, self.rules) = (base, region, reduction, rules)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.requireTreasurer(actor, of: organisation)
    try register.requirePayer(member, in: organisation, month, actor)
    guard let version = rules.version(of: month) else { throw FeeRefusal.noRules(month) }
    guard let wanted = version.feeClass(feeClass) else { throw FeeRefusal.noClass }
    var standing = FeeStanding(
      id: register.newRow(), member: member, feeClass: feeClass, base: 0, region: 0, reduction: 0,
      period: Period(from: month.first))
    switch wanted.of {
    case .base:
      guard (1...FeeRules.mostBase).contains(base) else { throw FeeRefusal.noBase }
      standing.base = base
    case .sum:
      let (least, most) = (wanted.least ?? 1, wanted.most ?? FeeRules.mostBase)
      guard least <= most, (least...most).contains(base) else { throw FeeRefusal.sumOutside(least, most) }
      standing.base = base
    case .minimumWage:
      guard rules.wage(of: region, in: month) != nil else { throw FeeRefusal.noRegion }
      standing.region = region
    case .fixed, .nothing: break
    }
    if reduction != 0, wanted.of != .nothing {
      guard rules.reductions.from <= month.first, rules.reductions.percents.contains(reduction) else {
        throw FeeRefusal.noReduction
      }
      standing.reduction = reduction
      // A reduction ends by itself; what is owed then is the whole again.
      standing.period.to = month.adding(months: rules.reductions.months).first
    }
    let from = Period(from: month.first)
    try register.change(try register.session.feeStandings(of: member), in: from) { _ in nil }
    try register.insert(standing)
    if standing.reduction > 0 {
      var whole = standing.copied(row: register.newRow())
      whole.reduction = 0
      whole.period = Period(from: standing.period.to)
      try register.insert(whole)
    }
    register.note("member", member)
    register.note("organisation", organisation)
  }
}

/// Takes back a class that was written down by mistake: from its month on the one before holds again, without a reduction.
package struct WithdrawFeeStanding: Act {
  package static let name = "fee.withdrawStanding"
  package var member: ID<Member>
  package var organisation: ID<Organisation>
  package var month: CalendarMonth
  package var reason: String

  package init(
    of member: ID<Member>, in organisation: ID<Organisation>, from month: CalendarMonth, reason: String
  ) {
    (self.member, self.organisation, self.month, self.reason) = (member, organisation, month, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.requireTreasurer(actor, of: organisation)
    try register.requirePayer(member, in: organisation, month, actor)
    let standings = try register.session.feeStandings(of: member)
    guard let wrong = standings.first(where: { $0.period.contains(month.first) }) else {
      throw FeeRefusal.noStanding
    }
    let reason = try FreeText.checked(reason)
    guard FreeText.tells(reason) else { throw FeeRefusal.noReason }
    let from = wrong.period.from
    for standing in standings where standing.period.from >= from { try register.withdraw(standing) }
    if var before = standings.last(where: { $0.period.to <= from }) {
      before.id = register.newRow()
      (before.reduction, before.period) = (0, Period(from: from))
      try register.insert(before)
    }
    register.note("member", member)
    register.note("organisation", organisation)
    register.note("reason", .string(reason))
  }
}

/// Writes down who has paid for a month, and how much.
package struct ReceiveFees: Act {
  package static let name = "fee.receive"
  package var organisation: ID<Organisation>
  package var month: CalendarMonth
  package var amounts: [ID<Member>: Int]
  package var day: Day
  /// Whose sum of before is known to give way to another one.
  package var replacing: Set<ID<Member>>
  package var rules: FeeRules

  package init(
    _ amounts: [ID<Member>: Int], for month: CalendarMonth, in organisation: ID<Organisation>, on day: Day,
    replacing: Set<ID<Member>> = [], rules: FeeRules
  ) {
    (self.amounts, self.month, self.organisation) = (amounts, month, organisation)
    (self.day, self.replacing, self.rules) = (day, replacing, rules)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.requireTreasurer(actor, of: organisation)
    guard day <= register.today else { throw FeeRefusal.future }
    guard rules.version(of: CalendarMonth(of: day)) != nil else {
      throw FeeRefusal.noRules(CalendarMonth(of: day))
    }
    guard month <= CalendarMonth(of: register.today).adding(months: rules.reach.months) else {
      throw FeeRefusal.tooFar(month)
    }
    guard !amounts.isEmpty else { throw FeeRefusal.nobody }
    for (member, amount) in amounts.sorted(by: { $0.key < $1.key }) {
      let name = try register.requirePayer(member, in: organisation, month, actor)
      guard (1...FeeRules.mostBase).contains(amount) else { throw FeeRefusal.noAmount(of: name) }
      if let old = try register.session.feeReceipt(of: member, for: month) {
        guard old.organisation == organisation else {
          throw FeeRefusal.paidElsewhere(month, name: name)
        }
        guard old.amount != amount else { continue }
        guard replacing.contains(member) else { throw FeeRefusal.paidAlready(old.amount, name: name) }
        try register.withdraw(old)
      }
      try register.insert(
        FeeReceipt(
          id: register.newRow(), member: member, organisation: organisation, month: month, amount: amount,
          receivedOn: day))
    }
    register.note("organisation", organisation)
    register.note("month", .int(month.number))
    register.note("payers", .int(amounts.count))
  }
}

/// Takes back a receipt that was written down by mistake.
package struct WithdrawFeeReceipt: Act {
  package static let name = "fee.withdrawReceipt"
  package var member: ID<Member>
  package var month: CalendarMonth
  package var organisation: ID<Organisation>
  package var reason: String

  package init(
    of member: ID<Member>, for month: CalendarMonth, in organisation: ID<Organisation>, reason: String
  ) {
    (self.member, self.month, self.organisation, self.reason) = (member, month, organisation, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.requireTreasurer(actor, of: organisation)
    guard let receipt = try register.session.feeReceipt(of: member, for: month),
      receipt.organisation == organisation
    else { throw RightsRefusal.notFound }
    let reason = try FreeText.checked(reason)
    guard FreeText.tells(reason) else { throw FeeRefusal.noReason }
    try register.withdraw(receipt)
    register.note("member", member)
    register.note("month", .int(month.number))
    register.note("reason", .string(reason))
  }
}

/// The share of what is collected that goes up, as the committee has decided it for an organisation.
package struct DecideFeeShare: Act {
  package static let name = "fee.share"
  package var organisation: ID<Organisation>
  package var percent: Int
  package var month: CalendarMonth
  package var decision: DecisionEntry

  package init(
    of organisation: ID<Organisation>, percent: Int, from month: CalendarMonth, decision: DecisionEntry
  ) {
    (self.organisation, self.percent, self.month, self.decision) = (organisation, percent, month, decision)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.require(.keepFees, of: actor, on: organisation)
    // Whoever owes does not set what is owed: it is decided above.
    let superiors = try register.session.superiors(of: organisation, asOf: AsOf(register.today))
    if let above = superiors.last {
      guard
        try register.session.rights(of: actor, on: above.organisation, at: register.now).contains(.keepFees)
      else { throw FeeRefusal.decidedAbove(above.name) }
    }
    guard (0...100).contains(percent) else { throw FeeRefusal.noPercent }
    let decision = try register.decision(decision)
    let from = Period(from: month.first)
    try register.change(try register.session.feeShares(of: organisation), in: from) { _ in nil }
    try register.insert(
      FeeShare(
        id: register.newRow(), organisation: organisation, percent: percent, period: from, decision: decision)
    )
    register.cite(decision)
    register.note("organisation", organisation)
  }
}

/// Writes down what was handed to the committee above.
package struct RemitFees: Act {
  package static let name = "fee.remit"
  package var organisation: ID<Organisation>
  package var amount: Int
  package var day: Day
  package var number: String
  package var rules: FeeRules

  package init(
    _ amount: Int, from organisation: ID<Organisation>, on day: Day, number: String, rules: FeeRules
  ) {
    (self.amount, self.organisation, self.day) = (amount, organisation, day)
    (self.number, self.rules) = (number, rules)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.require(.keepFees, of: actor, on: organisation)
    guard day <= register.today else { throw FeeRefusal.future }
    guard rules.version(of: CalendarMonth(of: day)) != nil else {
      throw FeeRefusal.noRules(CalendarMonth(of: day))
    }
    guard amount > 0 else { throw FeeRefusal.noAmount() }
    // Nobody hands up what was not collected.
    let session = register.session
    if let heir = try session.wholeHeir(of: organisation, on: register.today) {
      let name = try session.organisation(heir, asOf: AsOf(register.today))?.name ?? ""
      throw FeeRefusal.carriedOn(name)
    }
    let collected = try session.feeCollected(of: organisation, on: register.today)
    let before = try session.feeBooks(of: organisation, on: register.today)
      .reduce(0) { sum, book in try session.feeRemittances(of: book).reduce(sum) { $0 + $1.amount } }
    guard amount <= collected - before else { throw FeeRefusal.moreThanCollected(max(0, collected - before)) }
    let number = try FreeText.line(number)
    let same = try register.session.feeRemittances(of: organisation).contains {
      $0.remittedOn == day && $0.amount == amount && $0.number.utf8.elementsEqual(number.utf8)
    }
    guard !same else { throw FeeRefusal.remittedTwice }
    try register.insert(
      FeeRemittance(
        id: register.newRow(), organisation: organisation, amount: amount, remittedOn: day, number: number))
    register.note("organisation", organisation)
  }
}

/// Takes back a remittance that was written down by mistake.
package struct WithdrawFeeRemittance: Act {
  package static let name = "fee.withdrawRemittance"
  package var remittance: Int64
  package var organisation: ID<Organisation>
  package var reason: String

  package init(_ remittance: Int64, of organisation: ID<Organisation>, reason: String) {
    (self.remittance, self.organisation, self.reason) = (remittance, organisation, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.require(.keepFees, of: actor, on: organisation)
    let books = try register.session.feeBooks(of: organisation, on: register.today)
    guard
      let old = try books.flatMap({ try register.session.feeRemittances(of: $0) }).first(where: {
        $0.id == remittance
      })
    else { throw RightsRefusal.notFound }
    let reason = try FreeText.checked(reason)
    guard FreeText.tells(reason) else { throw FeeRefusal.noReason }
    try register.withdraw(old)
    register.note("organisation", organisation)
    register.note("reason", .string(reason))
  }
}

extension FeeRules {
  /// More than this a month is a slip of the pen.
  package static let mostBase = 1_000_000_000
}

extension Transaction {
  /// Sums of persons are the cell's own treasurer's alone.
  fileprivate func requireTreasurer(_ actor: Actor, of organisation: ID<Organisation>) throws {
    try require(.keepFees, of: actor, on: organisation)
    guard try session.ownRights(of: actor, on: organisation, at: now).contains(.keepFees) else {
      throw RightsRefusal.lacking(.keepFees)
    }
  }

  /// - Returns: the payer's name, which whoever keeps the cell's book sees there.
  @discardableResult
  fileprivate func requirePayer(
    _ member: ID<Member>, in organisation: ID<Organisation>, _ month: CalendarMonth, _ actor: Actor
  ) throws -> String {
    let here = try session.feePayers(of: organisation, in: month).first { $0.member == member }
    let payer =
      try here
      ?? session.inheritedPayers(of: organisation, in: month, on: today).first { $0.member == member }
    guard let payer else {
      // Somebody else's name only to whoever may know it.
      let name = try session.memberName(member, on: month.last, for: actor, at: now) ?? ""
      throw FeeRefusal.notPayer(month, name: name)
    }
    return payer.name
  }
}

/// Why something may not be done with membership fees.
package enum FeeRefusal: Refusal, Equatable {
  case noRules(CalendarMonth)
  case noClass, noBase, noRegion, noReduction, noPercent, noReason, nobody, future, remittedTwice
  case sumOutside(Int, Int)
  /// Whose sum it is; empty where it is nobody's.
  case noAmount(of: String = "")
  case notPayer(CalendarMonth, name: String)
  case paidElsewhere(CalendarMonth, name: String)
  case tooFar(CalendarMonth)
  case moreThanCollected(Int)
  case decidedAbove(String)
  case carriedOn(String)
  case paidAlready(Int, name: String)
  case noStanding

  package var reason: String {
    switch self {
    case .moreThanCollected(let rest): "Số nộp nhiều hơn số đã thu còn giữ (\(rest) đồng)."
    case .paidAlready(let amount, let name): "\(Self.who(name)): tháng ấy đã ghi nộp \(amount) đồng."
    case .noStanding: "Người này chưa ghi diện nào cho tháng ấy."
    case .carriedOn(let name): "Chi bộ này đã kết thúc hoạt động; \(name) giữ sổ đảng phí tiếp."
    case .decidedAbove(let name): "Tỷ lệ trích nộp do cấp trên ghi (\(name))."
    case .noRules(let month): "Chưa có quy định về đảng phí cho \(month.vietnamese)."
    case .noClass: "Chưa chọn diện đóng của quy định tháng ấy."
    case .noBase: "Chưa ghi số tiền làm căn cứ tính."
    case .noRegion: "Chưa chọn vùng lương tối thiểu."
    case .noReduction: "Mức giảm không có trong quy định của tháng ấy."
    case .noAmount(let name): name.isEmpty ? "Số tiền ghi chưa đúng." : "Số tiền ghi cho \(name) chưa đúng."
    case .noPercent: "Tỷ lệ phải từ 0 đến 100 %."
    case .noReason: "Chưa ghi lý do."
    case .nobody: "Chưa ghi ai nộp."
    case .future: "Ngày ấy chưa đến."
    case .remittedTwice: "Lần nộp ấy đã ghi rồi: cùng ngày, cùng số tiền, cùng số chứng từ."
    case .sumOutside(let least, let most): "Mức đóng phải từ \(least) đến \(most) đồng."
    case .notPayer(let month, let name):
      "\(Self.who(name)) không đóng đảng phí ở chi bộ này \(month.vietnamese)."
    case .paidElsewhere(let month, let name): "\(Self.who(name)) đã đóng \(month.vietnamese) ở chi bộ khác."
    case .tooFar(let month): "Đóng trước cho \(month.vietnamese) là xa quá, có lẽ gõ nhầm năm."
    }
  }

  private static func who(_ name: String) -> String { name.isEmpty ? "Có người" : name }

  package var remedy: String {
    switch self {
    case .moreThanCollected: "Ghi số đã thu trước, hoặc sửa số tiền."
    case .paidAlready: "Đánh dấu “thay số cũ” ở hàng ấy rồi ghi lại."
    case .noStanding: "Không cần rút."
    case .carriedOn: "Ghi lần nộp ở trang đảng phí của nơi ấy."
    case .decidedAbove: "Đề nghị người thu đảng phí của cấp ủy ghi theo quyết định."
    case .noRules: "Chọn tháng khác."
    case .noClass: "Chọn một diện trong danh sách."
    case .noBase: "Ghi số đồng một tháng, ví dụ 6.500.000."
    case .noRegion: "Chọn vùng của nơi làm việc, cư trú."
    case .noReduction: "Chọn một mức trong danh sách, hoặc không giảm."
    case .noAmount: "Ghi số đồng, ví dụ 65.000."
    case .noPercent: "Sửa tỷ lệ."
    case .noReason: "Ghi rõ vì sao, ít nhất vài chữ."
    case .nobody: "Ghi số tiền ở hàng của người đã nộp."
    case .future, .tooFar: "Sửa ngày, tháng."
    case .remittedTwice: "Nếu là lần khác thì ghi số chứng từ khác."
    case .sumOutside: "Sửa mức đóng."
    case .notPayer: "Người chính thức ở đây, hoặc sinh hoạt tạm thời đến, mới đóng ở đây."
    case .paidElsewhere: "Hỏi lại chi bộ kia; ghi nhầm thì nơi ấy rút trước."
    }
  }
}
