import Basics
import Dispatch
import Formats
import Foundation
import TextReuse

/// Reads a regulation as people send it: Word, plain text, PDF with a text layer. What is wrong with the file becomes a
/// finding and, at worst, an empty text; nothing of it is executed or fetched.
package enum RegulationFile {
  package static func read(path: String) -> RegulationText {
    guard let bytes = bytes(path) else {
      return RegulationText(findings: [ReadingFindings.unreadable(path)])
    }
    return read(bytes, name: path)
  }

  /// - Parameter name: of the file; what it ends in counts only where the bytes do not tell.
  package static func read(_ bytes: [UInt8], name: String) -> RegulationText {
    var text: RegulationText
    if bytes.starts(with: [0x50, 0x4B]) {
      text = DocxReader.read(bytes)
    } else if bytes.prefix(1024).starts(with: "%PDF-".utf8) {
      text = PDFTextReader.read(bytes)
    } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      text = RegulationText(findings: [ReadingFindings.oldWord])
    } else if bytes.starts(with: "{\\rtf".utf8) {
      text = RegulationText(findings: [ReadingFindings.richText])
    } else if let disguise = disguise(bytes, name) {
      text = RegulationText(findings: [disguise])
    } else {
      text = PlainTextReader.read(bytes)
    }
    if text.bytes.count > Outline.longestText {
      text = RegulationText(findings: [ReadingFindings.tooLong(text.bytes.count, Outline.longestText)])
    }
    if stacksMarks(text.bytes) { text.findings.append(ReadingFindings.marks) }
    let letters: ClosedRange<UInt8> = 0x61...0x7A
    let hasWords = text.bytes.contains { byte in letters.contains(byte | 0x20) || byte >= 0xC3 }
    if text.findings.isEmpty, !hasWords { text.findings.append(ReadingFindings.empty) }
    return text
  }

  /// The same for whoever stands on a thread of the pool: a PDF is read by a program that has to be waited for.
  package static func readAside(_ bytes: [UInt8], name: String) async -> RegulationText {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: read(bytes, name: name)) }
    }
  }

  private static let queue = DispatchQueue(label: "chibo.regulation-files")

  /// Called Word or PDF, and is none; or no text at all.
  private static func disguise(_ bytes: [UInt8], _ name: String) -> Finding? {
    let ending = name.lowercased().utf8
    for (kind, told) in [(".docx", "Word (.docx)"), (".pdf", "PDF")]
    where ending.suffix(kind.utf8.count).elementsEqual(kind.utf8) {
      return ReadingFindings.otherKind(told)
    }
    let isWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    return !isWide && bytes.prefix(4_096).contains(0) ? ReadingFindings.noText : nil
  }

  /// More marks on one letter than any writing has: two are usual, a few more a slip.
  private static func stacksMarks(_ bytes: [UInt8]) -> Bool {
    var (at, row) = (0, 0)
    while at + 1 < bytes.count {
      let byte = bytes[at]
      if byte == 0xCC || byte == 0xCD && bytes[at + 1] < 0xB0 {
        row += 1
        if row > 8 { return true }
        at += 2
      } else {
        row = 0
        at += 1
      }
    }
    return false
  }

  private static func bytes(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var state = stat()
    guard fstat(descriptor, &state) == 0, state.st_mode & S_IFMT == S_IFREG, state.st_size <= 60_000_000
    else {
      return nil
    }
    let size = Int(state.st_size)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        guard let base = buffer.baseAddress else { return }
        let got = Glibc.read(descriptor, base + count, size - count)
        if got <= 0 { return }
        count += got
      }
    }
  }
}

package enum ReadingFindings {
  static func unreadable(_ path: String) -> Finding {
    Finding(
      "regulation.unreadable", .error, message: "Không mở được tệp \(path), hoặc tệp lớn hơn 60 MB.",
      remedy: "Kiểm tra đường dẫn và quyền đọc tệp.")
  }
  static func tooLong(_ size: Int, _ limit: Int) -> Finding {
    Finding(
      "regulation.tooLong", .error,
      message: "Văn bản dài \(size / 1_000_000) MB, vượt giới hạn \(limit / 1_000_000) MB.",
      remedy: "Chỉ nộp phần văn bản của quy chế, bỏ ảnh và phụ lục.")
  }
  static let oldWord = Finding(
    "regulation.oldWord", .error, message: "Tệp Word đời cũ (.doc) không đọc được.",
    remedy: "Mở tệp bằng Word hoặc LibreOffice và lưu lại thành .docx.")
  static func otherKind(_ kind: String) -> Finding {
    Finding(
      "regulation.otherKind", .error, message: "Tệp mang tên \(kind) nhưng bên trong không phải.",
      remedy: "Mở tệp bằng phần mềm đã tạo ra nó, lưu lại đúng dạng rồi nộp.")
  }
  static let noText = Finding(
    "regulation.noText", .error, message: "Đây không phải tệp văn bản.",
    remedy: "Nộp tệp Word (.docx), văn bản (.txt) hoặc PDF có lớp chữ.")
  static let marks = Finding(
    "regulation.marks", .warning,
    message: "Có chữ mang hàng loạt dấu chồng lên nhau; dấu thừa không được đọc.",
    remedy: "Gõ lại chữ ấy trong tệp rồi nộp lại.")
  static let richText = Finding(
    "regulation.richText", .error, message: "Tệp .rtf không đọc được.",
    remedy: "Mở tệp bằng Word hoặc LibreOffice và lưu lại thành .docx.")
  static let empty = Finding(
    "regulation.empty", .error, message: "Tệp không có chữ nào.",
    remedy: "Kiểm tra có nộp nhầm tệp trống không; bản quét cần được nhận dạng chữ trước khi nộp.")
}
