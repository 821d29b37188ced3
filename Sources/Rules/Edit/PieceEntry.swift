/// Piece entry — điều gõ vào biểu mẫu: the fields of a form, by name, turned into changes of the places they stand for. Fields that
/// say what stands there already change nothing.
///
/// Names: `o:PATH` one word · `l:PATH` words, one a line · `t:PATH` text as it is written · `b:PATH:left|sign|right` one comparison ·
/// `n:PATH` one more condition (`nb:PATH:…` as a comparison) · `n:PATH/KEY` one more row, `n:PATH/@key` and `/@value` one more pair.
/// Paths are relative to the piece.
public struct PieceEntry: Sendable {
  public var piece: PackPath
  public var typed: [String: String]
  /// Turns a day as people write it into 2025-10-31; `nil` leaves it as typed, for a finding to tell.
  public var day: @Sendable (String) -> String?

  /// The last word that could be read at a place, for where what stands there is no number: a slip of the pen does not
  /// change what the next bare number means.
  public var usual: @Sendable (PackPath) -> String?

  public init(
    _ piece: PackPath, _ typed: [String: String], day: @escaping @Sendable (String) -> String? = { _ in nil },
    usual: @escaping @Sendable (PackPath) -> String? = { _ in nil }
  ) {
    (self.piece, self.typed, self.day, self.usual) = (piece, typed, day, usual)
  }

  /// A field that could not be written, and why.
  public struct Trouble: Error, Sendable {
    public var field: String
    public var trouble: PackEditTrouble
  }

  public func applied(to tree: PackTree) throws(Trouble) -> PackTree {
    var tree = tree
    var emptied: [(field: String, path: PackPath)] = []
    let names = typed.keys.sorted()
    for name in names {
      let (kind, rest) = Self.parts(name)
      guard let path = PackPath(rest).map({ PackPath(piece.steps + $0.steps) }) else { continue }
      let text = typed[name] ?? ""
      switch kind {
      case "o":
        let word = word(text, at: path, instead: tree.value[path]?.word)
        if !word.isEmpty {
          tree = try Self.setting(path, .word(word), in: tree, name)
        } else if tree.value[path] != nil {
          emptied.append((name, path))
        }
      case "l":
        let words = text.split(separator: "\n").map { Self.trimmed(String($0)) }.filter { !$0.isEmpty }
        if let old = tree.value[path]?.words, old == words { continue }
        if !words.isEmpty {
          tree = try Self.setting(path, .list(words.map { .word($0) }), in: tree, name)
        } else if tree.value[path] != nil {
          emptied.append((name, path))
        }
      case "t": tree = try Self.writing(path, text, in: tree, name)
      default: continue
      }
    }
    tree = try compared(tree, &emptied)
    tree = try Self.removing(emptied, from: tree, within: piece)
    return try added(to: tree)
  }

  private func word(_ text: String, at path: PackPath, instead old: String? = nil) -> String {
    let text = Self.trimmed(text)
    switch PieceShape.kind(at: path) {
    case .day: return day(text) ?? text
    case .number:
      let known = old.map { Ratio($0) != nil } ?? false
      return Self.number(text, instead: known ? old : usual(path) ?? old)
    default: return text
    }
  }

  /// A number as people write it, `66,67 %`, as packs hold it, `66.67 %`; a bare one where a percentage stood is so many
  /// percent, as everywhere on the site. What is no number stays as typed, for a finding to tell.
  static func number(_ text: String, instead old: String? = nil) -> String {
    let plain = text.replacing("\u{A0}", with: " ").replacing(",", with: ".")
    let digits = plain.utf8.allSatisfy {
      (48...57).contains($0) || [0x20, 0x25, 0x2D, 0x2E, 0x2F].contains($0)
    }
    guard digits, Ratio(plain) != nil, !isGrouped(text) else { return text }
    let isBare = !plain.utf8.contains(0x25) && !plain.utf8.contains(0x2F)
    return isBare && old?.utf8.last == 0x25 ? plain + " %" : plain
  }

