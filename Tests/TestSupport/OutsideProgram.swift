import Subprocess

/// A program run beside the tests. Foundation's `Process` crashes where many files are open, and tests open many.
package struct OutsideProgram: Sendable {
  package var status: Int32
  package var output: String
  package var errors: String

  package static func run(_ path: String, _ arguments: [String]) async throws -> OutsideProgram {
    let result = try await Subprocess.run(
      .path(.init(path)), arguments: .init(arguments), output: .string(limit: 64 << 20),
      error: .string(limit: 16 << 20))
    let status: Int32 =
      switch result.terminationStatus {
      case .exited(let code): code
      case .signaled(let signal): 128 + signal
      }
    return OutsideProgram(
      status: status, output: result.standardOutput, errors: result.standardError)
  }
}
