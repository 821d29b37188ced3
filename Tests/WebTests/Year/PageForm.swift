import Foundation

/// A form of a page as a browser would send it: what stands in its fields, and what may be chosen in them.
struct PageForm {
  var fields: [(name: String, value: String)] = []
  /// Every name the form offers, ticks that are off and buttons too.
  var names: Set<String> = []
  var options: [String: [(value: String, label: String)]] = [:]

  /// The forms of a page that go to an address.
  static func all(in page: TestClient.Page, to action: String) -> [PageForm] {
    let address = action.replacingOccurrences(of: "&", with: "&amp;")
    return parts("<form[^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>", in: page.text)
      .filter { $0[1] == action || $0[1] == address }.map { PageForm($0[2]) }
  }

  private init(_ html: String) {
    // Fields in the order in which they stand.
    let pattern =
      "<(input|button)\\b([^>]*)>|<select\\b([^>]*)>(.*?)</select>|<textarea\\b([^>]*)>(.*?)</textarea>"
    for part in Self.parts(pattern, in: html) {
      let attributes = Self.attributes(part[2] + part[3] + part[5])
      guard let name = attributes["name"], name != "_csrf" else { continue }
      names.insert(name)
      if !part[3].isEmpty {
        let choices = Self.parts("<option value=\"([^\"]*)\"([^>]*)>([^<]*)", in: part[4])
        options[name, default: []] += choices.map { (Self.plain($0[1]), Self.plain($0[3])) }
        let chosen = choices.first { $0[2].contains("selected") } ?? choices.first
        fields.append((name, chosen.map { Self.plain($0[1]) } ?? ""))
      } else if !part[5].isEmpty {
        fields.append((name, Self.plain(part[6]).trimmingCharacters(in: .newlines)))
      } else if part[1] == "input" {
        let isTick = ["radio", "checkbox"].contains(attributes["type"] ?? "")
        let value = attributes["value"] ?? (isTick ? "on" : "")
        if isTick {
          let label = attributes["id"].flatMap {
            Self.parts("<label for=\"\($0)\"[^>]*>(.*?)</label>", in: html).first?[1]
          }
          options[name, default: []].append((value, TestClient.Page.words(label ?? "")))
        }
        if !isTick || attributes["checked"] != nil { fields.append((name, value)) }
      }
    }
  }

  private static func attributes(_ text: String) -> [String: String] {
    var found: [String: String] = [:]
    for part in parts("([a-z-]+)(?:=\"([^\"]*)\")?", in: text) { found[part[1]] = plain(part[2]) }
    return found
  }

  static func plain(_ text: String) -> String {
    var text = text
    for (entity, sign) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
      text = text.replacingOccurrences(of: entity, with: sign)
    }
    return text
  }

  static func parts(_ pattern: String, in text: String) -> [[String]] {
    guard
      let expression = try? NSRegularExpression(pattern: pattern, options: [.dotMatchesLineSeparators])
    else { return [] }
    return expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).map { match in
      (0..<match.numberOfRanges).map { n in
        Range(match.range(at: n), in: text).map { String(text[$0]) } ?? ""
      }
    }
  }
}

extension TestClient.Page {
  /// What somebody reads on the page: its words without its marks.
  var words: String { Self.words(text.components(separatedBy: "<main").dropFirst().first ?? text) }

  static func words(_ html: String) -> String {
    let bare = html.replacingOccurrences(of: "<[^>]*>", with: " ", options: .regularExpression)
    return tidy(PageForm.plain(bare))
  }

  /// One blank between words, none before a sign that ends them.
  static func tidy(_ text: String) -> String {
    text.replacingOccurrences(of: "[ \\n\\t\\u00A0]+", with: " ", options: .regularExpression)
      .replacingOccurrences(of: " ([,.;:)])", with: "$1", options: .regularExpression)
      .trimmingCharacters(in: .whitespaces)
  }

  /// Where a link with these words leads.
  func link(_ words: String) -> String? {
    PageForm.parts("<a[^>]*href=\"([^\"]*)\"[^>]*>(.*?)</a>", in: text)
      .first { Self.words($0[2]) == Self.tidy(words) }.map { PageForm.plain($0[1]) }
  }

  /// The first link whose address begins so, in the row with these words.
  func link(to start: String, inRowOf words: String) -> String? {
    let row = text.components(separatedBy: "<tr").first {
      $0.contains("href=\"\(start)") && Self.words("<" + $0).contains(words)
    }
    return row?.components(separatedBy: "href=\"\(start)").dropFirst().first?
      .components(separatedBy: "\"").first.map { start + PageForm.plain($0) }
  }
}
