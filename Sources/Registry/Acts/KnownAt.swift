import Basics
import History
import Storage

extension Session {
  /// How far the register's knowledge went at a moment: the last entry of the journal recorded until then.
  package func known(at moment: Moment) throws -> Int { try Journal.sequence(knownAt: moment, in: self) }
}
