import Foundation

/// The files of the repository as the tests read them.
enum SourceTree {
  /// The package's folder: the one above `Tests` of this file.
  static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  struct File {
    /// `Registry/Acts/Act.swift`.
    var path: String
    var lines: [String]
    var module: String { path.split(separator: "/").first.map(String.init) ?? "" }
  }

  /// Every Swift file below `Sources`.
  static func sources() throws -> [File] {
    let folder = root.appendingPathComponent("Sources").resolvingSymlinksInPath()
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().flatMap { module in
      let top = folder.appendingPathComponent(module).resolvingSymlinksInPath()
      let names = FileManager.default.enumerator(atPath: top.path)?.compactMap { $0 as? String } ?? []
      return try names.filter { $0.utf8.suffix(6).elementsEqual(".swift".utf8) }.sorted().map { name in
        let text = try String(contentsOf: top.appendingPathComponent(name), encoding: .utf8)
        return File(
          path: "\(module)/\(name)",
          lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
      }
    }
  }
}
