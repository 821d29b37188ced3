import Foundation
import Logging
import Registry
import Reporting

/// What the running program does by itself: once at the start and every day after, it erases words whose time is over. Each time
/// is an act in the journal, in the operator's name; a day on which there is nothing leaves no entry.
struct Housekeeping: Sendable {
  var system: System
  var content: Content

  private static let interval = Duration.seconds(24 * 3600)

  func run() async {
    while !Task.isCancelled {
      await once()
      do { try await Task.sleep(for: Self.interval) } catch { return }
    }
  }

  func once() async {
    await eraseProspects()
    do {
      let (rules, today) = (try ConcernRules(content), system.today)
      guard try await system.read({ try $0.hasOverConcerns(on: today, rules) }) else { return }
      try await system.perform(EraseConcerns(rules: rules), by: .operatorOfMachine)
    } catch is CancellationError {
    } catch {
      Logger(label: "chibo").error("Chưa xóa được lời ghi đã hết thời hạn giữ: \(error)")
    }
  }

  /// Whoever is considered for admission no longer, once their name may be kept no more.
  private func eraseProspects() async {
    do {
      let (rules, today) = (try DevelopmentRules(content), system.today)
      let over = try await system.read { try $0.prospectsOver(on: today, rules) }
      for prospect in over {
        try await system.perform(EraseProspect(prospect, rules: rules), by: .operatorOfMachine)
      }
    } catch is CancellationError {
    } catch {
      Logger(label: "chibo").error("Chưa xóa được dữ liệu người đã thôi xét: \(error)")
    }
  }
}
