import Basics
import Registry
import Reviews

/// What review rounds ask of a person: what their own units still owe, and where the round they look after stands.
extension HomePicture {
  /// What others have asked one's own organisations to say about members there.
  private static func opinions(
    _ tops: [OrganisationState], _ actor: Actor, _ today: Day, _ now: Moment, _ session: Asked
  ) throws -> [Matter] {
    try tops.prefix(20).compactMap { top in
      let asked = try session.opinionsAsked(of: top.organisation, for: actor, at: now).filter { !$0.isRated }
      guard !asked.isEmpty else { return nil }
      let isLate = asked.contains { $0.opinion.isOverdue(today) }
      return Matter(
        kind: isLate ? "quá hạn" : "ý kiến",
        text: "Nhận xét \(asked.count) đảng viên theo đề nghị: \(top.name)",
        path: "/to-chuc/\(top.organisation)/y-kien-duoc-hoi", tone: isLate ? .attention : .undecided)
    }
  }

  /// Results that wait for the level which appraises, decides and accepts.
  private static func decided(
    _ top: OrganisationState, _ round: Round, _ path: String, _ actor: Actor, _ asOf: AsOf, _ now: Moment,
    _ session: Asked
  ) throws -> [Matter] {
    guard try session.rights(of: actor, on: top.organisation, at: now).contains(.manageRounds) else {
      return []
    }
    let units = try session.sentUnits(to: top.organisation, in: round, asOf: asOf)
    guard !units.isEmpty else { return [] }
    return [
      Matter(
        kind: "kiểm điểm",
        text:
          "\(units.count) đơn vị đã gửi kết quả kiểm điểm \(round.period.vietnamese), chờ thẩm định, quyết định, chuẩn y: \(top.name)",
        path: "\(path)#da-gui", tone: .undecided)
    ]
  }

  static func reviews(_ actor: Actor, _ today: Day, _ now: Moment, _ session: Asked) throws -> [Matter] {
    let asOf = AsOf(today)
    let tops = try session.topOrganisations(of: actor, with: .viewReviews, asOf: asOf, at: now)
    return try opinions(tops, actor, today, now, session)
      + tops.prefix(20).flatMap { top -> [Matter] in
        let rounds = try session.reviewRounds(touching: top.organisation, asOf: asOf)
        guard let round = rounds.first(where: { $0.period.year >= today.year - 1 }) else { return [] }
        let asked =
          "nam=\(round.period.year)" + (round.period.quarter == 0 ? "" : "&quy=\(round.period.quarter)")
        let path = "/to-chuc/\(top.organisation)/dot-kiem-diem?\(asked)"
        let waiting = try decided(top, round, path, actor, asOf, now, session)
        let isUnit = top.kind.isCell || top.kind == .baseCommittee
        let sent = try session.reviewSubmission(of: top.organisation, in: round.id)
        let due = try session.reviewDeadline(
          of: RoundProcedure.submission, for: top.organisation, in: round.id, asOf: asOf)
        guard isUnit, sent == nil || sent?.state == .returned else {
          guard sent?.state != .accepted else { return waiting }
          return waiting + [
            Matter(
              kind: "kiểm điểm", text: "Đợt kiểm điểm \(round.period.vietnamese): \(top.name)", path: path,
              tone: .neutral)
          ]
        }
        let isLate = due.map { $0.dueBefore <= today } ?? false
        let what = sent == nil ? "Gửi kết quả kiểm điểm" : "Bổ sung kết quả kiểm điểm bị trả lại"
        return waiting + [
          Matter(
            kind: isLate ? "quá hạn" : "kiểm điểm",
            text: "\(what) \(round.period.vietnamese): \(top.name)"
              + (due.map { ", trước ngày \($0.dueBefore.vietnamese)" } ?? ""),
            path: path, tone: isLate ? .attention : .undecided)
        ]
      }
  }
}
