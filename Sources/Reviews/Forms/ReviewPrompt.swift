import Basics
import Registry
import Schema
import Storage

/// Review prompt — gợi ý kiểm điểm: what a superior asks an organisation, a collective or a member to account for this year.
package struct ReviewPrompt: Registry.Fact, Hashable {
  package var id: ID<ReviewPrompt>
  package var year: Int
  package var subject: Grading.Subject
  package var by: ID<Organisation>
  package var content: String
  package var decision: ID<Decision>?

  package static let table: StaticString = "review_prompt"
  package static let columns: [StaticString] = [
    "id", "year", "organisation_id", "member_id", "by_id", "content", "decision_id",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    let (organisation, member) = subject.parts
    return [
      id.sqlValue, year.sqlValue, organisation?.sqlValue ?? .null, member?.sqlValue ?? .null, by.sqlValue,
      .text(content),
      decision?.sqlValue ?? .null,
    ]
  }
}

extension Session {
  package func reviewPrompts(for subject: Grading.Subject, year: Int) throws -> [ReviewPrompt] {
    try all(
      """
      SELECT f.id, f.year, f.organisation_id, f.member_id, f.by_id, f.content, f.decision_id FROM review_prompt f
      WHERE \(subject.condition) AND f.year = \(year) AND f.withdrawn_by = \(Schema.stillBelieved) ORDER BY f.recorded_by, f.id
      """
    ) {
      ReviewPrompt(
        id: try $0.id(0), year: try $0.int(1), subject: try .read($0, organisation: 2, member: 3),
        by: try $0.id(4),
        content: try $0.text(5), decision: try $0.ifID(6))
    }
  }
}

/// A superior asks a subject below it to account for something; the subject's form begins with it.
package struct GiveReviewPrompt: Act {
  package static let name = "review.prompt"
  package var subject: Grading.Subject
  package var year: Int
  package var by: ID<Organisation>
  package var content: String
  package var decision: DecisionEntry?

  package init(
    _ content: String, to subject: Grading.Subject, year: Int, by: ID<Organisation>,
    decision: DecisionEntry? = nil
  ) {
    (self.content, self.subject, self.year, self.by, self.decision) = (content, subject, year, by, decision)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<ReviewPrompt> {
    try register.require(.manageRounds, of: actor, on: by)
    let place: ID<Organisation>
    switch subject {
    case .organisation(let id): place = id
    case .member(let id):
      guard let home = try register.session.official(id, asOf: register.asOf) else {
        throw RightsRefusal.notFound
      }
      place = home.organisation
    }
    let above = try register.session.superiors(of: place, asOf: register.asOf).map(\.organisation)
    // One's own committee prompts its members; a committee is prompted from above.
    let isOwn = place == by && subject.parts.member != nil
    guard above.contains(by) || isOwn else { throw RightsRefusal.notFound }
    let content = try FreeText.checked(content)
    guard !content.isEmpty else { throw ReviewRefusal.nothingChanged }
    let prompt = ReviewPrompt(
      id: register.newID(), year: year, subject: subject, by: by, content: content,
      decision: try decision.map { try register.decision($0) })
    try register.insert(prompt)
    register.note("year", .int(year))
    return prompt.id
  }
}

/// Takes a prompt back; forms that were sent keep what they answered.
package struct WithdrawReviewPrompt: Act {
  package static let name = "review.withdrawPrompt"
  package var prompt: ID<ReviewPrompt>
  package var subject: Grading.Subject
  package var year: Int

  package init(_ prompt: ID<ReviewPrompt>, to subject: Grading.Subject, year: Int) {
    (self.prompt, self.subject, self.year) = (prompt, subject, year)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let known = try register.session.reviewPrompts(for: subject, year: year).first { $0.id == prompt }
    guard let known else { throw RightsRefusal.notFound }
    try register.require(.manageRounds, of: actor, on: known.by)
    try register.withdraw(known)
    register.note("year", .int(year))
  }
}
