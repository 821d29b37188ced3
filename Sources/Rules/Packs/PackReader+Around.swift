import Basics

/// What stands around the rules: majorities, steps, forms, zones left open, what local decisions may change.
extension PackReader {
  mutating func around(_ fields: inout PackFields) {
    let majorities = fields.list("majorities").compactMap { majority($0) }
    let procedure = procedure(&fields)
    let forms = fields.list("forms").compactMap { form($0) }
    let defaults = fields.list("defaults").compactMap { zone($0) }
    let local = localChoices(&fields)
    let untranslatable = fields.list("untranslatable").compactMap { limit($0) }
    edit { pack in
      (pack.majorities, pack.procedure, pack.forms) = (majorities, procedure, forms)
      (pack.defaults, pack.local, pack.untranslatable) = (defaults, local, untranslatable)
    }
  }

  private func majority(_ node: WrittenNode) -> Majority? {
    guard var fields = PackFields(node, "Quy định về số phiếu", findings) else { return nil }
    defer { fields.finish() }
    let id = fields.text("id", isRequired: true)
    let of = fields.choice("of", Majority.Base.self, isRequired: true)
    let more = fields.ratio("moreThan")
    let least = fields.ratio("atLeast")
    let tie = fields.text("tie")
    let secret = fields.truth("secret")
    let purpose = fields.text("for")
    let source = source(&fields)
    // A number that cannot be read has been told.
    if fields.has("moreThan"), more == nil { return nil }
    if fields.has("atLeast"), least == nil { return nil }
    guard let share = more ?? least, (more == nil) != (least == nil), share >= Ratio(0), share <= Ratio(1)
    else {
      findings.add(
        .badRange, at: fields.place, "Cần đúng một trong `moreThan`, `atLeast`, từ 0 đến 1.",
        "Ghi thí dụ `moreThan: 1/2`.")
      return nil
    }
    guard let id, let of else { return nil }
    return Majority(
      id: id, of: of, share: share, isStrict: more != nil, tie: tie, isSecret: secret, purpose: purpose,
      source: source)
  }

  private func procedure(_ fields: inout PackFields) -> Procedure {
    guard var one = fields.fields("procedure") else { return Procedure() }
    defer { one.finish() }
    var procedure = Procedure(calendar: word("calendar", of: ["working", "calendar"], &one))
    procedure.stages = one.list("stages").compactMap { stage($0) }
    let known = Set(procedure.stages.map(\.id))
    for stage in procedure.stages {
      var named = stage.after
      if case .days(_, _, let before, let after) = stage.due { named += [before, after].compactMap { $0 } }
      for name in named where !known.contains(name) {
        findings.add(
          .unknownName, at: stage.place, "Bước `\(stage.id)` nhắc bước `\(name)` không có.",
          "Ghi mã của một bước trong danh sách.")
      }
    }
    if hasCycle(procedure.stages) {
      findings.add(.cycle, at: one.place, "Các bước chờ nhau thành vòng.", "Bỏ một `after`.")
    }
    return procedure
  }

  private func hasCycle(_ stages: [Procedure.Stage]) -> Bool {
    var done: Set<String> = []
    var rest = stages
    while !rest.isEmpty {
      let ready = rest.filter { $0.after.allSatisfy { done.contains($0) || !stages.map(\.id).contains($0) } }
      if ready.isEmpty { return true }
      done.formUnion(ready.map(\.id))
      rest.removeAll { done.contains($0.id) }
    }
    return false
  }

  private func stage(_ node: WrittenNode) -> Procedure.Stage? {
    guard var fields = PackFields(node, "Bước", findings) else { return nil }
    defer { fields.finish() }
    let id = fields.text("id", isRequired: true)
    let name = fields.text("name")
    let actor = fields.text("actor")
    let after = fields.words("after")?.map(\.word) ?? []
    let due = fields.has("due") ? due(&fields) : nil
    let source = source(&fields)
    return id.map {
      Procedure.Stage(
        id: $0, name: name ?? $0, actor: actor, due: due, after: after, source: source, place: fields.place)
    }
  }

