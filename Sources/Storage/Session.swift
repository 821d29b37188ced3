import Basics

/// One transaction with the database, on a thread that the database owns. Code inside is synchronous and the same
/// for both engines.
public protocol Session: AnyObject {
  var dialect: Dialect { get }
  /// Runs a question and hands over each row; a row is valid only inside the call.
  func query(_ sql: SQL, _ each: (Row) throws -> Void) throws
  /// Runs a command and answers how many rows it changed.
  @discardableResult func run(_ sql: SQL) throws -> Int
  /// What was answered before; nil while writing, when the answers are about to change.
  var recollection: Recollection? { get }
  /// Runs text of our own that may hold several statements (migrations only).
  func script(_ text: String) throws
}

extension Session {
  public func all<T>(_ sql: SQL, _ read: (Row) throws -> T) throws -> [T] {
    var rows: [T] = []
    try query(sql) { rows.append(try read($0)) }
    return rows
  }

  public func first<T>(_ sql: SQL, _ read: (Row) throws -> T) throws -> T? {
    var found: T?
    try query(sql) { if found == nil { found = try read($0) } }
    return found
  }

  /// The single number a counting question answers.
  public func count(_ sql: SQL) throws -> Int { try first(sql) { try $0.ifInt(0) ?? 0 } ?? 0 }

  public func exists(_ sql: SQL) throws -> Bool { try first(sql) { _ in true } ?? false }
}

/// A database: SQLite in a folder, or PostgreSQL.
public protocol Database: Sendable {
  var dialect: Dialect { get }
  /// A consistent picture for as long as the body runs; writes are refused by the database itself.
  func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T
  /// All or nothing. May run the body again after a conflict, so the body must have no effect of its own.
  func write<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T
  /// For a person: where the data lie (no password).
  var place: String { get }
  func close() async
  /// Leaves nothing of what was written before in the files beside the data, as far as the engine can.
  func foldLog() async
}

extension Database {
  public func foldLog() async {}
}

/// What the database answered when it could not do as asked.
public struct StorageError: Error, Sendable, CustomStringConvertible {
  public enum Kind: String, Sendable {
    case unique, foreignKey, constraint, serialization, busy, full, disk, corrupt, readOnly, unavailable,
      decoding, other
  }
  public var kind: Kind
  /// For the log: never shown to a user.
  public var message: String

  public init(_ kind: Kind, _ message: String) { (self.kind, self.message) = (kind, message) }
  public var description: String { "storage \(kind.rawValue): \(message)" }
}

/// Failures of the database's surroundings a person can do something about.
public enum StorageRefusal: Refusal, Equatable {
  case busy, full, disk, unavailable(String), corrupt, readOnly
  case newerSchema(found: Int, known: Int)
  case noDatabase(String)
  case address(String)

  public init?(_ error: StorageError) {
    switch error.kind {
    case .busy: self = .busy
    case .full: self = .full
    case .disk: self = .disk
    case .corrupt: self = .corrupt
    case .readOnly: self = .readOnly
    case .unavailable: self = .unavailable("")
    default: return nil
    }
  }

  public var reason: String {
    switch self {
    case .busy: "Cơ sở dữ liệu đang được một chương trình khác ghi."
    case .full: "Đĩa đã đầy nên không ghi được; những gì đã ghi trước đó vẫn nguyên vẹn."
    case .disk: "Hệ điều hành báo lỗi khi đọc hoặc ghi đĩa; những gì đã ghi trước đó vẫn nguyên vẹn."
    case .unavailable(let place): "Không kết nối được với cơ sở dữ liệu\(place.isEmpty ? "" : " \(place)")."
    case .corrupt: "Tệp dữ liệu bị hỏng hoặc không phải tệp của ChiBo."
    case .readOnly: "Thư mục dữ liệu chỉ cho đọc."
    case .newerSchema(let found, let known):
      "Dữ liệu do một bản ChiBo mới hơn ghi (phiên bản lược đồ \(found), bản này biết đến \(known))."
    case .noDatabase(let place): "Không có dữ liệu ChiBo ở \(place)."
    case .address(let text): "Không hiểu địa chỉ cơ sở dữ liệu “\(text)”."
    }
  }

  public var remedy: String {
    switch self {
    case .busy:
      "Đợi việc kia xong rồi làm lại; nếu kéo dài, kiểm tra xem có tiến trình chibo nào đang nhập dữ liệu."
    case .full: "Giải phóng chỗ trên đĩa rồi làm lại; không cần khởi động lại."
    case .disk: "Kiểm tra đĩa và quyền ghi rồi làm lại; nếu còn lỗi, sao lưu ngay sang đĩa khác."
    case .unavailable: "Kiểm tra máy chủ cơ sở dữ liệu đang chạy và địa chỉ sau --database."
    case .corrupt: "Phục hồi từ bản sao lưu gần nhất bằng chibo restore."
    case .readOnly: "Cho tài khoản chạy ChiBo quyền ghi vào thư mục dữ liệu."
    case .newerSchema: "Dùng bản ChiBo mới hơn để mở dữ liệu này."
    case .noDatabase: "Chạy chibo serve hoặc chibo sample để tạo dữ liệu, hoặc sửa lại đường dẫn sau --data."
    case .address: "Dạng đúng: postgres://người-dùng@máy:5432/tên-cơ-sở."
    }
  }
}
