import ArgumentParser
import Basics
import Foundation
import Registry
import Regulations
import TextReuse

/// Reads a corpus into an index on disk.
struct IndexRegulations: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Lập chỉ mục một bộ quy chế để so sánh với mọi quy chế.")

  @Argument(help: ArgumentHelp("Thư mục bộ văn bản (corpus.json, docs/).", valueName: "bộ văn bản"))
  var corpus: String
  @Option(help: ArgumentHelp("Tệp chỉ mục.", valueName: "tệp")) var index: String
  @Flag(help: "Thêm những văn bản chưa có vào chỉ mục đã có.") var add = false
  @Option(help: "text hoặc json.") var format: OutputFormat = .text

  func run() throws {
    let indexing = CorpusIndexing(try CorpusScan(folder: corpus, content: Content.locate()))
    let outcome = add ? try indexing.add(to: index) : try indexing.make(index)
    switch format {
    case .json:
      print(JSON.object(["documents": .int(outcome.documents), "segments": .int(outcome.segments)]).text())
    case .text:
      print(
        "\(add ? "Đã thêm" : "Đã lập chỉ mục") \(outcome.documents) văn bản, \(outcome.segments) phần: \(index)"
      )
    }
    let errors = outcome.findings.filter { $0.finding.severity == .error }
    for (id, finding) in errors { RegulationOutput.complain([finding], of: id) }
    if !errors.isEmpty { throw FindingsExit() }
  }
}

/// One document against everything in an index.
struct OneVersusAll: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "one-vs-all", abstract: "So một quy chế với mọi quy chế trong chỉ mục.")

  @Argument(help: ArgumentHelp("Tệp quy chế (.docx, .txt, .pdf).", valueName: "tệp")) var file: String
  @Option(help: ArgumentHelp("Tệp chỉ mục.", valueName: "tệp")) var index: String
  @Option(help: "Quy chế của ai: cell (chi bộ) hoặc committee (cấp ủy).") var kind = "cell"
  @Flag(help: .hidden) var timing = false
  /// Asks again so many times, for timing a warm index.
  @Option(help: .hidden) var times = 1

  func run() throws {
    var clock = ScanClock(isOn: timing)
    let content = try Content.locate()
    let masks = try RegulationMasks.load(content)
    let coefficients = try RegulationCoefficients.load(content)
    let opened = try IndexFile.open(index)
    let library = Library(opened.passages, masks: masks)
    clock.lap("open")
    let outline = Outline.read(path: file)
    if let broken = outline.findings.first(where: { $0.severity == .error }), outline.articles.isEmpty {
      throw UnreadableRegulation(name: file, finding: broken)
    }
    let id = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    var writer = ReuseWriter(masks)
    let document = writer.document(outline, id: id, tree: id, audience: kind)
    clock.lap("read")
    let all = AgainstAll(opened, coefficients)
    var rows = all.rows(of: document, library: library)
    clock.lap("first")
    for _ in 1..<max(1, times) {
      rows = all.rows(of: document, library: library)
      clock.lap("again")
    }
    RegulationOutput.write(rows.map(AnswerLine.horizontal))
    RegulationOutput.complain(outline.findings, of: id)
    if outline.findings.contains(where: { $0.severity == .error }) { throw FindingsExit() }
  }
}
