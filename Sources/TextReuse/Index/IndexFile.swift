import Basics
import Foundation

/// The index on disk.
public enum IndexFile {
  static let magic: [UInt8] = Array("CBREUSEX".utf8)

  /// Maps the file. A torn end is left out; anything else that is not an index is refused.
  public static func open(_ path: String) throws -> ReuseIndex {
    let descriptor = Foundation.open(path, O_RDONLY)
    guard descriptor >= 0 else { throw IndexRefusal.unreadable(path) }
    defer { close(descriptor) }
    var state = stat()
    guard fstat(descriptor, &state) == 0, state.st_size >= 16 else { throw IndexRefusal.notIndex(path) }
    let size = Int(state.st_size)
    guard let base = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0), base != MAP_FAILED else {
      throw IndexRefusal.unreadable(path)
    }
    let mapping = Mapping(base, size)
    let bytes = UnsafeRawPointer(base)
    guard (0..<8).allSatisfy({ bytes.load(fromByteOffset: $0, as: UInt8.self) == magic[$0] }) else {
      throw IndexRefusal.notIndex(path)
    }
    let headLength = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    guard headLength <= UInt64(size - 16) else { throw IndexRefusal.notIndex(path) }
    let head = UnsafeRawBufferPointer(start: bytes + 16, count: Int(headLength))
    guard let passages = try? JSONDecoder().decode([StoredPassage].self, from: Data(head)) else {
      throw IndexRefusal.notIndex(path)
    }
    var at = 16 + padded(Int(headLength))
    var segments: [Segment] = []
    while at < size {
      guard let segment = Segment(bytes + at, available: size - at, release: { mapping.keep() }) else {
        break
      }
      segments.append(segment)
      at += segment.length
    }
    guard !segments.isEmpty else { throw IndexRefusal.notIndex(path) }
    return ReuseIndex(segments, passages: passages.map(\.passage), soundLength: at)
  }

  /// A new file, in place only when it is whole.
  public final class Writer {
    private let path: String
    private let temporary: String
    private let descriptor: Int32

    public init(_ path: String, passages: [Library.Passage]) throws {
      (self.path, temporary) = (path, path + ".new")
      descriptor = Foundation.open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      guard descriptor >= 0 else { throw IndexRefusal.unwritable(path) }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      let head = Array(try encoder.encode(passages.map { StoredPassage($0) }))
      var bytes = IndexFile.magic
      withUnsafeBytes(of: UInt64(head.count).littleEndian) { bytes += $0 }
      bytes += head
      bytes += [UInt8](repeating: 0x20, count: padded(head.count) - head.count)
      try bytes.withUnsafeBytes { try write($0) }
    }

    public func add(_ segment: Segment) throws {
      try write(UnsafeRawBufferPointer(start: segment.base, count: segment.length))
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws {
      try IndexFile.write(bytes, descriptor, path)
    }

    public func finish() throws {
      fsync(descriptor)
      close(descriptor)
      guard rename(temporary, path) == 0 else { throw IndexRefusal.unwritable(path) }
    }
  }

  /// Adds a segment behind what is sound.
  public static func append(_ segment: Segment, to path: String, after index: ReuseIndex) throws {
    let descriptor = Foundation.open(path, O_WRONLY)
    guard descriptor >= 0 else { throw IndexRefusal.unwritable(path) }
    defer { close(descriptor) }
    guard ftruncate(descriptor, off_t(index.soundLength)) == 0, lseek(descriptor, 0, SEEK_END) >= 0 else {
      throw IndexRefusal.unwritable(path)
    }
    try write(UnsafeRawBufferPointer(start: segment.base, count: segment.length), descriptor, path)
    fsync(descriptor)
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32, _ path: String) throws {
    var at = 0
    while at < bytes.count {
      guard let base = bytes.baseAddress else { return }
      let done = Foundation.write(descriptor, base + at, min(bytes.count - at, 1 << 26))
      guard done > 0 else { throw IndexRefusal.unwritable(path) }
      at += done
    }
  }

  static func padded(_ length: Int) -> Int { (length + 7) & ~7 }

  /// Unmapped when the last segment of the file is gone.
  private final class Mapping: @unchecked Sendable {
    private let base: UnsafeMutableRawPointer
    private let size: Int
    init(_ base: UnsafeMutableRawPointer, _ size: Int) { (self.base, self.size) = (base, size) }
    func keep() {}
    deinit { munmap(base, size) }
  }

  private struct StoredPassage: Codable {
    var id: String
    var text: String
    var audience: String
    var source: String
    init(_ passage: Library.Passage) {
      (id, text, audience, source) = (passage.id, passage.text, passage.audience, passage.source)
    }
    var passage: Library.Passage { .init(id: id, text: text, audience: audience, source: source) }
  }
}

public enum IndexRefusal: Refusal, Equatable {
  case unreadable(String)
  case unwritable(String)
  case notIndex(String)

  public var reason: String {
    switch self {
    case .unreadable(let path): "Không mở được chỉ mục \(path)."
    case .unwritable(let path): "Không ghi được chỉ mục \(path)."
    case .notIndex(let path): "\(path) không phải là chỉ mục, hoặc đã hỏng."
    }
  }
  public var remedy: String {
    switch self {
    case .unreadable: "Kiểm tra đường dẫn và quyền đọc."
    case .unwritable: "Kiểm tra đường dẫn, quyền ghi và chỗ trống trên đĩa."
    case .notIndex: "Tạo lại bằng lệnh chibo regulations index."
    }
  }
}
