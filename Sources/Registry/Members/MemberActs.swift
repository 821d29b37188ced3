import Basics
import Storage

/// Writes down a member in a cell.
package struct RegisterMember: Act {
  package static let name = "member.register"
  package var person: PersonalRecord
  package var numbers: [MemberNumber.Kind: String]
  package var organisation: ID<Organisation>
  /// From when the person belongs here.
  package var day: Day
  package var decision: DecisionEntry?
  /// What the record is checked against; nil only where whoever calls has checked it.
  package var rules: RosterRules?
  /// Whether somebody has looked again at what is doubtful.
  package var isConfirmed: Bool

  package init(
    _ person: PersonalRecord, numbers: [MemberNumber.Kind: String] = [:], in organisation: ID<Organisation>,
    from day: Day,
    decision: DecisionEntry? = nil, rules: RosterRules? = nil, isConfirmed: Bool = false
  ) {
    (self.person, self.numbers, self.organisation, self.day, self.decision) =
      (person, numbers, organisation, day, decision)
    (self.rules, self.isConfirmed) = (rules, isConfirmed)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<Member> {
    try register.require(.editMembers, of: actor, on: organisation)
    let (person, numbers) = (person.cleaned, numbers.mapValues(RosterNumbers.compact))
    if let rules {
      try register.require(person, numbers: numbers, since: day, rules, isConfirmed: isConfirmed)
      try register.requireNew(person, numbers: numbers, by: actor, isConfirmed: isConfirmed)
    }
    let decision = try decision.map(register.decision)
    let member = try register.register(
      person, numbers: numbers, in: organisation, from: day, decision: decision)
    register.note("member", member)
    register.note("organisation", organisation)
    return member
  }
}

/// Mends what is written down about a person, for all days: it was wrong from the beginning.
package struct CorrectMember: Act {
  package static let name = "member.correct"
  package var member: ID<Member>
  package var person: PersonalRecord
  package var numbers: [MemberNumber.Kind: String]
  package var reason: String
  package var rules: RosterRules?
  package var isConfirmed: Bool

  package init(
    _ member: ID<Member>, person: PersonalRecord, numbers: [MemberNumber.Kind: String], reason: String,
    rules: RosterRules? = nil, isConfirmed: Bool = false
  ) {
    (self.member, self.person, self.numbers, self.reason) = (member, person, numbers, reason)
    (self.rules, self.isConfirmed) = (rules, isConfirmed)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.requireMember(.editMembers, of: actor, member)
    guard !VietnameseText.clean(reason).isEmpty else { throw MemberRefusal.noReason }
    let numbers = numbers.mapValues(RosterNumbers.compact)
    let person = try register.checked(person, numbers: numbers, except: member)
    let states = try register.session.memberStates(member)
    guard let now = states.last(where: { $0.period.from <= register.today }) ?? states.first else {
      throw RightsRefusal.notFound
    }
    if let rules {
      try register.require(
        person, numbers: numbers, before: (now.person, try register.session.currentNumbers(of: member)),
        rules,
        isConfirmed: isConfirmed)
    }
    // Only the values that are corrected; what really changed over time stays changed.
    try register.change(states, in: Period()) {
      var edited = $0
      edited.person = edited.person.replacing(now.person, by: person)
      return edited
    }
    try register.setNumbers(numbers, of: member, from: nil)
    register.note("member", member)
    register.note("reason", .string(try FreeText.checked(reason)))
  }
}

/// Writes down what changed in a person's life from a day on: residence, work, schooling, a new name.
package struct ChangeMember: Act {
  package static let name = "member.change"
  package var member: ID<Member>
  package var person: PersonalRecord
  package var day: Day
  package var rules: RosterRules?
  package var isConfirmed: Bool

  package init(
    _ member: ID<Member>, person: PersonalRecord, from day: Day, rules: RosterRules? = nil,
    isConfirmed: Bool = false
  ) {
    (self.member, self.person, self.day) = (member, person, day)
    (self.rules, self.isConfirmed) = (rules, isConfirmed)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.requireMember(.editMembers, of: actor, member)
    let person = try register.checked(person, numbers: [:], except: member)
    let states = try register.session.memberStates(member)
    guard let old = states.last(where: { $0.period.from <= day }) else {
      throw MemberRefusal.beforeRecord(day)
    }
    guard old.person != person else { throw StructureRefusal.sameAsBefore }
    if let born = person.bornOn, day <= born { throw MemberRefusal.beforeBirth(born) }
    if let rules {
      try register.require(
        person, numbers: [:], before: (old.person, [:]), rules, isConfirmed: isConfirmed)
    }
    try register.change(states, in: Period(from: day)) {
      var edited = $0
      edited.person = edited.person.replacing(old.person, by: person)
      return edited
    }
    register.note("member", member)
  }
}

/// Ends a membership: the person died, left the Party, moved out of the register, or was never to be in it.
package struct EndMembership: Act {
  package static let name = "membership.end"
  package var member: ID<Member>
  package var kind: MembershipEnd.Kind
  package var day: Day
  package var destination: String
  package var decision: DecisionEntry?

  /// - Parameter day: the first day on which the person no longer belongs.
  package init(
    _ member: ID<Member>, kind: MembershipEnd.Kind, day: Day, destination: String = "",
    decision: DecisionEntry?
  ) {
    (self.member, self.kind, self.day, self.destination, self.decision) = (
      member, kind, day, destination, decision
    )
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.requireMember(.editMembers, of: actor, member)
    guard day <= register.today else { throw MemberRefusal.endInFuture(day) }
    let earlier = try register.session.membershipEnds(of: member)
    if kind == .enteredByMistake {
      // Whoever was never here did not leave either.
      for end in earlier { try register.withdraw(end) }
    } else if let end = earlier.last {
      throw MemberRefusal.alreadyEnded(end.kind, end.day)
    }
    if [.struckOff, .expelled, .resigned].contains(kind), decision == nil {
      throw MemberRefusal.needsDecision(kind)
    }
    let decision = try decision.map(register.decision)
    let memberships = try register.session.memberships(of: member)
    if kind == .enteredByMistake {
      guard let place = memberships.last else { throw MemberRefusal.notMember(day) }
      try register.change(memberships, in: Period()) { _ in nil }
      try register.insert(
        MembershipEnd(
          id: register.newRow(), member: member, organisation: place.organisation, kind: kind, day: day,
          destination: "", decision: decision))
    } else {
      guard
        let place = memberships.first(where: { $0.kind == .official && $0.period.contains(day.previous) }),
        place.period.to > day
      else { throw MemberRefusal.notMember(day) }
      try register.change(memberships, in: Period(from: day)) { _ in nil }
      try register.change(try register.session.appointments(of: member), in: Period(from: day)) { _ in nil }
      try register.insert(
        MembershipEnd(
          id: register.newRow(), member: member, organisation: place.organisation, kind: kind, day: day,
          destination: try FreeText.checked(destination), decision: decision))
    }
    register.note("member", member)
    register.note("kind", .string(kind.rawValue))
  }
}

extension Transaction {
  func requireMember(_ right: Right, of actor: Actor, _ member: ID<Member>) throws {
    let rights = try session.rights(of: actor, onMember: member, at: now)
    guard !rights.isEmpty else { throw RightsRefusal.notFound }
    guard rights.contains(right) else { throw RightsRefusal.lacking(right) }
    guard try session.erasure(of: member) == nil else { throw ErasureRefusal.erased }
  }

  /// The rows of a new member, without the question of rights.
  package func register(
    _ person: PersonalRecord, numbers: [MemberNumber.Kind: String], in organisation: ID<Organisation>,
    from day: Day,
    decision: ID<Decision>?
  ) throws -> ID<Member> {
    let person = try checked(person, numbers: numbers, except: nil)
    let cell = try state(organisation, on: day)
    guard cell.kind.isCell else { throw MemberRefusal.noCell(cell.name) }
    let member: ID<Member> = newID()
    try add(MemberIdentity(id: member))
    try insert(
      MemberState(id: newRow(), member: member, person: person, period: Period(), decision: decision))
    try setNumbers(numbers, of: member, from: nil)
    try join(member, organisation, .official, from: day, decision: decision)
    return member
  }

  /// A membership for as long as the organisation lasts; a merger already written down carries it on.
  func join(
    _ member: ID<Member>, _ organisation: ID<Organisation>, _ kind: Membership.Kind, from day: Day,
    decision: ID<Decision>?
  ) throws {
    for stretch in try Lineage(of: organisation, in: session).over(Period(from: day)) {
      try insertMembership(
        Membership(
          id: newRow(), member: member, organisation: stretch.organisation, kind: kind,
          period: stretch.period,
          decision: decision))
    }
  }

  func insertMembership(_ membership: Membership) throws {
    do { try insert(membership) } catch let error as StorageError
      where [.constraint, .unique].contains(error.kind) || error.message.contains("one official")
    {
      throw MemberRefusal.alreadyMember(membership.period.from)
    }
  }

  func setNumbers(_ numbers: [MemberNumber.Kind: String], of member: ID<Member>, from day: Day?) throws {
    let old = try session.memberNumbers(member)
    for (kind, value) in numbers.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let value = VietnameseText.clean(value)
      let current = old.filter { $0.kind == kind && $0.period.isOpen }
      if current.contains(where: { $0.value == value }) { continue }
      try change(current, in: Period(from: day ?? .beginningOfTime)) { _ in nil }
      if !value.isEmpty {
        try insert(
          MemberNumber(
            id: newRow(), member: member, kind: kind, value: value,
            period: Period(from: day ?? .beginningOfTime), decision: nil))
      }
    }
  }

  func checked(
    _ person: PersonalRecord, numbers: [MemberNumber.Kind: String], except member: ID<Member>?
  ) throws -> PersonalRecord {
    let person = person.cleaned
    guard !person.name.isEmpty else { throw MemberRefusal.noName }
    for (kind, value) in numbers where !value.isEmpty {
      let others = try session.members(withNumber: VietnameseText.clean(value)).filter { $0 != member }
      if !others.isEmpty { throw MemberRefusal.numberTaken(kind, value) }
    }
    if let finding = person.contradiction { throw MemberRefusal.contradiction(finding) }
    for text in person.words { _ = try FreeText.line(text) }
    return person
  }
}

