import Storage

/// Somebody convened to a meeting, as far as votes are concerned: the same for a meeting of a cell and a review meeting.
package protocol Convened: Sendable {
  var standing: MemberStanding { get }
  var presence: Presence { get }
  /// Formally on temporary activity elsewhere.
  var isAway: Bool { get }
  var isExempt: Bool { get }
}

/// Presence — dự hay vắng.
package enum Presence: String, Sendable, CaseIterable, SQLConvertible {
  case present, excused, absent
  package var title: String {
    switch self {
    case .present: "Có mặt"
    case .excused: "Vắng có lý do"
    case .absent: "Vắng không lý do"
    }
  }
}

/// Member standing — chính thức hay dự bị.
package enum MemberStanding: String, Sendable, SQLConvertible { case official, probationary }
