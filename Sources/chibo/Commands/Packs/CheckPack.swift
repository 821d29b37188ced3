import ArgumentParser
import Basics
import Rules

/// Checks a pack and names every fault with its place and remedy.
struct CheckPack: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "check", abstract: "Kiểm tra một bộ quy tắc.")

  @OptionGroup var pack: PackArgument
  @Option(help: "text hoặc json.") var format: OutputFormat = .text

  func run() throws {
    let loaded = pack.load()
    let list = PackFindingList(loaded.findings)
    switch format {
    case .json: print(list.json.text(indented: true))
    case .text:
      if !list.findings.isEmpty { print(list.text) }
      let errors = loaded.findings.count { $0.severity == .error }
      let warnings = loaded.findings.count - errors
      print(
        errors == 0
          ? "Bộ quy tắc dùng được\(warnings > 0 ? ", \(warnings) điều lưu ý" : "")."
          : "\(errors) lỗi, \(warnings) điều lưu ý.")
    }
    if loaded.hasErrors { throw FindingsExit() }
  }
}
