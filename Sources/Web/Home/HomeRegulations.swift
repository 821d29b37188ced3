import Basics
import Registry
import Regulations

/// Drafts of working regulations that a person's organisation, or they themselves, were asked about and have not answered.
extension HomePicture {
  static func regulations(_ actor: Actor, _ today: Day, _ now: Moment, _ session: Asked) throws -> [Matter] {
    try session.draftsAskedOf(actor, at: now).prefix(20).compactMap { draft, request in
      let isAnswered = try session.draftComments(of: draft.id).contains { comment in
        comment.author == actor.written
          || (request.organisation != nil && comment.organisation == request.organisation)
      }
      guard !isAnswered else { return nil }
      let isLate = request.before.map { $0 <= today } ?? false
      return Matter(
        kind: isLate ? "quá hạn" : "ý kiến",
        text: "Góp ý dự thảo: \(draft.title)\(request.before.map { ", trước ngày \($0.vietnamese)" } ?? "")",
        path: draft.path, tone: isLate ? .attention : .undecided)
    }
  }
}
