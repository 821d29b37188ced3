import Basics
import Storage

/// Person check — kiểm tra lý lịch: what is wrong with a personal record, whether it was typed into a form or stands in
/// a roster. The numbers of the law come from `Content/Rosters/rules.yaml`.
struct PersonCheck {
  typealias Remark = (remark: RosterRemark, column: RosterColumn)
  let rules: RosterRules
  /// The day the record speaks of: nothing in it lies later.
  let day: Day

  func name(_ name: String) -> RosterRemark? {
    let scalars = name.unicodeScalars
    if scalars.count > rules.longestName || !scalars.contains(where: { $0.properties.isAlphabetic })
      || scalars.contains(where: { $0.properties.generalCategory == .control })
    {
      return .noName(name)
    }
    let isOdd =
      !name.contains(" ")
      || scalars.contains { ("0"..."9").contains($0) || "=+@|<>{}_;:\"".unicodeScalars.contains($0) }
    return isOdd ? .oddName(name) : nil
  }

  func days(_ person: PersonalRecord, since: Day?) -> [Remark] {
    var found: [Remark] = []
    for (value, column) in [
      (person.bornOn, RosterColumn.bornOn), (person.admittedOn, .admittedOn),
      (person.officialOn, .officialOn), (since, .since),
    ] {
      if let value, value > day { found.append((.inFuture(value, day), column)) }
    }
    if let admitted = person.admittedOn, let official = person.officialOn, official < admitted {
      found.append((.officialBeforeAdmission(admitted, official), .officialOn))
    }
    if let born = person.bornOn, born.age(on: day) > rules.oldestAge.years {
      found.append((.tooOld(born, day, rules.oldestAge), .bornOn))
    }
    if let admitted = person.admittedOn, admitted < rules.earliestAdmission.day {
      found.append((.tooEarly(admitted, rules.earliestAdmission), .admittedOn))
    }
    if let born = person.bornOn, let admitted = person.admittedOn {
      if admitted <= born {
        found.append((.admittedBeforeBirth(born, admitted), .admittedOn))
      } else if born.age(on: admitted) < rules.admissionAge.years {
        found.append((.tooYoung(born.age(on: admitted), rules.admissionAge), .admittedOn))
      }
    }
    return found
  }

  /// Everything about a record that was typed; a roster asks for the parts as it reads its columns.
  func all(_ person: PersonalRecord, numbers: [MemberNumber.Kind: String], since: Day?) -> [Remark] {
    var found: [Remark] = []
    if !person.name.isEmpty, let remark = name(person.name) { found.append((remark, .name)) }
    let given: [RosterColumn: Bool] = [
      .name: !person.name.isEmpty, .bornOn: person.bornOn != nil, .admittedOn: person.admittedOn != nil,
      .officialOn: person.officialOn != nil,
    ]
    for column in rules.required where given[column] == false {
      found.append((.missing(column.title), column))
    }
    found += days(person, since: since)
    let shapes = RosterNumbers(rules: rules, day: day)
    if let card = numbers[.card], !card.isEmpty, !shapes.isCard(card) {
      found.append((.malformedNumber("Số thẻ", card, shapes.cardShapes()), .cardNumber))
    }
    if let record = numbers[.record], !record.isEmpty, !shapes.isRecord(record) {
      found.append((.malformedNumber("Số lý lịch", record, shapes.recordShapes()), .recordNumber))
    }
    return found
  }
}

extension Transaction {
  /// Refuses a record with an error, and one with a doubt until somebody has looked at it.
  ///
  /// - Parameter before: the record as it stands; what is wrong with it already does not keep anybody from mending
  ///   something else.
  func require(
    _ person: PersonalRecord, numbers: [MemberNumber.Kind: String], since: Day? = nil,
    before: (person: PersonalRecord, numbers: [MemberNumber.Kind: String])? = nil, _ rules: RosterRules,
    isConfirmed: Bool
  ) throws {
    let check = PersonCheck(rules: rules, day: today)
    let old = before.map { Set(check.all($0.person, numbers: $0.numbers, since: nil).map(Self.key)) } ?? []
    let findings = check.all(person, numbers: numbers, since: since)
      .filter { !old.contains(Self.key($0)) }
      .map { (finding: $0.remark.finding(onForm: $0.column), column: $0.column) }
    if let error = findings.first(where: { $0.finding.severity == .error }) {
      throw PersonRefusal.wrong(error.finding, at: error.column)
    }
    if !isConfirmed, let doubt = findings.first(where: { $0.finding.severity == .warning }) {
      throw PersonRefusal.doubtful(doubt.finding, at: doubt.column)
    }
  }

