import Basics
import Registry

/// Asks the place of residence for a comment on a member, on an occasion of the rules, with the clock of the rules.
package struct AskResidenceComment: Act {
  package static let name = "residenceComment.ask"
  package var member: ID<Member>
  package var occasion: String
  /// An organisation of the register, or…
  package var asked: ID<Organisation>?
  /// … a place outside of it, by name.
  package var askedName: String
  package var day: Day
  package var rules: LiaisonRules

  package init(
    about member: ID<Member>, occasion: String, asked: ID<Organisation>?, askedName: String = "", on day: Day,
    rules: LiaisonRules
  ) {
    (self.member, self.occasion, self.asked) = (member, occasion, asked)
    (self.askedName, self.day, self.rules) = (askedName, day, rules)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> ID<ResidenceComment> {
    let session = register.session
    try register.requireCommented(member, by: actor)
    guard day <= register.today else { throw LiaisonRefusal.future }
    guard rules.comments.occasions.contains(where: { $0.id.utf8.elementsEqual(occasion.utf8) }) else {
      throw ResidenceCommentRefusal.noOccasion
    }
    guard let home = try session.official(member, asOf: AsOf(day)) else { throw MemberRefusal.notMember(day) }
    var name = try FreeText.line(askedName)
    if let asked {
      guard let state = try session.organisation(asked, asOf: AsOf(day)),
        rules.residences.contains(state.kind)
      else {
        throw LiaisonRefusal.notAResidence(try session.organisationNear(asked, asOf: AsOf(day))?.name ?? "")
      }
      guard asked != home.organisation else { throw ResidenceCommentRefusal.ownCell }
      name = state.name
    }
    guard !name.isEmpty else { throw LiaisonRefusal.noDestination }
    let same = try session.residenceComments(of: member).contains {
      $0.state == .asked && $0.occasion.utf8.elementsEqual(occasion.utf8) && $0.asked == asked
        && $0.askedName.utf8.elementsEqual(name.utf8)
    }
    guard !same else { throw OpinionRefusal.alreadyAsked }
    let comment = ResidenceComment(
      id: register.newID(), comment: register.newID(), member: member, from: home.organisation, asked: asked,
      askedName: name, occasion: occasion, state: .asked, askedOn: day,
      dueOn: day.adding(days: rules.comments.answer.days), day: day, author: "", content: [:], reply: "")
    try register.insert(comment)
    register.note("member", member)
    register.note("comment", comment.comment)
    return comment.comment
  }
}

/// Writes the comment: the cell of residence itself, or, where that is not in the register, the organisation that asked, from the
/// paper that came back. Nobody writes about themselves.
package struct SayResidenceComment: Act {
  package static let name = "residenceComment.say"
  package var comment: ID<ResidenceComment>
  package var content: [String: String]
  package var author: String
  package var day: Day
  package var rules: OpinionRules

  package init(
    _ comment: ID<ResidenceComment>, content: [String: String], author: String, on day: Day,
    rules: OpinionRules
  ) {
    (self.comment, self.content, self.author) = (comment, content, author)
    (self.day, self.rules) = (day, rules)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    guard let old = try session.residenceComment(comment) else { throw RightsRefusal.notFound }
    if old.asked == nil {
      try register.requireCommented(old.member, by: actor)
    } else {
      let rights = try session.askedRights(of: actor, on: old, at: register.now)
      guard !rights.isEmpty else { throw RightsRefusal.notFound }
      guard rights.contains(.recordLiaison) else { throw RightsRefusal.lacking(.recordLiaison) }
    }
    guard try session.ownMember(of: actor) != old.member else { throw OpinionRefusal.aboutOneself }
    guard old.state == .asked else { throw OpinionRefusal.wrongState(old.state.title) }
    guard day <= register.today else { throw LiaisonRefusal.future }
    guard day >= old.askedOn else { throw LiaisonRefusal.beforeIssue(old.askedOn) }
    let content = try rules.checked(content, .residence)
    let author = try FreeText.line(author)
    guard !author.isEmpty else { throw OpinionRefusal.emptyHeading("Người ký") }
    let day = day
    try register.move(old) { ($0.state, $0.content, $0.author, $0.day) = (.said, content, author, day) }
  }
}

/// The member has read it and may answer: by themselves, or on paper, written down by their organisation.
package struct ReadResidenceComment: Act {
  package static let name = "residenceComment.read"
  package var comment: ID<ResidenceComment>
  package var reply: String
  package var isOnPaper: Bool

  package init(_ comment: ID<ResidenceComment>, reply: String, isOnPaper: Bool = false) {
    (self.comment, self.reply, self.isOnPaper) = (comment, reply, isOnPaper)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let session = register.session
    guard let old = try session.residenceComment(comment) else { throw RightsRefusal.notFound }
    if try session.ownMember(of: actor) != old.member {
      try register.requireCommented(old.member, by: actor)
      guard isOnPaper else { throw OpinionRefusal.onlyTheRated }
    }
    guard old.state == .said else { throw OpinionRefusal.wrongState(old.state.title) }
    let reply = try FreeText.checked(reply)
    let today = register.today
    try register.move(old) { ($0.state, $0.reply, $0.day) = (.read, reply, today) }
  }
}

/// Stops asking, with a reason.
package struct CancelResidenceComment: Act {
  package static let name = "residenceComment.cancel"
  package var comment: ID<ResidenceComment>
  package var reason: String
  package init(_ comment: ID<ResidenceComment>, reason: String) {
    (self.comment, self.reason) = (comment, reason)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    guard let old = try register.session.residenceComment(comment) else { throw RightsRefusal.notFound }
    try register.requireCommented(old.member, by: actor)
    guard old.state == .asked else { throw OpinionRefusal.wrongState(old.state.title) }
    let reason = try FreeText.checked(reason)
    guard !reason.isEmpty else { throw OpinionRefusal.noReason }
    let today = register.today
    try register.move(old) { ($0.state, $0.day) = (.cancelled, today) }
    register.note("reason", .string(reason))
  }
}

extension Transaction {
  /// A member whose contact with the residence the actor writes down, and who is not erased.
  fileprivate func requireCommented(_ member: ID<Member>, by actor: Registry.Actor) throws {
    let rights = try session.rights(of: actor, onMember: member, at: now)
    guard !rights.isEmpty else { throw RightsRefusal.notFound }
    guard rights.contains(.recordLiaison) else { throw RightsRefusal.lacking(.recordLiaison) }
    guard try session.erasure(of: member) == nil else { throw ErasureRefusal.erased }
  }

  fileprivate func move(_ old: ResidenceComment, _ edit: (inout ResidenceComment) -> Void) throws {
    var new = old
    new.id = newID()
    edit(&new)
    try withdraw(old)
    try insert(new)
    note("member", old.member)
    note("comment", old.comment)
  }
}

package enum ResidenceCommentRefusal: Refusal, Equatable {
  case noOccasion, ownCell
  package var reason: String {
    switch self {
    case .noOccasion: "Chưa chọn xin nhận xét để làm gì."
    case .ownCell: "Người này sinh hoạt ngay ở chi bộ ấy."
    }
  }
  package var remedy: String {
    switch self {
    case .noOccasion: "Chọn một việc trong danh sách."
    case .ownCell: "Chi bộ nơi sinh hoạt tự nhận xét, không hỏi nơi cư trú."
    }
  }
}
