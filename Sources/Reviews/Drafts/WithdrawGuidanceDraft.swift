import Basics
import Registry
import Storage

/// Puts a draft aside. It stays readable with all its versions.
package struct WithdrawGuidanceDraft: Act {
  package static let name = "guidanceDraft.withdraw"
  package var draft: ID<GuidanceDraft>
  package var reason: String

  package init(_ draft: ID<GuidanceDraft>, reason: String) { (self.draft, self.reason) = (draft, reason) }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let found = try register.draft(draft, by: actor)
    guard !found.isWithdrawn else { throw GuidanceDraftRefusal.withdrawn }
    let reason = try FreeText.line(reason)
    guard !reason.isEmpty else { throw GuidanceDraftRefusal.noReason }
    try register.insert(GuidanceDraftWithdrawal(id: register.newID(), draft: draft, reason: reason))
    register.note("draft", draft)
  }
}

/// Takes a draft up again that was put aside.
package struct ReopenGuidanceDraft: Act {
  package static let name = "guidanceDraft.reopen"
  package var draft: ID<GuidanceDraft>

  package init(_ draft: ID<GuidanceDraft>) { self.draft = draft }

  package func perform(in register: Transaction, by actor: Actor) throws {
    _ = try register.draft(draft, by: actor)
    guard let withdrawal = try register.session.withdrawal(of: draft) else {
      throw GuidanceDraftRefusal.nothingChanged
    }
    try register.withdraw(withdrawal)
    register.note("draft", draft)
  }
}

extension Transaction {
  fileprivate func draft(_ id: ID<GuidanceDraft>, by actor: Actor) throws -> GuidanceDraft {
    guard let draft = try session.guidanceDraft(id) else { throw RightsRefusal.notFound }
    try require(.draftGuidances, of: actor, on: draft.organisation)
    return draft
  }
}

extension Session {
  /// Why a draft was put aside; `nil` where it was not.
  package func whyWithdrawn(_ id: ID<GuidanceDraft>) throws -> String? { try withdrawal(of: id)?.reason }
}
