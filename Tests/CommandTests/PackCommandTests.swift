import Foundation
import Testing

@Suite struct `Lệnh của bộ quy tắc` {
  private static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(name).path
  }
  private static let year = path("Tests/Corpus/packs/good/annual-review.yaml")
  private static let quarterly = path("Content/RulePacks/hd-02-btctw-2026-05-22")

  private func folder(_ body: (String) async throws -> Void) async throws {
    try await Chibo.withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try "id,cell\nA,c1\n".write(toFile: folder + "/member.csv", atomically: true, encoding: .utf8)
      try "id,committee,base\nc1,k1,b1\n".write(
        toFile: folder + "/cell.csv", atomically: true, encoding: .utf8)
      try await body(folder)
    }
  }

  @Test func `một quý gọi được tên trên dòng lệnh; bộ theo năm thì không có quý`() async throws {
    try await folder { folder in
      for round in ["Q1/2027", "1/2027", "2027"] {
        let told = try await Chibo.run(
          "chibo", "packs", "grade", Self.quarterly, "--facts", folder, "--round", round)
        #expect(told.status == 0 && told.output.contains("Chưa đủ dữ kiện: 1"), "\(round) \(told.errors)")
      }
      let odd = try await Chibo.run(
        "chibo", "packs", "grade", Self.quarterly, "--facts", folder, "--round", "Q5/2027")
      #expect(odd.status == 64, "\(odd.errors)")
      let yearly = try await Chibo.run(
        "chibo", "packs", "grade", Self.year, "--facts", folder, "--round", "Q1/2025")
      #expect(yearly.status == 2 && yearly.errors.contains("xếp loại theo năm"), "\(yearly.errors)")
    }
  }

  @Test func `quý trước ngày hướng dẫn có hiệu lực thì không xếp loại theo hướng dẫn ấy`() async throws {
    try await folder { folder in
      let early = try await Chibo.run(
        "chibo", "packs", "grade", Self.quarterly, "--facts", folder, "--round", "Q1/2026")
      #expect(early.status == 1 && early.errors.contains("22/5/2026"), "\(early.errors)")
      let checked = try await Chibo.run("chibo", "packs", "check", Self.quarterly, "--round", "Q1/2026")
      #expect(checked.status == 1 && checked.output.contains("validity"), "\(checked.output)")
      for round in ["Q2/2026", "2026"] {
        let told = try await Chibo.run(
          "chibo", "packs", "grade", Self.quarterly, "--facts", folder, "--round", round, "--receipt")
        #expect(
          told.status == 0 && told.output.contains("\"quarter\": 2"), "\(round) \(told.output) \(told.errors)"
        )
      }
    }
  }

  @Test func `mã kiểm và biên nhận cùng in ra; mã bắt đầu bằng dấu của công thức thì vô hại`() async throws {
    try await folder { folder in
      try "id,cell\n=1+1,c1\n".write(toFile: folder + "/member.csv", atomically: true, encoding: .utf8)
      let told = try await Chibo.run(
        "chibo", "packs", "grade", Self.quarterly, "--facts", folder, "--round", "Q3/2026", "--checksums",
        "--receipt", "--out", folder + "/out.csv")
      #expect(
        told.status == 0 && told.output.contains("packHash") && told.output.contains("in_force"),
        "\(told.output)")
      let written = try String(contentsOfFile: folder + "/out.csv", encoding: .utf8)
      #expect(written.contains(",'=1+1,"), "\(written)")
    }
  }

  @Test func `không có trường hợp thử thì thử không phải là xong`() async throws {
    let told = try await Chibo.run(
      "chibo", "packs", "test", Self.path("Tests/Corpus/packs/bad/companion-file"))
    #expect(told.status == 1 && told.output.contains("companion-file"), "\(told.output)")
    #expect(!told.output.contains("uncovered"), "\(told.output)")
    let checked = try await Chibo.run(
      "chibo", "packs", "check", Self.path("Tests/Corpus/packs/bad/companion-file"))
    #expect(checked.status == 0 && checked.output.contains("source.md"), "\(checked.output)")
  }

  @Test func `không ghi được kết quả thì nói vì sao, bằng tiếng Việt`() async throws {
    try await folder { folder in
      let told = try await Chibo.run(
        "chibo", "packs", "grade", Self.year, "--facts", folder, "--out", folder + "/khong-co/x.csv")
      #expect(told.status == 2 && told.errors.contains("không có thư mục"), "\(told.errors)")
      #expect(!told.errors.contains("operation"), "\(told.errors)")
    }
  }

  @Test func `thử ngưỡng ngoài khoảng thì mã thoát cho biết`() async throws {
    try await folder { folder in
      let told = try await Chibo.run(
        "chibo", "packs", "sweep", Self.year, "--facts", folder, "--parameter", "topQuota", "--from", "50",
        "--to", "150", "--step", "50")
      #expect(told.status == 1 && told.output.contains("không chạy được"), "\(told.output) \(told.errors)")
      let fine = try await Chibo.run(
        "chibo", "packs", "sweep", Self.year, "--facts", folder, "--parameter", "topQuota", "--from", "10",
        "--to", "30", "--step", "10")
      #expect(fine.status == 0, "\(fine.errors)")
    }
  }

  @Test func `điều sai trong dữ kiện nêu tệp của nó và điều cần`() async throws {
    try await folder { folder in
      try "id,cell,tasks\nA,c9,95.5\n".write(
        toFile: folder + "/member.csv", atomically: true, encoding: .utf8)
      let told = try await Chibo.run("chibo", "packs", "grade", Self.year, "--facts", folder)
      #expect(told.status == 1)
      #expect(told.errors.contains("member.csv, dòng 2: member `A` thuộc `c9`"), "\(told.errors)")
      #expect(told.errors.contains("số phần trăm nguyên từ 0 % đến 100 %"), "\(told.errors)")
    }
  }
}
