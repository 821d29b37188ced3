import Dispatch
import Subprocess

/// A program of Debian's that is run beside this one: its output, if it ends well within its bounds.
///
/// Foundation's `Process` ends this process where more than about 1,300 files are open, and a server has them.
enum ChildProgram {
  /// Waits for the child. What the child needs runs on the threads of the pool, so none of those may wait here: a page asks
  /// through a queue of its own, a command from its main thread.
  static func output(
    of program: String, _ arguments: [String], environment: [String: String], limit: Int
  ) -> [UInt8]? {
    let answer = Answer()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      answer.bytes = try? await run(program, arguments, environment, limit)
      done.signal()
    }
    done.wait()
    return answer.bytes
  }

  private static func run(
    _ program: String, _ arguments: [String], _ environment: [String: String], _ limit: Int
  ) async throws -> [UInt8]? {
    let variables = environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
    let result = try await Subprocess.run(
      .path(.init(program)), arguments: .init(arguments),
      environment: .custom(Dictionary(uniqueKeysWithValues: variables)), output: .bytes(limit: limit),
      error: .discarded)
    return result.terminationStatus.isSuccess ? result.standardOutput : nil
  }

  /// Written before the signal, read behind it.
  private final class Answer: @unchecked Sendable { var bytes: [UInt8]? }
}
