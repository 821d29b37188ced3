import Foundation
import Rules
import Testing

/// Files of facts are the user's: what does not fit is told with its line and counts as missing.
struct FactFileTests {
  private func read(_ files: [String: String]) throws -> (snapshot: Snapshot?, findings: [PackFinding]) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "chibo-facts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    let pack = try #require(
      PackLoader.load(at: Corpus.path("Tests/Corpus/packs/good/annual-review.yaml")).pack)
    return FactFiles.read(folder: folder.path, layout: Layout([pack]))
  }

  private static let cells = "cell_id,committee_id,cell_disciplined\n0,0,0\n1,0,1\n"

  @Test func `giá trị ngoài khoảng và chữ ở chỗ số được báo theo dòng`() throws {
    let (snapshot, findings) = try read([
      "cells.csv": Self.cells,
      "members.csv":
        "member_id,cell_id,tasks_pct,discipline,attendance_months\n0,0,101,none,12\n1,1,90,nóne,x\n2,1,,,\n",
    ])
    #expect(findings.map(\.code) == [.dataValue, .dataValue, .dataValue])
    #expect(findings.map(\.line) == [2, 3, 3])
    let members = try #require(snapshot?.tables["member"])
    #expect((0..<3).map { members.columns["tasks"]?[$0] ?? nil } == [nil, 90, nil])
  }

  @Test func `dòng thuộc nơi không có thì bị bỏ ra và được báo`() throws {
    let (snapshot, findings) = try read([
      "cells.csv": Self.cells, "members.csv": "member_id,cell_id,tasks_pct\n0,0,90\n1,7,90\n2,1,80\n",
    ])
    #expect(findings.map(\.code) == [.dataShape])
    #expect(snapshot?.count("member") == 2)
  }

  @Test func `thư mục trống và tệp rác không làm hỏng gì`() throws {
    #expect(try read([:]).findings.map(\.code) == [.unreadable])
    for text in [
      "", "\n\n\n", ",,,,\n,,\n", "member_id\n", "\"\"\"\n\"", "member_id,cell_id\n\"1\",\"0\n\n",
      "\u{FEFF}member_id;cell_id\n1;0\n",
    ] {
      let (snapshot, _) = try read(["cells.csv": Self.cells, "members.csv": text])
      guard let snapshot else { continue }
      let pack = try #require(
        PackLoader.load(at: Corpus.path("Tests/Corpus/packs/good/annual-review.yaml")).pack)
      let program = try #require(PackLoader.program(pack).program)
      #expect(program.run(snapshot).decisions.count == 2)
    }
  }

  @Test func `rác ngẫu nhiên trong tệp dữ kiện`() throws {
    var random = SeededRandom(31)
    let words = [
      ",", "\n", "\r\n", "\"", "\"\"", "1", "-5", "999999999999999999999", "none", "có", " ", "0",
      "member_id", "\u{0}", "ế", "2.5", "%",
    ]
    for _ in 0..<60 {
      let text =
        "member_id,cell_id,tasks_pct,discipline\n"
        + (0..<random.whole(0...80)).map { _ in words[random.whole(0...words.count - 1)] }.joined()
      _ = try read(["cells.csv": Self.cells, "members.csv": text])
    }
  }
}
