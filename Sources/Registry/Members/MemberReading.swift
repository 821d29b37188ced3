import Basics
import Storage

/// Reading — lượt xem hồ sơ: who has looked at a member's file, when and where. No fact of the register, so it stands
/// beside the journal.
package struct MemberReading: Sendable, Hashable {
  package enum Surface: String, Sendable, CaseIterable, SQLConvertible {
    case page, form, api, whatIf, dossier
    package var title: String {
      switch self {
      case .page: "Trang đảng viên"
      case .form: "Biểu mẫu của đảng viên"
      case .api: "Giao diện dữ liệu"
      case .whatIf: "Mở tên khi thử hướng dẫn"
      case .dossier: "Hồ sơ kiểm điểm"
      }
    }
  }
  package var reader: String
  package var readAt: Moment
  package var surface: Surface?
}

extension System {
  /// Writes down that somebody has looked at a member's file.
  package func noteReading(of member: ID<Member>, by actor: Actor, on surface: MemberReading.Surface)
    async throws
  {
    let id = chance.id(at: now)
    try await note { session, now in
      _ = try session.run(
        """
        INSERT INTO member_reading (id, member_id, account_id, reader, read_at, surface)
        VALUES (\(id), \(member), \(actor.account), \(actor.name), \(now), \(surface))
        """)
    }
  }
}

extension Session {
  /// Who has looked at a member's file, the latest first.
  package func memberReadings(of member: ID<Member>, limit: Int) throws -> [MemberReading] {
    try all(
      """
      SELECT reader, read_at, surface FROM member_reading WHERE member_id = \(member)
      ORDER BY read_at DESC, id DESC LIMIT \(limit)
      """
    ) {
      MemberReading(
        reader: try $0.text(0), readAt: try $0.moment(1), surface: .init(rawValue: try $0.text(2)))
    }
  }

  package func memberReadingCount(of member: ID<Member>) throws -> Int {
    try count("SELECT count(*) FROM member_reading WHERE member_id = \(member)")
  }
}