extension PersonalRecord {
  /// The first pair of dates that cannot both be right.
  package var contradiction: String? {
    if let bornOn, let admittedOn, admittedOn <= bornOn { return "Ngày vào Đảng không sau ngày sinh." }
    if let admittedOn, let officialOn, officialOn < admittedOn {
      return "Ngày chính thức trước ngày vào Đảng."
    }
    return nil
  }

  /// What is written in words about the person's circumstances: numbers that lead to somebody have no place in it.
  package var words: [String] { [ethnicity, homePlace, residence, occupation, education, theory] }

  /// This record with the values that differ between two others: old ones that stand here become the new ones.
  func replacing(_ old: PersonalRecord, by new: PersonalRecord) -> PersonalRecord {
    func pick<V: Equatable>(_ path: KeyPath<PersonalRecord, V>) -> V {
      let mine = self[keyPath: path]
      return old[keyPath: path] != new[keyPath: path] && mine == old[keyPath: path]
        ? new[keyPath: path] : mine
    }
    return PersonalRecord(
      name: pick(\.name), sex: pick(\.sex), bornOn: pick(\.bornOn), admittedOn: pick(\.admittedOn),
      officialOn: pick(\.officialOn), ethnicity: pick(\.ethnicity), homePlace: pick(\.homePlace),
      residence: pick(\.residence), isLocal: pick(\.isLocal), occupation: pick(\.occupation),
      education: pick(\.education), theory: pick(\.theory))
  }
}

