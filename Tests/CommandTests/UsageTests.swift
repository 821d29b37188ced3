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
    (["briefing", "--as-of"], "Thiếu giá trị của --as-of"),
    (["serve", "--data", "/tmp", "--xyz"], "Không có tùy chọn --xyz"),
  ])
  func `sai cách dùng`(arguments: [String], words: String) async throws {
    let told = try await Chibo.run("chibo", arguments)
    #expect(told.status == 64)
    #expect(told.errors.contains(words), "\(told.errors)")
    for english in ["Error:", "Usage:", "invalid", "for more information"] {
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
}
