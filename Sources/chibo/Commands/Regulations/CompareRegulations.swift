import ArgumentParser
import Basics
import Formats
import Foundation
import Registry
import Regulations
import TextReuse

/// Two regulations side by side.
struct CompareRegulations: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "So hai quy chế: điều nào tương tự điều nào, khác ở chữ nào.")

  @Argument(help: ArgumentHelp("Quy chế được xem.", valueName: "quy chế")) var own: String
  @Argument(help: ArgumentHelp("Quy chế đem so, thường là của cấp trên.", valueName: "so với")) var source:
    String
  @Option(help: "text, json, html (mở được không cần máy chủ) hoặc docx (cần --out).") var format: Format =
    .text
  @Option(help: ArgumentHelp("Tệp kết quả; không ghi thì in ra màn hình, trừ docx.", valueName: "tệp"))
  var out: String?
  @Option(help: ArgumentHelp("Chỉ mục để biết câu chữ nào phổ biến.", valueName: "tệp")) var index: String?
  @Option(help: "Quy chế được xem là của cell (chi bộ) hay committee (cấp ủy).") var kind = "cell"
  @Option(help: "Quy chế đem so là của cell (chi bộ) hay committee (cấp ủy).") var sourceKind = "committee"
  @Flag(help: "Không ghi tên hai tệp, chỉ ghi A và B.") var hideNames = false

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, html, docx }

  func validate() throws {
    guard format != .docx || out != nil else { throw ValidationError("--format docx cần --out TỆP.") }
  }

  func run() throws {
    let tools = try ReuseTools(Content.locate())
    let left = RegulationComparison.Side(name: hideNames ? "A" : name(own), outline: try text(own))
    let right = RegulationComparison.Side(name: hideNames ? "B" : name(source), outline: try text(source))
    let report = try RegulationComparison(
      left, right, ownAudience: kind, sourceAudience: sourceKind, tools: tools,
      index: index.map { try IndexFile.open($0) })
    switch format {
    case .text: try put(Array((ComparisonText.lines(report.reading).joined(separator: "\n") + "\n").utf8))
    case .json: try put(Array((ComparisonJSON.value(report.reading).text(indented: true) + "\n").utf8))
    case .html: try put(ComparisonPage(report.reading).html.bytes)
    case .docx: try put(ComparisonSheet(report.reading).document.docx())
    }
    for side in [left, right] { RegulationOutput.complain(side.outline.findings, of: side.name) }
    let findings = left.outline.findings + right.outline.findings
    if findings.contains(where: { $0.severity == .error }) { throw FindingsExit() }
  }

  /// A file without a text to compare gives no report: a verdict on nothing would be read as one.
  private func text(_ path: String) throws -> Outline {
    let outline = Outline.read(path: path)
    if let broken = outline.findings.first(where: { $0.severity == .error }), outline.articles.isEmpty {
      throw UnreadableRegulation(name: name(path), finding: broken)
    }
    return outline
  }

  private func name(_ path: String) -> String { URL(fileURLWithPath: path).lastPathComponent }

  private func put(_ bytes: [UInt8]) throws {
    if let out {
      try Data(bytes).write(to: URL(fileURLWithPath: out), options: .atomic)
    } else {
      FileHandle.standardOutput.write(Data(bytes))
    }
  }
}
