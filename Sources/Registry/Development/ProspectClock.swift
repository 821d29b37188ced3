import Basics

/// Clock — hạn: by when something is to be done for a prospect, by which text, and whether that text is confirmed.
package struct ProspectClock: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case course, dossier, decision, ceremony, probation, consideration, recognition
  }
  package var kind: Kind
  package var title: String
  /// The last day.
  package var due: Day
  package var source: DevelopmentRules.Source

  package func isOver(on day: Day) -> Bool { due < day }
}

/// Something a person should look at: the program tells, and decides nothing.
package struct ProspectRemark: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case noHelper, helperLeft, introducers, young, old, voteFailed, other
  }
  package var kind: Kind
  package var text: String
  package var source: DevelopmentRules.Source?
}

extension ProspectFile {
  /// The clocks that run on the file's day, the earliest first.
  package func clocks(_ rules: DevelopmentRules) -> [ProspectClock] {
    var clocks: [ProspectClock] = []
    func add(_ kind: ProspectClock.Kind, _ title: String, _ due: Day, _ source: DevelopmentRules.Source) {
      clocks.append(ProspectClock(kind: kind, title: title, due: due, source: source))
    }
    switch stage(rules) {
    case .listed, .applicant:
      addCourse(rules, add)
      addDossier(rules, add)
    case .proposed:
      addDossier(rules, add)
      if let voted = carried(.cellVote), let rule = rules.regime(on: voted.day) {
        let due = rules.deadline(rule.decision, from: voted.day)
        let more = rule.decision.atMost.map { ", gia hạn tối đa thành \($0)" } ?? ""
        add(
          .decision,
          "Cấp có thẩm quyền xét, quyết định (\(rule.decision.workingDays) ngày làm việc\(more))", due,
          rule.decision.source)
      }
    case .decided: addCeremony(rules, add)
    case .probation: addProbation(rules, add)
    case .recognised, .stopped, .cancelled, .left: break
    }
    return clocks.sorted { $0.due < $1.due }
  }

  private typealias Add = (ProspectClock.Kind, String, Day, DevelopmentRules.Source) -> Void

  private func addCourse(_ rules: DevelopmentRules, _ add: Add) {
    guard let day = paper(rules.marks.course)?.issuedOn, let rule = rules.regime(on: self.day) else { return }
    add(
      .course, "Giấy chứng nhận học lớp nhận thức về Đảng hết giá trị (\(rule.course.months) tháng)",
      day.adding(months: rule.course.months), rule.course.source)
  }

  /// The oldest of the papers that are made anew.
  private func addDossier(_ rules: DevelopmentRules, _ add: Add) {
    let renewed = Set(rules.papers.filter(\.growsOld).map(\.id))
    let oldest = papers.filter { renewed.contains($0.paper) }.compactMap(\.issuedOn).min()
    guard let oldest, let rule = rules.regime(on: day) else { return }
    add(
      .dossier, "Giấy tờ cũ nhất của hồ sơ phải làm lại (\(rule.dossier.months) tháng)",
      oldest.adding(months: rule.dossier.months), rule.dossier.source)
  }

  private func addCeremony(_ rules: DevelopmentRules, _ add: Add) {
    guard let decided = step(.decided), let rule = rules.regime(on: decided.day)?.ceremony else { return }
    let issued = decided.decision.flatMap { documents[$0]?.date }
    let isIssued = rule.after == .issued
    let from = isIssued ? issued ?? decided.day : decided.day
    let since = isIssued ? "ban hành" : "nhận"
    add(
      .ceremony, "Tổ chức lễ kết nạp (\(rule.workingDays) ngày làm việc từ ngày \(since) quyết định)",
      rules.deadline(rule, from: from), rule.source)
  }

