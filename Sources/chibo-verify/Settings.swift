/// The settings of the register (its mode, its founder): rows with a name instead of a number, each an `update` record
/// under the number 0. The last record of a name is what must stand there.
struct Settings {
  static let table = "register_setting"
  let store: any Store

  func check(_ outcome: inout Outcome) throws {
    var told: [[UInt8]: (value: Value, entry: Int64)] = [:]
    let records = RecordStream(
      try store.rows(
        """
        SELECT sequence, ordinal, entity, entity_id, operation, payload, salt, digest FROM journal_record
        WHERE entity = \(literal(Self.table)) ORDER BY sequence, ordinal
        """))
    while let record = try records.peek() {
      guard record.operation.elementsEqual("update".utf8),
        let payload = record.payload.flatMap(CanonicalJSON.read),
        case .text(let name) = payload["name"], let value = payload["value"]
      else { throw record.broken("record.form", "Nội dung bản ghi thay đổi không đúng định dạng.") }
      told[name] = (value, record.sequence)
      records.advance()
    }
    let rows = try store.rows("SELECT name, value FROM \(quoted(Self.table)) ORDER BY name")
    while let row = try rows.next() {
      guard row.count == 2, let name = row[0].text, let setting = told.removeValue(forKey: name) else {
        throw Broken(
          "row.unwritten", table: Self.table,
          "Thiết lập \(Self.shown(row.first)) không có trong bản ghi thay đổi nào.",
          .rowForeign)
      }
      guard row[1].holds(setting.value) else {
        throw Broken(
          "row.changed", entry: setting.entry, table: Self.table,
          "Thiết lập \(Self.shown(row.first)) không còn là giá trị đã ghi.", .rowChanged)
      }
      outcome.rows += 1
    }
    if let lost = told.min(by: { $0.value.entry < $1.value.entry }) {
      throw Broken(
        "row.missing", entry: lost.value.entry, table: Self.table,
        "Thiết lập \(Self.shown(.text(lost.key))) đã ghi nhưng trong sổ không còn.", .rowLost)
    }
  }

  private static func shown(_ field: Field?) -> String {
    "“\(String(decoding: field?.text?.prefix(40) ?? [], as: UTF8.self))”"
  }
}
