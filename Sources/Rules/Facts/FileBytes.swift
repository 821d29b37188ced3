import Foundation

/// A file's bytes in memory of our own: a mapped file that is cut short while it is read would end the program.
final class FileBytes {
  let bytes: UnsafeBufferPointer<UInt8>
  private let memory: UnsafeMutableRawPointer
  static let most = 8_000_000_000

  enum Trouble: Error { case unreadable, oversize }

  init(path: String, threads: Int = 1) throws(Trouble) {
    // Opening a pipe would wait for whoever writes into it; of files it changes nothing.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw .unreadable }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .unreadable }
    let size = Int(status.st_size)
    guard size <= Self.most else { throw .oversize }
    memory = .allocate(byteCount: max(size, 1), alignment: 64)
    nonisolated(unsafe) let memory = memory
    let parts = size > 8_000_000 ? max(threads, 1) : 1
    nonisolated(unsafe) let ends = UnsafeMutablePointer<Int>.allocate(capacity: parts)
    defer { ends.deallocate() }
    @Sendable func read(_ n: Int) {
      let to = size / parts * (n + 1) + (n == parts - 1 ? size % parts : 0)
      var at = size / parts * n
      while at < to {
        let count = pread(file, memory + at, to - at, off_t(at))
        if count < 0, errno == EINTR { continue }
        if count <= 0 { break }
        at += count
      }
      ends[n] = at == to ? size : at
    }
    if parts == 1 { read(0) } else { DispatchQueue.concurrentPerform(iterations: parts) { read($0) } }
    // What has become shorter meanwhile ends where it ends now.
    let end = (0..<parts).map { ends[$0] }.min() ?? 0
    bytes = UnsafeBufferPointer(start: memory.assumingMemoryBound(to: UInt8.self), count: end)
  }

  deinit { memory.deallocate() }

  /// A byte no text has.
  var holdsNul: Bool { bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false }

  /// Whether it is UTF-8; plain ASCII, as most files are, is seen eight bytes at a time.
  var isText: Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    var (at, high) = (0, UInt64(0))
    while at + 64 <= raw.count {
      for word in 0..<8 { high |= raw.loadUnaligned(fromByteOffset: at + 8 * word, as: UInt64.self) }
      if high & 0x8080_8080_8080_8080 != 0 { break }
      at += 64
    }
    if at + 64 > raw.count, !raw[min(at, raw.count)...].contains(where: { $0 >= 0x80 }) { return true }
    return String(validating: bytes, as: UTF8.self) != nil
  }
}
