import Basics

/// Stage — đến đâu: follows from what is written down about a prospect, is never typed.
package enum ProspectStage: String, Sendable, CaseIterable {
  case listed, applicant, proposed, decided, probation
  case recognised, stopped, cancelled, left

  package var title: String {
    switch self {
    case .listed: "Quần chúng ưu tú"
    case .applicant: "Người xin vào Đảng"
    case .proposed: "Chi bộ đã đề nghị kết nạp"
    case .decided: "Có quyết định, chờ lễ kết nạp"
    case .probation: "Đảng viên dự bị"
    case .recognised: "Đã công nhận chính thức"
    case .stopped: "Thôi xét"
    case .cancelled: "Đã hủy quyết định kết nạp"
    case .left: "Đã ra khỏi danh sách đảng viên"
    }
  }
  package var isOpen: Bool { [.listed, .applicant, .proposed, .decided, .probation].contains(self) }
  package var isMember: Bool { [.probation, .recognised, .left].contains(self) }
}

/// File — hồ sơ theo dõi: all that is believed about one prospect on a day.
package struct ProspectFile: Sendable, Hashable {
  /// A helper or introducer, as the register knows them on the day.
  package struct Tie: Sendable, Hashable {
    package var tie: ProspectTie
    package var name: String
    package var isOfficial: Bool
    /// Where they belong on the day, since when; nil who belongs nowhere.
    package var place: ID<Organisation>?
    package var since: Day?
  }
  /// The member the ceremony made, as their own file has it.
  package struct Admitted: Sendable, Hashable {
    package var member: ID<Member>
    package var admittedOn: Day?
    package var officialOn: Day?
    package var leftOn: Day?
    /// Where they belong on the day.
    package var place: ID<Organisation>?
  }
  package var state: ProspectState
  /// The cell whose matter it is on the day: what the one that listed them has become, or where the member belongs.
  package var place: ID<Organisation>
  package var cellName: String
  package var ties: [Tie] = []
  package var papers: [ProspectPaper] = []
  /// In the order in which they happened.
  package var steps: [ProspectStep] = []
  package var documents: [ID<Decision>: DocumentKey] = [:]
  package var admitted: Admitted?
  package var isErased = false
  package var day: Day

  package var prospect: ID<Prospect> { state.prospect }
  package var person: ProspectRecord { state.person }

  package func step(_ kinds: ProspectStep.Kind...) -> ProspectStep? {
    steps.last { kinds.contains($0.kind) && $0.day <= day }
  }
  package func carried(_ kind: ProspectStep.Kind) -> ProspectStep? {
    steps.last { $0.kind == kind && $0.day <= day && $0.vote?.isCarried ?? false }
  }
  /// There on the file's day; a paper whose day nobody wrote down is there.
  package func paper(_ id: String) -> ProspectPaper? {
    papers.first { $0.paper == id && ($0.issuedOn.map { $0 <= day } ?? true) }
  }
  package func ties(_ role: ProspectTie.Role) -> [Tie] {
    ties.filter { $0.tie.role == role && $0.tie.period.contains(day) }
  }

  package func stage(_ rules: DevelopmentRules) -> ProspectStage {
    if step(.cancelled) != nil { return .cancelled }
    if let admitted {
      if let official = admitted.officialOn, official <= day { return .recognised }
      if let left = admitted.leftOn, left <= day { return .left }
      return .probation
    }
    if step(.stopped) != nil { return .stopped }
    if step(.decided) != nil { return .decided }
    if carried(.cellVote) != nil { return .proposed }
    return paper(rules.marks.applicant) == nil ? .listed : .applicant
  }

  /// The last day of probation and the first as an official member, whenever that is recognised.
  package func officialOn(_ rules: DevelopmentRules) -> Day? {
    guard let ceremony = admitted?.admittedOn, let rule = rules.regime(on: ceremony) else { return nil }
    return ceremony.adding(months: rule.probation.months)
  }

  /// Papers that are not there yet for the dossier the person is on the way with.
  package func missing(_ rules: DevelopmentRules) -> [DevelopmentRules.Paper] {
    let stage = stage(rules)
    guard stage.isOpen else { return [] }
    return rules.papers(stage == .probation ? .probation : .admission, of: person)
      .filter { paper($0.id) == nil }
  }

  /// From when the data of somebody no longer considered may be kept no more.
  package func keptUntil(_ rules: DevelopmentRules) -> Day? {
    guard admitted == nil, let ended = step(.stopped, .cancelled) else { return nil }
    return ended.day.adding(months: rules.retention.months)
  }
}