  private static func key(_ remark: PersonCheck.Remark) -> String {
    remark.remark.finding(onForm: remark.column).message
  }

  /// Refuses somebody the register has already, and asks about a namesake born on the same day.
  ///
  /// Nothing is told about somebody outside the actor's reach but that they exist.
  func requireNew(
    _ person: PersonalRecord, numbers: [MemberNumber.Kind: String], by actor: Actor, isConfirmed: Bool
  ) throws {
    guard let born = person.bornOn else { return }
    let alike = try session.all(
      """
      SELECT DISTINCT s.member_id FROM member_state s WHERE s.name_fold = \(VietnameseText.fold(person.name))
        AND s.born_on = \(born) AND s.withdrawn_by = \(Int64.max) ORDER BY s.member_id
      """
    ) { row -> ID<Member> in try row.id(0) }
    var namesake: PersonRefusal?
    for id in alike {
      guard let known = try session.memberStates(id).last?.person else { continue }
      if known.sex != .unknown, person.sex != .unknown, known.sex != person.sex { continue }
      let end = try session.membershipEnds(of: id).last
      if end?.kind == .enteredByMistake { continue }
      let place = try session.memberships(of: id).last { $0.kind == .official }
      let isSeen = try !session.rights(of: actor, onMember: id, at: now).isEmpty
      let cell =
        isSeen ? try place.flatMap { try session.organisationStates($0.organisation).last?.name } : nil
      let held = try session.memberNumbers(id)
      let differs = numbers.contains { kind, value in
        !value.isEmpty && held.contains { $0.kind == kind } && !held.contains { $0.value == value }
      }
      let isSame =
        !differs && (known.admittedOn == person.admittedOn || known.admittedOn == nil)
        && RosterName.key(known.name) == RosterName.key(person.name)
      // Who left may come back, and is written down anew.
      if isSame, place?.period.isOpen ?? false { throw PersonRefusal.registered(known.name, born, at: cell) }
      namesake = namesake ?? .namesake(known.name, born, at: cell, hasLeft: !(place?.period.isOpen ?? false))
    }
    if !isConfirmed, let namesake { throw namesake }
  }
}

/// Why a personal record is not written as typed.
package enum PersonRefusal: Refusal, Equatable {
  case wrong(Finding, at: RosterColumn)
  /// May be right: whoever typed it is asked to look again.
  case doubtful(Finding, at: RosterColumn)
  case registered(String, Day, at: String?)
  case namesake(String, Day, at: String?, hasLeft: Bool)

  /// Whether looking again and saying so is enough.
  package var canBeConfirmed: Bool {
    switch self {
    case .doubtful, .namesake: true
    case .wrong, .registered: false
    }
  }

  /// The field it is about; nil for the person as such.
  package var column: RosterColumn? {
    switch self {
    case .wrong(_, let column), .doubtful(_, let column): column
    case .registered, .namesake: nil
    }
  }

  package var reason: String {
    switch self {
    case .wrong(let finding, _), .doubtful(let finding, _): finding.message
    case .registered(let name, let born, let cell):
      "\(name), sinh \(born.vietnamese), đã có trong sổ, ở \(cell ?? "một tổ chức đảng khác")."
    case .namesake(let name, let born, let cell, let hasLeft):
      "Trong sổ đã có \(name), sinh \(born.vietnamese), \(hasLeft ? "trước đây " : "")ở \(cell ?? "một tổ chức đảng khác"). Có phải người này?"
    }
  }

  package var remedy: String {
    switch self {
    case .wrong(let finding, _): finding.remedy
    case .doubtful: "Xem lại; nếu đúng thì đánh dấu “Đã xem lại, vẫn ghi” rồi ghi."
    case .registered(_, _, let cell):
      cell == nil
        ? "Dùng “Chuyển sinh hoạt” ở nơi đang sinh hoạt; không ghi một người hai lần."
        : "Mở trang của người ấy; nếu chuyển đến thì dùng “Chuyển sinh hoạt”."
    case .namesake:
      "Nếu là người ấy thì không ghi nữa; nếu là người khác, hoặc người cũ trở lại, đánh dấu “Đã xem lại, vẫn ghi” rồi ghi."
    }
  }
}
