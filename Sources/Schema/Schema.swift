import Storage

/// The schema of the register: every migration, in order.
public enum Schema {
  public static let migrator = Migrator([
    register2014, subjectsAndErasure, reviewFacts, erasableReviewFacts, guidanceDrafts, rounds,
    ballots, whatIf, reviewForms, complaintsAndCriteria, regulations,
    regulationDrafts, ballotKeys, meetings, concerns, liaison, fees, books, takenBack, yearWork,
    meetingBallots, residenceComments, development,
    mandatedPassages,
  ])

  /// The row is still believed: no later entry of the journal has withdrawn it.
  public static let stillBelieved = Int64.max

  /// Tables whose rows are facts: they are added and withdrawn, never rewritten, never deleted.
  static let factTables = [
    "administrative_unit_state", "unit_succession", "organisation_state", "organisation_succession",
    "structure_event", "member_state", "member_number", "membership", "membership_end", "transfer_step",
    "appointment", "mass_organisation", "leadership_scope", "grading", "mandate", "roll_out",
    "survey_part", "survey_answer", "briefing_remark",
  ]

  /// Tables whose rows are added once and stay as they are.
  static let frozenTables = ["journal_entry", "decision", "briefing_issue", "member_reading"]
}
