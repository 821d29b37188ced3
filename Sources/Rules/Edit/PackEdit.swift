/// Pack edit — một lần sửa: one change of one place. Everything else in the text keeps its bytes, comments too.
public enum PackEdit: Hashable, Sendable {
  /// Puts a value where the path leads; a key that is not there yet is added behind the ones named before it.
  case put(PackPath, PackValue, behind: [String] = [])
  /// Takes out a key with its value, or an item of a list.
  case remove(PackPath)
  /// Adds an item to a list, before the one that stands at this place now.
  case insert(PackPath, at: Int, PackValue)
  /// Lets an item change places with the next one.
  case swapWithNext(PackPath)
  /// Replaces how a place is written by other YAML, as typed.
  case write(PackPath, String)

  public var path: PackPath {
    switch self {
    case .put(let path, _, _), .remove(let path), .insert(let path, _, _), .swapWithNext(let path),
      .write(let path, _):
      path
    }
  }
}

/// Why a place could not be changed; the text stays as it was.
public enum PackEditTrouble: Error, Hashable, Sendable {
  /// The path leads nowhere.
  case nowhere(PackPath)
  /// What was typed is no YAML, or would change other places too.
  case notThere(PackPath, String)
  /// The place is written in a way that this cannot rewrite.
  case unwieldy(PackPath)
}

extension PackTree {
  /// The text after some changes, one after another. Every change is read again and compared: where anything but the place
  /// it names would come out different, nothing is changed.
  public static func edit(_ text: String, _ edits: [PackEdit]) throws(PackEditTrouble) -> String {
    guard var tree = PackTree(text) else { throw .unwieldy(PackPath()) }
    for edit in edits {
      guard let next = try tree.applying(edit) else { continue }
      tree = next
    }
    return tree.text
  }

  /// `nil` where the change changes nothing.
  public func applying(_ edit: PackEdit) throws(PackEditTrouble) -> PackTree? {
    let writer = PackSplicer(tree: self)
    let (splice, expected): (PackSplicer.Splice, PackValue)
    switch edit {
    case .put(let path, let new, let behind):
      if let old = value[path] {
        if old.isSame(as: new) { return nil }
        splice = try writer.replace(path, with: new)
        expected = value.replacing(path, with: new)
      } else {
        guard case .key(let key) = path.last, case .map(var entries) = value[path.parent] else {
          throw .nowhere(path)
        }
        let at = (entries.lastIndex { behind.contains($0.key) } ?? (entries.count - 1)) + 1
        splice = try writer.add(key, new, to: path.parent, at: at)
        entries.insert(.init(key, new), at: at)
        expected = value.replacing(path.parent, with: .map(entries))
      }
    case .remove(let path):
      guard value[path] != nil, let step = path.last else { throw .nowhere(path) }
      splice = try writer.remove(step, from: path.parent)
      expected = value.replacing(path, with: nil)
    case .insert(let path, let at, let new):
      guard case .list(var items) = value[path], (0...items.count).contains(at) else { throw .nowhere(path) }
      splice = try writer.insert(new, into: path, at: at)
      items.insert(new, at: at)
      expected = value.replacing(path, with: .list(items))
    case .swapWithNext(let path):
      guard case .item(let n) = path.last, case .list(var items) = value[path.parent],
        items.indices.contains(n), items.indices.contains(n + 1)
      else { throw .nowhere(path) }
      splice = try writer.swap(n, in: path.parent)
      items.swapAt(n, n + 1)
      expected = value.replacing(path.parent, with: .list(items))
    case .write(let path, let typed):
      guard let shown = piece(path) else { throw .nowhere(path) }
      if shown.utf8.elementsEqual(typed.utf8) { return nil }
      return try writing(path, typed, writer)
    }
    guard let next = PackTree(splice.applied(to: bytes)), next.value.isSame(as: expected) else {
      throw .unwieldy(edit.path)
    }
    return next
  }

  /// What stands at a path, as it is written, its lines moved to the margin.
  public func piece(_ path: PackPath) -> String? {
    guard let node = node(path) else { return nil }
    let column = column(of: node.range.lowerBound)
    let lines = String(decoding: bytes[node.range], as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { n, line in
      guard n > 0 else { return String(line) }
      let blanks = line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
      return String(decoding: line.utf8.dropFirst(min(blanks, column)), as: UTF8.self)
    }.joined(separator: "\n")
  }

  private func writing(_ path: PackPath, _ typed: String, _ writer: PackSplicer) throws(PackEditTrouble)
    -> PackTree
  {
    guard let node = node(path) else { throw .nowhere(path) }
    let margin = String(repeating: " ", count: column(of: node.range.lowerBound))
    var lines = typed.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while let last = lines.last, last.utf8.allSatisfy({ $0 == UInt8(ascii: " ") }) { lines.removeLast() }
    let written = lines.enumerated().map { n, line in n == 0 || line.isEmpty ? line : margin + line }
    let text = PackSplicer.Splice(node.range, written.joined(separator: "\n")).applied(to: bytes)
    let findings = PackFindings(path: "")
    guard let next = PackTree(text) else {
      _ = PackText.compose(text, findings)
      throw .notThere(
        path, findings.all.first?.message ?? "Đoạn này viết theo cách chỉ sửa được trong toàn văn.")
    }
    let hole = PackValue.word("")
    guard next.value.replacing(path, with: hole).isSame(as: value.replacing(path, with: hole)) else {
      throw .notThere(path, "Đoạn này làm đổi cả chỗ khác của bộ quy tắc.")
    }
    return next
  }

  func column(of offset: Int) -> Int {
    offset - ((bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1)
  }
}
