import Formats
import Foundation
import TestSupport
import Testing

@Suite struct `Chữ ký trên trang in` {
  @Test func `bảng dài bao nhiêu hàng, chữ ký cũng không đứng một mình một trang`() async throws {
    let file = NSTemporaryDirectory() + "chibo-signatures-\(UUID().uuidString).pdf"
    defer { try? FileManager.default.removeItem(atPath: file) }
    for count in 22...44 {
      let document = PrintedDocument(
        title: "x",
        blocks: [
          .table(
            PrintedTable(
              columns: [.init(), .init()], header: [["Nhiệm vụ", "Hạn"]],
              rows: (0..<count).map { .init([PrintedText("việc \($0)"), "1/1/2014"]) })),
          .signatures(.init(signers: [.init(authority: "T/M CHI BỘ", office: "BÍ THƯ", name: "")])),
        ])
      try Data(try document.pdf()).write(to: URL(fileURLWithPath: file))
      let text = try await OutsideProgram.run("/usr/bin/pdftotext", ["-layout", file, "-"]).output
      let pages = text.components(separatedBy: "\u{0C}").filter { !$0.allSatisfy(\.isWhitespace) }
      #expect(pages.last?.contains("việc \(count - 1)") == true, "\(count) hàng")
    }
  }
}
