import ArgumentParser
import Basics
import Foundation
import Regulations

/// The outline of one regulation, one line of JSON a clause.
struct RegulationOutline: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outline", abstract: "Đọc bố cục một quy chế: mỗi khoản, điểm một dòng JSON.")

  @Argument(help: ArgumentHelp("Tệp quy chế (.docx, .txt, .pdf).", valueName: "tệp"))
  var file: [String]

  @Option(help: "json hoặc text.") var format: RegulationFormat = .json

  func run() throws {
    var worst = Finding.Severity.notice
    for path in file {
      let outline = Outline.read(path: path)
      let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      switch format {
      case .json: RegulationOutput.write(outline.lines(document: name))
      case .text: RegulationOutput.write(OutlineText.lines(outline))
      default: throw ValidationError("outline chỉ có --format json hoặc text.")
      }
      RegulationOutput.complain(outline.findings, of: name)
      worst = max(worst, outline.findings.map(\.severity).max() ?? .notice)
    }
    if worst == .error { throw FindingsExit() }
  }
}
