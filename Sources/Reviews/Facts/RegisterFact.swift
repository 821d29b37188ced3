import Basics
import Registry

/// Facts the register itself supplies, so that nobody is asked what is recorded. A guidance names them by these ids; what
/// people have recorded by hand goes before.
package enum RegisterFact {
  /// The value of a fact for a member, as it is written; `nil` when the register does not know it.
  static func value(_ fact: String, of member: PersonalRecord) -> String? {
    switch fact {
    case "admittedOn": member.admittedOn?.description
    default: nil
    }
  }

  static func value(_ fact: String, of organisation: OrganisationState, foundedOn: Day?) -> String? {
    switch fact {
    case "foundedOn": foundedOn?.description
    case "kind": kind(of: organisation.kind, as: "cell")
    default: nil
    }
  }

  /// What sort of thing an organisation is, as the kind of subject it is looked at; `nil` where the register cannot tell.
  static func kind(of organisation: Organisation.Kind, as entity: String) -> String? {
    entity == "collective"
      ? CollectiveKind(organisation)?.rawValue : organisation == .baseCell ? "base" : "subordinate"
  }

  /// Every fact the register supplies for some subject. How many lead a collective is none of them: the register holds the
  /// posts somebody has recorded, and from two posts nobody can tell a committee of two from one not yet written down.
  static let supplied: Set<String> = ["admittedOn", "foundedOn", "kind"]
  /// The question those posts are shown beside, for whoever answers it.
  package static let leaders = "leaders"
}
