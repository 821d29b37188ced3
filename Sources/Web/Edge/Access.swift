import Registry

/// Who may use a route. Every route names one; outside a person's subtree a thing does not exist.
enum Access: Sendable, Hashable {
  /// Signing in, and nothing else.
  case everyone
  /// Whoever is signed in; the page shows only what is the person's own.
  case signedIn
  /// Whoever holds the right on at least one organisation; the page keeps to their reach.
  case somewhere(Right)
  /// Whoever holds the right on the organisation `:to-chuc` of the address.
  case organisation(Right)
  /// Whoever holds the right on the member `:dang-vien` of the address.
  case member(Right)
  /// The handler finds the organisation the thing belongs to and asks for the right there, before anything else.
  case inside(Right)

  var right: Right? {
    switch self {
    case .everyone, .signedIn: nil
    case .somewhere(let right), .organisation(let right), .member(let right), .inside(let right): right
    }
  }
}
