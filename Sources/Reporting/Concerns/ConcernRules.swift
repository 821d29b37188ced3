import Basics
import Registry

/// Concern rules — quy định về việc ghi điều nhân dân phản ánh, from `Content/Concerns/rules.yaml`.
package struct ConcernRules: Sendable, Decodable {
  package struct Topic: Sendable, Decodable {
    package var id: String
    package var name: String
  }
  package struct Place: Sendable, Decodable {
    /// Letters.
    package var longest: Int
    package var finer: [String]
    /// The same in the words of a matter.
    package var finerInWords: [String]
    package var certainty: String
  }
  /// What is not written here, and the lawful way for it.
  package struct Elsewhere: Sendable, Decodable, Equatable {
    package var id: String
    package var name: String
    package var words: [String]
    package var advice: String
    package var cite: String
    package var certainty: String
  }
  package struct Clock: Sendable, Decodable {
    /// Calendar days.
    package var days: Int
    package var certainty: String
    package var cite: String
  }
  package struct Clocks: Sendable, Decodable {
    package var answer: Clock
    package var told: Clock
  }

  package var topics: [Topic]
  package var place: Place
  package var elsewhere: [Elsewhere]
  package struct Reach: Sendable, Decodable { package var heardDays: Int }

  package var clocks: Clocks
  package var retention: Clock
  /// How many days ago a matter may have been heard.
  package var reach: Reach

  package init(_ content: Content) throws {
    let path = "Concerns/rules.yaml"
    self = try content.yaml(path)
    guard Set(topics.map(\.id)).count == topics.count, !topics.isEmpty else {
      throw ContentRefusal.unreadable(path, "lĩnh vực trống hoặc trùng mã")
    }
  }

  package func topicName(_ id: String) -> String { topics.first { $0.id == id }?.name ?? id }
}
