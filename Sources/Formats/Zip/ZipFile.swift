internal import CZip
import Glibc

/// A packed file to be written: entries in the given order, all dated 1 January 1980, so that the same content is
/// always the same bytes.
public struct ZipFile: Sendable {
  public private(set) var entries: [(name: String, bytes: [UInt8])] = []

  public init() {}

  public mutating func add(_ name: String, _ bytes: [UInt8]) { entries.append((name, bytes)) }
  public mutating func add(_ name: String, text: String) { entries.append((name, Array(text.utf8))) }

  public func bytes() throws(FormatRefusal) -> [UInt8] {
    guard let target = zip_source_buffer_create(nil, 0, 0, nil) else { throw .cannotPack }
    // Kept over the close, because the packed bytes are read from it afterwards.
    zip_source_keep(target)
    defer { zip_source_free(target) }
    guard let handle = zip_open_from_source(target, Int32(ZIP_TRUNCATE), nil) else {
      zip_source_free(target)
      throw .cannotPack
    }
    for entry in entries {
      guard Self.add(entry.name, entry.bytes, to: handle) else {
        zip_discard(handle)
        throw .cannotPack
      }
    }
    guard zip_close(handle) == 0 else {
      zip_discard(handle)
      throw .cannotPack
    }
    return try Self.content(of: target)
  }

  private static func add(_ name: String, _ bytes: [UInt8], to handle: OpaquePointer) -> Bool {
    // libzip frees the copy, but not one of no bytes.
    let copy = bytes.isEmpty ? nil : malloc(bytes.count)
    guard bytes.isEmpty || copy != nil else { return false }
    bytes.withUnsafeBytes { if let base = $0.baseAddress, let copy { memcpy(copy, base, bytes.count) } }
    guard let source = zip_source_buffer(handle, copy, UInt64(bytes.count), 1) else {
      free(copy)
      return false
    }
    let index = zip_file_add(handle, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      zip_source_free(source)
      return false
    }
    return zip_file_set_dostime(handle, UInt64(index), 0, 0x21, 0) == 0
      && zip_set_file_compression(handle, UInt64(index), ZIP_CM_DEFLATE, 6) == 0
  }

  private static func content(of source: OpaquePointer) throws(FormatRefusal) -> [UInt8] {
    guard zip_source_open(source) == 0 else { throw .cannotPack }
    defer { zip_source_close(source) }
    guard zip_source_seek(source, 0, SEEK_END) == 0 else { throw .cannotPack }
    let size = zip_source_tell(source)
    guard size >= 0, zip_source_seek(source, 0, SEEK_SET) == 0 else { throw .cannotPack }
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
      let read = zip_source_read(source, buffer.baseAddress, UInt64(size))
      failed = read != size
      count = max(0, Int(read))
    }
    if failed { throw .cannotPack }
    return bytes
  }
}
