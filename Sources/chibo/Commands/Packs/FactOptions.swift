import ArgumentParser
import Basics
import Foundation
import Rules

/// Where the facts lie and how their names are matched.
struct FactOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Thư mục dữ kiện: một tệp CSV cho mỗi loại.", valueName: "thư mục")) var facts:
    String
  @Option(
    help: ArgumentHelp(
      "Bảng ghép tên; mặc định mapping.yaml cạnh dữ kiện, rồi cạnh bộ quy tắc.", valueName: "tệp"))
  var mapping: String?

  var files: FactFolder { FactFolder(folder: facts, mapping: mapping) }
}

/// The facts of a run as they lie on disk.
struct FactFolder {
  let folder: String
  let mapping: String?
  /// As many threads as reading and grading take; the result is the same with one.
  var threads = 2

  /// - Parameter packs: what the mapping is for, each with where it was read from.
  func mapping(_ packs: [(pack: Pack, path: String)]) throws -> Mapping {
    let beside = packs.map { PackArgument.folder($0.path) + "/mapping.yaml" }
    let candidates = mapping.map { [$0] } ?? [folder + "/mapping.yaml"] + beside
    for path in candidates where mapping != nil || FileManager.default.fileExists(atPath: path) {
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
        throw FactRefusal.noMapping(path)
      }
      let (read, found) = Mapping.read(text, path: path)
      let findings = found + read.check(packs.map(\.pack), path: path)
      if !findings.isEmpty {
        PackFindingList(findings).complain()
        throw FindingsExit()
      }
      return read
    }
    return Mapping()
  }

  /// The records, and whether all of them are as they should be; what is not is told on the way.
  func snapshot(_ layout: Layout, _ mapping: Mapping) throws -> (snapshot: Snapshot, isClean: Bool) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw FactRefusal.noFolder(folder)
    }
    let (snapshot, findings) = FactFiles.read(
      folder: folder, layout: layout, mapping: mapping, threads: threads)
    PackFindingList(findings, most: 50).complain()
    guard let snapshot else { throw FindingsExit() }
    return (snapshot, !findings.contains { $0.severity == .error })
  }
}

enum FactRefusal: Refusal {
  case noFolder(String)
  case noMapping(String)
  case noRecord(String)
  case notGraded(String)

  var reason: String {
    switch self {
    case .noFolder(let path): "Không có thư mục dữ kiện \(path)."
    case .noMapping(let path): "Không đọc được bảng ghép tên \(path)."
    case .noRecord(let id): "Không có bản ghi nào mã `\(id)` trong dữ kiện."
    case .notGraded(let id): "`\(id)` không thuộc loại nào được bộ quy tắc xếp loại."
    }
  }

  var remedy: String {
    switch self {
    case .noFolder: "Chỉ đúng thư mục có các tệp CSV bằng --facts."
    case .noMapping: "Chỉ đúng tệp bằng --mapping."
    case .noRecord: "Ghi mã có trong tệp, hoặc kèm loại ở trước, thí dụ member:17."
    case .notGraded: "Ghi mã của một người, một tổ chức được xếp loại."
    }
  }
}
