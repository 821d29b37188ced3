import Basics

/// Reads what sort of organisation words mean: the column of the kind, or the name itself.
enum OrganisationKindWords {
  /// - Parameters:
  ///   - kind: the words of the kind's column; empty where there is none.
  ///   - above: the kind of the direct superior, which decides what a plain "Chi bộ" is.
  static func kind(_ kind: String, name: String, above: Organisation.Kind?) -> Organisation.Kind? {
    let words = VietnameseText.fold(kind)
    if !words.isEmpty {
      if let exact = Organisation.Kind.allCases.first(where: {
        VietnameseText.fold($0.title) == words || $0.rawValue.lowercased() == words
      }) {
        return exact
      }
      if ["chi bo truc thuoc", "chi bo truc thuoc dang uy co so", "chi bo khac", "chi bo"].contains(words) {
        return plainCell(VietnameseText.fold(name), above)
      }
      if ["dang bo xa", "dang bo phuong", "dang bo thi tran", "dang bo"].contains(words) {
        return .baseCommittee
      }
      if let kind = byStart(words, above) { return kind }
      return nil
    }
    return byStart(VietnameseText.fold(name), above)
  }

  /// Centre first: what is lower has the greater number.
  static func rank(_ kind: Organisation.Kind) -> Int {
    switch kind {
    case .centre: 0
    case .province: 1
    case .district: 2
    case .baseCommittee: 3
    case .section: 4
    case .baseCell, .agencyCell, .residentialCell, .subordinateCell: 5
    }
  }

  private static func byStart(_ fold: String, _ above: Organisation.Kind?) -> Organisation.Kind? {
    func begins(_ starts: String...) -> Bool { starts.contains { fold == $0 || fold.hasPrefix($0 + " ") } }
    if begins("dang bo tinh") { return .province }
    if begins("dang bo thanh pho") { return above == nil || above == .centre ? .province : .district }
    if begins("dang bo huyen", "dang bo quan", "dang bo thi xa") { return .district }
    if begins("dang bo bo phan") { return .section }
    if begins("dang bo", "dang uy") { return .baseCommittee }
    if begins("chi bo", "cb") { return plainCell(fold, above) }
    return nil
  }

  private static func plainCell(_ fold: String, _ above: Organisation.Kind?) -> Organisation.Kind {
    let rest =
      fold.hasPrefix("chi bo ")
      ? String(fold.dropFirst(7)) : fold.hasPrefix("cb ") ? String(fold.dropFirst(3)) : fold
    func begins(_ starts: String...) -> Bool { starts.contains { rest == $0 || rest.hasPrefix($0 + " ") } }
    if begins("co so") { return .baseCell }
    // Straight under a district (or, since 2025, a province) a cell is a grassroots organisation of its own.
    if let above, above == .district || above == .province || above == .centre { return .baseCell }
    if begins("co quan") { return .agencyCell }
    if begins("ap", "khu pho", "khom", "thon", "to dan pho", "ban", "buon", "lang", "khu vuc", "khu") {
      return .residentialCell
    }
    return .subordinateCell
  }
}

/// Reads an administrative unit out of words: "Xã Long Mỹ", "Đảng bộ thị trấn Giồng Trôm".
enum UnitWords {
  private static let kinds: [(words: String, kind: AdministrativeUnit.Kind)] = [
    ("thị trấn", .town), ("đặc khu", .specialZone), ("thành phố", .city), ("thị xã", .district),
    ("xã", .commune), ("phường", .ward),
    ("huyện", .district), ("quận", .district), ("tỉnh", .province),
  ]

  static func kind(_ text: String) -> AdministrativeUnit.Kind? {
    let fold = VietnameseText.fold(text)
    return kinds.first { VietnameseText.fold($0.words) == fold }?.kind
  }

  /// The kind and the name without it; nil where no kind is told.
  static func unit(_ text: String) -> (kind: AdministrativeUnit.Kind, name: String)? {
    var words = VietnameseText.clean(text).split(separator: " ").map(String.init)
    let folds = words.map { VietnameseText.fold($0) }
    for start in [["dang", "bo"], ["dang", "uy"]] where folds.starts(with: start) {
      words.removeFirst(start.count)
    }
    let rest = words.map { VietnameseText.fold($0) }
    for (kind, unit) in kinds {
      let parts = VietnameseText.fold(kind).split(separator: " ").map(String.init)
      guard rest.starts(with: parts), rest.count > parts.count else { continue }
      return (unit, words.dropFirst(parts.count).joined(separator: " "))
    }
    return nil
  }
}