  private func addProbation(_ rules: DevelopmentRules, _ add: Add) {
    guard let ceremony = admitted?.admittedOn, let rule = rules.regime(on: ceremony) else { return }
    let end = ceremony.adding(months: rule.probation.months)
    if day < end {
      add(.probation, "Hết \(rule.probation.months) tháng dự bị", end, rule.probation.source)
    } else if let voted = carried(.cellRecognition) {
      let rule = rules.regime(on: voted.day) ?? rule
      add(
        .recognition,
        "Cấp có thẩm quyền quyết định công nhận (\(rule.recognition.workingDays) ngày làm việc)",
        rules.deadline(rule.recognition, from: voted.day), rule.recognition.source)
    } else {
      let rule = rules.regime(on: end) ?? rule
      add(
        .consideration,
        "Chi bộ xét, đề nghị công nhận chính thức (\(rule.consideration.workingDays) ngày làm việc)",
        rules.deadline(rule.consideration, from: end), rule.consideration.source)
    }
  }

  /// What a person should look at, in the order in which it matters.
  package func remarks(_ rules: DevelopmentRules) -> [ProspectRemark] {
    let stage = stage(rules)
    guard stage.isOpen else { return [] }
    var remarks: [ProspectRemark] = []
    let helpers = ties(.helper)
    if helpers.isEmpty {
      remarks.append(.init(kind: .noHelper, text: "Chưa có đảng viên được phân công giúp đỡ."))
    }
    for helper in helpers + ties(.introducer) where helper.place == nil {
      remarks.append(.init(kind: .helperLeft, text: "\(helper.name) không còn sinh hoạt ở đâu trong sổ."))
    }
    if stage != .probation { remarks += age(rules) }
    if stage == .applicant || stage == .proposed { remarks += introduction(rules) }
    if let vote = step(.cellVote, .committeeVote, .cellRecognition, .committeeRecognition)?.vote,
      !vote.isCarried
    {
      remarks.append(
        .init(
          kind: .voteFailed,
          text: "Lần biểu quyết gần nhất chưa đủ số phiếu; kết quả vẫn báo cáo lên cấp trên."))
    }
    return remarks
  }

  /// On the day the cell considers, or today.
  private func age(_ rules: DevelopmentRules) -> [ProspectRemark] {
    let day = step(.cellVote)?.day ?? day
    guard let born = person.bornOn, let rule = rules.regime(on: day)?.age else { return [] }
    let told = step(.cellVote) == nil ? "Hôm nay" : "Ngày chi bộ xét"
    if born.age(on: day) < rule.from {
      return [.init(kind: .young, text: "\(told) chưa đủ \(rule.from) tuổi.", source: rule.source)]
    }
    // "đủ 60 tuổi, tính theo tháng": the month of the birthday still counts.
    let last = born.adding(months: rule.to * 12)
    guard day.year * 12 + day.month > last.year * 12 + last.month else { return [] }
    return [
      .init(
        kind: .old, text: "\(told) đã quá \(rule.to) tuổi: phải có ý kiến của cấp ủy trực thuộc Trung ương.",
        source: rule.source)
    ]
  }

  private func introduction(_ rules: DevelopmentRules) -> [ProspectRemark] {
    let introducers = ties(.introducer)
    let needed = person.union.isThere ? rules.introducers.withUnion : rules.introducers.members
    var remarks: [ProspectRemark] = []
    if introducers.count < needed {
      let beside = person.union.isThere ? " (cùng với đoàn thể giới thiệu)" : ""
      remarks.append(
        .init(
          kind: .introducers, text: "Có \(introducers.count) trong \(needed) đảng viên giới thiệu\(beside).",
          source: rules.introducers.source))
    }
    guard let rule = rules.regime(on: day)?.together else { return remarks }
    for one in introducers {
      if !one.isOfficial {
        remarks.append(
          .init(
            kind: .introducers, text: "\(one.name) chưa là đảng viên chính thức nên chưa giới thiệu được.",
            source: rules.introducers.source))
      } else if let since = one.since, since != .beginningOfTime,
        one.tie.period.from < since.adding(months: rule.months)
      {
        remarks.append(
          .init(
            kind: .other,
            text:
              "Theo sổ, \(one.name) ở chi bộ hiện nay từ ngày \(since.vietnamese): xem đã cùng công tác hoặc cùng nơi cư trú đủ \(rule.months) tháng chưa.",
            source: rule.source))
      }
    }
    return remarks
  }
}
