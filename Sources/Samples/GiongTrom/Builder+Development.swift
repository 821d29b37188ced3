import Basics
import Meetings
import Registry

/// The agency cells help staff who are no members towards admission, as the survey of 2014 asks: who was on the way when it came,
/// what became of them, and who is on the way now. All of it is invented.
extension GiongTromBuilder {
  /// How far somebody is led.
  private enum Reach: Int, Comparable {
    case listed, course, applicant, proposed, decided, admitted
    static func < (a: Reach, b: Reach) -> Bool { a.rawValue < b.rawValue }
  }

  private static let reaches: [(Reach, weight: Int)] = [
    (.listed, weight: 30), (.course, weight: 20), (.applicant, weight: 20), (.proposed, weight: 15),
    (.decided, weight: 15),
  ]

  /// On the way when the survey came.
  func beginDevelopment(at moment: Moment) async throws {
    var own = Dice(seed: 2014)
    for commune in world.communes {
      let (agency, issuer) = (try cell(commune.agency), "Ban Thường vụ Huyện ủy \(facts.district.name)")
      for _ in 0..<own.number(1...3) {
        let reach = own.pick(Self.reaches) ?? .listed
        let prospect = try await lead(
          in: agency, to: reach, until: moment.day, issuer: issuer, &own, at: moment)
        surveyed.append(prospect)
      }
    }
  }

  /// Within the year whoever was proposed is admitted.
  func admitProspects(at moment: Moment) async throws {
    var own = Dice(seed: 2015)
    for prospect in surveyed {
      let day = moment.day.adding(days: -own.number(8...30)).workday
      switch try await stage(prospect, on: moment.day) {
      case .proposed:
        try await decide(
          prospect, "Ban Thường vụ Huyện ủy \(facts.district.name)", issued: day.adding(days: -20), &own,
          at: moment)
        try await admit(prospect, on: day, at: moment)
      case .decided: try await admit(prospect, on: day, at: moment)
      default: continue
      }
    }
  }

  /// Probation is over; the others are considered no longer.
  func endDevelopment(at moment: Moment) async throws {
    var own = Dice(seed: 2016)
    for prospect in surveyed {
      if try await stage(prospect, on: moment.day) == .probation {
        try await recognise(prospect, &own, at: moment)
      } else {
        let reason = own.pick(["moved", "asked", "notReady"]) ?? "moved"
        try await perform(
          StopProspect(
            prospect, reason: reason, on: moment.day.adding(days: -own.number(5...40)), rules: development),
          at: moment)
      }
    }
  }

  /// What was kept of those no longer considered goes when its time is over.
  func eraseProspects(at moment: Moment) async throws {
    for prospect in surveyed where try await stage(prospect, on: moment.day) == .stopped {
      try await perform(EraseProspect(prospect, rules: development), at: moment)
    }
  }

  /// On the way today, in the agency cells of the communes that were formed in 2025.
  func developToday(at moment: Moment) async throws {
    var own = Dice(seed: 2026)
    let day = moment.day
    let cells = try await system.read { session throws in
      try session.wholeTree(asOf: AsOf(day)).filter { $0.kind == .agencyCell }
        .map { ($0.organisation, $0.name) }
    }
    for (cell, name) in cells {
      let issuer = "Ban Thường vụ Đảng ủy \(name.replacing("Chi bộ cơ quan ", with: ""))"
      for _ in 0..<own.number(2...4) {
        let reach = own.pick(Self.reaches) ?? .listed
        _ = try await lead(in: cell, to: reach, until: day, issuer: issuer, &own, at: moment)
      }
      guard own.chance(60) else { continue }
      // Admitted a year ago: probation ends these weeks.
      let ceremony = day.adding(months: -12).adding(days: own.number(-45...40))
      _ = try await lead(in: cell, to: .admitted, until: ceremony, issuer: issuer, &own, at: moment)
    }
  }

  // MARK: One person

  private func lead(
    in cell: ID<Organisation>, to reach: Reach, until day: Day, issuer: String, _ own: inout Dice,
    at moment: Moment
  ) async throws -> ID<Prospect> {
    let founded = try await system.read {
      try $0.organisation(cell, asOf: AsOf(day))?.period.from ?? day
    }
    let sex: Member.Sex = own.chance(55) ? .female : .male
    let usual = day.adding(days: -own.number(560...760))
    let listed = max(usual, founded.adding(days: own.number(6...32))).workday
    let born = day.adding(years: -own.number(23...36)).adding(days: -own.number(0...360))
    let person = ProspectRecord(
      name: names.name(sex, &own), sex: sex, bornOn: born, occupation: own.pick(Self.work) ?? "",
      union: born.age(on: day) <= 30 ? .youth : .tradeUnion)
    let prospect = try await perform(ListProspect(person, in: cell, on: listed), at: moment)
    // Whoever is there all along.
    let now = Set(try await helpers(in: cell, on: day))
    let helpers = try await helpers(in: cell, on: listed).filter { now.contains($0) }
    // Somebody is always forgotten.
    let helper = own.chance(reach == .listed ? 70 : 95) ? own.pick(helpers) : nil
    if let helper {
      try await perform(
        TieProspect(prospect, to: helper, as: .helper, from: listed.adding(days: 12)), at: moment)
    }
    try await collectPapers(prospect, reach, listed, until: day, &own, at: moment)
    guard reach >= .applicant else { return prospect }
    if let introducer = helper ?? own.pick(helpers) {
      try await perform(
        TieProspect(
          prospect, to: introducer, as: .introducer,
          from: max(day.adding(days: -200), listed.adding(days: 15))), at: moment)
    }
    guard reach >= .proposed else { return prospect }
    try await vote(
      .cellVote, prospect, of: helpers.count, on: day.adding(days: -own.number(60...80)), &own, at: moment)
    guard reach >= .decided else { return prospect }
    try await decide(prospect, issuer, issued: day.adding(days: -own.number(12...20)), &own, at: moment)
    if reach == .admitted { try await admit(prospect, on: day, at: moment) }
    return prospect
  }

