/// Bytes that arrive piece by piece, so that a large sheet is never in memory as a whole.
protocol ByteSource: AnyObject {
  /// Fills the buffer from its start. Returns how many bytes there are; 0 is the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

final class MemorySource: ByteSource {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - at)
    guard count > 0 else { return 0 }
    bytes.withUnsafeBytes { all in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[at..<at + count]))
    }
    at += count
    return count
  }
}
