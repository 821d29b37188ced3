import Basics
import Registry

/// The district of 2014 as `Content/Samples/giong-trom-2014.yaml` tells it: what is printed, what is from elsewhere,
/// and the measures of what is made up.
struct GiongTromFacts: Decodable, Sendable {
  struct Place: Decodable, Sendable {
    var name: String
    var code: String
  }
  struct Totals: Decodable, Sendable {
    var members: Int
    var agencyCellMembers: Int
  }
  struct RolledOut: Decodable, Sendable {
    var first: Day
    var last: Day
  }
  struct RosterPeriod: Decodable, Sendable {
    var title: String
    var until: Day
  }
  struct Unit: Decodable, Sendable {
    var kind: AdministrativeUnit.Kind
    var name: String
    var code: String
    var short: String
    var becomes: String?
    var mergesInto: String?
  }
  struct Paper: Decodable, Sendable {
    var type: String
    var number: String
    var issuer: String
    var date: Day
    var subject: String
    var entry: DecisionEntry {
      DecisionEntry(DocumentKey(type: type, number: number, issuer: issuer, date: date), subject: subject)
    }
  }
  struct Merger: Decodable, Sendable {
    var day: Day
    var recorded: Day
    var document: Paper
    var province: Place?
    var units: [Unit]?
  }
  struct CellOfCommune: Decodable, Sendable {
    var title: String
    var size: Int
    var female: Int
    var sort: CellSort
  }
  struct Direct: Decodable, Sendable {
    enum After: String, Decodable, Sendable { case commune, province }
    struct Part: Decodable, Sendable {
      var title: String
      var size: Int
    }
    var title: String
    var short: String
    var female: Int
    var after: After
    /// A base cell's size; an organisation with cells has theirs.
    var size: Int?
    var sort: CellSort?
    var cells: [Part]?
  }
  struct Post: Decodable, Sendable {
    var title: String
    var sector: Sector
    /// The post in the committee that goes with it.
    var party: String?
    /// The post in the agency cell.
    var cell: String?
    var female: Int?
  }
  struct InventedGrades: Decodable, Sendable {
    var year: Int
    var decided: Day
    var TSVM: Int
    var HTT: Int
    var HT: Int
  }
  struct ReportedGrades: Decodable, Sendable {
    var year: Int
    var decided: Day
    var TSVM: Int
    var HTT: Int
    var notHTT: [String]
  }

  /// The days on which developing the Party is written down.
  struct Development: Decodable, Sendable {
    var surveyed: Day
    var admitted: Day
    var ended: Day
    var erased: Day
    var present: Day
  }

  var development: Development
  var province: Place
  var district: Place
  var oldest: Day
  var begins: Day
  var firstRosters: Day
  var visit: Day
  var totals: Totals
  var rolledOut: RolledOut
  var rosters: [RosterPeriod]
  var units: [Unit]
  var merger2020: Merger
  var merger2025: Merger
  var communeCells: [CellOfCommune]
  var directly: [Direct]
  var posts: [Post]
  var inventedGrades: [InventedGrades]
  var reportedGrades: ReportedGrades

  init(_ content: Content) throws { self = try content.yaml("Samples/giong-trom-2014.yaml") }
}

/// What sort of people a simulated cell has.
enum CellSort: String, Decodable, Sendable { case hamlet, school, health, agency, office }

/// The visit of 21-4-2014 as the published report tells it, and the guidance it asked about.
struct VisitFacts: Decodable, Sendable {
  struct Attendee: Decodable, Sendable {
    var name: String
    var post: String
  }
  struct Represented: Decodable, Sendable {
    var unit: String
    var text: String
  }
  struct Figure: Decodable, Sendable {
    var key: String
    var text: String
  }
  struct Finding: Decodable, Sendable {
    var topic: String
    var text: String
    var because: String?
  }
  struct Advice: Decodable, Sendable {
    var to: String
    var text: String
  }
  struct Guidance: Decodable, Sendable {
    var type: String
    var number: String
    var issuer: String
    var date: Day
    var otherDate: Day
    var otherSource: String
    var recorded: Day
    var subject: String
    var duty: String
  }

  var title: String
  var published: Day
  var team: String
  var host: String
  var topics: [String]
  var attendees: [Attendee]
  var represented: [Represented]
  var figures: [Figure]
  var reported: [String]
  var findings: [Finding]
  var advice: [Advice]
  var mandate: Guidance

  init(_ content: Content) throws { self = try content.yaml("Samples/survey-2014.yaml") }
}
