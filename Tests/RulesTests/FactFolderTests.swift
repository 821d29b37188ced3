import Foundation
import Rules
import Testing

/// A folder with a table missing, misnamed or unconnected: told, never a trap, and nothing is decided on what nobody recorded.
struct FactFolderTests {
  static let packs = [
    "hd-43-btctw-2025-10-31", "hd-25-btctw-2023-11-10", "hd-21-btctw-2019-10-18", "hd-16-btctw-2018-09-24",
    "hd-27-btctw-2014-09-25",
  ].map { "Content/RulePacks/\($0)" }
  static let sample = "Tests/Corpus/packs/good/annual-review.yaml"

  @Test(arguments: packs) func `chi bộ không nói thuộc đảng bộ nào thì được báo, không sập`(_ pack: String)
    throws
  {
    let run = try GradedFolder(
      pack, ["cells.csv": "cell_id\n1\n2", "members.csv": "member_id,cell_id\n1,1\n2,2\n"])
    #expect(run.errors.map(\.code) == [.dataShape])
    #expect(run.errors.first?.message.contains("`base`") == true)
    #expect(run.snapshot.count("cell") == 2 && run.snapshot.count("member") == 2)
  }

  /// Every way of leaving a file or the column that connects it out.
  @Test(arguments: packs) func `bỏ bất kỳ tệp nào, cột nối nào`(_ pack: String) throws {
    let owned = [
      "bases.csv": "base_id\nb1\nb2\n", "cells.csv": "cell_id,base_id\nc1,b1\nc2,b2\n",
      "collectives.csv": "collective_id,base_id\nt1,b1\n", "members.csv": "member_id,cell_id\nm1,c1\nm2,c2\n",
    ]
    let loose = [
      "bases.csv": "base_id\n", "cells.csv": "cell_id\nc1\nc2\n", "collectives.csv": "collective_id\nt1\n",
      "members.csv": "member_id\nm1\nm2\n",
    ]
    let names = owned.keys.sorted()
    let declared = try #require(PackLoader.load(at: Corpus.path(pack)).pack)
    let program = try #require(PackLoader.program(declared).program)
    for pick in 1..<81 {
      var files: [String: String] = [:]
      for (n, name) in names.enumerated() {
        switch pick / [1, 3, 9, 27][n] % 3 {
        case 1: files[name] = owned[name]
        case 2: files[name] = loose[name]
        default: break
        }
      }
      guard let snapshot = try GradedFolder.read(program.layout, files).snapshot else { continue }
      #expect(program.run(snapshot).decisions.count == declared.decisions.count)
    }
  }

  @Test func `thiếu tệp đảng viên thì chi bộ chưa đủ dữ kiện, không phải không xếp loại`() throws {
    let cells = "cell_id,committee_id,disciplined\n1,1,0\n2,1,0\n"
    let missing = try GradedFolder(Self.sample, ["cells.csv": cells])
    #expect(missing.outcomes("cellGrade") == ["undetermined", "undetermined"])
    let misnamed = try GradedFolder(
      Self.sample, ["cells.csv": cells, "dangvien.csv": "member_id,cell_id\n1,1\n"])
    #expect(misnamed.outcomes("cellGrade") == ["undetermined", "undetermined"])
    #expect(misnamed.findings.contains { $0.message.contains("dangvien.csv") })
    #expect(misnamed.findings.contains { $0.message.contains("members.csv") })
    // A file that is there and holds nobody says that there is nobody.
    let empty = try GradedFolder(Self.sample, ["cells.csv": cells, "members.csv": "member_id,cell_id\n"])
    #expect(empty.outcomes("cellGrade") == ["notGraded", "notGraded"])
  }

  @Test func `thiếu tệp chi bộ thì số đếm của đảng bộ chưa biết`() throws {
    let facts =
      "base_id,common,results,done,late,quality,exceeded,shortcomingsNamed,disciplinedLeaders,wrongdoing,dutyDiscipline,memberDegraded,targetsMissed,foundedOn\n1,30,70,100,0,1,50,0,0,0,none,0,0,2001-01-01\n"
    let pack = "Content/RulePacks/hd-43-btctw-2025-10-31"
    let alone = try GradedFolder(pack, ["bases.csv": facts])
    #expect(alone.outcomes("baseGrade") == ["undetermined"])
    #expect(try alone.explain("baseGrade", "1").missing.map(\.fact) == ["disciplinedCells"])
    let whole = try GradedFolder(
      pack, ["bases.csv": facts, "cells.csv": "cell_id,base_id,disciplined\n1,1,0\n"])
    #expect(whole.outcomes("baseGrade") == ["undecided"])
  }

  @Test func `phần nhiều hơn toàn phần thì được báo theo dòng, giá trị giữ như đã ghi`() throws {
    let files = [
      "cells.csv": "cell_id,committee_id,disciplined\n1,1,0\n",
      "members.csv":
        "member_id,cell_id,tasks,discipline,attendance,votes_for,votes_total,probation,exempt\n"
        + "1,1,95,none,12,9,4,0,0\n2,1,95,none,12,4,4,0,0\n\n3,1,95,none,12,900,400,0,0\n4,1,95,none,12,,4,0,0\n",
    ]
    let run = try GradedFolder(Self.sample, files)
    let told = run.findings.filter { $0.code == .dataValue }
    #expect(told.map(\.line) == [2, 5] && run.errors.isEmpty)
    #expect(told.first?.message.contains("(9) nhiều hơn") == true)
    #expect(run.outcomes("memberGrade") == ["A", "A", "A", "undetermined"])
  }

