import Foundation
import Testing

/// The architecture: what each module may import besides itself. `Foundation` stands where files, clocks or Unicode
/// normal forms are needed; C libraries only behind the one module that owns them.
private let layers: [String: Set<String>] = [
  "Basics": "Foundation",
  "Markup": "Foundation",
  "Formats": "Basics CZip CXML CXlsxWriter CPango Foundation Glibc",
  "Storage": "Basics CPostgres GRDB GRDBSQLite Dispatch Foundation",
  "History": "Basics Storage Crypto",
  "Rules": "Basics Crypto Dispatch Foundation Yams",
  "TextReuse": "Basics Foundation",
  "Schema": "Basics Storage",
  "Registry": "Basics Formats Storage History Schema CArgon2 Crypto Foundation Glibc Yams",
  "Meetings": "Basics Formats Storage History Schema Rules Registry Foundation",
  "Reviews": "Basics Formats Storage History Schema Rules Registry Meetings Foundation",
  "Regulations":
    "Basics Markup Formats Storage History Schema Rules TextReuse Registry Meetings Dispatch Foundation Subprocess",
  "Reporting":
    "Basics Markup Formats Storage History Schema Registry Meetings Reviews Regulations Crypto Foundation Yams",
  "Samples":
    "Basics Formats Storage History Schema Registry Meetings Reviews Regulations Reporting Foundation Yams",
  "Web":
    "Basics Markup Formats Rules TextReuse Registry Meetings Reviews Regulations Reporting Crypto Foundation Hummingbird "
    + "HummingbirdCore HTTPTypes Logging NIOCore NIOHTTPTypes NIOPosix ServiceLifecycle",
  "chibo":
    "Basics Formats Rules TextReuse Storage History Schema Registry Meetings Reviews Regulations Reporting Samples Web "
    + "ArgumentParser Dispatch Foundation Glibc Hummingbird Logging ServiceLifecycle",
  "chibo-verify": "CPostgres GRDBSQLite Crypto Foundation",
].mapValues { Set($0.split(separator: " ").map(String.init)) }

@Suite struct `Các tầng của chương trình` {
  @Test func `không mô-đun nào gọi lên trên hay sang ngang ngoài bảng kiến trúc`() throws {
    for file in try SourceTree.sources() {
      guard let allowed = layers[file.module] else {
        Issue.record("\(file.module) chưa có trong bảng kiến trúc")
        continue
      }
      for (n, line) in file.lines.enumerated() {
        guard let module = imported(line) else { continue }
        #expect(allowed.contains(module), "\(file.path):\(n + 1) import \(module)")
      }
    }
  }

  @Test func `các câu quyết định: trang không biết cơ sở dữ liệu, miền không biết trang`() {
    #expect(layers["Web"]?.contains("Storage") == false)
    #expect(layers["Markup"] == ["Foundation"])
    for engine in ["Formats", "Storage", "History", "Rules", "TextReuse"] {
      #expect(layers[engine]?.contains("Registry") == false, "\(engine)")
    }
    for domain in ["Registry", "Meetings", "Reviews", "Regulations", "Reporting", "Samples"] {
      #expect(layers[domain]?.contains("Hummingbird") == false, "\(domain)")
      #expect(layers[domain]?.contains("Web") == false, "\(domain)")
    }
    let ours = Set(layers.keys)
    #expect(layers["chibo-verify"]?.isDisjoint(with: ours) == true)
  }

  @Test func `bảng kiến trúc không có vòng`() {
    var settled: Set<String> = []
    var rest = Set(layers.keys)
    while let next = rest.first(where: {
      layers[$0, default: []].intersection(layers.keys).isSubset(of: settled)
    }) {
      settled.insert(next)
      rest.remove(next)
    }
    #expect(rest.isEmpty)
  }

  /// `import X`, `@testable import X`, `import struct X.Y`, `package import X`.
  private func imported(_ line: String) -> String? {
    let words = line.split(separator: " ").map(String.init)
    guard let at = words.firstIndex(of: "import"), at + 1 < words.count, !line.utf8.starts(with: "//".utf8),
      words[..<at].allSatisfy({
        ["public", "package", "internal", "private", "@preconcurrency", "@testable"].contains($0)
      })
    else { return nil }
    let kinds = ["struct", "class", "enum", "func", "protocol", "typealias", "var", "let"]
    let name = kinds.contains(words[at + 1]) && at + 2 < words.count ? words[at + 2] : words[at + 1]
    return name.split(separator: ".").first.map(String.init)
  }
}
