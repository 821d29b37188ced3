import Basics
import Registry
import Storage

/// What the register tells a regulation: names of bodies and posts, whom it leads, documents in force. No persons.
package struct DraftFacts: Sendable, Hashable {
  package enum Name: String, Sendable, CaseIterable {
    case organisation = "tổ chức"
    case superior = "cấp trên"
    case superiorCommittee = "cấp ủy cấp trên"
    case place = "địa bàn"
    case leads = "đối tượng lãnh đạo"
    case posts = "chức vụ"
    case term = "nhiệm kỳ"
    case superiorRegulation = "quy chế cấp trên"
    case charterRules = "quy định thi hành Điều lệ"
    case residenceRules = "quy định nơi cư trú"
    case rhythm = "nhịp sinh hoạt"
    case head = "thủ trưởng"
  }

  package private(set) var values: [String: String] = [:]

  package init(_ values: [Name: String] = [:]) {
    for (name, value) in values where !value.isEmpty { self.values[name.rawValue] = value }
  }

  package subscript(name: String) -> String? { values[name] }

  /// Texts that were written without places: names the register knows become places that follow it.
  package func marking(_ text: String) -> String {
    let found = [Name.organisation, .superior, .superiorCommittee].compactMap { name -> (String, Name)? in
      guard let value = values[name.rawValue], value.utf8.count >= 12 else { return nil }
      return (value, name)
    }.sorted { $0.0.utf8.count > $1.0.utf8.count }
    var parts: [DraftText.Part] = [.text(text)]
    for (value, name) in found {
      parts = parts.flatMap { part -> [DraftText.Part] in
        guard case .text(let text) = part else { return [part] }
        var (pieces, rest): ([DraftText.Part], Substring) = ([], text[...])
        while let hit = rest.firstRange(of: value) {
          pieces += [.text(String(rest[..<hit.lowerBound])), .fact(name: name.rawValue, value: value)]
          rest = rest[hit.upperBound...]
        }
        return pieces + [.text(String(rest))]
      }
    }
    return DraftText.stored(parts)
  }
}

extension Session {
  package func draftFacts(of organisation: ID<Organisation>, on day: Day, rules: DraftRules) throws
    -> DraftFacts
  {
    let asOf = AsOf(day)
    guard let state = try organisationNear(organisation, asOf: asOf) else { return DraftFacts() }
    var values: [DraftFacts.Name: String] = [.organisation: state.name]
    if let parent = try state.parent.flatMap({ try organisationNear($0, asOf: asOf) }) {
      values[.superior] = parent.name
      values[.superiorCommittee] = CommitteeName.of(parent.name)
    }
    if let unit = try state.unit.flatMap({ try unit($0, asOf: asOf) }) {
      values[.place] = "\(unit.kind.title.lowercased()) \(unit.name)"
    }
    values[.leads] = try leadershipScope(of: organisation, asOf: asOf).map(\.subject).joined(separator: "; ")
    var posts: [String] = []
    for post in try appointments(at: organisation, asOf: asOf) where post.sector == .party {
      if !posts.contains(post.title) { posts.append(post.title) }
    }
    values[.posts] = rules.ordered(posts).joined(separator: ", ")
    values[.term] = try regulations(of: organisation).last {
      $0.period.from <= day && Self.holds($0.term, day)
    }?.term
    if let above = try superiorRegulation(of: organisation, on: day), !above.number.isEmpty {
      let document = try decision(above.regulation.document)
      values[.superiorRegulation] =
        "Quy chế làm việc số \(above.number)\(document.map { " ngày \($0.key.date.padded)" } ?? "") của \(CommitteeName.of(above.organisation.name))"
    }
    for name in [DraftFacts.Name.charterRules, .residenceRules] {
      values[name] = rules.document(name, on: day)
    }
    for name in [DraftFacts.Name.rhythm, .head] {
      values[name] = rules.given(name, for: state.kind, on: day).map { text in
        DraftText.parts(text).map { part in
          switch part {
          case .text(let text): text
          case .fact(let name, _): DraftFacts.Name(rawValue: name).flatMap { values[$0] } ?? ""
          case .article: ""
          }
        }.joined()
      }
    }
    return DraftFacts(values)
  }

  /// Whether a term ("2025 – 2030") goes on on a day.
  private static func holds(_ term: String, _ day: Day) -> Bool {
    let years = term.unicodeScalars.split { !("0"..."9").contains($0) }.compactMap { Int(String($0)) }
    guard years.count == 2, let first = years.first, let last = years.last else { return false }
    return first <= day.year && day.year <= last
  }
}
