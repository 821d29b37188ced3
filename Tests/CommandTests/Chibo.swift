import Foundation

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
    let process = Process()
    process.executableURL = folder.appendingPathComponent(name)
    process.arguments = arguments
    let (out, err) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (out, err)
    process.standardInput = FileHandle.nullDevice
    // Read on threads of their own: nothing here may block the threads that run the tests.
    let output = Task.detached { await read(out) }
    let errors = Task.detached { await read(err) }
    let status: Int32 = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    return Outcome(status: status, output: await output.value, errors: await errors.value)
  }

  private static func read(_ pipe: Pipe) async -> String {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          returning: String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))
      }
    }
  }

  /// A folder that goes away with the test.
  static func withFolder<T>(_ body: (String) async throws -> T) async throws -> T {
    let folder = NSTemporaryDirectory() + "chibo-command-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
  }
}
