import Basics
import Registry

/// Facts the register itself supplies, so that nobody is asked what is recorded. A guidance names them by these ids; what
/// people have recorded by hand goes before.
enum RegisterFact {
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
    case "kind": organisation.kind == .baseCell ? "base" : "subordinate"
    default: nil
    }
  }

  /// Every fact the register supplies for some subject.
  static let supplied: Set<String> = ["admittedOn", "foundedOn", "kind"]

  static let source = "Sổ"
}
