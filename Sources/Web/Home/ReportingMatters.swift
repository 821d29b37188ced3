import Basics
import Markup
import Meetings
import Registry
import Reporting

/// What mandates, surveys and issued briefings ask of a person.
extension HomePicture {
  static func reporting(
    _ actor: Actor, _ rules: MeetingRules, _ today: Day, _ now: Moment, _ session: Asked
  ) throws -> [Matter] {
    try mandates(actor, rules, today, now, session) + advice(actor, today, now, session)
      + questions(actor, now, session)
  }

  /// Units of the reach that have not rolled out what is due: past its day, or due as soon as a task is told to be. In the order
  /// of the days.
  private static func mandates(
    _ actor: Actor, _ rules: MeetingRules, _ today: Day, _ now: Moment, _ session: Asked
  ) throws -> [Matter] {
    let reach = try session.reach(of: actor, with: .recordRollOut, at: now)
    if let reach, reach.isEmpty { return [] }
    let last = today.adding(days: rules.counting.soon)
    var due: [(day: Day, mandate: Mandate)] = []
    for mandate in try session.mandates(asOf: AsOf(today)) {
      if let day = mandate.dueOn, day <= last { due.append((day, mandate)) }
    }
    due.sort { ($0.day, $0.mandate.mandate) < ($1.day, $1.mandate.mandate) }
    return try due.compactMap { day, mandate -> Matter? in
      let whole = try session.progress(of: mandate, asOf: AsOf(today))
      let waiting = (reach.map { whole.limited(to: $0) } ?? whole).unfinished
      guard !waiting.isEmpty else { return nil }
      let names = waiting.prefix(3).map(\.unit.name).joined(separator: "; ")
      let more = waiting.count > 3 ? " và \(waiting.count - 3) đơn vị nữa" : ""
      let isLate = day < today
      return Matter(
        kind: isLate ? "quá hạn" : "sắp đến hạn",
        text: "\(mandate.subject.capitalisedFirst): \(names)\(more) chưa triển khai, hạn \(day.vietnamese)",
        path: "/van-ban-giao-viec/\(mandate.mandate)", tone: isLate ? .attention : .undecided)
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
