import Basics
import Storage

/// Puts somebody on a cell's list of those it helps towards admission.
package struct ListProspect: Act {
  package static let name = "prospect.list"
  package var person: ProspectRecord
  package var cell: ID<Organisation>
  package var day: Day

  package init(_ person: ProspectRecord, in cell: ID<Organisation>, on day: Day) {
    (self.person, self.cell, self.day) = (person, cell, day)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<Prospect> {
    try register.require(.recordDevelopment, of: actor, on: cell)
    let person = try register.checked(person, in: cell, on: day)
    let alike = try register.session.prospectFiles(
      where: "s.name_fold = \(VietnameseText.fold(person.name))", on: register.today)
    for file in alike where file.admitted == nil && file.step(.stopped, .cancelled) == nil {
      guard file.person.bornOn == nil || person.bornOn == nil || file.person.bornOn == person.bornOn else {
        continue
      }
      // Nothing is told about somebody outside the actor's reach.
      let rights = try register.session.rights(of: actor, on: file.place, at: register.now)
      if rights.contains(.viewDevelopment) {
        throw DevelopmentRefusal.alreadyListed(file.person.name, file.cellName)
      }
    }
    let prospect: ID<Prospect> = register.newID()
    try register.add(ProspectIdentity(id: prospect))
    try register.insert(
      ProspectState(
        id: register.newRow(), prospect: prospect, organisation: cell, person: person, listedOn: day))
    register.note("prospect", prospect)
    register.note("organisation", cell)
    return prospect
  }
}

/// Mends what is written down about a prospect, or hands them over to another cell.
package struct CorrectProspect: Act {
  package static let name = "prospect.correct"
  package var prospect: ID<Prospect>
  package var person: ProspectRecord
  package var cell: ID<Organisation>
  package var listedOn: Day

  package init(
    _ prospect: ID<Prospect>, person: ProspectRecord, in cell: ID<Organisation>, listedOn: Day
  ) {
    (self.prospect, self.person, self.cell, self.listedOn) = (prospect, person, cell, listedOn)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let file = try register.consideredFile(prospect, by: actor)
    if cell != file.state.organisation { try register.require(.recordDevelopment, of: actor, on: cell) }
    guard file.admitted == nil else { throw DevelopmentRefusal.isMember }
    var state = file.state
    state.person = try register.checked(person, in: cell, on: listedOn)
    (state.organisation, state.listedOn) = (cell, listedOn)
    guard state != file.state else { throw StructureRefusal.sameAsBefore }
    state.id = register.newRow()
    try register.withdraw(file.state)
    try register.insert(state)
    register.note("prospect", prospect)
  }
}

/// Says who helps a prospect, or who introduces them, from a day on.
package struct TieProspect: Act {
  package static let name = "prospect.tie"
  package var prospect: ID<Prospect>
  package var member: ID<Member>
  package var role: ProspectTie.Role
  package var day: Day

  package init(_ prospect: ID<Prospect>, to member: ID<Member>, as role: ProspectTie.Role, from day: Day) {
    (self.prospect, self.member, self.role, self.day) = (prospect, member, role, day)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let file = try register.consideredFile(prospect, by: actor)
    try register.requireMember(.viewMembers, of: actor, member)
    guard day <= register.today else { throw DevelopmentRefusal.future }
    let asOf = AsOf(day)
    guard try register.session.official(member, asOf: asOf) != nil,
      let person = try register.session.member(member, asOf: asOf)?.person
    else { throw MemberRefusal.notMember(day) }
    guard person.status(on: day) == .official else { throw DevelopmentRefusal.notOfficial(person.name) }
    guard file.admitted?.member != member else { throw DevelopmentRefusal.themselves }
    let same = file.ties.contains {
      $0.tie.member == member && $0.tie.role == role && $0.tie.period.overlaps(Period(from: day))
    }
    guard !same else { throw DevelopmentRefusal.alreadyTied(person.name) }
    try register.insert(
      ProspectTie(
        id: register.newRow(), prospect: prospect, member: member, role: role, period: Period(from: day)))
    register.note("prospect", prospect)
    register.note("member", member)
  }
}

/// Somebody no longer helps, or no longer introduces, from a day on.
package struct UntieProspect: Act {
  package static let name = "prospect.untie"
  package var prospect: ID<Prospect>
  package var tie: Int64
  package var day: Day

  package init(_ prospect: ID<Prospect>, tie: Int64, from day: Day) {
    (self.prospect, self.tie, self.day) = (prospect, tie, day)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let file = try register.openFile(prospect, by: actor)
    guard day <= register.today else { throw DevelopmentRefusal.future }
    guard let tie = file.ties.first(where: { $0.tie.id == tie })?.tie, tie.period.isOpen else {
      throw RightsRefusal.notFound
    }
    try register.change([tie], in: Period(from: day)) { _ in nil }
    register.note("prospect", prospect)
    register.note("member", tie.member)
  }
}

/// Writes down that a paper is there: its day, and where it is kept.
package struct RecordProspectPaper: Act {
  package static let name = "prospect.paper"
  package var prospect: ID<Prospect>
  package var paper: String
  package var issuedOn: Day?
  package var keptAt: String
  package var rules: DevelopmentRules

  package init(
    _ paper: String, of prospect: ID<Prospect>, issuedOn: Day?, keptAt: String, rules: DevelopmentRules
  ) {
    (self.paper, self.prospect, self.issuedOn) = (paper, prospect, issuedOn)
    (self.keptAt, self.rules) = (keptAt, rules)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let file = try register.consideredFile(prospect, by: actor)
    guard rules.papers.contains(where: { $0.id == paper }) else { throw RightsRefusal.notFound }
    if let issuedOn, issuedOn > register.today { throw DevelopmentRefusal.future }
    let keptAt = try FreeText.line(keptAt)
    guard keptAt.unicodeScalars.count <= Self.longestPlace else { throw DevelopmentRefusal.placeOnly }
    let old = file.paper(paper)
    if let old, old.issuedOn == issuedOn, old.keptAt.utf8.elementsEqual(keptAt.utf8) { return }
    if let old { try register.withdraw(old) }
    try register.insert(
      ProspectPaper(
        id: register.newRow(), prospect: prospect, paper: paper, issuedOn: issuedOn, keptAt: keptAt))
    register.note("prospect", prospect)
    register.note("paper", .string(paper))
  }

  /// A place is a few words; whatever is longer tells what the paper says.
  private static let longestPlace = 80
}

/// A paper is not there after all, or must be made anew.
package struct RemoveProspectPaper: Act {
  package static let name = "prospect.removePaper"
  package var prospect: ID<Prospect>
  package var paper: String
  package init(_ paper: String, of prospect: ID<Prospect>) { (self.paper, self.prospect) = (paper, prospect) }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let file = try register.openFile(prospect, by: actor)
    guard let old = file.paper(paper) else { throw RightsRefusal.notFound }
    try register.withdraw(old)
    register.note("prospect", prospect)
    register.note("paper", .string(paper))
  }
}

