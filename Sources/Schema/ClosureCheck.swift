import Storage

/// The derived tree computed anew from the states that are believed, and compared with what is stored.
struct ClosureCheck {
  private struct Link: Hashable {
    var ancestor: Int
    var depth: Int
    var from: Int
    var to: Int
  }

  private var states: [Int: [(parent: Int?, from: Int, to: Int)]] = [:]
  private var known: [Int: Set<Link>] = [:]

  /// The first organisation whose superiors differ.
  static func difference(in session: any Session) throws -> Int64? {
    var check = ClosureCheck()
    try session.query(
      """
      SELECT organisation_id, parent_id, effective_from, effective_to FROM organisation_state
      WHERE withdrawn_by = \(Schema.stillBelieved) ORDER BY organisation_id, effective_from
      """
    ) { row in
      check.states[try row.int(0), default: []].append((try row.ifInt(1), try row.int(2), try row.int(3)))
    }
    var stored: [Int: [Link]] = [:]
    try session.query(
      """
      SELECT descendant_id, ancestor_id, depth, effective_from, effective_to FROM organisation_closure
      WHERE withdrawn_by = \(Schema.stillBelieved)
      """
    ) { row in
      stored[try row.int(0), default: []].append(
        Link(ancestor: try row.int(1), depth: try row.int(2), from: try row.int(3), to: try row.int(4)))
    }
    for organisation in Set(check.states.keys).union(stored.keys).sorted() {
      let links = stored[organisation] ?? []
      guard let wanted = check.links(of: organisation, depth: 0), wanted == Set(links),
        wanted.count == links.count
      else { return Int64(organisation) }
    }
    return nil
  }

  /// Itself, and whatever stands above its superiors while they are its superiors; nil where that runs in a circle.
  private mutating func links(of organisation: Int, depth: Int) -> Set<Link>? {
    if let found = known[organisation] { return found }
    guard depth < 64 else { return nil }
    var links: [Link] = []
    for state in states[organisation] ?? [] {
      links.append(Link(ancestor: organisation, depth: 0, from: state.from, to: state.to))
      guard let parent = state.parent else { continue }
      guard let above = self.links(of: parent, depth: depth + 1) else { return nil }
      for link in above where max(link.from, state.from) < min(link.to, state.to) {
        links.append(
          Link(
            ancestor: link.ancestor, depth: link.depth + 1, from: max(link.from, state.from),
            to: min(link.to, state.to)))
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
}
