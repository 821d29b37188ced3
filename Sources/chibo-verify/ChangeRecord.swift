import Crypto

/// One row of `journal_record`: what an entry did to one row of the register.
struct ChangeRecord {
  var sequence: Int64
  var ordinal: Int64
  var entity: String
  var entityID: Int64
  var operation: [UInt8]
  var payload: [UInt8]?
  var salt: [UInt8]?
  var digest: [UInt8]

  init(_ row: [Field]) throws {
    guard row.count == 8, let sequence = row[0].int, let ordinal = row[1].int, let entity = row[2].text,
      let entityID = row[3].int, let operation = row[4].text, let digest = row[7].blob
    else {
      throw Broken(
        "record.form", entry: row.first?.int, table: "journal_record",
        "Bản ghi thay đổi không đúng định dạng.", .recordChanged)
    }
    (self.sequence, self.ordinal, self.entityID, self.operation, self.digest) =
      (sequence, ordinal, entityID, operation, digest)
    self.entity = String(decoding: entity, as: UTF8.self)
    (payload, salt) = (row[5].text, row[6].blob)
    guard (payload == nil) == row[5].isNull, (salt == nil) == row[6].isNull, (payload == nil) == (salt == nil)
    else {
      throw broken("record.half", "Bản ghi thay đổi bị xóa trắng một nửa.")
    }
  }

  var isErased: Bool { payload == nil }

  func checkDigest() throws {
    guard let payload, let salt else { return }
    var hasher = SHA256()
    hasher.update(data: Array("chibo/record/1\n".utf8))
    hasher.update(data: salt)
    hasher.update(data: Array("\n\(entity)\n\(entityID)\n".utf8) + operation + [0x0A])
    hasher.update(data: payload)
    guard digest.elementsEqual(hasher.finalize()) else {
      throw broken("record.digest", "Bản ghi thay đổi thứ \(ordinal + 1) không khớp dấu tóm tắt của nó.")
    }
  }

  func broken(_ code: String, _ what: String, _ meaning: Broken.Meaning = .recordChanged) -> Broken {
    Broken(code, entry: sequence, table: entity, row: entityID, what, meaning)
  }
}

/// Records one after another, with a look at the next one.
final class RecordStream {
  private let cursor: any Cursor
  private var ahead: ChangeRecord?
  private var isDone = false

  init(_ cursor: any Cursor) { self.cursor = cursor }

  func peek() throws -> ChangeRecord? {
    if ahead == nil, !isDone {
      ahead = try cursor.next().map(ChangeRecord.init)
      isDone = ahead == nil
    }
    return ahead
  }

  func advance() { ahead = nil }
}