  private static let work = [
    "Công chức văn phòng - thống kê", "Công chức địa chính", "Công chức tài chính - kế toán",
    "Cán bộ không chuyên trách", "Nhân viên văn thư", "Công chức tư pháp - hộ tịch",
  ]

  private func collectPapers(
    _ prospect: ID<Prospect>, _ reach: Reach, _ listed: Day, until day: Day, _ own: inout Dice,
    at moment: Moment
  ) async throws {
    var papers: [(String, Day)] = []
    if reach >= .course || own.chance(20) {
      papers += [("certificate", listed.adding(days: own.number(60...160))), ("schooling", listed)]
    }
    if reach >= .applicant {
      let begun = day.adding(days: -own.number(150...190))
      papers += [
        ("application", begun), ("record", begun.adding(days: 8)),
        ("introduction", begun.adding(days: 20)), ("union", begun.adding(days: 24)),
      ]
      let later = ["verification", "massOpinion", "residenceOpinion", "summary"]
      // An applicant's dossier is not complete yet.
      papers += later.prefix(reach == .applicant ? own.number(0...2) : 4).enumerated().map {
        ($1, begun.adding(days: 36 + 9 * $0))
      }
    }
    try await perform(
      all: papers.map {
        RecordProspectPaper(
          $0.0, of: prospect, issuedOn: $0.1, keptAt: "Văn phòng Đảng ủy", rules: development)
      }, at: moment)
  }

  private func helpers(in cell: ID<Organisation>, on day: Day) async throws -> [ID<Member>] {
    try await system.read { session throws in
      try session.members(in: cell, asOf: AsOf(day), seen: .whole, limit: 60)
        .filter { $0.person.status(on: day) == .official }.map(\.member)
    }
  }

  private func stage(_ prospect: ID<Prospect>, on day: Day) async throws -> ProspectStage? {
    let rules = development
    return try await system.read { try $0.prospectFile(prospect, on: day)?.stage(rules) }
  }

  private func vote(
    _ kind: ProspectStep.Kind, _ prospect: ID<Prospect>, of members: Int, on day: Day, _ own: inout Dice,
    at moment: Moment
  ) async throws {
    let base = max(3, members)
    let against = own.chance(75) ? 0 : 1
    _ = try await perform(
      RecordAdmissionVote(
        kind, on: prospect, day: day.workday, number: "\(own.number(1...24))-NQ/CB",
        count: .told(inFavour: base - against, against: against, base: base, exemptAbsent: 0),
        rules: development, voting: voting), at: moment)
  }

  private func decide(
    _ prospect: ID<Prospect>, _ issuer: String, issued: Day, _ own: inout Dice, at moment: Moment
  ) async throws {
    let issued = issued.workday
    try await perform(
      DecideAdmission(
        prospect,
        decision: simulated(
          "Quyết định", "\(own.number(100...990))-QĐ/ĐU", issuer, issued, "kết nạp đảng viên"),
        receivedOn: issued.adding(days: 3)), at: moment)
  }

  private func admit(_ prospect: ID<Prospect>, on day: Day, at moment: Moment) async throws {
    let received = try await system.read {
      try $0.prospectFile(prospect, on: moment.day)?.step(.decided)?.day
    }
    _ = try await perform(
      AdmitProspect(
        prospect, on: max(day, received ?? day), rules: rules, isConfirmed: true), at: moment)
  }

  private func recognise(_ prospect: ID<Prospect>, _ own: inout Dice, at moment: Moment) async throws {
    let rules = development
    let file = try await system.read { try $0.prospectFile(prospect, on: moment.day) }
    guard let file, let official = file.officialOn(rules), official.adding(days: 20) < moment.day else {
      return
    }
    let papers = rules.papers(.probation, of: file.person)
    try await perform(
      all: papers.map {
        RecordProspectPaper(
          $0.id, of: prospect, issuedOn: official.adding(days: -10), keptAt: "Văn phòng Đảng ủy",
          rules: rules)
      }, at: moment)
    let members = try await helpers(in: file.place, on: official).count
    try await vote(.cellRecognition, prospect, of: members, on: official.adding(days: 4), &own, at: moment)
    try await perform(
      RecogniseMember(
        prospect,
        decision: simulated(
          "Quyết định", "\(own.number(100...990))-QĐ/HU", "Ban Thường vụ Huyện ủy \(facts.district.name)",
          official.adding(days: 18).workday, "công nhận đảng viên chính thức"),
        rules: rules, roster: self.rules), at: moment)
  }
}
