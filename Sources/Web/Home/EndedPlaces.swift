import Basics
import Markup
import Registry

/// An organisation somebody wrote for that is no more, and who carries on what it left open.
struct EndedPlace: Sendable {
  var organisation: ID<Organisation>
  var name: String
  var end: Day
  var heirs: [String]

  /// Those an actor has a role on that writes, the last one to end first.
  static func all(of actor: Actor, today: Day, at now: Moment, in session: Asked) throws -> [EndedPlace] {
    guard let account = actor.account else { return [] }
    let places = try Set(
      session.grants(of: account, at: now).filter { $0.role.rights.contains(.recordMeetings) }.map(
        \.organisation))
    return try places.sorted().compactMap { place -> EndedPlace? in
      guard let last = try session.organisationStates(place).last, last.period.to <= today else { return nil }
      let heirs = try session.heirs(of: place, asOf: AsOf(today))
      return EndedPlace(
        organisation: place, name: last.name, end: last.period.to,
        heirs: try heirs.compactMap { try session.organisation($0, asOf: AsOf(today))?.name })
    }.sorted { ($1.end, $0.organisation) < ($0.end, $1.organisation) }
  }

  var notice: Notice {
    let carried =
      heirs.isEmpty
      ? "Sổ chưa ghi nơi kế thừa; việc, văn bản còn mở thì hỏi cấp ủy cấp trên."
      : "Việc, văn bản còn mở và điều nhân dân phản ánh do \(heirs.joined(separator: "; ")) làm tiếp."
    return Notice(
      .info, "\(name) đã kết thúc hoạt động từ ngày \(end.vietnamese).", reason: carried,
      action: Link("Xem sổ của ngày trước đó", "/to-chuc/\(organisation)?ngay=\(end.previous)"))
  }
}
