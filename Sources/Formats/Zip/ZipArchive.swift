import Basics
internal import CZip
import Glibc

/// A packed file opened for reading, in memory. Opening checks every limit and every name; nothing is inflated yet.
///
/// A class because libzip's handle must be closed once; it stays with the thread that opened it.
public final class ZipArchive {
  public struct Entry: Sendable {
    public var name: String
    /// As declared; what really comes out is counted while reading.
    public var size: Int
    fileprivate var index: UInt64
  }

  public let entries: [Entry]
  private let byName: [String: Int]
  private let handle: OpaquePointer
  /// How much may still be inflated, over all entries.
  private var allowance: Int

  public init(_ bytes: [UInt8], limits: ZipLimits = ZipLimits()) throws(FormatRefusal) {
    guard bytes.count <= limits.packedBytes else { throw .fileTooLarge(bytes.count, limits.packedBytes) }
    guard bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) else {
      throw .notZip
    }
    guard let directory = ZipDirectory(bytes, limit: limits.entries) else { throw .brokenZip }
    guard directory.entries <= limits.entries else { throw .tooManyEntries(limits.entries) }
    guard !directory.overlaps else { throw .overlapping }

    handle = try Self.open(bytes)
    do {
      entries = try Self.checkedEntries(handle, limits)
      byName = try Self.checkedNames(entries)
    } catch {
      zip_discard(handle)
      throw error
    }
    allowance = limits.unpackedBytes
  }

  deinit { zip_discard(handle) }

  public func contains(_ name: String) -> Bool { byName[name] != nil }

  /// - Returns: `nil` if there is no such entry.
  public func bytes(of name: String) throws(FormatRefusal) -> [UInt8]? {
    guard let source = try source(of: name) else { return nil }
    return try source.all()
  }

  func source(of name: String) throws(FormatRefusal) -> ZipEntrySource? {
    guard let place = byName[name] else { return nil }
    guard let file = zip_fopen_index(handle, entries[place].index, 0) else { throw .brokenZip }
    return ZipEntrySource(file, of: self)
  }

  fileprivate func spend(_ count: Int) throws(FormatRefusal) {
    allowance -= count
    if allowance < 0 { throw .unpacksTooLarge }
  }

  private static func open(_ bytes: [UInt8]) throws(FormatRefusal) -> OpaquePointer {
    // libzip reads from a copy that it frees itself, so no pointer into a Swift array outlives its scope.
    guard let copy = malloc(max(1, bytes.count)) else { throw .brokenZip }
    bytes.withUnsafeBytes { if let base = $0.baseAddress { memcpy(copy, base, bytes.count) } }
    var failure = zip_error_t()
    zip_error_init(&failure)
    defer { zip_error_fini(&failure) }
    guard let source = zip_source_buffer_create(copy, UInt64(bytes.count), 1, &failure) else {
      free(copy)
      throw .brokenZip
    }
    guard let handle = zip_open_from_source(source, Int32(ZIP_RDONLY), &failure) else {
      zip_source_free(source)
      throw .brokenZip
    }
    return handle
  }

  private static func checkedEntries(_ handle: OpaquePointer, _ limits: ZipLimits) throws(FormatRefusal)
    -> [Entry]
  {
    let count = zip_get_num_entries(handle, 0)
    guard count >= 0, count <= limits.entries else { throw .tooManyEntries(limits.entries) }
    var entries: [Entry] = []
    var total: UInt64 = 0
    for index in 0..<UInt64(count) {
      var stat = zip_stat_t()
      guard zip_stat_index(handle, index, zip_flags_t(ZIP_FL_ENC_RAW), &stat) == 0, let raw = stat.name,
        stat.valid & UInt64(ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE) == UInt64(ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE)
      else { throw .brokenZip }
      guard let name = String(validatingCString: raw), isPlainPath(name) else { throw .unsafeName }
      guard stat.encryption_method == ZIP_EM_NONE else { throw .encrypted }
      guard stat.comp_method == ZIP_CM_STORE || stat.comp_method == ZIP_CM_DEFLATE else {
        throw .oddCompression
      }
      guard isPlainFile(handle, index) else { throw .unsafeName }

      let (sum, overflow) = total.addingReportingOverflow(stat.size)
      guard !overflow, sum <= UInt64(max(0, limits.unpackedBytes)) else { throw .unpacksTooLarge }
      total = sum
      // Sizes are below the limit here, so neither conversion nor product can overflow.
      if stat.size > UInt64(max(0, limits.ratioAppliesAbove)),
        stat.size / UInt64(max(1, limits.ratio)) >= max(1, stat.comp_size)
      {
        throw .unpacksTooLarge
      }
      entries.append(Entry(name: name, size: Int(stat.size), index: index))
    }
    return entries
  }

  private static func checkedNames(_ entries: [Entry]) throws(FormatRefusal) -> [String: Int] {
    var byName: [String: Int] = [:]
    // Case is ignored when looking for doubles: some programs open "A.xml" for "a.xml".
    var seen: Set<[UInt8]> = []
    for (place, entry) in entries.enumerated() {
      guard seen.insert(entry.name.utf8.map(lowered)).inserted else { throw .sameNameTwice }
      byName[entry.name] = place
    }
    return byName
  }

  /// Relative, with forward slashes, without `..`, drive letters, control characters.
  private static func isPlainPath(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard !bytes.isEmpty, bytes.count <= 1024, bytes[0] != UInt8(ascii: "/") else { return false }
    guard
      !bytes.contains(where: {
        $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: ":")
      })
    else { return false }
    return !bytes.split(separator: UInt8(ascii: "/")).contains {
      $0.elementsEqual("..".utf8) || $0.elementsEqual(".".utf8)
    }
  }

  /// Neither a link nor a device: the upper half of the attributes holds the file mode if Unix wrote it.
  private static func isPlainFile(_ handle: OpaquePointer, _ index: UInt64) -> Bool {
    var system: UInt8 = 0
    var attributes: UInt32 = 0
    guard zip_file_get_external_attributes(handle, index, 0, &system, &attributes) == 0 else { return false }
    let kind = attributes >> 16 & 0o170000
    return kind == 0 || kind == 0o100000 || kind == 0o040000
  }

  private static func lowered(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }
}

