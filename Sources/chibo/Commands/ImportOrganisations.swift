import ArgumentParser
import Basics
import Foundation
import Registry
import Storage

/// Founds the organisations of a list below one that the register has.
struct ImportOrganisationsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-organisations", abstract: "Nhập danh sách tổ chức từ Excel.")

  @OptionGroup var place: DataOptions
  @Argument(help: ArgumentHelp("Tệp danh sách (.xlsx).", valueName: "tệp")) var file: String
  @Option(
    help: ArgumentHelp("Đặt dưới tổ chức này (mã hoặc tên); mặc định tổ chức cao nhất.", valueName: "tổ chức")
  ) var unit: String?
  @Flag(help: "Chỉ kiểm tra, không ghi gì.") var dryRun = false
  @Flag(help: "Ghi các dòng sạch, bỏ các dòng có lỗi.") var acceptClean = false
  @Option(help: ArgumentHelp("Thành lập từ ngày này, nếu danh sách không ghi ngày.", valueName: "ngày"))
  var from: Day?
  @Option(help: "text hoặc json.") var format: OutputFormat = .text

  func run() async throws {
    let bytes = try Output.read(file)
    let database = try await place.open(creating: false)
    let system = System(database)
    let (unit, today) = (unit, system.today)
    let top = try await system.read { session throws in
      if let unit { return try UnitOption.resolve(unit, on: today, in: session) }
      let tops = try session.children(of: nil, asOf: AsOf(today))
      guard let first = tops.first, tops.count == 1 else {
        throw TopRefusal(names: tops.map { "\($0.code)\t\($0.name)" })
      }
      return first
    }
    let plan = try await system.checkOrganisations(
      bytes, named: URL(fileURLWithPath: file).lastPathComponent, below: top.organisation, from: from,
      by: .operatorOfMachine)
    var result: ImportOrganisations.Result?
    if !dryRun, plan.wouldCreate > 0, acceptClean || !plan.hasErrors {
      result = try await system.perform(
        ImportOrganisations(plan, acceptsClean: acceptClean), by: .operatorOfMachine)
    }
    await database.close()
    report(plan, result)
    if plan.hasErrors, result == nil { throw FindingsExit() }
  }

  private func report(_ plan: OrganisationPlan, _ result: ImportOrganisations.Result?) {
    switch format {
    case .json:
      guard case .object(var members) = plan.json else { return }
      members["written"] =
        result.map {
          ["created": .int($0.created), "unchanged": .int($0.unchanged), "leftOut": .int($0.leftOut)]
        } ?? .null
      print(JSON.object(members).text(indented: true))
    case .text:
      print(
        "\(plan.topName): \(plan.rowCount) dòng, \(plan.clean) dòng sạch; sẽ lập \(plan.wouldCreate), đã có \(plan.unchanged)."
      )
      FindingText.show(plan.findings)
      if let result {
        print("Đã lập \(result.created) tổ chức; để lại \(result.leftOut) dòng.")
      } else if dryRun {
        print("Chỉ kiểm tra: chưa ghi gì.")
      } else if plan.hasErrors {
        print(
          "Chưa ghi gì. Sửa các lỗi trong tệp rồi nhập lại, hoặc thêm --accept-clean để ghi các dòng sạch.")
      } else {
        print("Không có gì mới: mọi tổ chức đã có trong sổ.")
      }
    }
  }
}

/// No single organisation is the top of the register.
private struct TopRefusal: Refusal {
  var names: [String]
  var reason: String {
    names.isEmpty
      ? "Sổ chưa có tổ chức nào."
      : "Sổ có nhiều tổ chức ở bậc cao nhất:\n  \(names.joined(separator: "\n  "))"
  }
  var remedy: String {
    names.isEmpty
      ? "Lập tổ chức cao nhất ở trang ChiBo trước, rồi nhập danh sách."
      : "Chọn một bằng --unit với mã ở cột đầu."
  }
}
