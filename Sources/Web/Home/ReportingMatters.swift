import Basics
import Markup
import Registry
import Reporting

/// What mandates, surveys and issued briefings ask of a person.
extension HomePicture {
  static func reporting(_ actor: Actor, _ today: Day, _ now: Moment, _ session: Asked) throws -> [Matter] {
    try mandates(actor, today, now, session) + advice(actor, today, now, session)
      + questions(actor, now, session)
  }

  /// Units of the reach that are past the due day.
  private static func mandates(_ actor: Actor, _ today: Day, _ now: Moment, _ session: Asked) throws
    -> [Matter]
  {
    let reach = try session.reach(of: actor, with: .recordRollOut, at: now)
    if let reach, reach.isEmpty { return [] }
    return try session.mandates(asOf: AsOf(today)).filter { $0.dueOn.map { $0 < today } ?? false }.compactMap
    { mandate in
      let whole = try session.progress(of: mandate, asOf: AsOf(today))
      let late = (reach.map { whole.limited(to: $0) } ?? whole).overdue
      guard let due = mandate.dueOn, !late.isEmpty else { return nil }
      let names = late.prefix(3).map(\.unit.name).joined(separator: "; ")
      let more = late.count > 3 ? " và \(late.count - 3) đơn vị nữa" : ""
      return Matter(
        kind: "quá hạn",
        text: "\(mandate.subject.capitalisedFirst): \(names)\(more) chưa triển khai, hạn \(due.vietnamese)",
        path: "/van-ban-giao-viec/\(mandate.mandate)", tone: .attention)
    }
  }

  private static func advice(_ actor: Actor, _ today: Day, _ now: Moment, _ session: Asked) throws -> [Matter]
  {
    let reach = try session.reach(of: actor, with: .answerSurveys, at: now)
    if let reach, reach.isEmpty { return [] }
    return try session.openAdvice(on: today).filter { reach?.contains($0.owner) ?? true }.prefix(20).map {
      open in
      let words = open.part.topic.isEmpty ? open.part.text : open.part.topic
      let isLate = open.isOverdue(on: today)
      return Matter(
        kind: isLate ? "quá hạn" : open.part.kind == .advice ? "ý kiến" : "kiến nghị",
        text:
          "\(open.status == nil ? "Trả lời" : "Làm xong"): \(shortened(words)) (khảo sát ngày \(open.survey.visitedOn.vietnamese))",
        path: "/khao-sat/\(open.survey.id)#muc-\(open.part.id)", tone: isLate ? .attention : .undecided)
    }
  }

  private static func questions(_ actor: Actor, _ now: Moment, _ session: Asked) throws -> [Matter] {
    let reach = try session.reach(of: actor, with: .remarkOnBriefings, at: now)
    if let reach, reach.isEmpty { return [] }
    return try session.openQuestions()
      .filter {
        (reach?.contains($0.organisation) ?? true)
          && ($0.remark.account == nil || $0.remark.account != actor.account)
      }
      .prefix(20).map { question in
        Matter(
          kind: "câu hỏi",
          text:
            "\(question.remark.person) hỏi về báo cáo \(question.number): \(shortened(question.remark.text))",
          path: "/bao-cao/\(question.remark.issue)#y-kien", tone: .undecided)
      }
  }

  /// The first words of a longer text, cut between scalars.
  private static func shortened(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > 120 else { return text }
    return String(String.UnicodeScalarView(scalars.prefix(119))) + "…"
  }
}