  @Test func `hướng dẫn ghi dữ kiện này là một phần của dữ kiện kia thì cũng được báo`() throws {
    let run = try GradedFolder(
      "Content/RulePacks/hd-43-btctw-2025-10-31",
      ["collectives.csv": "collective_id,base_id,leaders,disciplined_leaders\n1,1,5,6\n2,1,5,5\n"])
    let told = run.findings.filter { $0.code == .dataValue && $0.message.contains("nhiều hơn") }
    #expect(told.map(\.line) == [2], "\(run.findings.map(\.message))")
  }

  @Test func `điều chỉ có khi có điều khác thì mâu thuẫn được báo theo dòng`() throws {
    let run = try GradedFolder(
      "Content/RulePacks/hd-43-btctw-2025-10-31",
      [
        "collectives.csv":
          "collective_id,base_id,shortcomings_named,remedied,disciplined_leaders,duty_discipline\n"
          + "1,1,0,50,0,none\n2,1,1,50,1,current\n3,1,0,0,0,earlier\n4,1,0,,,current\n"
      ])
    let told = run.findings.filter { $0.code == .dataValue && $0.message.contains("trái với") }
    #expect(told.map(\.line) == [2, 4], "\(run.findings.map(\.message))")
  }
}

/// Files as people really save them: what is wrong in a line is told with the line, and no line vanishes.
struct CrookedFileTests {
  private static let cells = "cell_id,committee_id,disciplined\n0,0,0\n"

  private func run(_ members: String, _ more: [String: String] = [:]) throws -> GradedFolder {
    try GradedFolder(
      FactFolderTests.sample, ["cells.csv": Self.cells, "members.csv": members].merging(more) { $1 })
  }

  @Test func `dấu nháy lạc không nuốt mất dòng nào`() throws {
    let run = try run(
      "member_id,cell_id,name,tasks\n1,0,\"Bình,90\n2,0,D\"ung,90\n3,0,\"E,90\n4,0,\"An\" Bình,90\n5,0,\"An, Bình\",90\n6,0,\"x\n"
    )
    #expect(run.snapshot.count("member") == 6)
    #expect(run.errors.map(\.line) == [2, 4, 5, 7, 7] && run.errors.allSatisfy { $0.code == .dataShape })
    #expect((0..<5).allSatisfy { run.snapshot.tables["member"]?.columns["tasks"]?[$0] == 90 })
  }

  @Test func `dòng thiếu ô, thừa ô được báo; ô trống thì không`() throws {
    let run = try run(
      "member_id,cell_id,tasks,attendance\n1,0,90,12\n2,0\n3,0,90,12,5\n4,0,,\n5,0,90,12,\n6,0,90,12\n")
    #expect(run.errors.map(\.line) == [3, 4, 6])
    #expect(run.snapshot.count("member") == 6)
  }

  @Test func `hai tệp cho một loại, xuống dòng kiểu CR, byte NUL`() throws {
    let text = "member_id,cell_id,tasks\n1,0,90\n"
    #expect(try run(text, ["member.csv": text]).errors.contains { $0.message.contains("Có cả") })
    #expect(
      try run(text.replacing("\n", with: "\r")).errors.contains { $0.message.contains("CR") })
    #expect(try run(text + "\0").errors.map(\.code) == [.unreadable])
  }

  @Test func `dòng tên cột dài quá vẫn đọc nhanh và đúng`() throws {
    let long = (0..<3000).map { _ in String(repeating: "x", count: 1000) }.joined(separator: ",")
    let run = try run("member_id,cell_id,tasks,\(long)\n1,0,90\(String(repeating: ",", count: 3000))\n")
    #expect(run.snapshot.tables["member"]?.columns["tasks"]?[0] == 90 && run.errors.isEmpty)
  }

  @Test func `bảng ghép tên sai được báo`() throws {
    func codes(_ text: String) -> [PackFinding.Code] {
      Mapping.read(text, path: "mapping.yaml").findings.map(\.code)
    }
    #expect(codes("grades: { A: 1, B: 1 }") == [.duplicateID])
    #expect(codes("trace: { d: [[[[M1.1]]]] }") == [.wrongShape])
    #expect(codes("trace: { d: [\((1...70).map { "M\($0).1" }.joined(separator: ","))] }") == [.wrongShape])
    #expect(codes("entities: { member: { file: ../../etc/passwd } }") == [.badWord])
    #expect(codes("trace: { d: [M1.1, [M5.5, M5.6]] }") == [])
    let pack = try #require(PackLoader.load(at: Corpus.path(FactFolderTests.sample)).pack)
    func told(_ mapping: String) throws -> [String] {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "chibo-map-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      try Data(Self.cells.utf8).write(to: folder.appendingPathComponent("cells.csv"))
      try Data("member_id,cell_id,a\n1,0,90\n".utf8).write(to: folder.appendingPathComponent("members.csv"))
      let (read, _) = Mapping.read(mapping, path: "mapping.yaml")
      return FactFiles.read(folder: folder.path, layout: Layout([pack]), mapping: read).findings.filter {
        $0.severity == .error
      }.map(\.message)
    }
    #expect(try told("entities: { member: { within: chi_bo } }").contains { $0.contains("`chi_bo`") })
    #expect(
      try told("entities: { member: { id: member_id, within: member_id } }").contains {
        $0.contains("vừa làm mã")
      })
    #expect(
      try told("facts: { member: { tasks: a, attendance: a } }").contains { $0.contains("đã ghép cho") })
  }
}
