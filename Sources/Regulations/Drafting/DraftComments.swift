import Basics
import Registry
import Schema
import Storage

/// Somebody who was asked what they think of a draft: an organisation, or one person by their account.
package struct RegulationDraftRequest: Fact, Hashable {
  package var id: ID<RegulationDraftRequest>
  package var draft: ID<RegulationDraft>
  package var organisation: ID<Organisation>?
  package var account: ID<Account>?
  package var askedOn: Day
  /// The last day is the one before.
  package var before: Day?

  package static let table: StaticString = "regulation_draft_request"
  package static let columns: [StaticString] = [
    "id", "draft_id", "asked_id", "account_id", "asked_on", "due_before",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, draft.sqlValue, organisation?.sqlValue ?? .null, account?.sqlValue ?? .null,
      askedOn.sqlValue,
      before?.sqlValue ?? .null,
    ]
  }
}

/// What somebody said about an article of a draft, and what the organisation answered.
package struct RegulationDraftComment: Fact, Hashable {
  package enum Standing: String, Sendable, CaseIterable, SQLConvertible {
    case open, taken, partly, kept
    package var title: String {
      switch self {
      case .open: "chưa trả lời"
      case .taken: "Tiếp thu"
      case .partly: "Tiếp thu một phần"
      case .kept: "Giữ nguyên dự thảo"
      }
    }
  }
  package var id: Int64
  /// The same when it is answered.
  package var comment: ID<RegulationDraftComment>
  package var draft: ID<RegulationDraft>
  /// The piece it is about; the draft as a whole where there is none.
  package var piece: ID<RegulationDraftPiece>?
  /// For whom it was said.
  package var organisation: ID<Organisation>?
  /// As the journal writes a person.
  package var author: String
  package var day: Day
  package var standing: Standing
  package var text: String
  package var reply: String

  package static let table: StaticString = "regulation_draft_comment"
  package static let columns: [StaticString] = [
    "id", "comment_id", "draft_id", "piece_id", "asked_id", "author", "said_on", "standing", "text", "reply",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), comment.sqlValue, draft.sqlValue, piece?.sqlValue ?? .null, organisation?.sqlValue ?? .null,
      .text(author), day.sqlValue, standing.sqlValue, .text(text), .text(reply),
    ]
  }
}

/// What somebody may do with a draft: nothing for those who neither stand for the organisation nor were asked.
package struct DraftSight: Sendable {
  package var isOwner: Bool
  /// Requests that ask the visitor.
  package var requests: [RegulationDraftRequest]
  package var mayRead: Bool { isOwner || !requests.isEmpty }
}

extension Session {
  package func draftSight(_ draft: RegulationDraft, of actor: Actor, at moment: Moment) throws -> DraftSight {
    let isOwner = try standsFor(draft.organisation, actor, at: moment)
    // A draft that was put aside is its owner's alone.
    guard let account = actor.account, draft.step.state != .withdrawn else {
      return DraftSight(isOwner: isOwner, requests: [])
    }
    let asked = try draftRequests(of: draft.id).filter { request in
      if request.account == account { return true }
      guard let organisation = request.organisation else { return false }
      return try standsFor(organisation, actor, at: moment)
    }
    return DraftSight(isOwner: isOwner, requests: asked)
  }

  package func draftRequests(of draft: ID<RegulationDraft>) throws -> [RegulationDraftRequest] {
    try requests("q.draft_id = \(draft)")
  }

  private func requests(_ condition: SQL) throws -> [RegulationDraftRequest] {
    try all(
      """
      SELECT q.id, q.draft_id, q.asked_id, q.account_id, q.asked_on, q.due_before FROM regulation_draft_request q
      WHERE \(condition) AND q.withdrawn_by = \(Schema.stillBelieved) ORDER BY q.id
      """
    ) {
      RegulationDraftRequest(
        id: try $0.id(0), draft: try $0.id(1), organisation: try $0.ifID(2), account: try $0.ifID(3),
        askedOn: try $0.day(4), before: try $0.ifDay(5))
    }
  }

  /// Drafts somebody was asked about that are not issued yet, the newest first.
  package func draftsAskedOf(_ actor: Actor, at moment: Moment) throws -> [(
    draft: RegulationDraft, request: RegulationDraftRequest
  )] {
    guard let account = actor.account else { return [] }
    let own = try grants(of: account, at: moment).filter { $0.role.rights.contains(.recordRegulations) }.map(
      \.organisation)
    var asked = try requests("q.account_id = \(account)")
    if !own.isEmpty { asked += try requests("q.asked_id IN \(list: Set(own).sorted())") }
    return try asked.compactMap { request in
      guard let draft = try regulationDraft(request.draft), draft.step.state == .commenting else {
        return nil
      }
      return (draft, request)
    }.sorted { $0.request.id > $1.request.id }
  }

  package func draftComments(of draft: ID<RegulationDraft>) throws -> [RegulationDraftComment] {
    try all(
      """
      SELECT id, comment_id, draft_id, piece_id, asked_id, author, said_on, standing, text, reply
      FROM regulation_draft_comment WHERE draft_id = \(draft) AND withdrawn_by = \(Schema.stillBelieved)
      ORDER BY comment_id
      """
    ) {
      RegulationDraftComment(
        id: Int64(try $0.int(0)), comment: try $0.id(1), draft: try $0.id(2), piece: try $0.ifID(3),
        organisation: try $0.ifID(4), author: try $0.text(5), day: try $0.day(6), standing: try $0.choice(7),
        text: try $0.text(8), reply: try $0.text(9))
    }
  }

  /// Accounts with a role on an organisation itself by which they may look at its regulations: its own people.
  package func ownReaders(of organisation: ID<Organisation>, at moment: Moment) throws -> [(
    account: ID<Account>, name: String
  )] {
    let roles = Role.allCases.filter { $0.rights.contains(.viewRegulations) }
    return try all(
      """
      SELECT a.id, a.person FROM account a WHERE a.is_disabled = 0 AND EXISTS (
        SELECT 1 FROM right_grant g WHERE g.account_id = a.id AND g.organisation_id = \(organisation)
          AND g.role IN \(list: roles) AND g.from_moment <= \(moment) AND g.to_moment > \(moment))
      ORDER BY a.person, a.id
      """
    ) { (try $0.id(0), try $0.text(1)) }
  }
}
