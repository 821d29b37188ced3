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
      "Bảng ghép tên; mặc định mapping.yaml cạnh dữ kiện hoặc cạnh bộ quy tắc.", valueName: "tệp"))
  var mapping: String?

  func mapping(pack: String) throws -> Mapping {
    let beside = URL(fileURLWithPath: PackArgument.path(pack))
    var isFolder: ObjCBool = false
    FileManager.default.fileExists(atPath: beside.path, isDirectory: &isFolder)
    let folder = isFolder.boolValue ? beside.path : beside.deletingLastPathComponent().path
    let candidates = mapping.map { [$0] } ?? [facts + "/mapping.yaml", folder + "/mapping.yaml"]
    for path in candidates where mapping != nil || FileManager.default.fileExists(atPath: path) {
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
        throw FactRefusal.noMapping(path)
      }
      let (read, findings) = Mapping.read(text, path: path)
      if !findings.isEmpty {
        PackFindingList(findings).complain()
        throw FindingsExit()
      }
      return read
    }
    return Mapping()
  }

  func snapshot(_ layout: Layout, _ mapping: Mapping) throws -> Snapshot {
    let (snapshot, findings) = FactFiles.read(folder: facts, layout: layout, mapping: mapping)
    PackFindingList(findings).complain()
    guard let snapshot else { throw FindingsExit() }
    return snapshot
  }
}

enum FactRefusal: Refusal {
  case noMapping(String)
  case noRecord(String)

  var reason: String {
    switch self {
    case .noMapping(let path): "Không đọc được bảng ghép tên \(path)."
    case .noRecord(let id): "Không có bản ghi nào mã `\(id)` trong dữ kiện."
    }
  }

  var remedy: String {
    switch self {
    case .noMapping: "Chỉ đúng tệp bằng --mapping."
    case .noRecord: "Ghi mã có trong tệp, hoặc kèm loại ở trước, thí dụ member:17."
    }
  }
}
