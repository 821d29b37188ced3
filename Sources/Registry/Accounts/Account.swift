import Basics
import Storage

/// Account — tài khoản: somebody who signs in.
package struct Account: Sendable, Hashable {
  package var id: ID<Account>
  package var userName: String
  /// The name shown and journaled.
  package var person: String
  package var isDisabled: Bool
}
