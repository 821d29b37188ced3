import Basics
import Registry
import Testing

@testable import Regulations

@Suite struct `Chữ của dự thảo quy chế` {
  static let facts = DraftFacts([.organisation: "Chi bộ cơ quan xã Long Mỹ", .superior: "Đảng bộ xã Long Mỹ"])

  private func stored(_ typed: String, seen: String = "", marks: [Int: Int] = [:]) throws -> String {
    DraftText.stored(
      typed: typed, seen: seen, facts: Self.facts, marks: marks, rules: try FitRules(TestContent.content))
  }

  @Test func `chỗ điền giữ tên, hiện giá trị, sửa đè thì thành chữ của mình`() throws {
    let text = DraftText.filled("1. {tổ chức} thuộc {cấp trên}, nhiệm kỳ {nhiệm kỳ}.", Self.facts)
    #expect(
      text
        == "1. {tổ chức|Chi bộ cơ quan xã Long Mỹ} thuộc {cấp trên|Đảng bộ xã Long Mỹ}, nhiệm kỳ {nhiệm kỳ|}."
    )
    let typed = DraftText.typed(text, numbers: [:])
    #expect(typed.contains("‹Chi bộ cơ quan xã Long Mỹ›") && typed.contains("‹nhiệm kỳ: chưa có trong sổ›"))
    #expect(try stored(typed, seen: text) == text)
    let changed = typed.replacing("‹Đảng bộ xã Long Mỹ›", with: "‹Đảng bộ xã khác›")
    #expect(try stored(changed, seen: text).contains("thuộc Đảng bộ xã khác,"))
    #expect(try stored("‹cấp trên› lãnh đạo").hasPrefix("{cấp trên|Đảng bộ xã Long Mỹ}"))
    #expect(DraftText.unfilled(text) == ["nhiệm kỳ"])
    #expect(try stored("dấu { và } gõ tay") == "dấu ( và ) gõ tay")
  }

  @Test func `số điều của quy chế này đi theo điều, số điều của văn bản khác thì không`() throws {
    let text = try stored(
      "Thực hiện Điều 3 của Quy chế này, Điều 9 Điều lệ Đảng và Điều 2.", marks: [2: 20, 3: 30, 9: 90])
    #expect(text == "Thực hiện Điều {#30} của Quy chế này, Điều 9 Điều lệ Đảng và Điều {#20}.")
    #expect(DraftText.read(text, numbers: [30: 5, 20: 1]).contains("Điều 5 của Quy chế này"))
    let typed = DraftText.typed(text, numbers: [20: 1])
    #expect(typed.contains("Điều [điều đã bỏ 30]"))
    #expect(try stored(typed, marks: [1: 20]) == text)
    #expect(try stored("Điều 7 không có", marks: [1: 10]) == "Điều 7 không có")
  }

  @Test func `chữ lạ không làm hỏng: ngoặc lẻ, dấu lẻ, tên lạ`() throws {
    for odd in [
      "{", "}", "‹", "›", "{#", "{#x}", "{a|b|c}", "‹›", "[điều đã bỏ ",
      "[điều đã bỏ 9999999999999999999999]", "Điều", "Điều 999999999999", "\u{301}{",
    ] {
      let once = try stored(odd, marks: [1: 1])
      #expect(DraftText.stored(DraftText.parts(once)) == once, "\(odd)")
      _ = DraftText.typed(odd, numbers: [:])
      _ = DraftText.read(odd, numbers: [:])
    }
  }

  @Test func `chỗ khác nhau giữa hai bản ghép lại thành đúng hai bản`() {
    let pairs = [
      ("Chi bộ họp mỗi tháng một lần.", "Chi bộ họp mỗi tháng hai lần, ngày mùng ba."), ("", "mới"),
      ("cũ", ""),
      ("a b c d e f", "f e d c b a"), ("một\nhai", "một\nba hai"),
    ]
    for (old, new) in pairs {
      var (a, b) = ("", "")
      for piece in WordDelta.of(old, new) {
        switch piece {
        case .same(let text): (a, b) = (a + text, b + text)
        case .removed(let text): a += text
        case .added(let text): b += text
        }
      }
      #expect(a == old && b == new)
    }
    let delta = WordDelta.of("Chi bộ họp mỗi tháng một lần.", "Chi bộ họp mỗi tháng hai lần.")
    #expect(delta.contains(.removed("một ")) && delta.contains(.added("hai ")))
  }
}
