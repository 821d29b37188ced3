import Foundation
import Schema
import Storage
import Testing

@Suite struct `Dùng sai lệnh thì được nói bằng tiếng Việt` {
  @Test(arguments: [
    (["foo"], "Không hiểu “foo”"),
    (
      ["briefing", "--unit", "x", "--as-of", "31/02/2014", "--data", "/tmp"],
      "“31/02/2014” không phải là ngày"
    ),
    (["packs", "show", "x", "--format", "html"], "Chọn text hoặc json"),
    (["briefing", "--as-of"], "Thiếu giá trị của --as-of"),
    (["serve", "--data", "/tmp", "--xyz"], "Không có tùy chọn --xyz"),
  ])
  func `sai cách dùng`(arguments: [String], words: String) async throws {
    let told = try await Chibo.run("chibo", arguments)
    #expect(told.status == 64)
    #expect(told.errors.contains(words), "\(told.errors)")
    for english in ["Error:", "Please", "Usage:", "invalid", "for more information"] {
      #expect(!told.errors.contains(english), "\(told.errors)")
    }
  }

  @Test func `ngày ghi như người Việt ghi`() async throws {
    try await Chibo.withFolder { folder in
      let told = try await Chibo.run(
        "chibo", "briefing", "--unit", "x", "--as-of", "21/4/2014", "--data", folder + "/khong-co")
      #expect(told.status == 2 && told.errors.contains("Không có dữ liệu ChiBo"), "\(told.errors)")
      let database = try SQLiteDatabase(folder: folder, creating: true)
      try await Schema.migrator.migrate(database)
      await database.close()
      let backup = try await Chibo.run(
        "chibo", "backup", "--data", folder, "--out", folder + "/khong-co-thu-muc/b")
      #expect(backup.status == 2 && backup.errors.contains("Không có thư mục"), "\(backup.errors)")
    }
  }

  private static var pack: String {
    URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Corpus/packs/good/annual-review.yaml").path
  }

  @Test func `lệnh con gõ sai thì chỉ cách dùng của chính nó`() async throws {
    try await Chibo.withFolder { folder in
      let told = try await Chibo.run(
        "chibo", "packs", "sweep", Self.pack, "--facts", folder, "--parameter", "topQuota", "--from", "mười",
        "--to",
        "20", "--step", "5")
      #expect(told.status == 64, "\(told.errors)")
      #expect(told.errors.contains("phải là số") && told.errors.contains("chibo packs sweep --help"))
      #expect(!told.errors.contains("<lệnh>"), "\(told.errors)")
      let compared = try await Chibo.run("chibo", "packs", "compare", Self.pack, Self.pack, "--checksums")
      #expect(compared.status == 64 && compared.errors.contains("--facts"), "\(compared.errors)")
    }
  }

  @Test func `không ghi đè lên một thiết bị`() async throws {
    try await Chibo.withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data("member_id,cell_id,exempt\n1,1,1\n".utf8).write(
        to: URL(fileURLWithPath: folder + "/members.csv"))
      let pipe = folder + "/thiet-bi"
      #expect(mkfifo(pipe, 0o600) == 0)
      let told = try await Chibo.run("chibo", "packs", "grade", Self.pack, "--facts", folder, "--out", pipe)
      #expect(told.status == 2 && told.errors.contains("không phải một tệp thường"), "\(told.errors)")
      var status = stat()
      #expect(stat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    }
  }
}
