import Basics
import Markup
import Registry
import Regulations

extension RegulationFrames {
  /// Those that held on a day.
  func choices(for kind: Organisation.Kind, on day: Day) -> [Choice] {
    frames(for: kind, on: day).map { Choice($0.id, $0.title) }
  }
}
