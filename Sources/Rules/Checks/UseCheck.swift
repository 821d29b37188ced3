/// What is declared and never used, and what stands without its source.
extension Compiler {
  func checkUses() {
    // What could not be read may be what uses it.
    let isWhole = !findings.all.contains { $0.severity == .error && Self.leavesOut($0.code) }
    for parameter in pack.parameters where isWhole && !usedParameters.contains(parameter.id) {
      findings.add(
        .unusedParameter, at: parameter.place, "Tham số `\(parameter.id)` không quy tắc nào dùng.",
        "Bỏ đi, hoặc dùng nó thay cho số viết thẳng.")
    }
    for fact in pack.facts {
      guard let n = layout.fact(fact) else { continue }
      if isWhole, !usedFacts.contains(n) {
        findings.add(
          .unusedFact, .warning, at: fact.place, "Dữ kiện `\(fact.id)` được hỏi mà không quy tắc nào đọc.",
          "Bỏ đi nếu không cần; nếu chỉ để ghi nhớ thì giữ.")
      }
      if case .number = fact.kind, fact.range == nil {
        findings.add(
          .missingRange, .warning, at: fact.place, "Dữ kiện `\(fact.id)` không có khoảng giá trị.",
          "Thêm `range: [thấp nhất, cao nhất]`.")
      }
      checkWhole(of: fact)
      checkNeeded(by: fact)
    }
    for decision in pack.decisions {
      for rule in decision.rules
      where rule.source.cite == nil && rule.source.article == nil && !rule.isUnconditional {
        findings.add(
          .missingCite, .warning, at: rule.place, "Quy tắc `\(rule.id)` không ghi căn cứ.",
          "Thêm `cite: \"Điều …\"`.")
      }
    }
    for quota in pack.quotas where quota.source.cite == nil && quota.source.article == nil {
      findings.add(
        .missingCite, .warning, at: quota.place, "Tỷ lệ `\(quota.id)` không ghi căn cứ.",
        "Thêm `cite: \"Điều …\"`.")
    }
    for decision in pack.decisions { checkSentences(decision) }
    checkZones()
    checkLocal()
  }

  /// What a fact is a part of is another number of the same record, in the same unit.
  private func checkWhole(of fact: Fact) {
    guard let id = fact.atMost, !findings.unread.contains(id) else { return }
    guard let whole = pack.facts.first(where: { $0.id == id && $0.entity == fact.entity }), id != fact.id
    else {
      findings.add(
        .unknownName, at: fact.place,
        "`atMost` của `\(fact.id)` nhắc `\(id)`, không phải một dữ kiện khác của `\(fact.entity)`.",
        "Ghi mã của dữ kiện mà nó là một phần.")
      return
    }
    guard case .number = fact.kind, fact.kind == whole.kind else {
      findings.add(
        .typeClash, at: fact.place, "`\(fact.id)` và `\(id)` không phải hai số cùng kiểu nên không so được.",
        "`atMost` chỉ dùng cho hai số cùng kiểu, cùng số chữ số lẻ.")
      return
    }
    if fact.unit != whole.unit {
      findings.add(
        .unitClash, at: fact.place,
        "`\(fact.id)` (\(fact.unit ?? "không đơn vị")) và `\(id)` (\(whole.unit ?? "không đơn vị")) khác đơn vị.",
        "Ghi cùng `unit`, hoặc bỏ `atMost`.")
    }
  }

  /// What a fact says nothing without is another fact of the record that can itself be none.
  private func checkNeeded(by fact: Fact) {
    guard let id = fact.onlyWith, !findings.unread.contains(id) else { return }
    guard let needed = pack.facts.first(where: { $0.id == id && $0.entity == fact.entity }), id != fact.id
    else {
      findings.add(
        .unknownName, at: fact.place,
        "`onlyWith` của `\(fact.id)` nhắc `\(id)`, không phải một dữ kiện khác của `\(fact.entity)`.",
        "Ghi mã của dữ kiện mà khi nó là không thì dữ kiện này không có gì để ghi.")
      return
    }
    if !needed.canSayNothing {
      findings.add(
        .typeClash, at: fact.place,
        "`\(id)` không bao giờ là “không”: `\(fact.id)` không phụ thuộc nó được.",
        "`onlyWith` nhắc một dữ kiện có hoặc không, một số, hoặc một enum có giá trị `none`.")
    }
  }

  /// Whether something that is wrong so is left out of the program.
  private static func leavesOut(_ code: PackFinding.Code) -> Bool {
    switch code {
    case .unknownKey, .duplicateKey, .duplicateID, .unusedParameter, .unusedFact, .missingCite, .missingRange,
      .unknownArticle, .bandGap, .bandOverlap, .neverDecides, .constantCondition, .noFinalRule, .notDisjoint,
      .rankNotUnique:
      false
    default: true
    }
  }

  /// A sentence that names conditions which are not there would say nothing.
  private func checkSentences(_ decision: Decision) {
    for rule in decision.rules {
      for (id, place) in Unmet.named(in: rule.because ?? "").flatMap(\.conditions) {
        let named = decision.rules.first { $0.id == id }
        let count = named.map { $0.conditions.count + $0.alternatives.count } ?? 0
        if named == nil || place.map({ !(1...max(count, 1)).contains($0) || count == 0 }) ?? false {
          findings.add(
            .unknownName, at: rule.becausePlace,
            "Lời giải thích của `\(rule.id)` nhắc `\(id)\(place.map { ".\($0)" } ?? "")`, không có trong `\(decision.id)`.",
            "Ghi mã một quy tắc của cùng việc xếp loại, hoặc mã kèm số thứ tự của điều kiện.")
        }
      }
    }
  }

