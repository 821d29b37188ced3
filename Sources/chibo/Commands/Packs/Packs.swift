import ArgumentParser
import Basics
import Foundation
import Registry
import Rules

/// Guidances as rule packs: read, checked, tried, run and compared.
struct Packs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "packs", abstract: "Bộ quy tắc của các hướng dẫn: kiểm tra, thử, chạy, so sánh.",
    subcommands: [
      CheckPack.self, TestPack.self, ShowPack.self, GradeByPack.self, ComparePacks.self, SweepPack.self,
    ])
}

/// The pack a command is about: a folder, a file, or the name of one that comes with the product.
struct PackArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Thư mục hay tệp của bộ quy tắc, hoặc tên trong Content/RulePacks.", valueName: "bộ quy tắc"))
  var pack: String

  @Option(help: ArgumentHelp("Năm của đợt xếp loại; mặc định năm đầu bộ quy tắc dùng cho.", valueName: "năm"))
  var round: Int?

  func load() -> LoadedPack { Self.load(pack, round: round) }

  static func load(_ name: String, round: Int?) -> LoadedPack { PackLoader.load(at: path(name), year: round) }

  static func path(_ name: String) -> String {
    if FileManager.default.fileExists(atPath: name) { return name }
    guard !name.utf8.contains(UInt8(ascii: "/")), let content = try? Content.locate() else { return name }
    let known = content.folder + "/RulePacks/" + name
    return FileManager.default.fileExists(atPath: known) ? known : name
  }
}

extension LoadedPack {
  /// The pack and its program, or the findings on the screen and exit code 1.
  func program(_ round: Int?) throws -> Program {
    guard let pack, !hasErrors, let program = PackLoader.program(pack, year: round).program else {
      PackFindingList(findings.filter { $0.severity == .error }).complain()
      throw FindingsExit()
    }
    return program
  }
}

/// Findings as lines or as JSON.
struct PackFindingList {
  let findings: [PackFinding]

  init(_ findings: [PackFinding]) { self.findings = findings }

  var json: JSON {
    .array(
      findings.map { finding in
        .object([
          "code": .string(finding.code.rawValue), "severity": .string(finding.severity.rawValue),
          "path": .string(finding.path),
          "line": .int(finding.line), "column": .int(finding.column), "message": .string(finding.message),
          "remedy": .string(finding.remedy),
        ])
      })
  }

  var text: String {
    findings.map { finding in
      let place = finding.line > 0 ? "\(finding.path):\(finding.line):\(finding.column)" : finding.path
      return
        "\(place): \(finding.severity == .error ? "lỗi" : "lưu ý") [\(finding.code.rawValue)] \(finding.message)\n  → \(finding.remedy)"
    }.joined(separator: "\n")
  }

  func complain() { if !findings.isEmpty { Chibo.complain(text) } }
}
