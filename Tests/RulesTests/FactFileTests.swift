import Foundation
import Rules
import Testing

/// Files of facts are the user's: what does not fit is told with its line and counts as missing.
struct FactFileTests {
  private func read(_ files: [String: String], bytes: [String: [UInt8]] = [:], threads: Int = 1) throws -> (
    snapshot: Snapshot?, findings: [PackFinding]
  ) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "chibo-facts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    for (name, bytes) in bytes { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
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

  @Test func `tệp không phải UTF-8, dấu chấm phẩy, thiếu cột mã, thiếu tệp`() throws {
    let utf16 = try read(
      ["cells.csv": Self.cells], bytes: ["members.csv": [0xFF, 0xFE, 0x6D, 0x00, 0x2C, 0x00]])
    #expect(utf16.findings.contains { $0.code == .unreadable && $0.message.contains("UTF-8") })
    let legacy = "member_id,cell_id,discipline\n1,0,".utf8 + [0xB9, 0xE5] + "\n".utf8
    #expect(
      try read(["cells.csv": Self.cells], bytes: ["members.csv": legacy]).findings.contains {
        $0.code == .unreadable
      })
    let semicolons = try read([
      "cells.csv": Self.cells, "members.csv": "member_id;cell_id;tasks_pct\n1;0;90\n",
    ])
    #expect(semicolons.findings.contains { $0.severity == .error && $0.message.contains("dấu phẩy") })
    let nameless = try read(["cells.csv": Self.cells, "members.csv": "cell_id,tasks_pct\n1,90\n0,80\n"])
    #expect(nameless.findings.contains { $0.severity == .warning && $0.message.contains("không có cột mã") })
    #expect(nameless.snapshot?.count("member") == 2)
    let alone = try read(["members.csv": "member_id,cell_id,tasks_pct\n1,7,90\n2,7,80\n"])
    #expect(alone.findings.contains { $0.severity == .warning && $0.message.contains("cells.csv") })
    #expect(alone.snapshot?.count("cell") == 1)
  }

  /// CRLF, a byte order mark, quotes, columns nobody asked for, rows in any order, names of any length: the same facts.
  @Test func `cùng dữ kiện viết nhiều kiểu cho cùng kết quả`() throws {
    let plain = try read([
      "cells.csv": Self.cells,
      "members.csv": "member_id,cell_id,tasks_pct,votes_for\na,0,90,1\nb,1,,2\nc,0,70,\n",
    ])
    let long = String(repeating: "x", count: 100_000)
    let odd = try read([
      "cells.csv":
        "\u{FEFF}\"cell_id\",note,committee_id,cell_disciplined\r\n0,\"a,\"\"b\"\"\r\nc\",0,0\r\n\"1\",\(long),0,1",
      "members.csv":
        "votesFor,Tasks_Pct,extra,cell,member id\r\n1,90 %,\(long),0,\"a\"\r\n\r\n\" 2 \",,,1,b\r\n,70.0,\"\",0,c\r\n",
    ])
    #expect(!odd.findings.contains { $0.severity == .error }, "\(odd.findings)")
    let (one, other) = (try #require(plain.snapshot), try #require(odd.snapshot))
    for fact in ["tasks", "votesFor"] {
      let values = [one, other].map { snapshot in
        (0..<3).map { snapshot.tables["member"]?.columns[fact]?[$0] ?? nil }
      }
      #expect(values[0] == values[1])
    }
    #expect(other.tables["cell"]?.columns["disciplined"]?[1] == 1)
  }

  @Test func `mười vạn cột, mã dài một triệu ký tự`() throws {
    let id = String(repeating: "9", count: 1_000_000)
    let columns = (0..<100_000).map { "c\($0)" }.joined(separator: ",")
    let (snapshot, findings) = try read([
      "cells.csv": Self.cells, "members.csv": "member_id,cell_id,tasks_pct,\(columns)\n\(id),0,90\n",
    ])
    #expect(findings.contains { $0.message.contains("cột") && $0.severity == .error })
    #expect(snapshot?.tables["member"]?.ids.text(0) == id)
    #expect(snapshot?.tables["member"]?.columns["tasks"]?[0] == 90)
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
