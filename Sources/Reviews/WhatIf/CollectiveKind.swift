import Registry

/// Leadership collective — tập thể lãnh đạo: the body of an organisation that is reviewed as one. Which of them a guidance grades
/// its own list of kinds tells.
/// - Basis: 366-QĐ/TW 30/8/2025, Điều 5; 43-HD/BTCTW 31/10/2025, điểm 1.1
package enum CollectiveKind: String, Sendable, CaseIterable {
  case baseCommittee, baseCellCommittee, section, cellCommittee

  /// The fact by which guidances tell them apart.
  static let fact = "kind"
  static let ofGrassroots: Set<CollectiveKind> = [.baseCommittee, .baseCellCommittee]

  /// The collective that leads an organisation; `nil` above the grassroots.
  package init?(_ kind: Organisation.Kind) {
    switch kind {
    case .baseCommittee: self = .baseCommittee
    case .baseCell: self = .baseCellCommittee
    case .section: self = .section
    case .agencyCell, .residentialCell, .subordinateCell: self = .cellCommittee
    case .centre, .province, .district: return nil
    }
  }

  package func title(of name: String) -> String {
    switch self {
    case .baseCommittee: "Cấp ủy của \(name)"
    case .baseCellCommittee, .cellCommittee: "Chi ủy của \(name)"
    case .section: "Đảng ủy bộ phận của \(name)"
    }
  }
}

extension OrganisationState {
  /// What its committee is called, the same on every page and paper.
  package var collectiveTitle: String { CollectiveKind(kind)?.title(of: name) ?? "Cấp ủy của \(name)" }
}
