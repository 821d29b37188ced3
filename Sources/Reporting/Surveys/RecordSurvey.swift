import Basics
import Registry
import Storage

/// What a person writes down about one point of a survey.
package struct SurveyPartEntry: Sendable, Hashable {
  package var kind: SurveyPart.Kind
  package var topic: String
  package var text: String
  package var person: String
  package var post: String
  package var organisation: ID<Organisation>?
  /// The topic or the identity of the finding that caused this one.
  package var because: String?
  package var dueOn: Day?

  package init(
    _ kind: SurveyPart.Kind, topic: String = "", text: String = "", person: String = "", post: String = "",
    organisation: ID<Organisation>? = nil, because: String? = nil, dueOn: Day? = nil
  ) {
    (self.kind, self.topic, self.text, self.person, self.post) = (kind, topic, text, person, post)
    (self.organisation, self.because, self.dueOn) = (organisation, because, dueOn)
  }
}

/// Writes down a visit with all that was said in it.
package struct RecordSurvey: Act {
  package static let name = "survey.record"
  package var organisation: ID<Organisation>
  package var visitedOn: Day
  package var title: String
  package var team: String
  package var host: String
  package var publishedOn: Day?
  package var parts: [SurveyPartEntry]

  package init(
    of organisation: ID<Organisation>, visitedOn: Day, title: String, team: String, host: String,
    publishedOn: Day? = nil, parts: [SurveyPartEntry] = []
  ) {
    (self.organisation, self.visitedOn, self.title) = (organisation, visitedOn, title)
    (self.team, self.host, self.publishedOn, self.parts) = (team, host, publishedOn, parts)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<Survey> {
    try register.require(.manageSurveys, of: actor, on: organisation)
    let (title, team) = (try FreeText.line(title), try FreeText.line(team))
    guard !title.isEmpty, !team.isEmpty else { throw SurveyRefusal.incomplete }
    guard visitedOn <= register.today else { throw SurveyRefusal.future(visitedOn) }
    if let publishedOn, publishedOn < visitedOn { throw SurveyRefusal.publishedBefore(publishedOn) }
    guard try register.session.organisation(organisation, asOf: AsOf(visitedOn)) != nil else {
      let name = try register.session.organisationNear(organisation, asOf: AsOf(visitedOn))?.name ?? ""
      throw SurveyRefusal.notThere(name, visitedOn)
    }
    let survey = Survey(
      id: register.newID(), organisation: organisation, visitedOn: visitedOn, title: title, team: team,
      host: try FreeText.line(host), publishedOn: publishedOn)
    try register.add(survey)
    for entry in parts { try register.add(entry, to: survey.id, by: actor) }
    register.note("survey", survey.id)
    return survey.id
  }
}

/// Adds a point to a survey that is written down already.
package struct AddSurveyPart: Act {
  package static let name = "survey.addPart"
  package var survey: ID<Survey>
  package var entry: SurveyPartEntry

  package init(to survey: ID<Survey>, _ entry: SurveyPartEntry) {
    (self.survey, self.entry) = (survey, entry)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<SurveyPart> {
    guard let found = try register.session.survey(survey) else { throw RightsRefusal.notFound }
    try register.require(.manageSurveys, of: actor, on: found.organisation)
    register.note("survey", survey)
    return try register.add(entry, to: survey, by: actor)
  }
}

/// Says what was done about an advice or a petition.
package struct AnswerSurveyPart: Act {
  package static let name = "survey.answer"
  package var part: ID<SurveyPart>
  package var status: SurveyAnswer.Status
  package var text: String
  package var person: String
  package var day: Day

  package init(
    _ part: ID<SurveyPart>, status: SurveyAnswer.Status, text: String, by person: String, on day: Day
  ) {
    (self.part, self.status, self.text, self.person, self.day) = (part, status, text, person, day)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<SurveyAnswer> {
    guard let part = try register.session.surveyPart(part),
      let survey = try register.session.survey(part.survey)
    else {
      throw RightsRefusal.notFound
    }
    try register.require(.answerSurveys, of: actor, on: part.organisation ?? survey.organisation)
    guard part.kind.isAnswered else { throw SurveyRefusal.needsNoAnswer }
    guard day <= register.today else { throw SurveyRefusal.future(day) }
    guard day >= survey.visitedOn else { throw SurveyRefusal.beforeVisit(day, survey.visitedOn) }
    let (text, person) = (try FreeText.checked(text), try FreeText.line(person))
    guard !text.isEmpty, !person.isEmpty else { throw SurveyRefusal.noText }
    let answer = SurveyAnswer(
      id: register.newID(), part: part.id, day: day, status: status, text: text, person: person)
    try register.insert(answer)
    register.note("survey", survey.id)
    register.note("part", part.id)
    return answer.id
  }
}

extension Transaction {
  /// - Parameter old: the point this one replaces, in its place.
  @discardableResult
  func add(
    _ entry: SurveyPartEntry, to survey: ID<Survey>, replacing old: SurveyPart? = nil, by actor: Actor
  ) throws -> ID<SurveyPart> {
    let earlier = try session.surveyParts(of: survey).filter { $0.id != old?.id }
    let topic = try FreeText.line(entry.topic)
    let text = try FreeText.checked(entry.text)
    let person = try FreeText.line(entry.person)
    guard !(topic + text + person).isEmpty || entry.organisation != nil else { throw SurveyRefusal.noText }
    if let organisation = entry.organisation { try require(.viewOrganisations, of: actor, on: organisation) }
    var because: ID<SurveyPart>?
    if let cause = entry.because {
      guard
        let found = earlier.first(where: {
          $0.kind == .finding && ("\($0.id)" == cause || $0.topic == VietnameseText.clean(cause))
        })
      else {
        throw SurveyRefusal.noCause(cause)
      }
      because = found.id
    }
    let part = SurveyPart(
      id: newID(), survey: survey, kind: entry.kind,
      position: old?.position
        ?? 1 + (earlier.filter { $0.kind == entry.kind }.map(\.position).max() ?? 0),
      topic: topic,
      text: text,
      person: person, post: try FreeText.line(entry.post), organisation: entry.organisation,
      because: because,
      dueOn: entry.dueOn)
    try insert(part)
    return part.id
  }
}

package enum SurveyRefusal: Refusal, Equatable {
  case incomplete, noText, needsNoAnswer
  case future(Day)
  case publishedBefore(Day)
  case beforeVisit(Day, Day)
  case notThere(String, Day)
  case noCause(String)

  package var reason: String {
    switch self {
    case .incomplete: "Chưa ghi tên cuộc khảo sát hoặc đoàn khảo sát."
    case .noText: "Chưa ghi nội dung hoặc người ghi."
    case .needsNoAnswer: "Mục này không phải là ý kiến hay kiến nghị cần trả lời."
    case .future(let day): "Ngày \(day.vietnamese) sau hôm nay."
    case .publishedBefore(let day): "Ngày công bố \(day.vietnamese) trước ngày làm việc."
    case .beforeVisit(let day, let visit):
      "Ngày trả lời \(day.vietnamese) trước ngày làm việc \(visit.vietnamese)."
    case .notThere(let name, let day): "\(name) không tồn tại vào ngày \(day.vietnamese)."
    case .noCause(let topic): "Không có đánh giá nào mang tên “\(topic)” để làm nguyên nhân."
    }
  }
  package var remedy: String {
    switch self {
    case .incomplete: "Ghi cả hai."
    case .noText: "Ghi nội dung và người ghi."
    case .needsNoAnswer: "Chọn một ý kiến lưu ý, yêu cầu hoặc kiến nghị."
    case .future, .publishedBefore, .beforeVisit: "Kiểm tra lại ngày."
    case .notThere: "Chọn tổ chức tồn tại vào ngày ấy."
    case .noCause: "Ghi đánh giá ấy trước, rồi mới ghi đánh giá mà nó gây ra."
    }
  }
}
