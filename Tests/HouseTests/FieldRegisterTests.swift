import Schema
import Storage
import TestSupport
import Testing

@Suite struct `Danh mục trường dữ liệu` {
  @Test(arguments: Engine.available)
  func `mỗi cột của cơ sở dữ liệu đứng đúng một lần trong danh mục, và ngược lại`(engine: Engine) async throws
  {
    try await TestRegister.with(engine) { register in
      let columns = try await register.database.read { session throws in
        try session.all(
          """
          \(sqlite: "SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'", postgres: "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'")
          """
        ) { try $0.text(0) }
      }
      let registered = FieldRegister.fields.map { "\($0.table).\($0.column)" }
      #expect(Set(columns).subtracting(registered).sorted() == [], "cột chưa có trong danh mục")
      #expect(Set(registered).subtracting(columns).sorted() == [], "danh mục nói về cột không có")
      #expect(registered.count == Set(registered).count, "một cột đứng hai lần")
    }
  }

  @Test func `điều gì nối với một đảng viên thì thuộc loại nhạy cảm`() {
    for field in FieldRegister.fields where field.column == "member_id" {
      #expect(field.dataClass == .sensitive, "\(field.table)")
    }
    for field in FieldRegister.fields
    where ["password_hash", "token_hash", "code_hash", "csrf"].contains(field.column) {
      #expect(field.dataClass == .secret)
    }
  }
}
