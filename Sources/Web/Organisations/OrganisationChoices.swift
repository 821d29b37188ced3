import Basics
import Markup
import Registry

/// Organisations to choose from in a form: those the person holds a right on, the tree's order shown by indents.
enum OrganisationChoices {
  static func of(
    _ actor: Actor, with right: Right, kinds: Set<Organisation.Kind>? = nil, on day: Day? = nil,
    havingMembers: Bool = false, in session: Asked, at now: Moment
  ) throws -> [Choice] {
    let reach = try session.reach(of: actor, with: right, at: now)
    let trees = try session.organisationTrees(for: actor, asOf: AsOf(day ?? now.day), at: now)
    var choices: [Choice] = []
    func add(_ branch: OrganisationBranch, _ depth: Int) {
      let state = branch.state
      let isTold = !havingMembers || branch.members > 0
      if isTold, reach?.contains(state.organisation) ?? true, kinds?.contains(state.kind) ?? true {
        choices.append(
          Choice("\(state.organisation)", String(repeating: "\u{2003}", count: depth) + state.name))
      }
      for child in branch.children { add(child, depth + 1) }
    }
    for tree in trees { add(tree, 0) }
    return choices
  }
}