package enum MemberRefusal: Refusal, Equatable {
  case noName, noReason
  case noCell(String)
  case alreadyMember(Day)
  case notMember(Day)
  case numberTaken(MemberNumber.Kind, String)
  case contradiction(String)
  case needsDecision(MembershipEnd.Kind)
  case beforeRecord(Day)
  case beforeBirth(Day)
  case endInFuture(Day)
  case alreadyEnded(MembershipEnd.Kind, Day)

  package var reason: String {
    switch self {
    case .noName: "Chưa ghi họ và tên."
    case .noReason: "Chưa ghi lý do sửa."
    case .noCell(let name): "\(name) không phải là chi bộ; đảng viên sinh hoạt ở chi bộ."
    case .alreadyMember(let day):
      "Người này đã sinh hoạt chính thức ở một chi bộ khác vào ngày \(day.vietnamese)."
    case .notMember(let day): "Người này không sinh hoạt chính thức ở đâu trước ngày \(day.vietnamese)."
    case .numberTaken(let kind, let value): "\(kind.title) “\(value)” đã là của người khác."
    case .contradiction(let text): text
    case .needsDecision(let kind): "\(kind.title) phải có quyết định."
    case .beforeRecord(let day): "Chưa có gì ghi về người này trước ngày \(day.vietnamese)."
    case .beforeBirth(let born): "Ngày thay đổi không sau ngày sinh \(born.vietnamese)."
    case .endInFuture(let day): "Ngày \(day.vietnamese) ở sau hôm nay."
    case .alreadyEnded(let kind, let day):
      "Người này đã được ghi “\(kind.title)” từ ngày \(day.vietnamese)."
    }
  }
  package var remedy: String {
    switch self {
    case .noName: "Ghi họ và tên đầy đủ, có dấu."
    case .noReason: "Ghi ngắn gọn vì sao sửa, ví dụ “nhầm khi nhập”."
    case .noCell: "Chọn một chi bộ trực thuộc."
    case .alreadyMember:
      "Dùng “Chuyển sinh hoạt” từ nơi đang sinh hoạt, hoặc chọn ngày sau khi nơi ấy kết thúc."
    case .notMember: "Kiểm tra lại ngày, hoặc xem mục Nơi sinh hoạt của người này."
    case .numberTaken: "Tìm theo số ấy để xem có phải cùng một người không."
    case .contradiction: "Đối chiếu lại với lý lịch rồi sửa một trong hai ngày."
    case .needsDecision: "Ghi loại, số, cơ quan ban hành và ngày của quyết định."
    case .beforeRecord: "Chọn ngày muộn hơn."
    case .beforeBirth: "Kiểm tra lại ngày thay đổi và ngày sinh."
    case .endInFuture: "Ghi khi việc đã xảy ra, với ngày thực tế."
    case .alreadyEnded: "Mỗi người chỉ ra khỏi danh sách một lần; xem trang của người này."
    }
  }
}
