import Rules
import Testing

@Suite struct `Biểu mẫu của một mục` {
  private static let text = """
    # đầu
    id: x
    rounds: { from: 2025, period: year }
    parameters:
      top: { value: 20 %, name: Tỷ lệ }  # giữ
    decisions:
      - id: d
        rules:
          - id: R1
            when:
              - a >= top
              - { if: "b == 1", name: Tên }
            then: A
          - { id: R2, when: c, then: B }
          - { id: R3, then: C }
    quotas:
      - { id: Q, cases: [{ value: 20 % }], of: [A] }
    """

  private func apply(_ piece: String, _ typed: [String: String]) throws -> (before: PackTree, after: PackTree)
  {
    let tree = try #require(PackTree(Self.text))
    let path = try #require(PackPath(piece))
    return (
      tree, try PieceEntry(path, typed, day: { $0 == "1/2/2027" ? "2027-02-01" : nil }).applied(to: tree)
    )
  }

  @Test func `ô giữ nguyên thì tệp giữ nguyên; ô đổi thì chỉ chỗ ấy đổi`() throws {
    let (before, same) = try apply(
      "decisions/0/rules/0",
      [
        "o:id": "R1", "b:when/0:left": "a", "b:when/0:sign": ">=", "b:when/0:right": "top",
        "o:when/1/if": "b == 1",
        "o:when/1/name": "Tên", "o:then": "A", "o:because": "", "nb:when:left": "", "n:when": "",
        "l:between": "",
      ])
    #expect(same.text.utf8.elementsEqual(before.text.utf8))
    let (_, one) = try apply("parameters/top", ["o:value": "25 %", "o:unit": ""])
    #expect(one.text == Self.text.replacing("20 %, name", with: "25 %, name"))
  }

  @Test(arguments: [
    ("25", "25 %"), ("25,5 %", "25.5 %"), ("0,5", "0.5 %"), ("1/3", "1/3"), ("12.5 %", "12.5 %"),
    ("1,000", "1,000"), ("nhiều", "nhiều"), ("2,5,1", "2,5,1"),
  ])
  func `số gõ theo cách viết Việt`(_ typed: String, _ kept: String) throws {
    let (_, after) = try apply("parameters/top", ["o:value": typed])
    let path = try #require(PackPath("parameters/top/value"))
    #expect(after.value[path]?.word == kept)
  }

  @Test(arguments: [
    ("abc", "40", "40 %"), ("abc", "-5", "-5 %"), ("abc", "2/3", "2/3"), ("30 %", "40", "40 %"),
  ])
  func `gõ nhầm rồi gõ lại số trơn thì đơn vị vẫn như trước lần gõ nhầm`(
    _ wrong: String, _ typed: String, _ kept: String
  )
    throws
  {
    let tree = try #require(PackTree(Self.text.replacing("20 %, name", with: "\(wrong), name")))
    let place = try #require(PackPath("parameters/top"))
    let value = place.key("value")
    let entry = PieceEntry(place, ["o:value": typed], usual: { $0 == value ? "20 %" : nil })
    #expect(try entry.applied(to: tree).value[value]?.word == kept)
  }

  @Test func `thêm, bỏ, đổi điều kiện`() throws {
    let rule = "decisions/0/rules/0"
    let (_, more) = try apply(
      rule, ["nb:when:left": "q", "nb:when:sign": "<", "nb:when:right": "5", "n:when": "not z"])
    let path = try #require(PackPath("\(rule)/when"))
    #expect(more.value[path]?.items.count == 4)
    #expect(more.value[path.item(2)] == .word("not z") && more.value[path.item(3)] == .word("q < 5"))
    let (_, fewer) = try apply(rule, ["b:when/0:left": "", "o:when/1/if": "b == 2"])
    #expect(fewer.value[path]?.items.count == 1)
    #expect(fewer.value[path.item(0)]?["if"]?.word == "b == 2")
    let (_, none) = try apply(rule, ["b:when/0:left": "", "o:when/1/if": "", "o:when/1/name": ""])
    #expect(none.value[path] == nil)
    let (_, some) = try apply(rule, ["n:any": "k == 1"])
    #expect(some.value[path.parent.key("any")] == .list([.word("k == 1")]))
    // One condition that stands without a list becomes a list of two.
    let second = try #require(PackPath("decisions/0/rules/1/when"))
    let (_, two) = try apply("decisions/0/rules/1", ["n:when": "k == 1"])
    #expect(two.value[second] == .list([.word("c"), .word("k == 1")]))
  }

  @Test func `giá trị theo ngày, tỷ lệ có điều kiện, khóa lồng nhau`() throws {
    let (_, dated) = try apply("parameters/top", ["n:values/from": "1/2/2027", "n:values/value": "30 %"])
    #expect(
      dated.value[try #require(PackPath("parameters/top/values"))]
        == .list([.map([.init("from", .word("2027-02-01")), .init("value", .word("30 %"))])]))
    let (_, shares) = try apply("quotas/0", ["n:cases/when": "base.good", "n:cases/value": "25 %"])
    #expect(
      shares.value[try #require(PackPath("quotas/0/cases"))]
        == .list([
          .map([.init("value", .word("25 %")), .init("when", .word("base.good"))]),
          .map([.init("value", .word("20 %"))]),
        ]))
    let (_, root) = try apply("", ["o:rounds/to": "2030", "o:validFrom": "1/2/2027"])
    #expect(root.value["rounds"]?["to"]?.word == "2030" && root.value["validFrom"]?.word == "2027-02-01")
    let (_, due) = try apply("decisions/0/rules/2", ["o:due/days": "3", "o:due/of": "workingDay"])
    #expect(due.value[try #require(PackPath("decisions/0/rules/2/due"))]?.entries.count == 2)
    let tree = try #require(PackTree(due.text))
    let gone = try PieceEntry(
      try #require(PackPath("decisions/0/rules/2")), ["o:due/days": "", "o:due/of": ""]
    ).applied(to: tree)
    #expect(gone.text.utf8.elementsEqual(Self.text.utf8))
  }

