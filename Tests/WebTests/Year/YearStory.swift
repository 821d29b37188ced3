import Basics
import Foundation

@testable import Web

/// A page of the manual that tells a cell's year, as the test reads it:
///
///     page     = "# Một năm của " cell NEWLINE … table … { list }
///     table    = the one whose head begins with "Đảng viên": the members, with what each is and pays
///     list     = { "- " "Ngày " day ", " sentence { " " sentence } }
///
/// Every sentence of a list is a step and is carried out; prose beside lists is for the reader alone.
struct YearStory {
  struct Sentence {
    var file: String
    var line: Int
    var day: Day
    var text: String
    var cell: String
  }

  var file: String
  var cell = ""
  /// The members, each by the headings of the table.
  var people: [[String: String]] = []
  var sentences: [Sentence] = []

  init(_ text: String, file: String) throws {
    self.file = file
    var head: [String] = []
    var item: [(line: Int, text: String)] = []
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      if !line.hasPrefix("  "), !item.isEmpty {
        sentences += try Self.sentences(item, file, cell)
        item = []
      }
      if line.hasPrefix("# Một năm của ") {
        cell = String(line.dropFirst("# Một năm của ".count))
      } else if line.hasPrefix("|") {
        let fields = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        if fields.first == "Đảng viên" {
          head = fields
        } else if !head.isEmpty, fields.count == head.count, fields.first?.hasPrefix("-") == false {
          people.append(Dictionary(zip(head, fields), uniquingKeysWith: { a, _ in a }))
        }
      } else if line.hasPrefix("- ") {
        head = []
        item = [(index + 1, String(line.dropFirst(2)))]
      } else if line.hasPrefix("  "), !item.isEmpty {
        item.append((index + 1, line.trimmingCharacters(in: .whitespaces)))
      } else {
        head = []
      }
    }
    if !item.isEmpty { sentences += try Self.sentences(item, file, cell) }
  }

  /// An item's day, then its sentences, each with the line it begins on.
  private static func sentences(_ item: [(line: Int, text: String)], _ file: String, _ cell: String) throws
    -> [Sentence]
  {
    var words: [(line: Int, word: String)] = []
    for part in item {
      words += part.text.split(separator: " ").map { (part.line, String($0)) }
    }
    guard words.count > 2, words[0].word == "Ngày", words[1].word.hasSuffix(","),
      let day = DayText.read(String(words[1].word.dropLast()))
    else {
      throw YearFailure("\(file):\(item[0].line): mục phải bắt đầu bằng “Ngày …/…/…, ”: \(item[0].text)")
    }
    var found: [Sentence] = []
    var current: [String] = []
    var line = 0
    var quotes = 0
    for (at, word) in words.dropFirst(2) {
      if current.isEmpty { line = at }
      current.append(word)
      quotes += word.filter { $0 == "“" }.count - word.filter { $0 == "”" }.count
      guard quotes == 0, word.hasSuffix(".") else { continue }
      let text = String(current.joined(separator: " ").dropLast())
      found.append(Sentence(file: file, line: line, day: day, text: text, cell: cell))
      current = []
    }
    guard current.isEmpty else {
      throw YearFailure("\(file):\(line): câu không có dấu chấm cuối: \(current.joined(separator: " "))")
    }
    return found
  }
}

/// What a sentence says and the site does not do.
struct YearFailure: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

/// The form of a sentence: words as they stand, and places: `{ai}`, `{tên}` any words; `{lời}` what stands between “ and ”;
/// `{số}` a number, with points between thousands; `{ngày}`, `{tháng}`, `{giờ}`. What stands in [ ] may be missing.
struct YearPattern {
  private let expression: NSRegularExpression?

  init(_ text: String) {
    var form = ""
    for sign in text {
      switch sign {
      case "[": form += "(?:"
      case "]": form += ")?"
      case "{", "}": form.append(sign)
      default: form += NSRegularExpression.escapedPattern(for: String(sign))
      }
    }
    for (place, stands) in [
      ("ai", "(.+?)"), ("tên", "(.+?)"), ("lời", "([^“”]*)"), ("số", "(\\d[\\d.]*)"),
      ("ngày", "(\\d+/\\d+/\\d+)"), ("tháng", "(\\d+/\\d+)"), ("giờ", "(\\d+:\\d+)"),
    ] {
      form = form.replacingOccurrences(of: "{\(place)}", with: stands)
    }
    // A pattern that is none is a mistake of the table: it matches nothing, and every sentence for it fails.
    expression = try? NSRegularExpression(pattern: "^\(form)$", options: [.caseInsensitive])
  }

  func match(_ sentence: String) -> YearValues? {
    let whole = NSRange(sentence.startIndex..., in: sentence)
    guard let match = expression?.firstMatch(in: sentence, range: whole) else { return nil }
    return YearValues(
      (1..<match.numberOfRanges).map { n in
        Range(match.range(at: n), in: sentence).map { String(sentence[$0]) } ?? ""
      })
  }
}

/// What stands in the places of a sentence, in their order.
struct YearValues {
  private var values: [String]
  init(_ values: [String]) { self.values = values }

  subscript(index: Int) -> String { index < values.count ? values[index] : "" }
  func number(_ index: Int) throws -> Int {
    guard let number = Int(self[index].replacingOccurrences(of: ".", with: "")) else {
      throw YearFailure("“\(self[index])” không phải số")
    }
    return number
  }
}

/// One kind of sentence and what it does.
struct YearStep {
  var pattern: YearPattern
  var act: (YearWalk, YearPlace, YearValues) async throws -> Void

  init(_ pattern: String, _ act: @escaping (YearWalk, YearPlace, YearValues) async throws -> Void) {
    (self.pattern, self.act) = (YearPattern(pattern), act)
  }
}
