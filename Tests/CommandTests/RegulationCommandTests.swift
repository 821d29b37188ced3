import Foundation
import Testing

@Suite struct `Lệnh chibo regulations` {
  private static let text = """
    Điều 1. Phạm vi
    1. Chi bộ họp mỗi tháng một lần và bàn việc đã giao cho từng đảng viên trong quý.
    Điều 4. Hiệu lực
    1. Quy chế có hiệu lực từ ngày ký; đảng viên chịu trách nhiệm thi hành.
    """

  @Test func `tệp không đọc được thì từ chối bằng mã 2, không in nhận xét nào`() async throws {
    try await Chibo.withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let own = folder + "/q.txt"
      try Data(Self.text.utf8).write(to: URL(fileURLWithPath: own))
      try Data("MZ".utf8).write(to: URL(fileURLWithPath: folder + "/x.docx"))
      for other in ["/khong-co.txt", "/x.docx"] {
        for format in ["text", "json"] {
          let out = try await Chibo.run(
            "chibo", "regulations", "compare", own, folder + other, "--format", format)
          #expect(out.status == 2 && out.output.isEmpty && !out.errors.isEmpty, "\(other) \(format)")
        }
      }
      let same = try await Chibo.run("chibo", "regulations", "compare", own, own)
      #expect(
        same.status == 0 && same.output.contains("Điều 4. Hiệu lực") && !same.output.contains("Điều 2."))
      let lines = try await Chibo.run("chibo", "regulations", "outline", own)
      #expect(lines.status == 0 && lines.output.contains("\"n\":2"))
    }
  }

  @Test func `danh sách bộ văn bản không dẫn ra ngoài thư mục của nó`() async throws {
    try await Chibo.withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let list = #"{"docs":[{"id":"a","path":"../../etc/passwd","kind":"ap","superior":null}]}"#
      try Data(list.utf8).write(to: URL(fileURLWithPath: folder + "/corpus.json"))
      let out = try await Chibo.run(
        "chibo", "regulations", "scan", folder, "--out", folder + "/out")
      #expect(out.status == 2 && out.errors.contains("ra ngoài thư mục"))
    }
  }

  @Test func `lời giúp của outline, index chỉ kể những dạng có thật`() async throws {
    try await Chibo.withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let own = folder + "/q.txt"
      try Data(Self.text.utf8).write(to: URL(fileURLWithPath: own))
      let help = try await Chibo.run("chibo", "regulations", "outline", "--help")
      for format in ["json", "text", "html"] {
        let run = try await Chibo.run("chibo", "regulations", "outline", own, "--format", format)
        #expect(help.output.contains(format) == (run.status == 0), "\(format)")
      }
      let index = try await Chibo.run("chibo", "regulations", "index", "--help")
      #expect(!index.output.contains("html") && !index.output.contains("docx"))
      let compare = try await Chibo.run("chibo", "regulations", "compare", "--help")
      for format in ["text", "json", "html", "docx"] { #expect(compare.output.contains(format)) }
    }
  }
}
