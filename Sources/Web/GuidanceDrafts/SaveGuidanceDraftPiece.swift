import Basics
import HTTPTypes
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// What a form of one provision asks for: its fields are written, then what the pressed button names is done; one version.
  func saveGuidanceDraftPiece() async throws -> Answer {
    let draft = try await guidanceDraft(.draftGuidances)
    let place = try found(PackPath(form["cho"]))
    let seen = form.number("ban") ?? 0
    let isAutomatic = form[Self.automaticField] == "1"
    let typed = typedFields
    do {
      guard seen == draft.latest else { throw try await outdated(draft, seen) }
      let reading = try reading(draft)
      let tree = try found(reading.tree)
      guard typed.keys.allSatisfy({ Self.isOffered($0, at: place, in: tree.value) }) else {
        throw RightsRefusal.notFound
      }
      let long = DraftLimits.trouble(typed, at: place, in: tree.value)
      guard long.isEmpty else { throw FormTroubles(trouble: long) }
      let (new, next) = try changed(reading, tree, place, typed)
      let number = try await perform(
        SaveGuidanceDraft(
          draft.id, seen: seen, GuidanceText(pack: new.text, source: draft.version.text.source)))
      if isAutomatic { return try await automaticAnswer(draft.id, number, place) }
      return .redirect(next, done: .draftSaved)
    } catch let refusal as any Refusal where !(refusal is RightsRefusal) {
      if isAutomatic { return try await automaticRefusal(refusal, draft, place) }
      return try await again(draft, place, seen, typed, FormTrouble(refusal), refusal)
    } catch let trouble as FormTroubles {
      if isAutomatic {
        let messages = trouble.trouble.messages.map { JSON.string($0.message) }
        return .json(
          ["error": .array(messages), "version": .int(draft.latest)], status: .unprocessableContent)
      }
      return try await again(draft, place, seen, typed, trouble.trouble, nil)
    }
  }

  static let automaticField = "tu-ghi"

  /// Fields that stand for places of the pack; lines and inner blanks as typed.
  private var typedFields: [String: String] {
    var typed: [String: String] = [:]
    for (name, values) in form.values where ["o:", "l:", "t:", "b:", "n:", "nb"].contains(name.prefix(2)) {
      typed[name] = GuidanceText.clean(values.first ?? "")
    }
    return typed
  }

  /// Whether the form of a place has such a field: what is not asked for is not written, whatever is sent.
  static func isOffered(_ name: String, at place: PackPath, in value: PackValue) -> Bool {
    guard let colon = name.firstIndex(of: ":") else { return false }
    let kind = name[..<colon]
    let rest = name[name.index(after: colon)...]
    guard let path = PackPath(String(rest.prefix { $0 != ":" })) else { return false }
    // The text of a provision as it is written, but never of the whole pack: that has a page of its own.
    guard case .key(let key) = path.steps.first else { return kind == "t" && !place.steps.isEmpty }
    if place.steps.isEmpty { return PieceShape.identity.fields.contains { $0.key == key } }
    guard let shape = PieceShape.of(place) else {
      return place.description == "parameters" || kind == "t"
    }
    let isKnown = shape.fields.contains { $0.key == key }
    return isKnown || kind == "t" && value[place]?[key] != nil
  }

  private func outdated(_ draft: GuidanceDraft, _ seen: Int) async throws -> GuidanceDraftRefusal {
    .outdated(
      seen: seen, latest: draft.latest, by: try await personName(draft.version.savedBy),
      at: draft.version.savedAt)
  }

  // MARK: - the change

  private func changed(
    _ reading: GuidanceDraftReading, _ tree: PackTree, _ place: PackPath, _ typed: [String: String]
  ) throws -> (tree: PackTree, next: String) {
    let draft = reading.draft.id
    let stay = "\(DraftPath.edit(draft, place))"
    do {
      let work = form["viec"].split(separator: ":", maxSplits: 1).map(String.init)
      guard tree.value[place] != nil || work.first == "them" || work.first == "lay-lai-muc" else {
        throw RightsRefusal.notFound
      }
      let written = try PieceEntry(
        place, typed, day: { DayText.read($0)?.description }, usual: { reading.baseValue($0)?.word }
      ).applied(to: tree)
      guard let kind = work.first else { return (written, stay) }
      let inner = work.count > 1 ? PackPath(work[1]).map { PackPath(place.steps + $0.steps) } : place
      let target = try found(inner)
      let back = DraftPath.place(draft, place, in: tree.value)
      switch kind {
      case "len", "xuong":
        guard case .item(let n) = target.last else { throw RightsRefusal.notFound }
        let first = kind == "len" ? n - 1 : n
        return (try written.applying(.swapWithNext(target.parent.item(first))) ?? written, stay)
      case "tach":
        guard let word = written.value[target]?.word else { throw RightsRefusal.notFound }
        let named = PackValue.map([.init("if", .word(word)), .init("name", .word("Điều kiện"))])
        return (try written.applying(.put(target, named)) ?? written, stay)
      case "bo":
        let isWhole = target == place
        return (
          try removed(target, from: written) ?? written,
          isWhole ? "\(DraftPath.draft(draft))?phan=\(sectionID(of: place, in: tree))" : stay
        )
      case "tra-ve": return (try reading.restored(place) ?? tree, stay)
      case "lay-lai-muc":
        let there = try found(PackPath(form["muc"]))
        return (try reading.takenBack(there, into: place) ?? tree, back)
      case "them": return try added(to: place, in: tree, draft)
      default: throw RightsRefusal.notFound
      }
    } catch let trouble as PieceEntry.Trouble {
      throw Self.trouble(trouble.trouble, field: trouble.field)
    } catch let trouble as PackEditTrouble {
      throw Self.trouble(trouble, field: "")
    }
  }

  /// The last one of a list takes the list along: an empty list says nothing.
  private func removed(_ path: PackPath, from tree: PackTree) throws -> PackTree? {
    let isLast = tree.value[path.parent]?.items.count == 1 && path.parent.steps.count > 1
    return try tree.applying(.remove(isLast ? path.parent : path))
  }

  private func sectionID(of place: PackPath, in tree: PackTree) -> String {
    DraftSections.of(tree.value).first { $0.pieces.contains(place) }?.id ?? "nhan-dang"
  }

  private func added(to list: PackPath, in tree: PackTree, _ draft: ID<GuidanceDraft>) throws -> (
    tree: PackTree, next: String
  ) {
    let key = form["ma"]
    let made = try NewPiece(list: list, key: key, value: tree.value).make()
    guard let new = try tree.applying(made.edit) else { throw GuidanceDraftRefusal.nothingChanged }
    return (new, DraftPath.edit(draft, made.path))
  }

  private static func trouble(_ trouble: PackEditTrouble, field: String) -> FormTroubles {
    var found = FormTrouble()
    switch trouble {
    case .nowhere: found.add(field, "Chỗ này không còn trong dự thảo. Mở lại trang rồi sửa.")
    case .notThere(_, let why): found.add(field, "Chưa ghi được: \(why) Sửa lại đoạn này rồi ghi.")
    case .unwieldy:
      found.add(
        field, "Chỗ này viết theo cách mà biểu mẫu không sửa được. Sửa trong “Sửa bằng chữ” hoặc toàn văn.")
    }
    return FormTroubles(trouble: found)
  }

  // MARK: - not taken

  /// The form again with what was typed; where somebody saved meanwhile, on what is there now.
  private func again(
    _ draft: GuidanceDraft, _ place: PackPath, _ seen: Int, _ typed: [String: String], _ trouble: FormTrouble,
    _ refusal: (any Refusal)?
  ) async throws -> Answer {
    let latest = try await guidanceDraft(.draftGuidances)
    let reading = try reading(latest)
    var place = place
    if latest.latest != seen, let tree = reading.tree,
      let old = try await system.read({ session throws in
        try session.guidanceDraft(draft.id, version: seen)
      }), let before = PackTree(old.version.text.pack)?.value
    {
      place = before.twin(of: place, in: tree.value) ?? PackPath([.key("~"), .key("~")])
    }
    // A list has no form of its own: the page of the draft says what happened.
    if reading.tree?.value[place] != nil, form["viec"] == "them" || form["viec"] == "lay-lai-muc" {
      return try await page(
        "Chưa thêm được", breadcrumbs: draftCrumbs(latest), styles: Self.draftStyles,
        body: """
          \(PageHeading("Chưa thêm được", kind: "Dự thảo", actions: "\(ButtonLink("Về dự thảo", DraftPath.draft(draft.id)))"))
          \(trouble.summary)
          """
      ).asRefused
    }
    return try await piecePage(
      reading, place, trouble, typed: typed, isOutdated: latest.latest != seen
    ).with(refusal is GuidanceDraftRefusal && latest.latest != seen ? .conflict : .unprocessableContent)
  }

  // MARK: - saved by the page itself

  private func automaticAnswer(_ id: ID<GuidanceDraft>, _ number: Int, _ place: PackPath) async throws
    -> Answer
  {
    let draft = try await guidanceDraft(.draftGuidances)
    let reading = try reading(draft)
    let findings = reading.findings(in: place).map { finding in
      JSON.object([
        "severity": .string(finding.severity.rawValue), "message": .string(finding.message),
        "remedy": .string(finding.remedy),
      ])
    }
    return .json([
      "version": .int(number), "saved": .string(draft.version.savedAt.vietnamese),
      "findings": .array(findings), "errors": .int(reading.errors),
    ])
  }

  private func automaticRefusal(_ refusal: any Refusal, _ draft: GuidanceDraft, _ place: PackPath)
    async throws
    -> Answer
  {
    if case GuidanceDraftRefusal.nothingChanged = refusal {
      return try await automaticAnswer(draft.id, draft.latest, place)
    }
    let isOutdated = if case GuidanceDraftRefusal.outdated = refusal { true } else { false }
    return .json(
      [
        "error": .array([.string("\(refusal.reason) \(refusal.remedy)")]), "version": .int(draft.latest),
        "outdated": .bool(isOutdated),
      ], status: isOutdated ? .conflict : .unprocessableContent)
  }
}
