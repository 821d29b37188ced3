import Rules
import Testing

/// A parameter written wrongly is told once, at its own number.
struct ParameterCheckTests {
  private static let path = "Content/RulePacks/hd-43-btctw-2025-10-31"

  /// The guidance in force with one parameter written otherwise.
  private func findings(_ parameter: String, _ value: String) throws -> (found: [PackFinding], text: [String])
  {
    let text = try Corpus.text(Self.path + "/pack.yaml")
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let at = try #require(lines.firstIndex { $0 == "  \(parameter):" })
    let line = lines[(at + 1)...].firstIndex { $0.contains("value: ") }
    let n = try #require(line)
    let parts = lines[n].components(separatedBy: "value: ")
    let rest = parts[1].drop { $0 != "," && $0 != "}" }
    lines[n] = parts[0] + "value: " + value + (rest.isEmpty ? "" : String(rest))
    let loaded = PackLoader.load(text: lines.joined(separator: "\n"), path: "pack.yaml")
    return (loaded.findings, lines)
  }

  @Test(arguments: [
    ("exceededForTop", "3000 %", "“Nhiệm vụ vượt mức” (từ 0 % đến 100 %)"),
    ("exceededForTop", "-5 %", "“Nhiệm vụ vượt mức” (từ 0 % đến 100 %)"),
    ("exceededForTop", "40", "nếu muốn nói 40 phần trăm thì ghi 40 %"),
    ("topQuota", "30", "nếu muốn nói 30 phần trăm"), ("topQuota", "-5 %", "từ 0 đến 100 %"),
    ("unitDoneFloor", "300 %", "“Nhiệm vụ đã hoàn thành”"),
  ])
  func `một số sai cho một lỗi, ở chính số ấy, gọi bằng tên`(
    _ parameter: String, _ value: String, _ told: String
  ) throws {
    let (found, lines) = try findings(parameter, value)
    let errors = found.filter { $0.severity == .error }
    #expect(errors.count == 1, "\(errors.map(\.message))")
    let error = try #require(errors.first)
    #expect(lines[error.line - 1].contains("value: \(value)"), "\(error)")
    #expect("\(error.message) \(error.remedy)".lowercased().contains(told.lowercased()), "\(error)")
    #expect(!error.message.contains("`"), "\(error.message)")
    // Nothing else speaks of it, not as a warning either.
    #expect(!found.contains { $0.code == .constantCondition }, "\(found.map(\.message))")
  }

  @Test func `số đúng không bị nhắc`() throws {
    for (parameter, value) in [("exceededForTop", "40 %"), ("topQuota", "0 %"), ("lateForHT", "30 %")] {
      let (found, _) = try findings(parameter, value)
      #expect(!found.contains { $0.severity == .error }, "\(parameter) \(value) \(found.map(\.message))")
    }
  }

  @Test func `tham số không có giá trị được gọi bằng tên`() throws {
    let text = try Corpus.text(Self.path + "/pack.yaml").replacing(
      "{ value: 20 %, name: Tỷ lệ xuất sắc so với số hoàn thành tốt",
      with: "{ name: Tỷ lệ xuất sắc so với số hoàn thành tốt")
    let errors = PackLoader.load(text: text, path: "pack.yaml").findings.filter { $0.severity == .error }
    #expect(errors.count == 1)
    #expect(errors.first?.message == "“Tỷ lệ xuất sắc so với số hoàn thành tốt” chưa có giá trị.")
  }
}
