import Basics
import Storage

/// Introduces members to where they live, all of them to the same place: one letter a member, numbered onwards from the first.
package struct SendLiaisonLetters: Act {
  package static let name = "liaison.send"
  package var members: [ID<Member>]
  /// An organisation of the register, or…
  package var to: ID<Organisation>?
  /// … a place outside of it, by name.
  package var toName: String
  package var number: String
  package var day: Day
  package var rules: LiaisonRules

  package init(
    _ members: [ID<Member>], to: ID<Organisation>?, toName: String = "", number: String, on day: Day,
    rules: LiaisonRules
  ) {
    (self.members, self.to, self.toName) = (members, to, toName)
    (self.number, self.day, self.rules) = (number, day, rules)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> [ID<LiaisonLetter>] {
    let session = register.session
    guard !members.isEmpty else { throw LiaisonRefusal.nobody }
    guard day <= register.today else { throw LiaisonRefusal.future }
    let toName = try to.map { try register.state($0, on: day).name } ?? FreeText.line(toName)
    guard !toName.isEmpty else { throw LiaisonRefusal.noDestination }
    let first = VietnameseText.clean(number)
    guard let numbers = LiaisonNumber.onwards(from: first, count: members.count) else {
      throw LiaisonRefusal.noLetter
    }
    var letters: [ID<LiaisonLetter>] = []
    for (member, number) in zip(members, numbers) {
      try register.requireMember(.recordLiaison, of: actor, member)
      guard let place = try session.official(member, asOf: AsOf(day)) else {
        throw MemberRefusal.notMember(day)
      }
      let cell = try register.state(place.organisation, on: day)
      guard rules.workplaces.contains(cell.kind) else { throw LiaisonRefusal.notAWorkplace(cell.name) }
      guard place.organisation != to else { throw LiaisonRefusal.notAResidence(cell.name) }
      let name = try session.member(member, asOf: AsOf(day))?.person.name ?? ""
      let standing = try session.liaisonClass(of: member, on: day)
      guard standing != .notIntroduced else { throw LiaisonRefusal.notIntroduced(name) }
      if let open = try session.liaisonLetters(of: member).last(where: \.state.isOpen) {
        throw LiaisonRefusal.alreadyIntroduced(name, open.issuedOn)
      }
      let same = try session.liaisonLetters(
        where: "l.from_id = \(place.organisation) AND l.issued_on = \(day) AND l.number = \(number)")
      guard same.isEmpty else { throw LiaisonRefusal.numberTaken(number) }
      let letter = LiaisonLetter(
        id: register.newID(), member: member, from: place.organisation, to: to, toName: toName,
        number: number, issuedOn: day, standing: standing)
      try register.insert(letter)
      letters.append(letter.id)
    }
    register.note("letters", .int(letters.count))
    return letters
  }
}

/// Numbers of letters: "12-GGT/ĐU", "13-GGT/ĐU" …
enum LiaisonNumber {
  static let most = 500

  /// So many numbers from the first one onwards; nil where the first does not begin with a number and more than one is asked for.
  static func onwards(from first: String, count: Int) -> [String]? {
    guard !first.isEmpty, count <= most else { return nil }
    if count == 1 { return [first] }
    let digits = first.utf8.prefix { (48...57).contains($0) }
    guard let start = Int(Substring(digits)), start < 1_000_000 else { return nil }
    let width = digits.count
    let rest = first.dropFirst(width)
    return (start..<start + count).map { number in
      let text = "\(number)"
      return String(repeating: "0", count: max(0, width - text.utf8.count)) + text + rest
    }
  }
}

/// The place of residence takes a member in: from this day on they are registered with the cell for contact there. They go on
/// counting where they belong.
package struct ReceiveLiaisonLetter: Act {
  package static let name = "liaison.receive"
  package var letter: ID<LiaisonLetter>
  package var cell: ID<Organisation>
  package var day: Day
  package var rules: LiaisonRules

  package init(_ letter: ID<LiaisonLetter>, in cell: ID<Organisation>, on day: Day, rules: LiaisonRules) {
    (self.letter, self.cell, self.day, self.rules) = (letter, cell, day, rules)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let letter = try register.liaisonLetter(letter)
    guard let to = letter.to else { throw LiaisonRefusal.outside }
    try register.require(.recordLiaison, of: actor, on: to)
    try register.require(.recordLiaison, of: actor, on: cell)
    guard case .waiting = letter.state else { throw LiaisonRefusal.settled }
    try register.checkLiaisonDay(day, after: letter)
    let state = try register.state(cell, on: day)
    guard rules.residences.contains(state.kind) else { throw LiaisonRefusal.notAResidence(state.name) }
    guard try register.session.official(letter.member, asOf: AsOf(day)) != nil else {
      throw MemberRefusal.notMember(day)
    }
    try register.endResidence(of: letter.member, from: day)
    try register.join(letter.member, cell, .residence, from: day, decision: nil)
    try register.insert(
      LiaisonStep(
        id: register.newRow(), letter: letter.id, member: letter.member, kind: .received, day: day,
        cell: cell,
        cellName: state.name, note: ""))
    register.note("letter", letter.id)
  }
}

/// The half of the letter that comes back from a place outside the register.
package struct RecordLiaisonReceipt: Act {
  package static let name = "liaison.receipt"
  package var letter: ID<LiaisonLetter>
  package var cellName: String
  package var day: Day

  package init(_ letter: ID<LiaisonLetter>, cellName: String, on day: Day) {
    (self.letter, self.cellName, self.day) = (letter, cellName, day)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let letter = try register.liaisonLetter(letter)
    try register.requireMember(.recordLiaison, of: actor, letter.member)
    guard letter.to == nil else { throw LiaisonRefusal.inside }
    guard case .waiting = letter.state else { throw LiaisonRefusal.settled }
    try register.checkLiaisonDay(day, after: letter)
    let name = try FreeText.line(cellName)
    try register.insert(
      LiaisonStep(
        id: register.newRow(), letter: letter.id, member: letter.member, kind: .received, day: day, cell: nil,
        cellName: name.isEmpty ? letter.toName : name, note: ""))
    register.note("letter", letter.id)
  }
}

/// Sends a letter back, or takes it back: the member is not registered there.
package struct ReturnLiaisonLetter: Act {
  package static let name = "liaison.return"
  package var letter: ID<LiaisonLetter>
  package var day: Day
  package var reason: String

  package init(_ letter: ID<LiaisonLetter>, on day: Day, reason: String) {
    (self.letter, self.day, self.reason) = (letter, day, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let letter = try register.liaisonLetter(letter)
    try register.requireLiaisonSide(.recordLiaison, of: actor, letter)
    guard case .waiting = letter.state else { throw LiaisonRefusal.settled }
    try register.checkLiaisonDay(day, after: letter)
    try register.settle(letter, .returned, on: day, reason: reason)
  }
}

/// The member no longer lives there, or works elsewhere: from this day on they are not registered.
package struct EndLiaison: Act {
  package static let name = "liaison.end"
  package var letter: ID<LiaisonLetter>
  package var day: Day
  package var reason: String

  package init(_ letter: ID<LiaisonLetter>, on day: Day, reason: String) {
    (self.letter, self.day, self.reason) = (letter, day, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let letter = try register.liaisonLetter(letter)
    try register.requireLiaisonSide(.recordLiaison, of: actor, letter)
    guard case .received(let since, _, _) = letter.state else { throw LiaisonRefusal.settled }
    guard day > since else { throw LiaisonRefusal.beforeIssue(since) }
    try register.checkLiaisonDay(day, after: letter)
    try register.endResidence(of: letter.member, from: day)
    if let step = try register.session.liaisonStep(of: letter.id) { try register.withdraw(step) }
    try register.settle(letter, .ended, on: day, reason: reason)
  }
}

extension Transaction {
  fileprivate func liaisonLetter(_ id: ID<LiaisonLetter>) throws -> LiaisonLetter {
    guard let letter = try session.liaisonLetter(id) else { throw RightsRefusal.notFound }
    guard try session.erasure(of: letter.member) == nil else { throw ErasureRefusal.erased }
    return letter
  }

  fileprivate func checkLiaisonDay(_ day: Day, after letter: LiaisonLetter) throws {
    guard day >= letter.issuedOn else { throw LiaisonRefusal.beforeIssue(letter.issuedOn) }
    guard day <= today else { throw LiaisonRefusal.future }
  }

  /// Either side may: where the member belongs, or where they are registered.
  fileprivate func requireLiaisonSide(_ right: Right, of actor: Actor, _ letter: LiaisonLetter) throws {
    let rights = try session.liaisonRights(of: actor, on: letter, at: now)
    guard !rights.isEmpty else { throw RightsRefusal.notFound }
    guard rights.contains(right) else { throw RightsRefusal.lacking(right) }
  }

  fileprivate func settle(
    _ letter: LiaisonLetter, _ kind: LiaisonStep.Kind, on day: Day, reason: String
  ) throws {
    let reason = try FreeText.checked(reason)
    guard !reason.isEmpty else { throw LiaisonRefusal.noReason }
    try insert(
      LiaisonStep(
        id: newRow(), letter: letter.id, member: letter.member, kind: kind, day: day, cell: nil, cellName: "",
        note: reason))
    note("letter", letter.id)
  }

  fileprivate func endResidence(of member: ID<Member>, from day: Day) throws {
    let ties = try session.memberships(of: member).filter { $0.kind == .residence }
    try change(ties, in: Period(from: day)) { _ in nil }
  }
}
