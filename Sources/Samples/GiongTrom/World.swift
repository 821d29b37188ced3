import Basics
import Registry

/// A world — thế giới mô phỏng: every cell and every life of the sample, drawn from the seed before anything is written.
struct World: Sendable {
  struct Cell: Sendable {
    var title: String
    var code: String
    var kind: Organisation.Kind
    var sort: CellSort
    /// Index of the commune, or of the organisation directly under the district.
    var commune: Int?
    var direct: Int?
    var neighbourhood = ""
    var founded: Day
    /// Members on the day of the visit.
    var size: Int
    /// Women of a hundred.
    var female: Int
  }

  struct Commune: Sendable {
    var facts: GiongTromFacts.Unit
    /// "xã Long Mỹ".
    var name: String
    var agency: Int
    var hamlets: [Int]
    var others: [Int]
    /// The decision of the commune committee that founded the agency cell.
    var foundedOn: Day
    var decisionNumber: String
    var agencySize: Int
  }

  /// One of those directly under the district: a base cell, or a base committee with cells.
  struct Direct: Sendable {
    var facts: GiongTromFacts.Direct
    var cells: [Int]
  }

  struct Stay: Sendable, Hashable {
    var cell: Int
    var from: Day
  }

  struct End: Sendable, Hashable {
    var kind: MembershipEnd.Kind
    /// The first day on which the person no longer belongs.
    var day: Day
    var destination = ""
  }

  struct Post: Sendable, Hashable {
    var index: Int
    var from: Day
    var to: Day?
  }

  struct CellPost: Sendable, Hashable {
    var title: String
    var from: Day
  }

  struct Person: Sendable {
    var record: PersonalRecord
    var card: String
    var number: String
    var stays: [Stay]
    var end: End?
    /// What the person does at the seat of the commune.
    var post: Post?
    /// A post in the committee of a cell.
    var cellPost: CellPost?

    var arrival: Day { stays.first?.from ?? .endOfTime }
    func cell(on day: Day) -> Int? {
      if let end, end.day <= day { return nil }
      return stays.last { $0.from <= day }?.cell
    }
  }

  var communes: [Commune] = []
  var directs: [Direct] = []
  var cells: [Cell] = []
  var people: [Person] = []

  func count(on day: Day, _ condition: (Cell) -> Bool = { _ in true }) -> Int {
    people.count { $0.cell(on: day).map { condition(cells[$0]) } ?? false }
  }
}

/// How large a world is made: the whole district, or a small one with the same days and figures of agency cells.
package struct SampleSize: Sendable, Hashable {
  package var members: Int
  package var hamlets: ClosedRange<Int>
  /// Of a hundred, of the sizes told for schools and organisations directly under the district.
  package var others: Int
  /// Of a hundred, of what happens after the visit.
  package var later: Int

  package static let whole = SampleSize(members: 4543, hamlets: 7...9, others: 100, later: 100)
  package static let small = SampleSize(members: 1000, hamlets: 2...2, others: 22, later: 20)
}