  private func due(_ fields: inout PackFields) -> Procedure.Due? {
    guard var one = fields.fields("due") else { return nil }
    defer { one.finish() }
    let before = one.text("before")
    let after = one.text("after")
    let year = word("year", of: ["next"], &one)
    let unit = word("of", of: ["workingDay", "day"], &one)
    if let days = one.whole("days") {
      return .days(min(max(days, 0), 3_660), isWorking: unit == "workingDay", before: before, after: after)
    }
    let parts = (before ?? "").split(separator: "-").compactMap { Int($0) }
    guard parts.count == 2, Day(year: 2024, month: parts[0], day: parts[1]) != nil else {
      findings.add(
        .badDay, at: one.place, "Hạn không đọc được.",
        "Viết { before: \"12-31\" } hoặc { days: 3, of: workingDay, before: họp }.")
      return nil
    }
    return .before(month: parts[0], day: parts[1], isNextYear: year == "next")
  }

  /// One of a few words; another would silently mean the usual one.
  private func word(_ key: String, of words: [String], _ fields: inout PackFields) -> String? {
    guard let word = fields.text(key) else { return nil }
    if words.contains(word) { return word }
    findings.add(
      .badWord, at: fields.node(key)?.place ?? fields.place,
      "`\(key): \(word)` không có trong: \(words.joined(separator: ", ")).", "Chọn một từ trong danh sách.")
    return nil
  }

  private func form(_ node: WrittenNode) -> Form? {
    guard var fields = PackFields(node, "Mẫu", findings) else { return nil }
    defer { fields.finish() }
    let id = fields.text("id", isRequired: true) ?? ""
    return Form(
      id: id, code: fields.text("code") ?? id, name: fields.text("name") ?? id, purpose: fields.text("for"),
      fields: fields.words("fields")?.map(\.word) ?? [], source: source(&fields))
  }

  private func zone(_ node: WrittenNode) -> Zone? {
    guard var fields = PackFields(node, "Chỗ chưa có quy định", findings) else { return nil }
    defer { fields.finish() }
    return Zone(
      id: fields.text("id", isRequired: true) ?? "", title: fields.text("title") ?? "",
      usual: fields.text("default"),
      reason: fields.text("reason"), cite: fields.text("cite"), place: fields.place)
  }

  private func localChoices(_ fields: inout PackFields) -> [LocalChoice] {
    guard let node = fields.node("local") else { return [] }
    guard case .list(let items) = node.content else {
      findings.add(
        .wrongShape, at: node.place, "`local` phải là danh sách.", "Viết như [topQuota, C7.rounding].")
      return []
    }
    return items.compactMap { item in
      if let word = item.word { return LocalChoice(path: word, choices: [], zone: nil, place: item.place) }
      guard var one = PackFields(item, "`local`", findings) else { return nil }
      defer { one.finish() }
      _ = one.text("reason")
      let name = one.text("name")
      let (least, most) = (one.text("atLeast"), one.text("atMost"))
      return LocalChoice(
        path: one.text("id", isRequired: true) ?? "", choices: one.words("choices")?.map(\.word) ?? [],
        zone: one.text("zone"),
        place: one.place, name: name, atLeast: bound(least, one.place), atMost: bound(most, one.place))
    }
  }

  private func bound(_ word: String?, _ place: Place) -> LocalBound? {
    guard let word else { return nil }
    if let bound = LocalBound(word) { return bound }
    findings.add(
      .badNumber, at: place, "`\(word)` không phải một số, cũng không phải `usual`.",
      "Viết như 20 %, 12, hoặc usual: mức hướng dẫn đang ghi.")
    return nil
  }

  private func limit(_ node: WrittenNode) -> Untranslatable? {
    guard var fields = PackFields(node, "Chỗ để người xét", findings) else { return nil }
    defer { fields.finish() }
    return Untranslatable(
      construct: fields.text("construct", isRequired: true) ?? "", reason: fields.text("reason") ?? "",
      excerpt: fields.text("excerpt"),
      cite: fields.text("cite"), acceptedBy: fields.text("acceptedBy"))
  }
}
