import Basics
import Foundation
import Yams

/// Content — nội dung nghiệp vụ: the folder of what domain people edit without Swift: scales, forms, styles.
package struct Content: Sendable {
  package let folder: String

  package init(folder: String) { self.folder = folder }

  /// The folder `CHIBO_CONTENT` names; else the first `Content` with `Scales` in it above the executable or above
  /// the current folder.
  package static func locate(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: String = Bundle.main.executablePath ?? CommandLine.arguments.first ?? "",
    currentFolder: String = FileManager.default.currentDirectoryPath
  ) throws -> Content {
    if let named = environment["CHIBO_CONTENT"], !named.isEmpty {
      guard isContent(named) else { throw ContentRefusal.notContent(named) }
      return Content(folder: named)
    }
    let starts = [
      URL(fileURLWithPath: executable).resolvingSymlinksInPath().deletingLastPathComponent().path,
      currentFolder,
    ]
    for start in starts {
      var folder = URL(fileURLWithPath: start)
      // No tree of folders is this deep; the bound only guards against a path that never gets shorter.
      for _ in 0..<64 {
        let candidate = folder.appendingPathComponent("Content").path
        if isContent(candidate) { return Content(folder: candidate) }
        let above = folder.deletingLastPathComponent()
        if above.path == folder.path { break }
        folder = above
      }
    }
    throw ContentRefusal.notFound
  }

  private static func isContent(_ folder: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: folder + "/Scales", isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// One YAML file of the folder, by its path inside.
  package func yaml<T: Decodable>(_ path: String, as: T.Type = T.self) throws -> T {
    guard let data = FileManager.default.contents(atPath: folder + "/" + path) else {
      throw ContentRefusal.missing(path)
    }
    do { return try YAMLDecoder().decode(T.self, from: data) } catch {
      throw ContentRefusal.unreadable(path, "\(error)")
    }
  }

  /// Every YAML file of a subfolder, by name.
  package func yamls<T: Decodable>(in subfolder: String, as: T.Type = T.self) throws -> [(
    path: String, value: T
  )] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder + "/" + subfolder) else {
      throw ContentRefusal.missing(subfolder)
    }
    return try names.filter { $0.hasSuffix(".yaml") }.sorted().map { name in
      ("\(subfolder)/\(name)", try yaml("\(subfolder)/\(name)", as: T.self))
    }
  }

  /// A file's text, such as a style sheet.
  package func text(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: folder + "/" + path) else {
      throw ContentRefusal.missing(path)
    }
    return String(decoding: data, as: UTF8.self)
  }
}

package enum ContentRefusal: Refusal, Equatable {
  case notFound
  case notContent(String)
  case missing(String)
  case unreadable(String, String)

  package var reason: String {
    switch self {
    case .notFound: "Không tìm thấy thư mục Content (thang xếp loại, biểu mẫu)."
    case .notContent(let folder): "CHIBO_CONTENT chỉ đến \(folder), nơi không có thư mục Scales."
    case .missing(let path): "Thiếu \(path) trong thư mục Content."
    case .unreadable(let path, let error): "Không đọc được \(path): \(error)"
    }
  }
  package var remedy: String {
    switch self {
    case .notFound: "Chạy ChiBo từ thư mục cài đặt, hoặc đặt biến CHIBO_CONTENT chỉ đến thư mục Content."
    case .notContent: "Sửa CHIBO_CONTENT, hoặc bỏ biến này."
    case .missing, .unreadable: "Lấy lại tệp từ bản cài đặt, hoặc sửa theo lời báo."
    }
  }
}
