import ArgumentParser
import Basics
import Foundation
import Registry

/// `chibo`: every command says what it did, or why not and what to do next.
@main
struct Chibo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chibo", abstract: "Sổ của tổ chức cơ sở đảng.",
    subcommands: [
      Serve.self, Sample.self, Token.self, AccountCommand.self, BriefingCommand.self,
      ImportRosterCommand.self,
      ImportOrganisationsCommand.self, Backup.self, Restore.self, OpenRegister.self, Packs.self,
      RegulationsCommand.self,
    ])

  /// Runs the command; refusals leave with 2, wrong usage with 64, faults of ours with 70.
  static func main() async {
    var isParsed = false
    do {
      var command = try parseAsRoot()
      isParsed = true
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let finding as FindingsExit {
      leave(finding.code)
    } catch let refusal as any Refusal {
      tell(refusal)
      leave(2)
    } catch {
      if let refusal = StorageTrouble.refusal(error) {
        tell(refusal)
        leave(2)
      }
      if isParsed, let wrong = error as? ValidationError {
        // Told by the command itself: the usage of `chibo` would be beside the point.
        complain("\(wrong.message)\n→ Xem cách dùng: \(named(CommandLine.arguments.dropFirst())) --help")
        leave(64)
      }
      let code = exitCode(for: error)
      if code == .success || code == .validationFailure || error is ExitCode || error is CleanExit
        || error is ValidationError || "\(type(of: error))" == "CommandError"
      {
        let text = UsageText.vietnamese(fullMessage(for: error))
        if code == .success {
          if !text.isEmpty { print(text) }
        } else if !text.isEmpty {
          complain(text)
        }
        leave(code.rawValue)
      }
      complain(
        "Có lỗi trong chương trình, không có gì bị ghi dở. Báo người phụ trách kèm dòng sau:\n\(error)")
      leave(70)
    }
  }

  /// The command the words on the line name: `chibo packs sweep`.
  private static func named(_ words: some Sequence<String>) -> String {
    var (path, type) = ([_commandName], Chibo.self as any ParsableCommand.Type)
    for word in words {
      guard let next = type.configuration.subcommands.first(where: { $0._commandName == word }) else { break }
      (path, type) = (path + [word], next)
    }
    return path.joined(separator: " ")
  }

  private static func tell(_ refusal: any Refusal) { complain("\(refusal.reason)\n→ \(refusal.remedy)") }

  static func complain(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

  private static func leave(_ code: Int32) -> Never {
    fflush(nil)
    Foundation.exit(code)
  }
}

/// The user's data have findings: what was found is printed already.
struct FindingsExit: Error { var code: Int32 = 1 }
