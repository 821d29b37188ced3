import Basics
import Storage

/// Reading — lượt xem: who has looked at a prospect, when and where; beside the journal, like readings of a member's file.
package struct ProspectReading: Sendable, Hashable {
  package enum Surface: String, Sendable, CaseIterable, SQLConvertible {
    case page, print
    package var title: String {
      switch self {
      case .page: "Trang theo dõi"
      case .print: "Bản in danh mục hồ sơ"
      }
    }
  }
  package var reader: String
  package var readAt: Moment
  package var surface: Surface?
}

extension System {
  /// Writes down that somebody has looked at a prospect.
  package func noteReading(
    of prospect: ID<Prospect>, by actor: Actor, on surface: ProspectReading.Surface
  ) async throws {
    let id = chance.id(at: now)
    try await note { session, now in
      _ = try session.run(
        """
        INSERT INTO prospect_reading (id, prospect_id, account_id, reader, read_at, surface)
        VALUES (\(id), \(prospect), \(actor.account), \(actor.name), \(now), \(surface))
        """)
    }
  }
}

extension Session {
  /// The latest first.
  package func prospectReadings(of prospect: ID<Prospect>, limit: Int) throws -> [ProspectReading] {
    try all(
      """
      SELECT reader, read_at, surface FROM prospect_reading WHERE prospect_id = \(prospect)
      ORDER BY read_at DESC, id DESC LIMIT \(limit)
      """
    ) {
      ProspectReading(
        reader: try $0.text(0), readAt: try $0.moment(1), surface: .init(rawValue: try $0.text(2)))
    }
  }
}
