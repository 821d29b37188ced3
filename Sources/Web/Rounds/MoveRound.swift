import Basics
import Markup
import Registry
import Reviews

/// What is done on a unit's page of a round.
extension Visit {
  private func roundIDs(_ field: String) -> [ID<ReviewSubject>] {
    form.all(field).compactMap { ID(text: $0) }
  }

  func recordRoundStep() async throws -> Answer {
    let place = try await requireRound()
    return try await attempt {
      let subjects = roundIDs("doi-tuong")
      guard !subjects.isEmpty else { throw RequestRefusal.missing("đối tượng") }
      _ = try await perform(
        RecordSteps(
          form["buoc"], of: subjects, on: try day(in: "ngay-lam", "ngày làm"),
          isForOther: !form["nhap-ho"].isEmpty,
          note: form.paragraphs("ghi-chu"), guidance: place.guidance, procedures: try roundProcedures))
      return .redirect("\(place.address)#viec", done: .saved)
    } else: {
      try await roundShow($0)
    }
  }

  /// Results on their way: sent, returned, accepted, exempt, reopened by two.
  func moveRoundResults() async throws -> Answer {
    let place = try await requireRound()
    let (id, round) = (place.organisation.organisation, place.round.id)
    return try await attempt {
      let procedures = try roundProcedures
      switch form["viec"] {
      case "gui":
        try await perform(
          SubmitResults(
            of: id, in: round, on: try day(in: "ngay", "ngày gửi"), note: form.paragraphs("ghi-chu"),
            guidance: place.guidance, procedures: procedures))
      case "tra-lai": try await perform(ReturnResults(of: id, in: round, remarks: form.paragraphs("ly-do")))
      case "mien": try await perform(ExemptUnit(id, in: round, reason: form.paragraphs("ly-do")))
      case "mo-lai": try await perform(AskReopening(of: id, in: round, reason: form.paragraphs("ly-do")))
      case "chuan-y":
        guard let paper = try decision(isRequired: true) else { throw RequestRefusal.missing("văn bản") }
        try await perform(AcceptResults(of: id, in: round, decision: paper))
      case "xac-nhan-mo-lai":
        guard let paper = try decision(isRequired: true) else { throw RequestRefusal.missing("văn bản") }
        try await perform(ConfirmReopening(of: id, in: round, decision: paper))
      default: throw RequestRefusal.missing("việc")
      }
      return .redirect(place.address, done: .saved)
    } else: {
      try await roundShow($0)
    }
  }
}
