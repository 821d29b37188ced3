import ArgumentParser
import Basics
import Rules

/// Checks a pack and names every fault with its place and remedy.
struct CheckPack: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Kiểm tra một bộ quy tắc, chỉ ra chỗ sai và cách sửa.")

  @OptionGroup var pack: PackArgument
  @Option(help: ArgumentHelp("Dạng in ra.", valueName: "dạng")) var format: OutputFormat = .text

  func run() throws {
    let loaded = try pack.load()
    let list = PackFindingList(loaded.findings)
    switch format {
    case .json: print(list.json.text(indented: true))
    case .text:
      if !list.findings.isEmpty { print(list.text) }
      let errors = loaded.findings.count { $0.severity == .error }
      let warnings = loaded.findings.count - errors
      let name = loaded.pack.map { "\($0.name): " } ?? ""
      let noted = warnings > 0 ? ", \(warnings) điều lưu ý" : ""
      print(errors == 0 ? "\(name)dùng được\(noted)." : "\(name)chưa dùng được: \(errors) lỗi\(noted).")
    }
    if loaded.hasErrors { throw FindingsExit() }
  }
}
