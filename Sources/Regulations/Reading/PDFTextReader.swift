import Basics
import Foundation
import TextReuse

/// The text layer of a PDF, by poppler's pdftotext in a process of its own: bounded in time, memory and output, so that
/// a hostile file can at worst end that process.
enum PDFTextReader {
  private static let seconds = 20
  private static let memory = 1_000_000_000
  private static let output = 8_000_000

  static func read(_ file: [UInt8]) -> RegulationText {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "chibo-pdf-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      return RegulationText(findings: [failed])
    }
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("file.pdf").path
    guard FileManager.default.createFile(atPath: path, contents: Data(file)) else {
      return RegulationText(findings: [failed])
    }
    guard let text = run(path) else { return RegulationText(findings: [failed]) }
    let words = text.count { $0 > 0x20 }
    guard words >= 20 else { return RegulationText(findings: [scanned]) }
    return PlainTextReader.lines(of: withoutPageNumbers(text), isPaged: true)
  }

  private static func run(_ path: String) -> [UInt8]? {
    ChildProgram.output(
      of: "/usr/bin/timeout",
      [
        "--signal=KILL", "\(seconds)", "/usr/bin/prlimit", "--as=\(memory)", "--cpu=\(seconds)", "--core=0",
        "--nofile=64", "/usr/bin/pdftotext", "-q", "-enc", "UTF-8", "-eol", "unix", path, "-",
      ], environment: ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"], limit: output)
  }

  /// A line of digits alone at the head or foot of a page is its number.
  private static func withoutPageNumbers(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for page in text.split(separator: 0x0C, omittingEmptySubsequences: false) {
      var lines = page.split(separator: 0x0A, omittingEmptySubsequences: false)
      func isNumber(_ line: ArraySlice<UInt8>) -> Bool {
        let signs = line.filter { $0 != 0x20 }
        return !signs.isEmpty && signs.count <= 4 && signs.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
      }
      if let first = lines.firstIndex(where: { !$0.allSatisfy { $0 == 0x20 } }), isNumber(lines[first]) {
        lines.remove(at: first)
      }
      if let last = lines.lastIndex(where: { !$0.allSatisfy { $0 == 0x20 } }), isNumber(lines[last]) {
        lines.remove(at: last)
      }
      for line in lines {
        result += line
        result.append(0x0A)
      }
    }
    return result
  }

  static let failed = Finding(
    "pdf.unreadable", .error,
    message: "Không đọc được tệp PDF: tệp hỏng, có mật khẩu, quá lớn, hoặc máy chưa cài poppler-utils.",
    remedy: "Nộp tệp Word của quy chế, hoặc lưu lại PDF từ Word.")
  static let scanned = Finding(
    "pdf.scanned", .error, message: "Tệp PDF không có lớp chữ: đây là bản quét.",
    remedy: "Nộp tệp Word của quy chế, hoặc nhận dạng chữ bản quét rồi nộp lại.")
}
