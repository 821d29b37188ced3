import Foundation
import Rules
import Testing

/// Files of facts are the user's: what does not fit is told with its line and counts as missing.
struct FactFileTests {
  private func read(_ files: [String: String], threads: Int = 1) throws -> (
    snapshot: Snapshot?, findings: [PackFinding]
  ) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "chibo-facts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    let pack = try #require(
      PackLoader.load(at: Corpus.path("Tests/Corpus/packs/good/annual-review.yaml")).pack)
    return FactFiles.read(folder: folder.path, layout: Layout([pack]), threads: threads)
  }

  private static let cells = "cell_id,committee_id,cell_disciplined\n0,0,0\n1,0,1\n"

  @Test func `giá trị ngoài khoảng và chữ ở chỗ số được báo theo dòng`() throws {
    let (snapshot, findings) = try read([
      "cells.csv": Self.cells,
      "members.csv":
        "member_id,cell_id,tasks_pct,discipline,attendance_months\n0,0,101,none,12\n1,1,90,nóne,x\n2,1,,,\n",
    ])
    let errors = findings.filter { $0.severity == .error }
    #expect(errors.map(\.code) == [.dataValue, .dataValue, .dataValue])
    #expect(errors.map(\.line) == [2, 3, 3])
    let members = try #require(snapshot?.tables["member"])
    #expect((0..<3).map { members.columns["tasks"]?[$0] ?? nil } == [nil, 90, nil])
  }

  @Test func `dòng thuộc nơi không có thì bị bỏ ra và được báo`() throws {
    let (snapshot, findings) = try read([
      "cells.csv": Self.cells, "members.csv": "member_id,cell_id,tasks_pct\n0,0,90\n1,7,90\n2,1,80\n",
    ])
    #expect(findings.filter { $0.severity == .error }.map(\.code) == [.dataShape])
    #expect(snapshot?.count("member") == 2)
  }

  @Test func `mã lặp lại, mã trống và cột không có đều được báo`() throws {
    let (snapshot, findings) = try read([
      "cells.csv": Self.cells + "1,0,0\n",
      "members.csv": "member_id,cell_id,tasks_pct\n0,0,90\n1,1,80\n\n0,1,70\n,1,60\n",
    ])
    let errors = findings.filter { $0.severity == .error }
    #expect(errors.map(\.code) == [.dataShape, .dataShape, .dataShape])
    #expect(errors.map(\.line).sorted() == [4, 5, 6])
    #expect(snapshot?.count("member") == 2 && snapshot?.count("cell") == 2)
    #expect(snapshot?.tables["member"]?.columns["tasks"]?[0] == 90)
    let warnings = findings.filter { $0.severity == .warning }
    #expect(warnings.count == 1 && warnings.allSatisfy { $0.message.contains("attendance") })
  }

  @Test func `dấu phân cách hàng nghìn không bị đọc nhầm thành số lẻ`() throws {
    let (snapshot, findings) = try read([
      "cells.csv": Self.cells,
      "members.csv":
        "member_id,cell_id,votes_for,votes_total\n0,0,1.000,\"1,000\"\n1,0,+5,12.0\n2,0, 7 ,\"12\"\n",
    ])
    let errors = findings.filter { $0.severity == .error }
    #expect(errors.map(\.code) == [.dataValue, .dataValue, .dataValue] && errors.map(\.line) == [2, 2, 3])
    let members = try #require(snapshot?.tables["member"])
    #expect((0..<3).map { members.columns["votesFor"]?[$0] ?? nil } == [nil, nil, 7])
    #expect((0..<3).map { members.columns["votesTotal"]?[$0] ?? nil } == [nil, 12, 12])
  }

  /// A large file is read in several parts; the result is the same to the line of every finding.
  @Test func `đọc trên hai luồng cho cùng kết quả`() throws {
    var random = SeededRandom(7)
    var text = "member_id,cell_id,tasks_pct,discipline,attendance_months,votes_for\n"
    for n in 0..<120_000 {
      if random.happens(1) { text += "\n" }
      let tasks = random.happens(1) ? "x" : "\(random.whole(0...100))"
      let votes = n == 100_000 ? "70000" : random.happens(2) ? "" : "\(random.whole(0...99))"
      text += "\(n),\(random.whole(0...2)),\(tasks),none,\(random.whole(0...12)),\(votes)\r\n"
    }
    let files = ["cells.csv": Self.cells, "members.csv": text]
    let (one, findings) = try read(files)
    let (two, others) = try read(files, threads: 2)
    #expect(findings.map { "\($0.line) \($0.message)" } == others.map { "\($0.line) \($0.message)" })
    #expect(findings.count > 100)
    #expect(one?.hash == two?.hash && one?.count("member") == two?.count("member"))
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
