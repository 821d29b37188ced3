import Basics
import Registry
import Rules
import Storage

/// Form draft — bản nháp: a form its writer has not handed in yet. Nobody else sees it; it is no fact of the register.
package struct FormDraft: Sendable, Hashable {
  package var answers: FormAnswers
  package var revision: Int
  package var savedAt: Moment
}

/// Which form of whom a draft is.
package struct FormKey: Sendable, Hashable {
  package var guidance: String
  package var form: String
  package var subject: Grading.Subject
  package var year: Int
  package var quarter: Int

  package init(_ form: ReviewForm, of subject: Grading.Subject, year: Int, quarter: Int = 0) {
    (guidance, self.form) = (form.guidance, form.id)
    (self.subject, self.year, self.quarter) = (subject, year, quarter)
  }

  var condition: SQL {
    """
    subject_id = \(subject.number) AND year = \(year) AND quarter = \(quarter) AND pack = \(guidance) AND form = \(form)
    """
  }
}

extension Session {
  package func formDraft(_ key: FormKey, of actor: Actor) throws -> FormDraft? {
    guard let account = actor.account else { return nil }
    return try first(
      "SELECT content, revision, saved_at FROM review_form_draft WHERE account_id = \(account) AND \(key.condition)"
    ) {
      FormDraft(
        answers: JSON(text: try $0.text(0)).flatMap(FormAnswers.init(json:)) ?? FormAnswers(),
        revision: try $0.int(1),
        savedAt: try $0.moment(2))
    }
  }
}

extension System {
  /// Keeps what has been written so far.
  /// - Parameter revision: the draft it continues; 0 where there was none. Another revision in between is refused, so that
  ///   an old window does not write over a new one.
  package func saveFormDraft(
    _ answers: FormAnswers, as key: FormKey, in form: ReviewForm, by actor: Actor, after revision: Int
  ) async throws -> Int {
    let clean = form.cleaned(answers)
    for field in form.fields where clean[text: field.id].utf8.count > 3 * ReviewForm.longestText {
      throw FormRefusal.unfinished(
        [
          Finding(
            "form.long", .error, column: field.id, message: "\(field.title): dài quá.",
            remedy: "Rút gọn mục này.")
        ])
    }
    let text = clean.json.text()
    return try await note { session, now in
      try session.mayWriteForm(of: key.subject, by: actor, at: now)
      guard let account = actor.account else { throw RightsRefusal.lacking(.recordReviews) }
      let known = try session.formDraft(key, of: actor)
      guard known?.revision ?? 0 == revision else {
        throw FormRefusal.outdated(by: (known?.savedAt ?? now).day)
      }
      let (_, member) = key.subject.parts
      try session.run("DELETE FROM review_form_draft WHERE account_id = \(account) AND \(key.condition)")
      try session.run(
        """
        INSERT INTO review_form_draft (account_id, subject_id, member_id, year, quarter, pack, form, content, revision, saved_at)
        VALUES (\(account), \(key.subject.number), \(member), \(key.year), \(key.quarter), \(key.guidance), \(key.form),
          \(text), \(revision + 1), \(now))
        """)
      return revision + 1
    }
  }
}
