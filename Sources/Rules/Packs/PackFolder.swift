import Foundation

/// Pack folder — thư mục của bộ quy tắc: what lies beside `pack.yaml`, read with a bound and told where it is missing, is a link, or is
/// no file at all. A pack without its provisions or its cases still runs; a reader should know that it is not whole.
struct PackFolder {
  let path: String
  let findings: PackFindings

  /// The text of a regular file of bounded size; `nil` where there is none.
  static func text(_ path: String) throws(Trouble) -> String? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    let bytes: FileBytes
    do throws(FileBytes.Trouble) { bytes = try FileBytes(path: path) } catch {
      throw error == .oversize ? .oversize : .unreadable
    }
    guard bytes.bytes.count <= PackText.mostBytes else { throw .oversize }
    let text = withExtendedLifetime(bytes) { String(validating: bytes.bytes, as: UTF8.self) }
    guard let text else { throw .notText }
    return text
  }

  enum Trouble: Error { case unreadable, oversize, notText }

  /// The provisions beside the rules.
  func articles() -> [Pack.Article] {
    let file = path + "/source.md"
    tellLink("source.md")
    do throws(Trouble) {
      if let text = try Self.text(file) { return SourceText.articles(text) }
      findings.add(
        .companionFile, .warning, at: .file, in: "source.md",
        "Không có `source.md`, nên không đọc được điều khoản bên cạnh quy tắc.",
        "Ghi nội dung các điều khoản vào source.md cạnh pack.yaml, mỗi mục bắt đầu bằng `## mã · tên`.")
    } catch {
      tell(error, "source.md")
    }
    return []
  }

  /// Without cases nobody would notice a rule written wrongly.
  func checkCases() {
    let folder = path + "/cases"
    tellLink("cases")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    guard !names.contains(where: { $0.hasSuffix(".yaml") }) else { return }
    findings.add(
      .companionFile, .warning, at: .file, in: "cases", "Bộ quy tắc chưa có trường hợp thử nào.",
      "Ghi các trường hợp vào cases/*.yaml cạnh pack.yaml, rồi chạy `chibo packs test`.")
  }

  /// What is a link is not there any more when the folder is copied.
  private func tellLink(_ name: String) {
    var status = stat()
    guard lstat(path + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return }
    findings.add(
      .companionFile, .warning, at: .file, in: name,
      "`\(name)` là một liên kết, không nằm trong thư mục của bộ quy tắc.",
      "Chép nội dung vào thư mục, để bộ quy tắc đi đâu cũng đủ.")
  }

  private func tell(_ trouble: Trouble, _ name: String) {
    switch trouble {
    case .unreadable:
      findings.add(
        .unreadable, at: .file, in: name,
        "Không đọc được `\(name)`: không phải một tệp thường, hoặc không có quyền.",
        "Thay bằng một tệp văn bản UTF-8 đọc được.")
    case .oversize:
      findings.add(
        .oversize, at: .file, in: name, "`\(name)` lớn hơn \(PackText.mostBytes / 1_000_000) MB.",
        "Kiểm tra lại tệp.")
    case .notText:
      findings.add(
        .unreadable, at: .file, in: name, "`\(name)` không phải UTF-8.", "Lưu lại bằng UTF-8.")
    }
  }
}
