import Basics
import Foundation
import Rules
import Testing

/// Receipts of stored runs: the same pack and the same facts give the same bytes, on every machine and in every version of the
/// engine that calls itself the same. `CHIBO_RECORD_GOLDENS=1` writes them anew; the difference is reviewed.
struct ReceiptTests {
  private struct Missing: Error {}

  private func receipt(pack path: String, facts: String, year: Int? = nil) throws -> Receipt {
    let loaded = PackLoader.load(at: Corpus.path(path))
    let pack = try #require(loaded.pack)
    let program = try #require(PackLoader.program(pack, year: year).program)
    let (read, findings) = FactFiles.read(folder: facts, layout: program.layout)
    #expect(!findings.contains { $0.severity == .error }, "\(findings.prefix(3))")
    let snapshot = try #require(read)
    return Receipt(program, packHash: loaded.hash, snapshot, program.run(snapshot))
  }

  private func compare(_ receipt: Receipt, with name: String) throws {
    let path = Corpus.path("Tests/Corpus/receipts/\(name).json")
    let text = receipt.json.text(indented: true) + "\n"
    if ProcessInfo.processInfo.environment["CHIBO_RECORD_GOLDENS"] != nil {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  @Test func `chạy lại biên nhận của hướng dẫn 43: cùng đầu vào, cùng byte`() throws {
    let name = "hd-43-btctw-2025-10-31"
    let receipt = try receipt(
      pack: "Content/RulePacks/\(name)", facts: Corpus.path("Tests/Corpus/receipts/\(name)"), year: 2026)
    try compare(receipt, with: name)
  }

  @Test func `chạy lại biên nhận của bài đo`() throws {
    let data = BenchmarkData(members: 10_000, cells: 200, committees: 10)
    let receipt = try data.withFolder {
      try self.receipt(pack: "Tests/Corpus/packs/good/annual-review.yaml", facts: $0)
    }
    try compare(receipt, with: "annual-review")
  }

  @Test func `đổi một dữ kiện thì biên nhận khác`() throws {
    let name = "hd-43-btctw-2025-10-31"
    let folder = NSTemporaryDirectory() + "chibo-receipt-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.copyItem(atPath: Corpus.path("Tests/Corpus/receipts/\(name)"), toPath: folder)
    let before = try receipt(pack: "Content/RulePacks/\(name)", facts: folder, year: 2026)
    let file = folder + "/base.csv"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacing("DB1,0,", with: "DB1,1,").write(toFile: file, atomically: true, encoding: .utf8)
    let changed = try String(contentsOfFile: file, encoding: .utf8)
    let after = try receipt(pack: "Content/RulePacks/\(name)", facts: folder, year: 2026)
    #expect((before.snapshotHash == after.snapshotHash) == (text == changed))
    #expect(text != changed)
    #expect(before.packHash == after.packHash)
  }
}
