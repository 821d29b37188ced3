import Basics

/// Planned row — dòng đã đối chiếu: a row and what importing it would do.
package struct PlannedRow: Sendable {
  package enum Outcome: Sendable, Hashable {
    case create
    case change(ID<Member>, [FieldChange], [RosterRow.Post])
    case same(ID<Member>)
    /// An exact repeat of another row: folded into it.
    case repeats(Int)
    /// Very likely the person of another row: left for a person to decide.
    case suspect(Int)
    /// Somebody registered with another organisation: for a transfer, not for an import.
    case claim
    /// Has an error.
    case rejected

    var member: ID<Member>? {
      switch self {
      case .change(let id, _, _), .same(let id): id
      default: nil
      }
    }
  }

  package var row: RosterRow
  package var outcome: Outcome
  package var cell: ID<Organisation>?
  /// From when a new member belongs to the cell.
  package var since: Day?
  /// Where the member was before, and since when.
  package var previous: ID<Organisation>?
  package var previousSince: Day?

  init(row: RosterRow, outcome: Outcome, cell: ID<Organisation>? = nil) {
    (self.row, self.outcome, self.cell) = (row, outcome, cell)
  }

  /// Whether the row would be written, or says nothing new.
  package var isClean: Bool {
    switch outcome {
    case .create, .change, .same: true
    case .repeats, .suspect, .claim, .rejected: false
    }
  }

  /// Whether the row goes back to whoever sent it.
  package var isReturned: Bool {
    switch outcome {
    case .suspect, .claim, .rejected: true
    case .create, .change, .same, .repeats: false
    }
  }
}

/// One value of a registered member that a roster tells differently.
package struct FieldChange: Sendable, Hashable {
  package var column: RosterColumn
  package var old: String
  package var new: String
  /// It was always so (a birthday, a value nobody had written down), and not only from the day of the import on.
  package var isCorrection: Bool
}
