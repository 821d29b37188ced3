/// The dated closure of the tree, computed anew from the superiors of every organisation and compared with the table.
///
/// Only what is believed now can be computed anew; earlier beliefs are kept by the states it follows from.
struct Closure {
  private struct Link: Hashable {
    var ancestor: Int64
    var depth: Int64
    var from: Int64
    var to: Int64
  }
  private struct State {
    var parent: Int64?
    var from: Int64
    var to: Int64
  }

  private let store: any Store
  private var states: [Int64: [State]] = [:]
  private var known: [Int64: Set<Link>] = [:]

  /// - Returns: the number of links compared.
  static func check(_ store: any Store, _ tables: [Table]) throws -> Int64 {
    let names = Set(tables.map(\.name))
    guard names.isSuperset(of: ["organisation_state", "organisation_closure"]) else { return 0 }
    var closure = Closure(store: store)
    return try closure.check()
  }

  private init(store: any Store) { self.store = store }

  private mutating func check() throws -> Int64 {
    let rows = try store.rows(
      """
      SELECT organisation_id, parent_id, effective_from, effective_to FROM organisation_state
      WHERE withdrawn_by = \(Register.stillBelieved) ORDER BY organisation_id, effective_from
      """)
    while let row = try rows.next() {
      guard row.count == 4, let organisation = row[0].int, let from = row[2].int, let to = row[3].int else {
        continue
      }
      states[organisation, default: []].append(State(parent: row[1].int, from: from, to: to))
    }
    var stored: [Int64: Set<Link>] = [:]
    var count: Int64 = 0
    let closure = try store.rows(
      """
      SELECT descendant_id, ancestor_id, depth, effective_from, effective_to FROM organisation_closure
      WHERE withdrawn_by = \(Register.stillBelieved)
      """)
    while let row = try closure.next() {
      guard row.count == 5, let descendant = row[0].int, let ancestor = row[1].int, let depth = row[2].int,
        let from = row[3].int, let to = row[4].int
      else { continue }
      let isNew = stored[descendant, default: []].insert(
        Link(ancestor: ancestor, depth: depth, from: from, to: to)
      ).inserted
      guard isNew else { throw Self.broken(descendant) }
      count += 1
    }
    for organisation in Set(states.keys).union(stored.keys).sorted() {
      guard try links(of: organisation, depth: 0) == stored[organisation] ?? [] else {
        throw Self.broken(organisation)
      }
    }
    return count
  }

  /// Itself, and whatever stands above its superiors while they are its superiors.
  private mutating func links(of organisation: Int64, depth: Int) throws -> Set<Link> {
    if let found = known[organisation] { return found }
    guard depth < 64 else { throw Self.broken(organisation) }
    var links: [Link] = []
    for state in states[organisation] ?? [] {
      links.append(Link(ancestor: organisation, depth: 0, from: state.from, to: state.to))
      guard let parent = state.parent else { continue }
      for above in try self.links(of: parent, depth: depth + 1) {
        let (from, to) = (max(above.from, state.from), min(above.to, state.to))
        if from < to {
          links.append(Link(ancestor: above.ancestor, depth: above.depth + 1, from: from, to: to))
        }
      }
    }
    links.sort { ($0.ancestor, $0.depth, $0.from) < ($1.ancestor, $1.depth, $1.from) }
    var joined: [Link] = []
    for link in links {
      if let last = joined.last, last.ancestor == link.ancestor, last.depth == link.depth,
        last.to == link.from
      {
        joined[joined.count - 1].to = link.to
      } else {
        joined.append(link)
      }
    }
    known[organisation] = Set(joined)
    return Set(joined)
  }

  private static func broken(_ organisation: Int64) -> Broken {
    Broken(
      "closure.differs", table: "organisation_closure", row: organisation,
      "Các cấp trên của tổ chức \(organisation) trong bảng suy ra không đúng với sổ.", .derivedDiffers)
  }
}
