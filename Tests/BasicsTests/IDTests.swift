import Basics
import Testing

@Suite struct `Mã số của bản ghi` {
  @Test func `viết ra chữ rồi đọc lại không đổi`() {
    var random = SeededRandom(seed: 1)
    for number in [1, 31, 32, 1 << 40, Int64.max, Int64.max - 1]
      + (0..<2000).map({ _ in Int64(random.next() >> 1) })
    where number > 0 {
      let id = ID<Never>(number)
      #expect(id.description.utf8.count == 13)
      #expect(ID<Never>(text: id.description) == id)
    }
  }

  @Test func `chữ lạ không thành mã`() {
    for text in [
      "", "0", "0000000000000", "zzzzzzzzzzzzz", "000000000000i", "000000000000l", "000000000000o",
      "000000000000u",
      "00000000000001", "000000000001", "00000000000é", "AAAAAAAAAAAAA", "000000000000\u{301}",
      "-000000000001",
      "g000000000000", "8000000000000", "; DROP TABLE;", String(repeating: "0", count: 100_000),
    ] { #expect(ID<Never>(text: text) == nil, "\(text.prefix(20))") }
  }

  @Test func `mã mới luôn lớn hơn mã trước, dù đồng hồ lùi`() {
    var maker = IDMaker(SeededRandom(seed: 7))
    var last = ID<Never>(0)
    for n in 0..<5000 {
      let id: ID<Never> = maker.make(at: Moment(milliseconds: 1_400_000_000_000 - Int64(n)))
      #expect(id > last)
      last = id
    }
    let early: ID<Never> = maker.make(at: Moment(milliseconds: .min / 2))
    #expect(early > last)
  }

  @Test func `cùng hạt giống, cùng dãy mã`() {
    var (a, b) = (IDMaker(SeededRandom(seed: 3)), IDMaker(SeededRandom(seed: 3)))
    let moment = Moment(milliseconds: 1_400_000_000_000)
    #expect(
      (0..<100).map { _ in (a.make(at: moment) as ID<Never>).number }
        == (0..<100).map { _ in (b.make(at: moment) as ID<Never>).number })
  }
}
