import Basics
import Registry
import Storage

/// Survey — cuộc khảo sát: a visit from above, what was asked, found, advised and petitioned.
package struct Survey: Record, Hashable {
  package var id: ID<Survey>
  /// Whom the team visited.
  package var organisation: ID<Organisation>
  package var visitedOn: Day
  package var title: String
  package var team: String
  package var host: String
  package var publishedOn: Day?

  package static let table: StaticString = "survey"
  package static let columns: [StaticString] = [
    "id", "organisation_id", "visited_on", "title", "team", "host", "published_on",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, organisation.sqlValue, visitedOn.sqlValue, .text(title), .text(team), .text(host),
      publishedOn?.sqlValue ?? .null,
    ]
  }

  static let columnList: SQL =
    "v.id, v.organisation_id, v.visited_on, v.title, v.team, v.host, v.published_on"

  static func read(_ row: Row) throws -> Survey {
    Survey(
      id: try row.id(0), organisation: try row.id(1), visitedOn: try row.day(2), title: try row.text(3),
      team: try row.text(4), host: try row.text(5), publishedOn: try row.ifDay(6))
  }
}

/// One point of a survey.
package struct SurveyPart: Fact, Hashable {
  package enum Kind: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case topic, attendee, unit, figure, reported, finding, advice, petition

    package var title: String {
      switch self {
      case .topic: "Nội dung làm việc"
      case .attendee: "Thành phần dự"
      case .unit: "Đơn vị có đại diện"
      case .figure: "Số liệu được yêu cầu"
      case .reported: "Nội dung được báo cáo"
      case .finding: "Đánh giá"
      case .advice: "Ý kiến lưu ý, yêu cầu"
      case .petition: "Kiến nghị"
      }
    }

    /// Whether somebody has to answer: what is advised from above, and what is asked for from below.
    package var isAnswered: Bool { self == .advice || self == .petition }
  }

  package var id: ID<SurveyPart>
  package var survey: ID<Survey>
  package var kind: Kind
  package var position: Int
  /// A finding's heading; the key of a requested figure (`agencyCells`).
  package var topic: String
  package var text: String
  /// An attendee; those an advice is addressed to; the one who reported or petitioned.
  package var person: String
  package var post: String
  /// A unit represented, or the organisation that has to answer.
  package var organisation: ID<Organisation>?
  /// The finding that is the cause of this one.
  package var because: ID<SurveyPart>?
  package var dueOn: Day?

  package static let table: StaticString = "survey_part"
  package static let columns: [StaticString] = [
    "id", "survey_id", "kind", "position", "topic", "text", "person", "post", "organisation_id", "because_id",
    "due_on",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [
      id.sqlValue, survey.sqlValue, kind.sqlValue, position.sqlValue, .text(topic), .text(text),
      .text(person),
      .text(post), organisation?.sqlValue ?? .null, because?.sqlValue ?? .null, dueOn?.sqlValue ?? .null,
    ]
  }

  static let columnList: SQL = """
    p.id, p.survey_id, p.kind, p.position, p.topic, p.text, p.person, p.post, p.organisation_id, p.because_id, p.due_on
    """

  static func read(_ row: Row) throws -> SurveyPart {
    SurveyPart(
      id: try row.id(0), survey: try row.id(1), kind: try row.choice(2), position: try row.int(3),
      topic: try row.text(4), text: try row.text(5), person: try row.text(6), post: try row.text(7),
      organisation: try row.ifID(8), because: try row.ifID(9), dueOn: try row.ifDay(10))
  }
}

/// What was done about an advice or a petition.
package struct SurveyAnswer: Fact, Hashable {
  package enum Status: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case open, doing, done
    package var title: String {
      switch self {
      case .open: "Chưa thực hiện"
      case .doing: "Đang thực hiện"
      case .done: "Đã thực hiện"
      }
    }
  }

  package var id: ID<SurveyAnswer>
  package var part: ID<SurveyPart>
  package var day: Day
  package var status: Status
  package var text: String
  package var person: String

  package static let table: StaticString = "survey_answer"
  package static let columns: [StaticString] = [
    "id", "part_id", "answered_on", "status", "text", "by_person",
  ]
  package var row: Int64 { id.number }
  package var values: [SQLValue] {
    [id.sqlValue, part.sqlValue, day.sqlValue, status.sqlValue, .text(text), .text(person)]
  }

  static func read(_ row: Row) throws -> SurveyAnswer {
    SurveyAnswer(
      id: try row.id(0), part: try row.id(1), day: try row.day(2), status: try row.choice(3),
      text: try row.text(4),
      person: try row.text(5))
  }
}
