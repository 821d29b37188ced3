import Basics
import TestSupport
import Testing

@testable import Storage

@Suite struct `Câu lệnh SQL gắn giá trị` {
  private enum Kind: String, SQLConvertible { case official }

  @Test func `giá trị thành tham số, không bao giờ thành chữ của câu lệnh`() {
    let name = "'; DROP TABLE member; --"
    let sql: SQL = "SELECT id FROM member_state WHERE name = \(name) AND member_id = \(7)"
    #expect(sql.rendered(for: .sqlite).text == "SELECT id FROM member_state WHERE name = ? AND member_id = ?")
    #expect(
      sql.rendered(for: .postgres).text == "SELECT id FROM member_state WHERE name = $1 AND member_id = $2")
    #expect(sql.rendered(for: .postgres).values == [.text(name), .int(7)])
  }

  @Test func `mọi loại giá trị`() {
    let none: Int? = nil
    let day = Day(year: 2014, month: 4, day: 21)
    let sql: SQL =
      "\(1) \(Int64.min) \(true) \("x") \([UInt8(1), 2]) \(none) \(day) \(Moment(milliseconds: 5)) \(Kind.official) \(ID<Never>(9))"
    #expect(
      sql.rendered(for: .sqlite).values == [
        .int(1), .int(.min), .int(1), .text("x"), .blob([1, 2]), .null, .int(2014_04_21), .int(5),
        .text("official"),
        .int(9),
      ])
  }

  @Test func `danh sách, kể cả danh sách rỗng`() {
    let some: SQL = "x IN \(list: [1, 2, 3])"
    #expect(some.rendered(for: .postgres).text == "x IN ($1, $2, $3)")
    let none: SQL = "x IN \(list: [Int]())"
    #expect(none.rendered(for: .sqlite).text == "x IN (NULL)")
    #expect(none.rendered(for: .sqlite).values.isEmpty)
  }

  @Test func `câu lồng câu giữ đúng thứ tự tham số`() {
    let inner: SQL = "b = \(2) AND c = \(3)"
    let outer: SQL = "a = \(1) AND (\(inner)) AND d = \(4)"
    #expect(outer.rendered(for: .postgres).text == "a = $1 AND (b = $2 AND c = $3) AND d = $4")
    #expect(outer.rendered(for: .postgres).values == [.int(1), .int(2), .int(3), .int(4)])
    var sum: SQL = "x = \(1)"
    sum += " OR " + inner
    #expect(sum.rendered(for: .sqlite).text == "x = ? OR b = ? AND c = ?")
    #expect(sum.rendered(for: .sqlite).values.count == 3)
  }

  @Test func `chỗ hai cơ sở dữ liệu nói khác nhau`() {
    let sql: SQL =
      "SELECT \(sqlite: "unixepoch()", postgres: "extract(epoch from now())") FROM \(name: "member")"
    #expect(sql.rendered(for: .sqlite).text == "SELECT unixepoch() FROM member")
    #expect(sql.rendered(for: .postgres).text == "SELECT extract(epoch from now()) FROM member")
  }

  @Test func `lược đồ viết một lần cho hai cơ sở dữ liệu`() {
    let migration = Migration(
      1, "x", common: "CREATE TABLE a (id {int}, b {blob}) {strict};", sqlite: "-- s", postgres: "-- p")
    #expect(migration.text(for: .sqlite) == "CREATE TABLE a (id INTEGER, b BLOB) STRICT;\n-- s")
    #expect(migration.text(for: .postgres) == "CREATE TABLE a (id BIGINT, b BYTEA) ;\n-- p")
  }

  @Test func `cột không giữ điều được hỏi thì báo lỗi, không sập`() {
    let held: [SQLValue] = [.int(2014_02_31), .text("x"), .null, .blob([1])]
    let row = Row { held.indices.contains($0) ? held[$0] : .null }
    #expect(throws: StorageError.self) { try row.day(0) }
    #expect(throws: StorageError.self) { try row.text(0) }
    #expect(throws: StorageError.self) { try row.int(1) }
    #expect(throws: StorageError.self) { try row.int(2) }
    #expect(throws: StorageError.self) { try row.text(3) }
    #expect(throws: StorageError.self) { try row.blob(1) }
    #expect(throws: StorageError.self) { try row.choice(1, Kind.self) }
    #expect(throws: StorageError.self) { try row.int(99) }
    #expect((try? row.ifInt(2)) == .some(nil))
    #expect((try? row.ifText(1)) == "x")
    #expect(row.isNull(2))
  }
}