extension Transaction {
  /// The file of a prospect whom the actor may write about and whose data stand.
  package func openFile(_ id: ID<Prospect>, by actor: Actor) throws -> ProspectFile {
    guard let file = try session.prospectFile(id, on: today) else { throw RightsRefusal.notFound }
    try require(.recordDevelopment, of: actor, on: file.place)
    guard !file.isErased else { throw DevelopmentRefusal.erased }
    return file
  }

  /// The same, of somebody who is still considered.
  package func consideredFile(_ id: ID<Prospect>, by actor: Actor) throws -> ProspectFile {
    let file = try openFile(id, by: actor)
    guard file.step(.stopped, .cancelled) == nil else { throw DevelopmentRefusal.ended }
    return file
  }

  func checked(_ person: ProspectRecord, in cell: ID<Organisation>, on day: Day) throws -> ProspectRecord {
    guard day <= today else { throw DevelopmentRefusal.future }
    let state = try state(cell, on: day)
    guard state.kind.isCell else { throw MemberRefusal.noCell(state.name) }
    var person = person
    person.name = try FreeText.line(person.name)
    person.occupation = try FreeText.line(person.occupation)
    guard !person.name.isEmpty else { throw MemberRefusal.noName }
    if let born = person.bornOn, born >= day { throw MemberRefusal.beforeBirth(born) }
    return person
  }
}
