import Basics
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
    } else {
      text = PlainTextReader.read(bytes)
    }
    let letters: ClosedRange<UInt8> = 0x61...0x7A
    let hasWords = text.bytes.contains { byte in letters.contains(byte | 0x20) || byte >= 0xC3 }
    if text.findings.isEmpty, !hasWords { text.findings.append(ReadingFindings.empty) }
    return text
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
  static let richText = Finding(
    "regulation.richText", .error, message: "Tệp .rtf không đọc được.",
    remedy: "Mở tệp bằng Word hoặc LibreOffice và lưu lại thành .docx.")
  static let empty = Finding(
    "regulation.empty", .error, message: "Tệp không có chữ nào.",
    remedy: "Kiểm tra có nộp nhầm tệp trống không; bản quét cần được nhận dạng chữ trước khi nộp.")
}
