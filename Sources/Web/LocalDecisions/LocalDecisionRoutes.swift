import Basics
import Registry
import Reviews
import Rules

/// Local decisions: what the competent level fixes where a guidance leaves it open.
extension Site {
  var localDecisionRoutes: [Route] {
    [
      .get("/to-chuc/:to-chuc/quyet-dinh-rieng", .organisation(.viewBriefings)) {
        try await $0.localDecisionIndex(FormTrouble())
      },
      .post("/to-chuc/:to-chuc/quyet-dinh-rieng", .organisation(.recordGradings)) {
        try await $0.recordLocalDecision()
      },
      .post("/to-chuc/:to-chuc/quyet-dinh-rieng/rut", .organisation(.recordGradings)) {
        try await $0.withdrawLocalDecision()
      },
    ]
  }
}

extension Visit {
  private var data: FormData { method == .post ? form : query }

  /// The guidance asked for, or that of this year.
  func localGuidance() throws -> Guidance? {
    let name = data["bo"]
    return name.isEmpty ? try guidances.guidance(of: today.year) : try found(try guidances[name])
  }

  func recordLocalDecision() async throws -> Answer {
    let id = try organisation
    return try await attempt {
      let guidance = try found(try localGuidance())
      let from = try day(in: "hieu-luc-tu", "ngày có hiệu lực")
      let to = form["hieu-luc-den"].isEmpty ? Day.endOfTime : try day(in: "hieu-luc-den", "ngày hết hiệu lực")
      let decision = try found(try decision(isRequired: true))
      do {
        try await perform(
          RecordLocalDecision(
            form["muc"], form["gia-tri"], at: id, guidance: guidance, from: from, to: to, decision: decision))
      } catch let refusal as LocalDecisionRefusal {
        throw FormTroubles(trouble: FormTrouble(refusal, field: "gia-tri"))
      } catch let refusal as LocalDecisionEntryRefusal {
        throw FormTroubles(trouble: FormTrouble(refusal, field: refusal.isAboutStart ? "hieu-luc-tu" : ""))
      } catch let refusal as DecisionRefusal {
        throw FormTroubles(trouble: FormTrouble(refusal, field: "ngay-van-ban"))
      }
      return .redirect("/to-chuc/\(id)/quyet-dinh-rieng?bo=\(guidance.name)", done: .saved)
    } else: {
      try await localDecisionIndex($0)
    }
  }

  func withdrawLocalDecision() async throws -> Answer {
    let id = try organisation
    return try await attempt {
      let recorded: ID<RecordedLocalDecision> = try found(form.id("quyet-dinh"))
      let system = system
      let known = try await system.read { try $0.localDecision(recorded) }
      // Only what was decided here: the address has asked for the right on this organisation.
      guard known?.organisation == id else { throw RightsRefusal.notFound }
      do {
        try await perform(WithdrawLocalDecision(recorded, reason: form["ly-do"]))
      } catch let refusal as GradingRefusal where refusal == .noReason {
        throw FormTroubles(trouble: FormTrouble(refusal, field: "ly-do"))
      }
      return .redirect("/to-chuc/\(id)/quyet-dinh-rieng", done: .corrected)
    } else: {
      try await localDecisionIndex($0)
    }
  }
}
