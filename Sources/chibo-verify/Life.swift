/// The life of one row as the journal tells it: written by one entry, perhaps changed, perhaps withdrawn.
struct Life {
  var id: Int64
  var recordedBy: Int64
  var withdrawnBy: Int64?
  /// The last value of every column; nil where its record was erased.
  var columns: [(key: [UInt8], value: Value)]?
  var erasedIn: Int64?

  /// Takes the records of the next row from a stream ordered by row, entry and place in the entry.
  init?(next records: RecordStream) throws {
    guard let first = try records.peek() else { return nil }
    guard first.operation.elementsEqual("insert".utf8) else {
      throw first.broken(
        "record.operation", "Dòng này được rút hoặc sửa trong nhật ký mà chưa từng được ghi.")
    }
    (id, recordedBy) = (first.entityID, first.sequence)
    columns = try Self.columns(of: first)
    if first.isErased { erasedIn = first.sequence }
    records.advance()
    while let record = try records.peek(), record.entityID == id {
      try follow(record)
      records.advance()
    }
  }

  private mutating func follow(_ record: ChangeRecord) throws {
    guard withdrawnBy == nil else {
      throw record.broken("record.operation", "Dòng này đã được rút rồi mà còn bị thay đổi.")
    }
    let changed = try Self.columns(of: record)
    if record.isErased { erasedIn = erasedIn ?? record.sequence }
    switch record.operation {
    case Array("withdraw".utf8):
      guard changed?.isEmpty ?? true else {
        throw record.broken("record.form", "Bản ghi rút lại không được có nội dung.")
      }
      withdrawnBy = record.sequence
    case Array("update".utf8):
      guard let changed, let old = columns else {
        columns = nil
        return
      }
      columns = old.filter { pair in !changed.contains { $0.key == pair.key } } + changed
    default:
      throw record.broken(
        "record.operation", "Bản ghi thay đổi này ghi lại một dòng đã có, hoặc thuộc loại không biết.")
    }
  }

  /// The payload as columns; nil where it was erased.
  private static func columns(of record: ChangeRecord) throws -> [(key: [UInt8], value: Value)]? {
    guard let payload = record.payload else { return nil }
    guard case .object(let members)? = CanonicalJSON.read(payload) else {
      throw record.broken("record.form", "Nội dung bản ghi thay đổi không đúng định dạng.")
    }
    return members
  }
}
