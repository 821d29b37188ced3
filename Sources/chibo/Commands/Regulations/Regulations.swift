import ArgumentParser
import Basics
import Foundation
import Regulations

/// Working regulations: outline, comparison, reuse in a whole corpus.
struct RegulationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regulations", abstract: "Quy chế làm việc: bố cục, so sánh, tìm phần tương tự.",
    subcommands: [
      RegulationOutline.self, CompareRegulations.self, ScanRegulations.self, IndexRegulations.self,
      OneVersusAll.self,
    ])
}

enum RegulationOutput {
  static func write(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n").utf8))
  }

  /// Findings go to the error output, so that what is printed stays clean data.
  static func complain(_ findings: [Finding], of name: String) {
    for finding in findings {
      let level = finding.severity == .error ? "lỗi" : "lưu ý"
      Chibo.complain("\(name): \(level) [\(finding.code)] \(finding.message)\n  → \(finding.remedy)")
    }
  }
}

/// A file that is no regulation one could compare.
struct UnreadableRegulation: Refusal {
  var name: String
  var finding: Finding
  var reason: String { "\(name): \(finding.message)" }
  var remedy: String { finding.remedy }
}
