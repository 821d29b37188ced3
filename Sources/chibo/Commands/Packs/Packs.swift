import ArgumentParser
import Basics
import Foundation
import Registry
import Rules

/// Guidances as rule packs: read, checked, tried, run and compared.
struct Packs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "packs", abstract: "Bộ quy tắc của các hướng dẫn: kiểm tra, thử, chạy, so sánh.",
    discussion: """
      Mã thoát: 0 xong; 1 có điều phải sửa trong bộ quy tắc hay dữ kiện; 2 không làm được; 64 gõ sai lệnh; 70 lỗi của chương trình.
      Cách viết bộ quy tắc và tệp dữ kiện: docs/rule-packs.md.
      """,
    subcommands: [
      CheckPack.self, TestPack.self, ShowPack.self, GradeByPack.self, ComparePacks.self, SweepPack.self,
    ])
}

/// The pack a command is about: a folder, a file, or the name of one that comes with the product.
struct PackArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Thư mục hay tệp của bộ quy tắc, hoặc tên trong Content/RulePacks.", valueName: "bộ quy tắc"))
  var pack: String

  @Option(
    help: ArgumentHelp(
      "Kỳ của đợt xếp loại, như 2026 hoặc Q1/2026; mặc định kỳ đầu bộ quy tắc dùng cho.", valueName: "kỳ"))
  var round: RoundOption?

  func load() throws -> LoadedPack {
    let loaded = try Self.load(pack, round: round)
    if round?.quarter != nil, let found = loaded.pack, found.rounds.period == .year {
      throw PackRefusal.notQuarterly(found.name)
    }
    return loaded
  }

  static func load(_ name: String, round: RoundOption?) throws -> LoadedPack {
    let path = path(name)
    // A link that leads nowhere is there, and told as what it is.
    var status = stat()
    guard lstat(path, &status) == 0 else { throw PackRefusal.noPack(name, known: known) }
    return PackLoader.load(at: path, year: round?.year, quarter: round?.quarter)
  }

  /// The packs that come with the product.
  private static var known: [String] {
    guard let content = try? Content.locate() else { return [] }
    let folder = content.folder + "/RulePacks"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/pack.yaml") }.sorted()
  }

  /// The folder a pack lies in.
  static func folder(_ name: String) -> String {
    let path = path(name)
    var isFolder: ObjCBool = false
    FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return isFolder.boolValue ? path : URL(fileURLWithPath: path).deletingLastPathComponent().path
  }

  static func path(_ name: String) -> String {
    if FileManager.default.fileExists(atPath: name) { return name }
    guard !name.utf8.contains(UInt8(ascii: "/")), let content = try? Content.locate() else { return name }
    let known = content.folder + "/RulePacks/" + name
    return FileManager.default.fileExists(atPath: known) ? known : name
  }
}

extension LoadedPack {
  /// The pack and its program, or the findings on the screen and exit code 1.
  func program(_ round: RoundOption?) throws -> Program {
    let made = pack.map { PackLoader.program($0, year: round?.year, quarter: round?.quarter).program }
    guard !hasErrors, let program = made ?? nil else {
      PackFindingList(findings.filter { $0.severity == .error }).complain()
      throw FindingsExit()
    }
    return program
  }
}

/// The period a pack grades, as it is written: `2026`, or `Q1/2026` where quarters are graded.
struct RoundOption: ExpressibleByArgument {
  var year: Int
  var quarter: Int?

  init?(argument: String) {
    guard let (year, quarter) = GradedPeriod.read(argument) else { return nil }
    (self.year, self.quarter) = (year, quarter)
  }
}

/// Findings as lines or as JSON.
struct PackFindingList {
  let findings: [PackFinding]
  /// More than this many are counted only.
  let most: Int

  init(_ findings: [PackFinding], most: Int = .max) { (self.findings, self.most) = (findings, most) }

  var json: JSON {
    .array(
      findings.map { finding in
        .object([
          "code": .string(finding.code.rawValue), "severity": .string(finding.severity.rawValue),
          "path": .string(finding.path),
          "line": .int(finding.line), "column": .int(finding.column), "message": .string(finding.message),
          "remedy": .string(finding.remedy),
        ])
      })
  }

  var text: String {
    (findings.prefix(most).map { finding in
      var place = finding.path
      if finding.line > 0 { place += ":\(finding.line)" }
      if finding.column > 0 { place += ":\(finding.column)" }
      return
        "\(place): \(finding.severity == .error ? "lỗi" : "lưu ý") [\(finding.code.rawValue)] \(finding.message)\n  → \(finding.remedy)"
    } + (findings.count > most ? ["… và \(findings.count - most) điều khác."] : [])).joined(separator: "\n")
  }

  func complain() { if !findings.isEmpty { Chibo.complain(text) } }
}

enum PackRefusal: Refusal {
  case noPack(String, known: [String])
  case noParameter(String, known: [String])
  case notQuarterly(String)

  var reason: String {
    switch self {
    case .noPack(let name, _): "Không có bộ quy tắc \(name)."
    case .noParameter(let id, _): "Bộ quy tắc không có tham số \(id)."
    case .notQuarterly(let name): "Bộ quy tắc \(name) xếp loại theo năm, không theo quý."
    }
  }

  var remedy: String {
    switch self {
    case .noPack(_, let known):
      "Chỉ đến thư mục có pack.yaml, đến một tệp YAML"
        + (known.isEmpty ? "." : ", hoặc ghi tên một bộ có sẵn:" + known.map { "\n  " + $0 }.joined())
    case .notQuarterly: "Ghi năm, thí dụ --round 2026."
    case .noParameter(_, let known):
      known.isEmpty ? "Bộ này không có tham số nào." : "Chọn trong: \(known.joined(separator: ", "))."
    }
  }
}
