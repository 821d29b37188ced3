import Basics
import Markup
import Registry
import Regulations

extension RegulationFrames {
  func choices(for kind: Organisation.Kind) -> [Choice] {
    frames(for: kind).map { Choice($0.id, $0.title) }
  }
}
