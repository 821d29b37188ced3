import Foundation
import Rules
import Testing

@Suite struct `Sửa từng chỗ của bộ quy tắc` {
  private static let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Content/RulePacks")

  private static let shipped: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted().filter {
      FileManager.default.fileExists(atPath: folder.appendingPathComponent($0 + "/pack.yaml").path)
    }

  private static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name + "/pack.yaml"), encoding: .utf8)
  }

  /// Every path of a value, the deepest too.
  private static func paths(_ value: PackValue, _ path: PackPath = PackPath()) -> [PackPath] {
    let below =
      value.items.enumerated().flatMap { paths($0.element, path.item($0.offset)) }
      + value.entries.flatMap { paths($0.value, path.key($0.key)) }
    return (path.steps.isEmpty ? [] : [path]) + below
  }

  private static let hostile = [
    "\"", "'", "x\ny: z", "a: b", "a # b", "#", "- x", "]", "}, then: A", "[", "{", "&a", "*a", "!x", "%",
    "@",
    "`", "|", ">", "?", "\\", "\\n", "\u{301}a", "e\u{301}", "\u{202E}abc", "\u{2028}x", "\u{0}", "\u{7F}",
    " mở đầu", "cuối ", "---", "...", "", "null", "~", "yes", "9", "\t", "x\u{85}y", "🇻🇳",
    String(repeating: "dài ", count: 5_000), "\" }\nid: khác", "A,B", "\r\n", "a:", "‘’", "<script>",
  ]

  @Test(arguments: shipped)
  func `ghi lại đúng giá trị cũ vào bất kỳ chỗ nào thì tệp không đổi một byte`(name: String) throws {
    let text = try Self.text(name)
    let tree = try #require(PackTree(text))
    let paths = Self.paths(tree.value)
    #expect(paths.count > 40)
    for path in paths {
      let value = try #require(tree.value[path])
      #expect(try tree.applying(.put(path, value)) == nil, "\(path)")
      let piece = try #require(tree.piece(path), "\(path)")
      #expect(try tree.applying(.write(path, piece)) == nil, "\(path)")
      #expect(PackPath(path.description) == path)
    }
  }

  @Test(arguments: shipped)
  func `sửa một chỗ thì phần còn lại của tệp giữ nguyên từng byte`(name: String) throws {
    let text = try Self.text(name)
    let tree = try #require(PackTree(text))
    let words = Self.paths(tree.value).filter { tree.value[$0]?.word != nil }
    let step = max(words.count / 60, 1)
    for path in stride(from: 0, to: words.count, by: step).map({ words[$0] }) {
      let new = try #require(try tree.applying(.put(path, .word("giá trị mới: \"x\""))), "\(path)")
      #expect(new.value[path] == .word("giá trị mới: \"x\""))
      // The change is one stretch of bytes no longer than the old piece and the new word.
      let (a, b) = (Array(text.utf8), Array(new.text.utf8))
      let head = zip(a, b).prefix { $0 == $1 }.count
      let tail = zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
      let old = try #require(tree.piece(path)).utf8.count
      #expect(a.count - head - tail <= old, "\(path)")
      // And back again.
      let word = try #require(tree.value[path])
      let back = try #require(try new.applying(.put(path, word)), "\(path)")
      #expect(back.value == tree.value)
    }
  }

  @Test func `giá trị ác ý không thoát ra khỏi chỗ của nó`() throws {
    let text = """
      id: x   # mã
      rules:
        - { id: A, when: [a == b, 'c'], then: x }  # một
        - id: B
          then: "y"
          note: >-
            dài
            hai dòng
      """
    let tree = try #require(PackTree(text))
    for word in Self.hostile {
      for path in Self.paths(tree.value) {
        let new: PackTree?
        do {
          new = try tree.applying(.put(path, .word(word)))
        } catch {
          Issue.record("\(word.debugDescription) \(path): \(error)")
          continue
        }
        if tree.value[path] == .word(word) { continue }
        let changed = try #require(new, "\(word) \(path)")
        let got = try #require(changed.value[path]?.word)
        #expect(got.utf8.elementsEqual(word.utf8), "\(word.debugDescription) \(path)")
        #expect(changed.text.contains("# mã"))
      }
      for path in ["rules/0", "rules/1", "rules/0/when"].compactMap({ PackPath($0) }) {
        guard case .map = tree.value[path] else { continue }
        let new = try #require(try tree.applying(.put(path.key("because"), .word(word))))
        #expect(new.value[path.key("because")]?.word?.utf8.elementsEqual(word.utf8) == true)
      }
    }
  }

  @Test func `dấu không nhìn thấy mà bộ đọc YAML bỏ đi thì không ghi được, tệp giữ nguyên`() throws {
    let tree = try #require(PackTree("id: x\n"))
    let id = try #require(PackPath("id"))
    #expect(throws: PackEditTrouble.unwieldy(id)) { try tree.applying(.put(id, .word("\u{FEFF}"))) }
  }

  @Test(arguments: shipped)
  func `thêm, đổi chỗ, bỏ quy tắc ở mọi bộ quy tắc; đổi chỗ hai lần là như cũ`(name: String) throws {
    let text = try Self.text(name)
    let tree = try #require(PackTree(text))
    let rule = PackValue.map([
      .init("id", .word("MOI")), .init("when", .list([.word("a: b"), .word("c")])),
      .init("then", .word("HTT")), .init("because", .word(String(repeating: "vì lẽ này ", count: 12))),
    ])
    for (d, decision) in (tree.value["decisions"]?.items ?? []).enumerated() {
      let list = PackPath([.key("decisions"), .item(d), .key("rules")])
      let count = decision["rules"]?.items.count ?? 0
      for at in Set([0, count / 2, count]) {
        let added = try #require(try tree.applying(.insert(list, at: at, rule)), "\(list) \(at)")
        #expect(added.value[list.item(at)] == rule)
        let removed = try #require(try added.applying(.remove(list.item(at))))
        #expect(removed.text.utf8.elementsEqual(text.utf8), "\(list) \(at)")
      }
      guard count > 1 else { continue }
      for n in Set([0, count - 2]) {
        let moved = try #require(try tree.applying(.swapWithNext(list.item(n))))
        #expect(moved.value[list.item(n)] == tree.value[list.item(n + 1)])
        #expect(moved.text.utf8.count == text.utf8.count)
        let back = try #require(try moved.applying(.swapWithNext(list.item(n))))
        #expect(back.text.utf8.elementsEqual(text.utf8))
      }
      let gone = try #require(try tree.applying(.remove(list.item(count - 1))))
      #expect(gone.value[list]?.items.count == count - 1)
    }
  }

  @Test(arguments: shipped)
  func `thêm rồi bỏ một khóa ở mọi mục thì tệp như cũ`(name: String) throws {
    let text = try Self.text(name)
    let tree = try #require(PackTree(text))
    let maps = Self.paths(tree.value).filter {
      if case .map(let entries) = tree.value[$0] { !entries.isEmpty } else { false }
    }
    let step = max(maps.count / 50, 1)
    for path in stride(from: 0, to: maps.count, by: step).map({ maps[$0] }) {
      let new = try #require(
        try tree.applying(.put(path.key("zone9"), .word("U: 1"), behind: ["id", "when"])), "\(path)")
      let back = try #require(try new.applying(.remove(path.key("zone9"))))
      #expect(back.text.utf8.elementsEqual(text.utf8), "\(path)")
    }
  }

  @Test func `đoạn gõ bằng chữ chỉ được đổi chỗ của nó`() throws {
    let text = "a:\n  b: 1\n  c: [x, y]\nd: 2\n"
    let tree = try #require(PackTree(text))
    let place = try #require(PackPath("a"))
    #expect(tree.piece(place) == "b: 1\nc: [x, y]")
    let new = try #require(try tree.applying(.write(place, "b: 3\nc:\n  - x\n")))
    #expect(new.text == "a:\n  b: 3\n  c:\n    - x\nd: 2\n")
    #expect(throws: PackEditTrouble.self) { try tree.applying(.write(place, "b: 1\n\"")) }
    for (path, typed) in [("a/b", "1\nd: 9"), ("a/c/0", "x, z"), ("q/r", "1")] {
      let inner = try #require(PackPath(path))
      #expect(throws: PackEditTrouble.self) { try tree.applying(.write(inner, typed)) }
    }
    let nowhere = try #require(PackPath("q/r"))
    #expect(throws: PackEditTrouble.nowhere(nowhere)) { try tree.applying(.put(nowhere, .word("x"))) }
  }

  @Test func `chữ không phải YAML thì không có cây`() {
    for text in [
      "", "a: [", "a: &x 1\nb: *x", "a: !!str 1", "\"", "a: 1\r\nb: 2", "\u{FEFF}a: 1", "a:\n\t- b",
    ] {
      #expect(PackTree(text) == nil, "\(text.debugDescription)")
    }
  }

  @Test func `chỗ của phát hiện dẫn về đúng mục`() throws {
    let text = "a:\n  - id: q\n    then: zz\nb: { c: 1 }\n"
    let tree = try #require(PackTree(text))
    #expect(tree.path(at: Place(line: 3, column: 11))?.description == "a/0/then")
    #expect(tree.path(at: Place(line: 4, column: 9))?.description == "b/c")
    let rule = try #require(PackPath("a/0"))
    #expect(tree.lines(of: rule) == 2...3)
  }
}
