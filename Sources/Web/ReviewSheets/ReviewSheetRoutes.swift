import Basics
import Registry
import Reviews
import Rules

/// Review sheets: a grassroots organisation's round of one year by hand: facts with their documents, the grade with its reasons,
/// the decision.
extension Site {
  var reviewSheetRoutes: [Route] {
    [
      .get("/to-chuc/:to-chuc/kiem-diem", .organisation(.recordGradings)) { try await $0.reviewSheetIndex() },
      .get("/to-chuc/:to-chuc/kiem-diem/du-kien", .organisation(.recordGradings)) {
        try await $0.reviewSubject(try $0.organisationKey(), FormTrouble())
      },
      .post("/to-chuc/:to-chuc/kiem-diem/du-kien", .organisation(.recordGradings)) {
        try await $0.recordReviewFacts(try $0.organisationKey())
      },
      .post("/to-chuc/:to-chuc/kiem-diem/quyet-dinh", .organisation(.recordGradings)) {
        try await $0.decideGrade(try $0.organisationKey())
      },
      .post("/to-chuc/:to-chuc/kiem-diem/rut", .organisation(.recordGradings)) {
        try await $0.withdrawDecidedGrade(try $0.organisationKey())
      },
      .get("/dang-vien/:dang-vien/kiem-diem", .member(.recordGradings)) {
        try await $0.reviewSubject(try $0.memberKey(), FormTrouble())
      },
      .post("/dang-vien/:dang-vien/kiem-diem", .member(.recordGradings)) {
        try await $0.recordReviewFacts(try $0.memberKey())
      },
      .post("/dang-vien/:dang-vien/kiem-diem/quyet-dinh", .member(.recordGradings)) {
        try await $0.decideGrade(try $0.memberKey())
      },
      .post("/dang-vien/:dang-vien/kiem-diem/rut", .member(.recordGradings)) {
        try await $0.withdrawDecidedGrade(try $0.memberKey())
      },
    ]
  }
}

extension Visit {
  private var data: FormData { method == .post ? form : query }

  /// The year of the round: asked for, or the one that is being reviewed now.
  var reviewYear: Int {
    get throws { try gradedYear(data) ?? today.year }
  }

  func guidance(of year: Int) throws -> Guidance {
    guard let guidance = try guidances.guidance(of: year) else { throw ReviewRefusal.noGuidance(year) }
    return guidance
  }

  func memberKey() throws -> ReviewSheet.SubjectKey { .init("member", .member(try member)) }

  /// An organisation is asked about as what the address says: a cell, a grassroots organisation, its committee.
  func organisationKey() throws -> ReviewSheet.SubjectKey {
    let entity = data["loai"].isEmpty ? "cell" : data["loai"]
    guard ["cell", "base", "collective"].contains(entity) else {
      throw ParameterRefusal.invalid("loai", entity, expected: "cell, base, collective")
    }
    return .init(entity, .organisation(try organisation))
  }

  /// The sheet a subject belongs to, on the day that counts for the year.
  func reviewSheet(for key: ReviewSheet.SubjectKey, year: Int) async throws -> ReviewSheet {
    let (system, actor, today, guidance) = (system, actor, today, try guidance(of: year))
    let now = system.now
    let day = min(Day(year: year, month: 12, day: 31) ?? today, today)
    return try await system.read { session throws in
      let asOf = AsOf(day)
      let place: ID<Organisation>
      switch key.subject {
      case .organisation(let id): place = id
      case .member(let id):
        guard let membership = try session.official(id, asOf: asOf) else { throw ReviewRefusal.notInSheet }
        place = membership.organisation
      }
      guard let base = try session.grassroots(of: place, asOf: asOf) else { throw ReviewRefusal.notInSheet }
      let sight = try session.listSight(of: actor, asOf: asOf, at: now)
      return try session.reviewSheet(
        of: base.organisation, year: year, guidance: guidance, today: today, seen: sight)
    }
  }

