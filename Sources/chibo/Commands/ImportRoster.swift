import ArgumentParser
import Basics
import Foundation
import Formats
import Registry
import Storage

/// Checks a roster and writes it, whole or not at all.
struct ImportRosterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-roster", abstract: "Nhập danh sách đảng viên từ Excel.")

  @OptionGroup var place: DataOptions
  @OptionGroup var unit: UnitOption
  @Argument(help: ArgumentHelp("Tệp danh sách (.xlsx).", valueName: "tệp")) var file: String
  @Flag(help: "Chỉ kiểm tra, không ghi gì.") var dryRun = false
  @Flag(help: "Ghi các dòng sạch; các dòng có lỗi trả lại trong một tệp bên cạnh.") var acceptClean = false
  @Option(help: ArgumentHelp("Ngày của danh sách; mặc định hôm nay.", valueName: "ngày")) var asOf: Day?
  @Option(
    help: ArgumentHelp("Đảng viên sinh hoạt từ ngày này, nếu danh sách không có cột ấy.", valueName: "ngày"))
  var from: Day?
  @Option(help: "text hoặc json.") var format: OutputFormat = .text

  func run() async throws {
    let rules = try RosterRules(try Content.locate())
    let bytes = try Output.read(file)
    let database = try await place.open(creating: false)
    let system = System(database)
    let (unit, day) = (unit, asOf ?? system.today)
    let organisation = try await system.read { session throws in
      try unit.resolve(on: day, in: session).organisation
    }
    let name = URL(fileURLWithPath: file).lastPathComponent
    let plan = try await system.checkRoster(
      bytes, named: name, into: organisation, day: day, from: from, rules: rules, by: .operatorOfMachine)
    var result: ImportRoster.Result?
    var returned: String?
    let mayWrite =
      !dryRun && plan.blocked == nil && plan.hasSomethingToWrite && (acceptClean || !plan.hasErrors)
    if mayWrite {
      result = try await system.perform(ImportRoster(plan, acceptsClean: acceptClean), by: .operatorOfMachine)
      if acceptClean { returned = try giveBack(plan) }
    }
    await database.close()
    report(plan, result, returned)
    if plan.hasErrors, result == nil { throw FindingsExit() }
  }

  /// The rows that were left out, with their faults, beside the file they came in; an older one is not written over.
  private func giveBack(_ plan: RosterPlan) throws -> String? {
    let back = RosterReturn(plan)
    guard !back.isEmpty else { return nil }
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    let wanted = folder.appendingPathComponent(back.fileName).path
    var path = wanted
    for n in 2...999 where FileManager.default.fileExists(atPath: path) {
      path = String(wanted.dropLast(5)) + " \(n).xlsx"
    }
    try Output.write(try back.workbook().bytes(), to: path)
    return path
  }

  private func report(_ plan: RosterPlan, _ result: ImportRoster.Result?, _ returned: String?) {
    switch format {
    case .json:
      guard case .object(var members) = plan.json else { return }
      members["written"] =
        result.map {
          [
            "created": .int($0.created), "changed": .int($0.changed), "unchanged": .int($0.unchanged),
            "leftOut": .int($0.leftOut),
          ]
        } ?? .null
      members["returned"] = returned.map { .string($0) } ?? .null
      print(JSON.object(members).text(indented: true))
    case .text:
      print(
        """
        \(plan.unitName): \(plan.rowCount) dòng, \(plan.clean) dòng sạch.
        Sẽ thêm: \(plan.wouldCreate) · sẽ sửa: \(plan.wouldChange) · đã có, không đổi: \(plan.unchanged)
        """)
      FindingText.show(plan.findings)
      if let result {
        print("Đã ghi: thêm \(result.created), sửa \(result.changed); để lại \(result.leftOut) dòng.")
        if let returned { print("Các dòng để lại, kèm lỗi: \(returned)") }
      } else if dryRun {
        print("Chỉ kiểm tra: chưa ghi gì.")
      } else if plan.hasErrors {
        print(
          "Chưa ghi gì. Sửa các lỗi trong tệp rồi nhập lại, hoặc thêm --accept-clean để ghi các dòng sạch.")
      } else {
        print("Không có gì mới: mọi dòng đã có trong sổ.")
      }
    }
  }
}

/// Findings, readable on a terminal.
enum FindingText {
  private static let shown = 200

  static func show(_ findings: [Finding]) {
    guard !findings.isEmpty else { return }
    let errors = findings.count { $0.severity == .error }
    let warnings = findings.count { $0.severity == .warning }
    print("Lỗi: \(errors) · cần xem: \(warnings) · ghi chú: \(findings.count - errors - warnings)")
    for finding in findings.prefix(shown) {
      print("  \(word(finding.severity)) \(place(finding))\(finding.message)\n      → \(finding.remedy)")
    }
    if findings.count > shown {
      print("  … và \(findings.count - shown) mục nữa; xem đủ bằng --format json.")
    }
  }

  private static func word(_ severity: Finding.Severity) -> String {
    switch severity {
    case .error: "LỖI"
    case .warning: "XEM"
    case .notice: "GHI"
    }
  }

  private static func place(_ finding: Finding) -> String {
    let parts = [
      finding.sheet.map { "trang \($0)" }, finding.row.map { "dòng \($0)" },
      finding.column.map { "cột \($0)" },
    ].compactMap { $0 }
    return parts.isEmpty ? "" : "[\(parts.joined(separator: ", "))] "
  }
}
