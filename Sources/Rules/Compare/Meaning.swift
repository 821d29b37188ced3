/// Meaning — khác nhau về nội dung: what a draft changes in what is decided. Comments, names and the order of conditions are no
/// change; expressions are compared as the graph understands them.
public struct Meaning: Sendable {
  public var changes: [Change]

  /// One provision that differs; it can be applied alone, so that its effect can be told apart.
  public struct Change: Sendable, Hashable {
    public enum Kind: Hashable, Sendable {
      case parameter(String)
      case ruleAdded(decision: String, rule: String)
      case ruleRemoved(decision: String, rule: String)
      case ruleChanged(decision: String, rule: String)
      case order(decision: String)
      case quota(String)
      case quotaAdded(String)
      case quotaRemoved(String)
      case decision(String)
      case aggregate(String)
      case variable(String)
      case band(String)
      case fact(String)
    }

    public var kind: Kind
    /// Of whom it speaks, by the pack's name: “Đảng viên”; empty where it speaks of all.
    public var subject: String
    /// What differs, without its subject.
    public var name: String
    public var before: String
    public var after: String
    public var cite: String?

    /// What differs, said so that no other change is called the same.
    public var title: String { subject.isEmpty ? name : "\(name) (\(subject))" }
  }

  public init(_ old: Program, _ new: Program) {
    let writer = MeaningWriter(old, new)
    changes = writer.changes()
  }
}

extension Meaning.Change {
  /// What kind of provision it is.
  public enum Part: String, CaseIterable, Sendable {
    case parameter, fact, derived, rule, quota

    public var vietnamese: String {
      switch self {
      case .parameter: "Tham số"
      case .fact: "Dữ kiện được hỏi"
      case .derived: "Khung điểm và số tổng hợp"
      case .rule: "Quy tắc xếp loại"
      case .quota: "Tỷ lệ khống chế"
      }
    }
  }

  public var part: Part {
    switch kind {
    case .parameter: .parameter
    case .fact: .fact
    case .aggregate, .variable, .band: .derived
    case .ruleAdded, .ruleRemoved, .ruleChanged, .order, .decision: .rule
    case .quota, .quotaAdded, .quotaRemoved: .quota
    }
  }
}

extension Meaning {
  public struct Group: Sendable {
    public var title: String
    public var changes: [Change]

    /// The same by whom they speak of, in the order in which these come first.
    public var bySubject: [(subject: String, changes: [Change])] {
      var order: [String] = []
      for change in changes where !order.contains(change.subject) { order.append(change.subject) }
      return order.map { subject in (subject, changes.filter { $0.subject == subject }) }
    }
  }

  /// The changes by kind; kinds without any are left out.
  public var groups: [Group] {
    Change.Part.allCases.compactMap { part in
      let these = changes.filter { $0.part == part }
      return these.isEmpty ? nil : Group(title: part.vietnamese, changes: these)
    }
  }
}
