import Basics
import History
import Storage

/// Head of the history — dấu đầu lịch sử: the last entry; who keeps its hash elsewhere can tell whether history was rewritten.
package struct HistoryHead: Sendable, Hashable {
  package var sequence: Int
  package var hash: String
  package var recordedAt: Moment
}

extension Session {
  package func historyHead() throws -> HistoryHead {
    let head = try Journal.head(in: self)
    return HistoryHead(sequence: head.sequence, hash: head.hash, recordedAt: head.recordedAt)
  }
}
