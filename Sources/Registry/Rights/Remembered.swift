import Basics
import History
import Storage

/// Questions whose answers are kept while the history stands still: the walks of the rights, which every request
/// takes, counts, who stands on a page of a list, and how organisations stand to each other. Persons are among the
/// answers by identity only.
enum Remembered: Hashable {
  case above(ID<Organisation>, Day)
  case reach([ID<Organisation>], Day)
  case members([ID<Organisation>], MemberFilter, AsOf, ListSight)
  case page([ID<Organisation>], MemberFilter, AsOf, ListSight, offset: Int, limit: Int)
  /// The roots of a reach, the day of the rights, the day on which the list is read, the list's own.
  case sight([ID<Organisation>], Day, Day, AsOf)
  /// The roots of a reach, the day of the rights, whom a page names.
  case nameSights([ID<Organisation>], Day, [ID<Member>])
  case states(ID<Organisation>, known: Int)
  case events(ID<Organisation>, known: Int)
  case children(ID<Organisation>?, AsOf)
  case superiors(ID<Organisation>, AsOf)
  case outline(ID<Organisation>, AsOf)
  case changeDays(ID<Organisation>)
  case leadership(ID<Organisation>, AsOf)
}

extension Session {
  func remembered<Answer: Sendable>(_ question: Remembered, _ ask: () throws -> Answer) throws -> Answer {
    guard let recollection else { return try ask() }
    return try recollection.answer(question, at: { try Journal.head(in: self).hash }, ask)
  }
}