  /// A path of `local` that leads nowhere would refuse every decision made for it.
  private func checkLocal() {
    for choice in pack.local {
      if let zone = choice.zone, !pack.defaults.contains(where: { $0.id == zone }) {
        findings.add(
          .unknownName, at: choice.place, "Không có `\(zone)` trong `defaults`.",
          "Khai chỗ chưa có quy định ấy trong `defaults`.")
      }
      guard isKnown(local: choice.path) else {
        findings.add(
          .unknownName, at: choice.place, "`local` nhắc `\(choice.path)` không có trong bộ quy tắc.",
          "Ghi mã một tham số; mã tỷ lệ kèm .\(Quota.localFields.joined(separator: ", .")); mã quy tắc hoặc chỗ chưa có quy định kèm .then."
        )
        continue
      }
      // What could not be read takes no value: that has been told where it stands.
      guard !isUnread(local: choice.path) else { continue }
      if choice.atLeast != nil || choice.atMost != nil, pack.usualNumbers(choice.path).isEmpty {
        findings.add(
          .badRange, at: choice.place, "`\(choice.path)` không phải một số nên không có `atLeast`, `atMost`.",
          "Ghi các giá trị được chọn trong `choices`.")
      }
      let trial = LocalDecision(document: "–", issuedOn: .beginningOfTime, issuer: "–", values: [:])
      for value in choice.choices {
        var copy = pack
        if !copy.set(choice.path, to: value, by: trial) {
          findings.add(
            .badWord, at: choice.place, "`\(value)` không dùng được cho `\(choice.path)`.",
            "Ghi những giá trị mà mục ấy nhận.")
        }
      }
    }
  }

  private func isUnread(local path: String) -> Bool {
    findings.unread.contains(path)
      || path.lastIndex(of: ".").map { findings.unread.contains(String(path[..<$0])) } ?? false
  }

  private func isKnown(local path: String) -> Bool {
    if parameterIndex[path] != nil || findings.unread.contains(path) { return true }
    guard let dot = path.lastIndex(of: ".") else { return false }
    let (name, field) = (String(path[..<dot]), String(path[path.index(after: dot)...]))
    if findings.unread.contains(name) { return true }
    if pack.quotas.contains(where: { $0.id == name }) { return Quota.localFields.contains(field) }
    return field == "then"
      && pack.decisions.contains { $0.rules.contains { $0.id == name || $0.source.zone == name } }
  }

  private func checkZones() {
    let zones = Set(pack.defaults.map(\.id))
    let articles = Set(pack.articles.map(\.id))
    for decision in pack.decisions {
      for n in decision.rules.indices {
        let rule = decision.rules[n]
        check(rule.source.zone, rule.source.article, rule.place, zones, articles)
      }
    }
    for quota in pack.quotas { check(quota.source.zone, quota.source.article, quota.place, zones, articles) }
    for parameter in pack.parameters {
      check(parameter.source.zone, parameter.source.article, parameter.place, zones, articles)
    }
  }

  private func check(
    _ zone: String?, _ article: String?, _ place: Place, _ zones: Set<String>, _ articles: Set<String>
  ) {
    if let zone, !zones.contains(zone) {
      findings.add(
        .unknownName, at: place, "Không có `\(zone)` trong `defaults`.",
        "Khai chỗ chưa có quy định ấy trong `defaults`.")
    }
    if let article, !articles.isEmpty, !articles.contains(article) {
      findings.add(
        .unknownArticle, .warning, at: place, "`source.md` không có mục `\(article)`.",
        "Thêm mục `## \(article) · …` hoặc sửa mã.")
    }
  }

  /// The validity is compared with the round graded, never with the clock.
  func checkValidity() {
    let year = period.year
    guard pack.rounds.covers(year) else {
      let to = pack.rounds.to.map { " đến \($0)" } ?? " trở đi"
      findings.add(
        .validity, at: .file,
        "Bộ quy tắc dùng cho các năm từ \(pack.rounds.from)\(to), không dùng cho năm \(year).",
        "Chọn bộ quy tắc của năm ấy, hoặc sửa `rounds`.")
      return
    }
    // A year may be graded by a guidance of the months after it; a quarter is not graded by one that came after its end.
    if period.quarter != nil, period.end < pack.validFrom {
      findings.add(
        .validity, at: .file,
        "Bộ quy tắc có hiệu lực từ ngày \(pack.validFrom.vietnamese), sau kỳ \(period.start.vietnamese)–\(period.end.vietnamese).",
        "Chọn quý kết thúc sau ngày ấy, hoặc sửa `validFrom`.")
    }
    if let end = pack.validTo, end < period.start {
      findings.add(
        .validity, at: .file,
        "Bộ quy tắc hết hiệu lực ngày \(end.vietnamese), trước kỳ \(period.start.vietnamese)–\(period.end.vietnamese).",
        "Chọn bộ quy tắc còn hiệu lực, hoặc sửa `validTo`.")
    } else if let end = pack.validTo, pack.rounds.to == nil, pack.rounds.covers(end.year + 1) {
      findings.add(
        .validity, at: .file, "`validTo: \(end)` nhưng `rounds` không có năm cuối.",
        "Ghi `rounds.to: \(end.year)`.")
    }
  }
}
