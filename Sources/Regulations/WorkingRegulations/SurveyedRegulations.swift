import Basics
import Registry
import TextReuse

/// Which findings of a survey speak of working regulations (`Content/Regulations/surveys.yaml`).
package struct SurveyedRegulations: Sendable {
  private let phrases: PhraseSet

  package init(_ content: Content) throws {
    struct File: Decodable { var phrases: [String] }
    phrases = PhraseSet(try content.yaml("Regulations/surveys.yaml", as: File.self).phrases)
  }

  package func speaks(_ text: String) -> Bool {
    let words = Syllables(text).words
    return phrases.stands(in: words, words.indices)
  }
}
