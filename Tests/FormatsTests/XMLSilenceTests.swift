import Foundation
import Glibc
import Testing

@testable import Formats

/// What a stranger's file has wrong with it is told to who sent it, and not written to the log by the library that reads it: its
/// words would stand there.
@Suite(.serialized) struct `Bộ đọc XML không tự ghi ra nhật ký` {
  private static let broken = [
    "<a><b></a>", "<a>&chua-co;</a>", "<?xml version=\"1.0\" encoding=\"x-khong-co\"?><a>BIMAT</a>",
    "<a xmlns:x=\"bimat\"><y:BIMAT/></a>", "<BIMAT", "<a BIMAT=1/>", "<a>\u{1}BIMAT</a>",
    "<!DOCTYPE BIMAT><a/>",
    "<a BIMAT=\"1\" BIMAT=\"2\"/>", "<a>]]>BIMAT</a>", "<a><?xml BIMAT?></a>",
  ]

  @Test func `tệp hỏng kiểu nào cũng không in một chữ nào, ở mọi luồng`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("xml-\(UUID().uuidString)").path
    defer { unlink(path) }
    fflush(nil)
    let saved = dup(2)
    let file = open(path, O_CREAT | O_RDWR | O_TRUNC, 0o600)
    try #require(saved >= 0 && file >= 0)
    dup2(file, 2)
    for text in Self.broken {
      // The library keeps where to write per thread; each begins with its own.
      let thread = Thread { Self.read(text) }
      Self.read(text)
      thread.start()
      while !thread.isFinished { usleep(1_000) }
    }
    fflush(nil)
    dup2(saved, 2)
    close(saved)
    close(file)
    // Other suites may write meanwhile; none of them writes these words, and theirs are passed on.
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    FileHandle.standardError.write(data)
    let printed = String(decoding: data, as: UTF8.self)
    #expect(!printed.contains("BIMAT") && !printed.contains("parser error"), "\(printed.prefix(400))")
    #expect(!printed.contains("Entity: line") && !printed.contains("encoding error"))
  }

  private static func read(_ text: String) {
    guard let reader = try? XMLReader(Array(text.utf8)) else { return }
    while let node = try? reader.next(), node != .done { _ = (reader.text, reader["t"]) }
  }
}
