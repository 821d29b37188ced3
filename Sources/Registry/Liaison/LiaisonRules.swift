import Basics

/// Liaison rules — quy định về giữ mối liên hệ với nơi cư trú, from `Content/Liaison/rules.yaml`.
package struct LiaisonRules: Sendable, Decodable {
  package struct Paper: Sendable, Decodable {
    /// As the form is called: "Mẫu 1-213".
    package var code: String
    package var certainty: String
  }
  /// The document in force over a time, and its papers.
  package struct Regime: Sendable, Decodable {
    package var id: String
    package var document: String
    package var from: Day
    package var until: Day?
    package var certainty: String
    package var letter: Paper
    package var request: Paper
  }
  package struct ClassRule: Sendable, Decodable {
    package var name: String
    /// What the letter says of the class; nothing for most.
    package var line: String?
    package var cite: String
    package var certainty: String
  }
  package struct Count: Sendable, Decodable {
    package var count: Int
    package var certainty: String
  }
  package struct Clock: Sendable, Decodable {
    /// Calendar days.
    package var days: Int
    package var certainty: String
  }
  package struct Occasion: Sendable, Decodable {
    package var id: String
    package var name: String
  }
  package struct Answer: Sendable, Decodable {
    /// Calendar days.
    package var days: Int
    package var certainty: String
    package var cite: String
  }
  /// Comments of the residence outside of a review.
  package struct Comments: Sendable, Decodable {
    package var occasions: [Occasion]
    package var answer: Answer

    package func name(of occasion: String) -> String {
      occasions.first { $0.id.utf8.elementsEqual(occasion.utf8) }?.name ?? occasion
    }
  }
  package struct Clocks: Sendable, Decodable { package var present: Clock }
  package struct Meetings: Sendable, Decodable {
    package var aYear: Int
    package var certainty: String
    package var cite: String
  }

  package var regimes: [Regime]
  /// Kinds of cells whose members are introduced to where they live.
  package var workplaces: Set<Organisation.Kind>
  /// Kinds of cells that take them in.
  package var residences: Set<Organisation.Kind>
  private var classes: [String: ClassRule]
  package var leastExemptShown: Count
  package var clocks: Clocks
  package var comments: Comments
  package var meetings: Meetings

  package init(_ content: Content) throws {
    let path = "Liaison/rules.yaml"
    self = try content.yaml(path)
    for each in LiaisonClass.allCases where classes[each.rawValue] == nil {
      throw ContentRefusal.unreadable(path, "thiếu diện “\(each.rawValue)”")
    }
  }

  /// What held on a day; before the first document there was none.
  package func regime(on day: Day) -> Regime? {
    regimes.first { $0.from <= day && ($0.until.map { day < $0 } ?? true) }
  }

  package func rule(of standing: LiaisonClass) -> ClassRule {
    classes[standing.rawValue] ?? ClassRule(name: standing.rawValue, line: nil, cite: "", certainty: "N")
  }

  /// The last day to hand in a letter.
  package func presentBy(_ letter: LiaisonLetter) -> Day { letter.issuedOn.adding(days: clocks.present.days) }
}
