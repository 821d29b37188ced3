import ArgumentParser
import Basics
import Foundation
import Registry
import Regulations
import TextReuse

/// A corpus of regulations: every cell against its superior, everybody against everybody, absent subjects.
struct ScanRegulations: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", abstract: "Tìm phần tương tự và đối tượng không có trong cả một bộ quy chế.")

  @Argument(help: ArgumentHelp("Thư mục bộ văn bản (corpus.json, docs/).", valueName: "bộ văn bản"))
  var corpus: String
  @Option(
    help: ArgumentHelp("Thư mục ghi vertical.jsonl, horizontal.jsonl, absent.jsonl.", valueName: "thư mục"))
  var out: String
  @Option(help: "docs (từ tệp), raw hoặc norm (đã tách sẵn).") var mode: ScanMode = .docs
  @Option(help: "Chỉ làm một việc: vertical, horizontal hoặc absent.") var only: ScanTask?
  @Option(
    help: ArgumentHelp("Chỉ mục đã lập; không đọc lại tệp, chỉ ghi horizontal.jsonl.", valueName: "tệp"))
  var index: String?
  @Flag(help: .hidden) var timing = false
  /// For the training script: writes what the decisions of every so many documents rest on.
  @Option(help: .hidden) var learn: Int?

  func run() throws {
    var clock = ScanClock(isOn: timing)
    let scan = try CorpusScan(folder: corpus, content: Content.locate())
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    if let index {
      let opened = try IndexFile.open(index)
      clock.lap("open")
      try write(AgainstAll(opened, scan.coefficients).rows().map(AnswerLine.horizontal), "horizontal.jsonl")
      clock.lap("horizontal")
      return
    }
    let read = try scan.read(mode.mode)
    clock.lap("read")
    var errors = 0
    for (id, finding) in read.findings where finding.severity == .error {
      RegulationOutput.complain([finding], of: id)
      errors += 1
    }
    if only == nil || only == .absent { try write(scan.absent(read), "absent.jsonl") }
    if only != .absent {
      let segment = try scan.segment(read)
      clock.lap("index")
      if only != .horizontal {
        let vertical = AgainstSource(segment, scan.coefficients)
        if let learn {
          let lines = Lines()
          vertical.observations(scan.sources, every: learn) { lines.all.append($0) }
          try write(lines.all, "vertical.features.jsonl")
        }
        try write(vertical.rows(scan.sources).map(AnswerLine.vertical), "vertical.jsonl")
        clock.lap("vertical")
      }
      if only != .vertical {
        let horizontal = AgainstAll(ReuseIndex(segment), scan.coefficients)
        if let learn {
          let lines = Lines()
          horizontal.observations(every: learn) { lines.all.append($0) }
          try write(lines.all, "horizontal.features.jsonl")
        }
        try write(horizontal.rows().map(AnswerLine.horizontal), "horizontal.jsonl")
        clock.lap("horizontal")
      }
    }
    if errors > 0 { throw FindingsExit() }
  }

  private final class Lines { var all: [String] = [] }

  private func write(_ lines: [String], _ name: String) throws {
    let text = lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: out).appendingPathComponent(name), options: .atomic)
  }
}

enum ScanMode: String, ExpressibleByArgument, CaseIterable {
  case docs, raw, norm
  var mode: Corpus.Mode { self == .docs ? .docs : self == .raw ? .raw : .norm }
}

enum ScanTask: String, ExpressibleByArgument, CaseIterable { case vertical, horizontal, absent }

/// CPU seconds of each step, on the error output.
struct ScanClock {
  let isOn: Bool
  private var last = ScanClock.now

  init(isOn: Bool) { self.isOn = isOn }

  mutating func lap(_ name: String) {
    let now = Self.now
    if isOn { Chibo.complain("\(name) \(String(format: "%.3f", now - last)) CPU-s") }
    last = now
  }

  private static var now: Double { Double(clock()) / 1_000_000 }
}
