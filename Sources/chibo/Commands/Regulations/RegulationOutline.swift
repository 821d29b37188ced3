import ArgumentParser
import Basics
import Foundation
import Regulations

/// The outline of one regulation, one line of JSON a clause.
struct RegulationOutline: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outline",
    abstract: "Đọc bố cục quy chế, in mỗi khoản, điểm một dòng: JSON, hoặc chữ để đọc.")

  @Argument(help: ArgumentHelp("Tệp quy chế (.docx, .txt, .pdf).", valueName: "tệp"))
  var file: [String]

  @Option(help: "json (mỗi khoản một dòng) hoặc text (để đọc).") var format: Format = .json

  enum Format: String, ExpressibleByArgument, CaseIterable { case json, text }

  func run() throws {
    var worst = Finding.Severity.notice
    for path in file {
      let outline = Outline.read(path: path)
      let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      switch format {
      case .json: RegulationOutput.write(outline.lines(document: name))
      case .text: RegulationOutput.write(OutlineText.lines(outline))
      }
      RegulationOutput.complain(outline.findings, of: name)
      worst = max(worst, outline.findings.map(\.severity).max() ?? .notice)
    }
    if worst == .error { throw FindingsExit() }
  }
}
