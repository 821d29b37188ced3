import ArgumentParser
import Basics
import Foundation
import Rules

/// Compares a pack in force with a draft: text, meaning, and effect on the same records.
struct ComparePacks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "So sánh bộ quy tắc với dự thảo.")

  @OptionGroup var pack: PackArgument
  @Argument(help: ArgumentHelp("Dự thảo.", valueName: "dự thảo")) var draft: String
  @Option(help: ArgumentHelp("Thư mục dữ kiện: một tệp CSV cho mỗi loại.", valueName: "thư mục")) var facts:
    String?
  @Option(help: ArgumentHelp("Bảng ghép tên.", valueName: "tệp")) var mapping: String?
  @Flag(help: "In mã kiểm của cả hai và các bảng chuyển.") var checksums = false
  @Flag(help: "Tính riêng tác động của từng điểm sửa đổi.") var attribution = false
  @Option(help: ArgumentHelp("Dạng in ra.", valueName: "dạng")) var format: OutputFormat = .text

  func validate() throws {
    if facts == nil, checksums || attribution {
      throw ValidationError("--checksums và --attribution cần dữ kiện: thêm --facts <thư mục>.")
    }
  }

  func run() throws {
    let (old, new) = (try pack.load(), try PackArgument.load(draft, round: nil))
    _ = try old.program(pack.round)
    _ = try new.program(nil)
    guard let first = old.pack, let second = new.pack else { throw FindingsExit() }
    let (made, findings) = Comparison.make(
      first, second, year: pack.round?.year, quarter: pack.round?.quarter)
    guard let comparison = made else {
      PackFindingList(findings.filter { $0.severity == .error }).complain()
      throw FindingsExit()
    }
    guard let facts else { return ComparisonReport(comparison, nil).print(format) }
    let files = FactFolder(folder: facts, mapping: mapping)
    let names = try files.mapping([(first, pack.pack), (second, draft)])
    let (snapshot, isClean) = try files.snapshot(comparison.layout, names)
    if checksums {
      sums(comparison, snapshot, names)
    } else {
      ComparisonReport(
        comparison, comparison.effect(snapshot, threads: 2).effect,
        attribution ? comparison.attribution(snapshot) : nil
      ).print(format)
    }
    if !isClean { throw FindingsExit() }
  }

  private func sums(_ comparison: Comparison, _ snapshot: Snapshot, _ mapping: Mapping) {
    let before = Checksums(
      comparison.old, snapshot, comparison.old.run(snapshot, threads: 2), mapping: mapping, threads: 2)
    let after = Checksums(
      comparison.new, snapshot, comparison.new.run(snapshot, threads: 2), mapping: mapping, threads: 2)
    var object = before.sizes.merging(Checksums.transitions(before, after)) { a, _ in a }
    object["in_force"] = .object(before.figures)
    object["draft"] = .object(after.figures)
    Swift.print(JSON.object(object).text(indented: true))
  }
}