/// One entry while it is inflated.
final class ZipEntrySource: ByteSource {
  private let file: OpaquePointer
  /// Kept, so that the archive is not closed under an open entry.
  private let archive: ZipArchive

  fileprivate init(_ file: OpaquePointer, of archive: ZipArchive) {
    (self.file, self.archive) = (file, archive)
  }

  deinit { zip_fclose(file) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard let base = buffer.baseAddress else { return 0 }
    let count = zip_fread(file, base, UInt64(buffer.count))
    guard count >= 0 else { throw FormatRefusal.brokenZip }
    try archive.spend(Int(count))
    return Int(count)
  }

  func all() throws(FormatRefusal) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      do {
        let count = try chunk.withUnsafeMutableBytes { try read(into: $0) }
        if count == 0 { return bytes }
        bytes += chunk[0..<count]
      } catch {
        throw error as? FormatRefusal ?? .brokenZip
      }
    }
  }
}

extension FormatRefusal {
  static func fileTooLarge(_ size: Int, _ limit: Int) -> Self {
    Self(
      "file.tooLarge", "Tệp lớn \(size / 1_000_000) MB, vượt giới hạn \(limit / 1_000_000) MB.",
      remedy: "Chia tệp thành nhiều phần nhỏ hơn hoặc bỏ ảnh và trang không cần, rồi tải lại.")
  }
  static let notZip = Self(
    "zip.notZip", "Tệp không phải là tệp nén (Word, Excel đời mới đều là tệp nén).",
    remedy: "Mở tệp bằng chương trình đã tạo ra nó và lưu lại đúng định dạng .xlsx hoặc .docx.")
  static let brokenZip = Self(
    "zip.broken", "Tệp bị hỏng hoặc tải lên chưa trọn vẹn.",
    remedy: "Mở thử tệp trên máy; nếu mở được thì lưu lại bằng tên mới và tải lên lần nữa.")
  static func tooManyEntries(_ limit: Int) -> Self {
    Self(
      "zip.tooManyEntries", "Tệp nén chứa quá \(limit) tệp con.",
      remedy: "Chỉ tải lên tệp Word hoặc Excel thông thường.")
  }
  static let overlapping = Self(
    "zip.overlapping", "Tệp nén có các phần chồng lên nhau, không an toàn.",
    remedy: "Mở tệp bằng Word hoặc Excel và lưu lại bằng tên mới, rồi tải lên.")
  static let unpacksTooLarge = Self(
    "zip.unpacksTooLarge", "Tệp nén phình quá giới hạn khi mở ra.",
    remedy: "Xoá các trang và vùng trống đã định dạng, hoặc chia tệp thành nhiều phần, rồi tải lại.")
  static let unsafeName = Self(
    "zip.unsafeName", "Tệp nén chứa tên tệp con không an toàn (đường dẫn tuyệt đối, «..», liên kết).",
    remedy: "Mở tệp bằng Word hoặc Excel và lưu lại bằng tên mới, rồi tải lên.")
  static let sameNameTwice = Self(
    "zip.sameNameTwice", "Tệp nén chứa hai tệp con trùng tên.",
    remedy: "Mở tệp bằng Word hoặc Excel và lưu lại bằng tên mới, rồi tải lên.")
  static let encrypted = Self(
    "zip.encrypted", "Tệp được đặt mật khẩu nên không đọc được.",
    remedy: "Bỏ mật khẩu (Tệp › Thông tin › Bảo vệ), lưu lại rồi tải lên.")
  static let oddCompression = Self(
    "zip.oddCompression", "Tệp nén theo cách không dùng cho tệp Word, Excel.",
    remedy: "Mở tệp bằng Word hoặc Excel và lưu lại bằng tên mới, rồi tải lên.")
  static let cannotPack = Self(
    "zip.cannotPack", "Không đóng gói được tệp.", remedy: "Thử lại; nếu vẫn lỗi, báo người quản trị.")
}
