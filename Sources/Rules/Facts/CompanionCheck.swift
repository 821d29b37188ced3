/// A fact that says something although what it hangs on is none: fewer shortcomings remedied than none named, a day of an offence
/// nobody was disciplined for. The values stay as written; whoever wrote them is told.
extension RawTable {
  func tellContradictions(_ layout: Layout, _ entity: Int, _ file: String, _ findings: PackFindings) {
    for (one, other) in layout.companions where layout.factEntities[one] == entity {
      guard let dependent = columns[layout.columnKeys[one]], let needed = columns[layout.columnKeys[other]],
        dependent.count == needed.count
      else { continue }
      let (fact, whole) = (layout.facts[one], layout.facts[other])
      var told = 0
      for row in 0..<dependent.count where told < PackFindings.most {
        guard let a = dependent[row], let b = needed[row], fact.says(a), !whole.says(b) else { continue }
        told += 1
        findings.add(
          .dataValue, .warning, at: Place(line: line(row), column: 0), in: file,
          "\(file), dòng \(line(row)): \(fact.contradiction(a, whole, b)).",
          "Xem lại hai chỗ; kết quả của dòng này đang dựa trên chúng như đã ghi.")
      }
    }
  }
}

extension Fact {
  /// Whether a value says that there is something: yes, a number other than 0, a day, a choice other than `none`.
  public func says(_ raw: Int) -> Bool {
    switch kind {
    case .boolean, .number: raw != 0
    case .choice(let values):
      !(values.indices.contains(raw) && values[raw].id.utf8.elementsEqual("none".utf8))
    case .day: true
    }
  }

  /// `Hạn chế đã khắc phục (50 %) trái với Có hạn chế được nêu kỳ trước (không)`
  public func contradiction(_ raw: Int, _ other: Fact, _ value: Int) -> String {
    "\(name) (\(text(raw))) trái với \(other.name) (\(other.text(value)))"
  }

  /// Whether some value of it says that there is nothing.
  var canSayNothing: Bool {
    switch kind {
    case .boolean, .number: true
    case .choice(let values): values.contains { $0.id.utf8.elementsEqual("none".utf8) }
    case .day: false
    }
  }
}

extension Pack {
  /// Facts of one record of which the first says nothing where the second is none: `onlyWith` says so.
  public var companions: [(fact: Fact, needed: Fact)] {
    facts.compactMap { fact in
      guard let id = fact.onlyWith else { return nil }
      return facts.first { $0.id == id && $0.entity == fact.entity }.map { (fact, $0) }
    }
  }

  /// Facts of one record nobody need answer: what they hang on is known, and says that there is nothing.
  ///
  /// - Parameter value: what is known of a fact, as it is kept; `nil` where nothing is.
  public func needless(_ entity: String, _ value: (Fact) -> Int?) -> Set<String> {
    let pairs = companions.filter { $0.fact.entity == entity }
    var needless: Set<String> = []
    var before = -1
    // What hangs on something that need not be answered need not be either.
    while before < needless.count {
      before = needless.count
      for (fact, needed) in pairs {
        if needless.contains(needed.id) || value(needed).map({ !needed.says($0) }) ?? false {
          needless.insert(fact.id)
        }
      }
    }
    return needless
  }
}