  func reviewPath(_ key: ReviewSheet.SubjectKey, _ year: Int) -> String {
    switch key.subject {
    case .organisation(let id): "/to-chuc/\(id)/kiem-diem/du-kien?loai=\(key.entity)&nam=\(year)"
    case .member(let id): "/dang-vien/\(id)/kiem-diem?nam=\(year)"
    }
  }

  func recordReviewFacts(_ key: ReviewSheet.SubjectKey) async throws -> Answer {
    let year = try reviewYear
    return try await attempt {
      let guidance = try guidance(of: year)
      let answers = guidance.pack.facts.filter { $0.entity == key.entity && form.has("du-kien-\($0.id)") }.map
      {
        ReviewAnswer(fact: $0.id, value: typed($0), evidence: form["van-ban-\($0.id)"])
      }
      try mattersOnly(answers.map { "van-ban-\($0.fact)" })
      do {
        try await perform(
          RecordReviewFacts(answers, of: key.subject, as: key.entity, year: year, guidance: guidance))
      } catch ReviewRefusal.notValues(let wrong) {
        var trouble = FormTrouble()
        for one in wrong { trouble.add("\(one.isProof ? "van-ban" : "du-kien")-\(one.fact)", one.message) }
        throw FormTroubles(trouble: trouble)
      }
      return .redirect(reviewPath(key, year), done: .saved)
    } else: {
      try await reviewSubject(key, $0)
    }
  }

  /// A day is typed as people write it and kept as 2025-12-31.
  private func typed(_ fact: Rules.Fact) -> String {
    let name = "du-kien-\(fact.id)"
    if case .day = fact.kind { return form.day(name)?.description ?? form[name] }
    return form[name]
  }

  /// What every decision of a grade must name; all that is missing is told at once, each at its field.
  private func gradeAndPaper() throws -> (day: Day, decision: DecisionEntry) {
    var trouble = FormTrouble()
    var (day, paper): (Day?, DecisionEntry?) = (nil, nil)
    if form["muc"].isEmpty { trouble.add("muc", "Chọn mức được quyết định.") }
    do { day = try self.day(in: "ngay-xep-loai", "ngày xếp loại") } catch let one as FormTroubles {
      trouble.messages += one.trouble.messages
    }
    do { paper = try decision(isRequired: true) } catch let one as FormTroubles {
      trouble.messages += one.trouble.messages
    }
    guard trouble.isEmpty, let day, let paper else { throw FormTroubles(trouble: trouble) }
    return (day, paper)
  }

  func decideGrade(_ key: ReviewSheet.SubjectKey) async throws -> Answer {
    let year = try reviewYear
    return try await attempt {
      try mattersOnly(["ly-do"])
      let sheet = try await reviewSheet(for: key, year: year)
      let (day, decision) = try gradeAndPaper()
      do {
        try await perform(
          DecideGrade(
            form["muc"], for: key, in: sheet.base.organisation, year: year, on: day, decision: decision,
            reason: form["ly-do"],
            guidance: sheet.guidance, scales: try rules.scales))
      } catch let refusal as ReviewRefusal where [.needsReason, .reasonTellsNothing].contains(refusal) {
        throw FormTroubles(trouble: FormTrouble(refusal, field: "ly-do"))
      } catch let refusal as DecisionRefusal {
        throw FormTroubles(trouble: FormTrouble(refusal, field: "ngay-van-ban"))
      } catch let refusal as GradingRefusal {
        let field =
          switch refusal {
          case .paperBeforeYear: "ngay-van-ban"
          case .future, .beforeYear: "ngay-xep-loai"
          case .notInScale: "muc"
          default: ""
          }
        throw FormTroubles(trouble: FormTrouble(refusal, field: field))
      }
      return .redirect(reviewPath(key, year), done: .saved)
    } else: {
      try await reviewSubject(key, $0)
    }
  }
}
