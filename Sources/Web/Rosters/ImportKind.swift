import Basics
import Formats
import Registry

/// What a workbook holds: members, or organisations. The steps are the same for both.
enum ImportKind: Sendable, CaseIterable {
  case roster, organisations

  /// Part of the address.
  var path: String { self == .roster ? "nhap-danh-sach" : "nhap-to-chuc" }
  var title: String { self == .roster ? "Nhập danh sách đảng viên" : "Nhập danh sách tổ chức" }
  var right: Right { self == .roster ? .importRosters : .changeStructure }
  var sample: String { self == .roster ? RosterSample.fileName : OrganisationSample.fileName }
  var run: ImportRun.Kind { self == .roster ? .roster : .organisations }
  var noun: String { self == .roster ? "đảng viên" : "tổ chức" }
}

/// A workbook that was read and compared, waiting for somebody to accept it.
struct StagedImport: Sendable {
  enum Content: Sendable {
    case roster(RosterPlan)
    case organisations(OrganisationPlan)
  }

  var id: String
  var owner: ID<Account>
  var unit: ID<Organisation>
  var stagedAt: Moment
  var content: Content

  var kind: ImportKind { if case .roster = content { .roster } else { .organisations } }

  var fileName: String {
    switch content {
    case .roster(let plan): plan.file.name
    case .organisations(let plan): plan.list.name
    }
  }
  var findings: [Finding] {
    switch content {
    case .roster(let plan): plan.findings
    case .organisations(let plan): plan.findings
    }
  }
  var rowCount: Int {
    switch content {
    case .roster(let plan): plan.rowCount
    case .organisations(let plan): plan.rowCount
    }
  }
  var clean: Int {
    switch content {
    case .roster(let plan): plan.clean
    case .organisations(let plan): plan.clean
    }
  }
  var wouldCreate: Int {
    switch content {
    case .roster(let plan): plan.wouldCreate
    case .organisations(let plan): plan.wouldCreate
    }
  }
  var wouldChange: Int { if case .roster(let plan) = content { plan.wouldChange } else { 0 } }
  var unchanged: Int {
    switch content {
    case .roster(let plan): plan.unchanged
    case .organisations(let plan): plan.unchanged
    }
  }
  var hasErrors: Bool { findings.contains { $0.severity == .error } }
  var blocked: Finding? { if case .roster(let plan) = content { plan.blocked } else { nil } }
  var canWrite: Bool { blocked == nil && wouldCreate + wouldChange > 0 }

  func count(_ severity: Finding.Severity) -> Int { findings.count { $0.severity == severity } }

  /// The rows that were not taken, to be mended and sent again.
  var returned: RosterReturn? {
    guard case .roster(let plan) = content else { return nil }
    let back = RosterReturn(plan)
    return back.isEmpty ? nil : back
  }
}