  @Test func `đoạn bằng chữ hỏng thì bị từ chối với tên ô, không gì đổi`() throws {
    #expect(throws: PieceEntry.Trouble.self) { try apply("quotas/0", ["t:of": "[A, ]]"]) }
    let (_, written) = try apply("quotas/0", ["t:of": "[A, B]", "t:local": "{ a: 1 }"])
    #expect(written.value[try #require(PackPath("quotas/0/of"))] == .list([.word("A"), .word("B")]))
    #expect(written.value[try #require(PackPath("quotas/0/local/a"))] == .word("1"))
  }

  @Test func `tên ô lạ không làm gì, không làm sập`() throws {
    let names = [
      "o:", "o:/", "o:when/99", "o:when/-1", "l:", "t:", "b:", "b::left", "n:", "n:/", "n:/@key", "nb::left",
      "o:when/999999999999", "o:~", "n:a/b/c/@key", "b:when/7:left", "x:y", "", "o:when/0/if/if",
    ]
    for name in names {
      let tree = try #require(PackTree(Self.text))
      for value in ["", "x", "}\n]"] {
        let path = try #require(PackPath("decisions/0/rules/0"))
        if let new = try? PieceEntry(path, [name: value, "nb::sign": "==", "nb::right": "1"]).applied(
          to: tree)
        {
          #expect(PackTree(new.text) != nil, "\(name)")
        }
      }
    }
  }

  @Test func `so sánh đơn đọc ra và ghi lại như cũ`() {
    for text in ["a == b", "done < 70 %", "x.y >= 2/3", "d >= 2025-12-31", "a != none"] {
      #expect(SimpleCondition(text)?.text == text)
    }
    for text in ["a", "a == b and c", "not a == b", "share(a, b) > c", "a in [b]", "2 < a", "a = b", ""] {
      #expect(SimpleCondition(text) == nil, "\(text)")
    }
  }

  @Test func `mục được tìm lại theo mã dù đã đổi chỗ; mục mới, mục bỏ thì thấy`() throws {
    let old = try #require(PackTree(Self.text))
    let list = try #require(PackPath("decisions/0/rules"))
    let moved = try #require(try old.applying(.swapWithNext(list.item(0))))
    #expect(moved.value.twin(of: list.item(1), in: old.value) == list.item(0))
    #expect(moved.value.isChanged(list.item(1), from: old.value) == false)
    let gone = try #require(try moved.applying(.remove(list.item(1))))
    #expect(gone.value.missing(of: list, from: old.value) == [list.item(0)])
    let new = try #require(
      try gone.applying(.insert(list, at: 0, .map([.init("id", .word("R9")), .init("then", .word("A"))]))))
    #expect(new.value.isChanged(list.item(0), from: old.value) == nil)
  }
}

@Suite struct `Nội dung điều khoản từng mục` {
  private let source =
    "# Đầu\n\nLời mở.\n\n## D1 · Một\n\n- ý một\n- ý hai\n\n\n## D2 · Hai\nbốn\n\n## D3 · Ba\n"

  @Test func `ghi lại như cũ thì không đổi byte nào; sửa một mục thì mục khác giữ nguyên`() throws {
    let sections = SourceSections(source)
    #expect(sections.sections.map(\.id) == ["D1", "D2", "D3"])
    for section in sections.sections {
      #expect(sections.setting(section.id, title: section.title, text: section.text) == source)
    }
    #expect(
      sections.setting("D2", title: "Hai", text: "năm\n## D9 · Giả")
        == source.replacing(
          "bốn", with: "năm\n ## D9 · Giả"))
    #expect(
      sections.setting("D1", title: "Một\nmới", text: "- ý một\n- ý hai")
        == source.replacing("· Một", with: "· Một mới"))
    let filled = try #require(sections.setting("D3", title: "Ba", text: "chữ"))
    #expect(SourceSections(filled)["D3"]?.text == "chữ" && SourceSections(filled).sections.count == 3)
    #expect(sections.setting("D9", title: "", text: "") == nil)
  }

  @Test func `thêm và bỏ`() throws {
    let sections = SourceSections(source)
    let more = try #require(sections.adding("D4.1", title: "Bốn", text: "- x"))
    #expect(SourceSections(more)["D4.1"]?.text == "- x")
    let back = try #require(SourceSections(more).removing("D4.1"))
    #expect(SourceSections(back).sections.map(\.text) == sections.sections.map(\.text))
    for mark in ["D1", "", "a b", "x\n## y", String(repeating: "x", count: 41), "Đ1", "<b>"] {
      #expect(sections.adding(mark, title: "", text: "") == nil, "\(mark)")
    }
  }
}
