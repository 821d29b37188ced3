import Foundation
import TestSupport

/// The built `chibo`, run as a person runs it.
struct Chibo {
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The commands stand beside the bundle of tests.
  static var folder: URL {
    Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?.deletingLastPathComponent()
      ?? URL(fileURLWithPath: CommandLine.arguments.first ?? ".").deletingLastPathComponent()
  }

  static func run(_ name: String = "chibo", _ arguments: String...) async throws -> Outcome {
    try await run(name, arguments)
  }

  static func run(_ name: String, _ arguments: [String]) async throws -> Outcome {
    let ran = try await OutsideProgram.run(folder.appendingPathComponent(name).path, arguments)
    return Outcome(status: ran.status, output: ran.output, errors: ran.errors)
  }

  /// A folder that goes away with the test.
  static func withFolder<T>(_ body: (String) async throws -> T) async throws -> T {
    let folder = NSTemporaryDirectory() + "chibo-command-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
  }
}
