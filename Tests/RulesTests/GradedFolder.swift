import Foundation
import Rules
import Testing

/// A shipped or sample pack run over files of facts, as the command line does.
struct GradedFolder {
  let program: Program
  let snapshot: Snapshot
  let findings: [PackFinding]
  let examination: Examination

  init(_ pack: String, year: Int? = nil, local: [String: String] = [:], _ files: [String: String]) throws {
    var declared = try #require(PackLoader.load(at: Corpus.path(pack)).pack)
    if !local.isEmpty {
      let day = declared.validFrom
      declared = try declared.applying(
        LocalDecision(document: "01-QĐ/ĐU", issuedOn: day, issuer: "Đảng ủy", values: local))
    }
    program = try #require(PackLoader.program(declared, year: year).program)
    let read = try Self.read(Layout([declared]), files)
    findings = read.findings
    snapshot = try #require(read.snapshot)
    examination = Examination(program, snapshot, program.run(snapshot))
  }

  static func read(_ layout: Layout, _ files: [String: String]) throws -> (
    snapshot: Snapshot?, findings: [PackFinding]
  ) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "chibo-folder-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    return FactFiles.read(folder: folder.path, layout: layout)
  }

  var errors: [PackFinding] { findings.filter { $0.severity == .error } }

  func outcomes(_ decision: String) -> [String] {
    guard let result = examination.verdicts.decisions.compactMap({ $0 }).first(where: { $0.id == decision })
    else { return [] }
    return (0..<result.outcomes.count).map { result.domain.id(result.outcomes[$0]) }
  }

  func explain(_ decision: String, _ id: String) throws -> Explanation {
    let entity = try #require(program.pack.decision(decision)?.entity)
    let row = try #require(snapshot.tables[entity]?.ids.row(id))
    return try #require(examination.explain(decision, row))
  }
}
