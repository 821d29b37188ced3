import Basics
import Registry

/// Records what came on paper, signed: the unit whose member it is about enters it under the headings of its kind. It is
/// shared at once, as paper that has arrived is no draft.
package struct RecordPaperOpinion: Act {
  package static let name = "opinion.paper"
  package var request: ID<OpinionRequest>
  package var content: [String: String]
  package var author: String
  package var rules: OpinionRules

  package init(_ request: ID<OpinionRequest>, content: [String: String], author: String, rules: OpinionRules)
  {
    (self.request, self.content, self.author, self.rules) = (request, content, author, rules)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    guard let opinion = try register.session.opinion(request),
      let subject = try register.session.reviewSubject(opinion.subject)
    else { throw RightsRefusal.notFound }
    try register.require(.recordReviews, of: actor, on: subject.organisation)
    let own = try register.session.ownMember(of: actor)
    guard own == nil || own != subject.member else { throw OpinionRefusal.aboutOneself }
    guard opinion.state == .asked || opinion.state == .draft else {
      throw OpinionRefusal.wrongState(opinion.state.title)
    }
    let content = try rules.checked(content, opinion.kind)
    let author = try FreeText.line(author)
    guard !author.isEmpty else { throw OpinionRefusal.emptyHeading("Người ký") }
    try register.move(opinion) { ($0.state, $0.content, $0.author) = (.shared, content, author) }
  }
}