  /// `1,000` may mean a thousand or one: it is not guessed.
  private static func isGrouped(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: 0x2C, omittingEmptySubsequences: false)
    guard parts.count > 1, let last = parts.last else { return false }
    let digits = last.prefix { (48...57).contains($0) }.count
    return parts.count > 2 || digits == 3 && parts.first?.elementsEqual("0".utf8) != true
  }

  // MARK: - comparisons

  private func compared(_ tree: PackTree, _ emptied: inout [(field: String, path: PackPath)])
    throws(Trouble) -> PackTree
  {
    var tree = tree
    for name in typed.keys.sorted() {
      let (kind, rest) = Self.parts(name)
      guard kind == "b", rest.utf8.suffix(5).elementsEqual(":left".utf8) else { continue }
      let stem = String(decoding: rest.utf8.dropLast(5), as: UTF8.self)
      guard let path = PackPath(stem).map({ PackPath(piece.steps + $0.steps) }) else { continue }
      let left = Self.trimmed(typed[name] ?? "")
      if left.isEmpty {
        if tree.value[path] != nil { emptied.append((name, path)) }
        continue
      }
      guard let condition = comparison("b", stem) else { continue }
      if let old = tree.value[path]?.word.flatMap({ SimpleCondition($0) }), old == condition { continue }
      tree = try Self.setting(path, .word(condition.text), in: tree, name)
    }
    return tree
  }

  private func comparison(_ kind: String, _ stem: String) -> SimpleCondition? {
    func part(_ name: String) -> String { Self.trimmed(typed["\(kind):\(stem):\(name)"] ?? "") }
    guard !part("left").isEmpty, let sign = SimpleCondition.Sign(rawValue: part("sign")) else { return nil }
    return SimpleCondition(left: part("left"), sign: sign, right: Self.number(part("right")))
  }

  // MARK: - what is new

  private func added(to tree: PackTree) throws(Trouble) -> PackTree {
    var tree = tree
    var rows: [String: [PackValue.Entry]] = [:]
    for name in typed.keys.sorted() {
      let (kind, rest) = Self.parts(name)
      let text = Self.trimmed(typed[name] ?? "")
      if kind == "nb", rest.utf8.suffix(5).elementsEqual(":left".utf8) {
        let stem = String(decoding: rest.utf8.dropLast(5), as: UTF8.self)
        if let condition = comparison("nb", stem), !condition.right.isEmpty {
          tree = try appending(.word(condition.text), to: stem, in: tree, name)
        }
      } else if kind == "n", !text.isEmpty {
        let parts = rest.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 1 {
          tree = try appending(.word(text), to: rest, in: tree, name)
        } else if let last = parts.last, !last.utf8.starts(with: "@".utf8) {
          let stem = parts.dropLast().joined(separator: "/")
          rows[stem, default: []].append(
            .init(last, .word(word(text, at: piece.key(stem).item(0).key(last)))))
        } else if parts.last == "@key" {
          let stem = parts.dropLast().joined(separator: "/")
          guard let path = PackPath(stem).map({ PackPath(piece.steps + $0.steps) }) else { continue }
          let value = Self.trimmed(typed["n:\(stem)/@value"] ?? "")
          tree = try Self.setting(path.key(text), .word(value), in: tree, name)
        }
      }
    }
    for (stem, row) in rows.sorted(by: { $0.key < $1.key }) {
      tree = try appending(.map(row), to: stem, in: tree, "n:\(stem)")
    }
    return tree
  }

  private func appending(_ new: PackValue, to stem: String, in tree: PackTree, _ field: String)
    throws(Trouble) -> PackTree
  {
    guard let path = PackPath(stem).map({ PackPath(piece.steps + $0.steps) }) else { return tree }
    switch tree.value[path] {
    case nil: return try Self.setting(path, .list([new]), in: tree, field)
    case .list(let items):
      return try Self.apply(.insert(path, at: Self.place(of: new, in: items), new), to: tree, field)
    case .word(let old):
      guard case .word = new else { throw Trouble(field: field, trouble: .unwieldy(path)) }
      return try Self.setting(path, .list([.word(old), new]), in: tree, field)
    case .map: throw Trouble(field: field, trouble: .unwieldy(path))
    }
  }

  /// A share with a condition goes before the one without.
  private static func place(of new: PackValue, in items: [PackValue]) -> Int {
    guard new["when"] != nil, let last = items.last, case .map = last, last["when"] == nil else {
      return items.count
    }
    return items.count - 1
  }

  // MARK: - changing

  /// Sets a value; maps on the way that are not there yet are made.
  private static func setting(_ path: PackPath, _ value: PackValue, in tree: PackTree, _ field: String)
    throws(Trouble) -> PackTree
  {
    var (path, value) = (path, value)
    while tree.value[path.parent] == nil, case .key(let key) = path.last, !path.parent.steps.isEmpty {
      (path, value) = (path.parent, .map([.init(key, value)]))
    }
    return try apply(.put(path, value, behind: PieceShape.keys(before: path)), to: tree, field)
  }

  private static func writing(_ path: PackPath, _ text: String, in tree: PackTree, _ field: String)
    throws(Trouble) -> PackTree
  {
    if tree.value[path] != nil { return try apply(.write(path, text), to: tree, field) }
    if trimmed(text).isEmpty { return tree }
    let made = try setting(path, .word("x"), in: tree, field)
    return try apply(.write(path, text), to: made, field)
  }

  /// What was emptied is taken out, from the end, so that places before it stay what they are; a map or row that holds
  /// nothing any more goes too.
  private static func removing(
    _ emptied: [(field: String, path: PackPath)], from tree: PackTree, within piece: PackPath
  ) throws(Trouble) -> PackTree {
    var tree = tree
    for (field, path) in emptied.sorted(by: { isBehind($0.path, $1.path) }) {
      var path = path
      guard tree.value[path] != nil else { continue }
      while path.steps.count - piece.steps.count > 1, let parent = tree.value[path.parent],
        parent.items.count + parent.entries.count == 1
      {
        path = path.parent
      }
      tree = try apply(.remove(path), to: tree, field)
    }
    return tree
  }

  private static func isBehind(_ a: PackPath, _ b: PackPath) -> Bool {
    for (x, y) in zip(a.steps, b.steps) where x != y {
      if case (.item(let m), .item(let n)) = (x, y) { return m > n }
      return "\(x)" > "\(y)"
    }
    return a.steps.count > b.steps.count
  }

  private static func apply(_ edit: PackEdit, to tree: PackTree, _ field: String) throws(Trouble) -> PackTree
  {
    do {
      return try tree.applying(edit) ?? tree
    } catch {
      throw Trouble(field: field, trouble: error)
    }
  }

  private static func parts(_ name: String) -> (kind: String, rest: String) {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return parts.count == 2 ? (parts[0], parts[1]) : ("", name)
  }

  private static func trimmed(_ text: String) -> String {
    var scalars = Substring.UnicodeScalarView(text.unicodeScalars)
    func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\n" || scalar == "\r" }
    while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
    while let last = scalars.last, isBlank(last) { scalars.removeLast() }
    return String(scalars)
  }
}

extension PieceShape {
  /// What a form asks for at a place: of the piece around it, or of a row in that.
  public static func kind(at path: PackPath) -> Kind? { field(at: path)?.kind }

  public static func field(at path: PackPath) -> Field? {
    for depth in 1...4 where path.steps.count >= depth {
      let piece = PackPath(Array(path.steps.dropLast(depth)))
      guard let shape = of(piece) else { continue }
      let rest = PackPath(Array(path.steps.suffix(depth))).description
      if let field = shape.fields.first(where: { $0.path == rest }) { return field }
      for field in shape.fields {
        guard case .rows(let columns) = field.kind, rest.utf8.starts(with: (field.path + "/").utf8) else {
          continue
        }
        if case .key(let key) = path.last { return columns.first { $0.path == key } }
      }
    }
    return nil
  }

  /// The keys a form asks for before this one: a new key stands behind them.
  static func keys(before path: PackPath) -> [String] {
    guard case .key(let key) = path.last, let shape = of(path.parent) else { return [] }
    let keys = shape.fields.map(\.key)
    return Array(keys.prefix { $0 != key })
  }
}
