import ArgumentParser
import Basics
import Foundation
import History
import Schema
import Storage

/// A copy of the whole register in one file, taken while others work, and checked before it counts.
struct Backup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Sao lưu cả sổ vào một tệp, kiểm tra ngay tệp ấy.")
  @OptionGroup var place: DataOptions
  @Option(help: "Tệp sao lưu; chưa được có.") var out: String

  func run() async throws {
    guard !FileManager.default.fileExists(atPath: out) else { throw BackupRefusal.exists(out) }
    let source = try await place.open(creating: false)
    let folder = URL(fileURLWithPath: out).deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw BackupRefusal.noFolder(String(folder.prefix(200)))
    }
    guard out.utf8.count < 4_000, URL(fileURLWithPath: out).lastPathComponent.utf8.count < 200
    else { throw BackupRefusal.noPlace(String(out.prefix(200))) }
    // Written beside the target first: a copy cut short never looks like a backup.
    let draft = out + ".dang-ghi"
    try? FileManager.default.removeItem(atPath: draft)
    do {
      if let sqlite = source as? SQLiteDatabase {
        try await sqlite.copy(to: draft)
      } else {
        let target = try SQLiteDatabase(file: draft)
        try await Schema.migrator.migrate(target)
        _ = try await TableCopy.copy(from: source, to: target)
        await target.close()
      }
      let copy = try SQLiteDatabase(file: draft)
      let sheet = try await ResultSheet.make(of: copy)
      await copy.close()
      try SQLiteDatabase.foldIntoOneFile(draft)
      guard sheet.isSound else { throw BackupRefusal.unsound(sheet.text) }
      try FileManager.default.moveItem(atPath: draft, toPath: out)
      print("Đã sao lưu vào \(out)\n\(sheet.text)")
    } catch {
      for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: draft + end) }
      throw error
    }
    await source.close()
  }
}

/// Brings a backup back, into a place that is empty.
struct Restore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Phục hồi từ tệp sao lưu vào nơi còn trống.")
  @Argument(help: "Tệp sao lưu.") var file: String
  @OptionGroup var place: DataOptions

  func run() async throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue,
      FileManager.default.isReadableFile(atPath: file)
    else { throw BackupRefusal.missing(String(file.prefix(200))) }
    // Looked at in a copy: damage is found before anything is written, and the backup itself stays untouched.
    let work = NSTemporaryDirectory() + "chibo-restore-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: work) }
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: file, toPath: SQLiteDatabase.file(in: work))
    let source = try SQLiteDatabase(folder: work, creating: false)
    do { try await Schema.migrator.check(source) } catch let error as StorageError where error.kind != .full {
      throw BackupRefusal.noBackup(file)
    }
    let sheet = try await ResultSheet.make(of: source)
    guard sheet.isSound else { throw BackupRefusal.unsound(sheet.text) }
    if let folder = place.data {
      let contents = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      guard contents.isEmpty else { throw BackupRefusal.notEmpty(folder) }
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try await source.copy(to: SQLiteDatabase.file(in: folder))
      await source.close()
      let restored = try await place.open(creating: false)
      print("Đã phục hồi vào \(folder)\n\(try await ResultSheet.make(of: restored).text)")
      await restored.close()
    } else {
      let target = try await place.open(creating: true)
      let entries = try await target.read { try $0.count("SELECT count(*) FROM journal_entry") }
      guard entries == 0 else { throw BackupRefusal.notEmpty(target.place) }
      _ = try await TableCopy.copy(from: source, to: target)
      let copied = try await ResultSheet.make(of: target, like: source)
      guard copied.isSound, copied.chain.head == sheet.chain.head else {
        throw BackupRefusal.unsound(copied.text)
      }
      print("Đã phục hồi vào \(target.place)\n\(sheet.text)")
      await source.close()
      await target.close()
    }
  }
}

/// What a copy was found to be: whole, its history unbroken, so many rows.
private struct ResultSheet {
  var faults: [String]
  var chain: ChainCheck
  /// Nil where the file itself is damaged: then nothing read from it means anything.
  var register: RegisterCheck?
  var rows: [(table: String, rows: Int)]

  /// - Parameter model: a database in SQLite that knows the tables; the database itself unless told.
  static func make(of database: any Database, like model: (any Database)? = nil) async throws -> ResultSheet {
    let faults = try await (database as? SQLiteDatabase)?.integrityFaults() ?? []
    let (names, tables) = try await (model ?? database).read {
      (try TableCopy.tableNames(in: $0), try RegisterCheck.tables(in: $0))
    }
    return try await database.read { session in
      let chain = try ChainCheck(in: session)
      let isRead = faults.isEmpty && chain.firstBroken == nil
      return ResultSheet(
        faults: faults, chain: chain, register: isRead ? try RegisterCheck(in: session, tables: tables) : nil,
        rows: try TableCopy.counts(in: session, tables: names))
    }
  }

  var isSound: Bool {
    faults.isEmpty && chain.firstBroken == nil && register.map { $0.difference == nil } ?? false
  }

  private var compared: String {
    guard let register else { return "Sổ và nhật ký: không đối chiếu được" }
    guard let difference = register.difference else { return "Sổ và nhật ký: khớp, \(register.rows) dòng" }
    return "Sổ và nhật ký: KHÁC NHAU — \(difference)"
  }

  var text: String {
    var lines = [
      faults.isEmpty ? "Toàn vẹn: tốt" : "Toàn vẹn: HỎNG — \(faults.prefix(5).joined(separator: "; "))",
      chain.firstBroken.map { "Lịch sử: ĐỨT tại mục \($0)" } ?? "Lịch sử: \(chain.entries) mục, liền mạch",
      compared,
      "Đầu chuỗi: \(chain.head)",
    ]
    lines += rows.filter { $0.rows > 0 }.map { "  \($0.table): \($0.rows) dòng" }
    return lines.joined(separator: "\n")
  }
}

enum BackupRefusal: Refusal {
  case exists(String), noFolder(String), noPlace(String), missing(String), noBackup(String), notEmpty(String),
    unsound(String)

  var reason: String {
    switch self {
    case .exists(let file): "Đã có tệp \(file)."
    case .noFolder(let folder): "Không có thư mục \(folder)."
    case .noPlace(let file): "Không ghi được tệp \(file)."
    case .missing(let file): "Không có tệp \(file), hoặc đó là thư mục, hoặc không được đọc."
    case .noBackup(let file): "\(file) không phải là bản sao lưu của ChiBo, hoặc đã hỏng."
    case .notEmpty(let place): "\(place) không trống; phục hồi không bao giờ ghi đè."
    case .unsound(let text): "Bản sao không nguyên vẹn:\n\(text)"
    }
  }
  var remedy: String {
    switch self {
    case .exists: "Đặt tên khác, ví dụ thêm ngày giờ."
    case .noFolder: "Tạo thư mục ấy trước, hoặc sửa lại đường dẫn sau --out."
    case .noPlace: "Chọn một thư mục có thật và tên tệp ngắn hơn."
    case .missing: "Kiểm tra lại đường dẫn."
    case .noBackup: "Chọn tệp do chibo backup ghi."
    case .notEmpty: "Chọn một thư mục mới."
    case .unsound: "Giữ nguyên tệp này, dùng bản sao lưu trước đó và báo người phụ trách."
    }
  }
}
