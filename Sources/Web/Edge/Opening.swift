import Basics
import Hummingbird
import Registry

/// What the register is asked at the beginning of every request, in one question: whose session it is, whether the
/// route lets them in, and what frames their pages.
struct Opening: Sendable {
  var signIn: SignIn?
  /// What they hold today, for the menu.
  var grants: [RightGrant] = []
  /// DỮ LIỆU MÔ PHỎNG, or nothing.
  var mark: String?
  /// Why the route does not let them in; told only after the request itself has been looked at.
  var refusal: RightsRefusal?
}

extension Site {
  func opening(_ access: Access, token: String, kind: SignIn.Kind, _ parameters: Parameters) async throws
    -> Opening
  {
    let now = system.now
    let organisation = parameters.get("to-chuc").flatMap { ID<Organisation>(text: $0) }
    let member = parameters.get("dang-vien").flatMap { ID<Member>(text: $0) }
    let (opening, isDue) = try await system.read { session throws in
      guard let found = try session.signIn(token: token, kind: kind, at: now) else {
        return (Opening(), false)
      }
      let account = found.signIn.account
      var opening = Opening(signIn: found.signIn)
      opening.grants = try session.grants(of: account.id, at: now)
      opening.mark = try session.registerMode().mark
      do {
        switch access {
        case .everyone, .signedIn, .inside: break
        case .somewhere(let right):
          guard opening.grants.contains(where: { $0.role.rights.contains(right) }) else {
            throw RightsRefusal.lacking(right)
          }
        case .organisation(let right):
          guard let organisation else { throw RightsRefusal.notFound }
          try session.require(right, of: account.actor, on: organisation, at: now)
        case .member(let right):
          guard let member else { throw RightsRefusal.notFound }
          let rights = try session.rights(of: account.actor, onMember: member, at: now)
          guard !rights.isEmpty else { throw RightsRefusal.notFound }
          guard rights.contains(right) else { throw RightsRefusal.lacking(right) }
        }
      } catch let refusal as RightsRefusal { opening.refusal = refusal }
      return (opening, found.isDue)
    }
    if isDue { try? await system.noteUse(ofToken: token) }
    return opening
  }
}
