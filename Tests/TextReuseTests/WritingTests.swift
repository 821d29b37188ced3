import Foundation
import Testing

@testable import TextReuse

@Suite struct `Chữ viết thế nào cũng là một chữ` {
  static let text =
    "Đảng ủy xã Bình Hòa lãnh đạo, kiểm tra việc thủ tục; quy chế, kỷ luật, nghị quyết số 12 ngày 15/10/2014 được thể hiện khỏe khoắn ở tổ đảng"

  @Test func `dựng sẵn, tổ hợp, TCVN3, VNI cho cùng các âm tiết`() {
    let sound = Syllables(Self.text).words
    #expect(Syllables(Self.text.decomposedStringWithCanonicalMapping).words == sound)
    #expect(Syllables(LegacyTwin.tcvn3(Self.text), writing: .tcvn3).words == sound)
    #expect(Syllables(LegacyTwin.vni(Self.text), writing: .vni).words == sound)
  }

  @Test func `kiểu đặt dấu, i ngắn y dài, chữ hoa không làm khác`() {
    #expect(Syllables("hòa khỏe thủy").words == Syllables("HOÀ khoẻ Thuỷ").words)
    #expect(Syllables("quy chế kỷ luật lý lịch").words == Syllables("qui chế kỉ luật lí lịch").words)
    #expect(Syllables("quý").words == Syllables("quí").words)
    #expect(Syllables("hai").words != Syllables("hay").words)
    #expect(Syllables("ma").words != Syllables("mà").words)
  }

  @Test func `chữ đọc được trở lại dạng chuẩn`() {
    let text = "Hòa bình, thủy lợi; quý I: «Chi ủy»"
    #expect(SoundText.of("Hoà  bình, thuỷ\u{A0}lợi; quý I: «Chi ủy»", writing: .unicode) == text)
    #expect(SoundText.of(text.decomposedStringWithCanonicalMapping, writing: .unicode) == text)
    #expect(SoundText.of(LegacyTwin.vni(text), writing: .vni) == text)
    #expect(SoundText.of(LegacyTwin.tcvn3("chi bộ thảo luận"), writing: .tcvn3) == "chi bộ thảo luận")
  }

  @Test func `bảng mã được đoán theo từng đoạn`() {
    let sound = "Chi bộ họp thường kỳ mỗi tháng một lần vào ngày mùng ba."
    let writings = WritingGuess.decide([
      sound, LegacyTwin.tcvn3(sound), "Plain ASCII text", sound.decomposedStringWithCanonicalMapping,
    ])
    #expect(writings == [.unicode, .tcvn3, .unicode, .unicode])
    #expect(WritingGuess.decide([LegacyTwin.vni(sound)]) == [.vni])
    #expect(WritingGuess.decide(["Le comité a été créé à Hanoï; voilà où nous étions."]) == [.unicode])
  }

  @Test func `mỗi âm tiết giữ chỗ của nó trong bản gốc`() {
    let text = LegacyTwin.vni("Chi ủy họp")
    let bytes = Array(text.utf8)
    let syllables = Syllables(text, writing: .vni)
    let words = (0..<syllables.count).map {
      SoundText.of(bytes, Int(syllables.starts[$0])..<Int(syllables.ends[$0]), .vni)
    }
    #expect(words == ["Chi", "ủy", "họp"])
  }

  @Test func `nghìn dấu chồng nhau, byte hỏng, chữ nước khác đều đọc xong`() {
    let marks = "a" + String(repeating: "\u{301}", count: 100_000) + " ba"
    #expect(Syllables(marks).count == 2)
    var broken: [UInt8] = [0xE1, 0xBB, 0x41, 0xFF, 0xC3, 0x28, 0xF0, 0x9F]
    broken += Array("…  chi bộ".utf8)
    var syllables = Syllables()
    broken.withUnsafeBufferPointer { syllables.read($0, 0..<$0.count, .unicode) }
    #expect(syllables.words.suffix(2) == Syllables("chi bộ").words[...])
    #expect(Syllables("党支部 工作 条例 рабочий устав").count >= 3)
    #expect(Syllables("").count == 0)
  }
}
