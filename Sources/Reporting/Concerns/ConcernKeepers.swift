import Basics
import Registry
import Storage

/// Who carries on the matters of a cell that was merged or divided: a question along the succession. Of one that was divided, the
/// part of the same hamlet; where no part is called so, all of them.
extension Session {
  package func keepers(of concern: Concern, on day: Day) throws -> [ID<Organisation>] {
    let heirs = try heirs(of: concern.organisation, asOf: AsOf(day))
    guard heirs.count > 1, !concern.hamlet.isEmpty else { return heirs }
    let hamlet = VietnameseText.fold(concern.hamlet)
    let same = try heirs.filter {
      let own = try organisation($0, asOf: AsOf(day))?.neighbourhood ?? ""
      return VietnameseText.fold(own).utf8.elementsEqual(hamlet.utf8)
    }
    return same.isEmpty ? heirs : same
  }

  /// The matters of a cell and those it has taken over, what its predecessors had closed left out; the latest first.
  package func keptConcerns(of organisation: ID<Organisation>, on day: Day) throws -> [ConcernStory] {
    let own = try concerns(of: organisation)
    let inherited = try origins(of: organisation, asOf: AsOf(day)).flatMap { origin -> [ConcernStory] in
      let end = try endDay(of: origin)
      return try concerns(of: origin).filter { story in
        guard story.isOpen || story.lastDay >= end else { return false }
        return try keepers(of: story.concern, on: day).contains(organisation)
      }
    }
    guard !inherited.isEmpty else { return own }
    return (own + inherited).sorted {
      ($1.concern.heardOn, $1.concern.concern) < ($0.concern.heardOn, $0.concern.concern)
    }
  }

  /// What somebody may do with a matter by a role within the grassroots organisation that keeps it.
  package func concernRights(of actor: Actor, on story: ConcernStory, at moment: Moment) throws -> RightSet {
    let places = try [story.concern.organisation] + keepers(of: story.concern, on: moment.day)
    return try Set(places).reduce(into: []) {
      $0.formUnion(try nearRights(of: actor, on: $1, at: moment))
    }
  }

  /// The same as a demand: whoever has no part in it does not learn that it is there.
  func requireConcern(_ right: Right, of actor: Actor, on story: ConcernStory, at moment: Moment) throws {
    let rights = try concernRights(of: actor, on: story, at: moment)
    guard !rights.isEmpty else { throw RightsRefusal.notFound }
    guard rights.contains(right) else { throw RightsRefusal.lacking(right) }
  }

  /// Where a cell's figures stand on a day: at the cell, else at its one heir, else at what stood above it.
  func countedAt(_ cell: ID<Organisation>, asOf: AsOf) throws -> ID<Organisation>? {
    var place = cell
    for _ in 0..<64 {
      if try organisation(place, asOf: asOf) != nil { return place }
      let heirs = try heirs(of: place, asOf: asOf)
      if let heir = heirs.first, heirs.count == 1 { return heir }
      guard let above = try organisationStates(place).last?.parent else { return nil }
      place = above
    }
    return nil
  }
}
