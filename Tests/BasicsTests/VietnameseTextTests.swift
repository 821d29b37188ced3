import Basics
import Foundation
import Testing

@Suite struct `Chữ Việt` {
  @Test func `tìm không dấu, hoa thường và dạng tổ hợp như nhau`() {
    for text in [
      "Đỗ Thị HƯỜNG", "đỗ thị hường", "ĐỖ   THỊ\tHường", "do thi huong", "Đỗ-Thị.Hường", "Ðỗ Thị Hường",
    ] {
      #expect(VietnameseText.fold(text) == "do thi huong", "\(text)")
      #expect(VietnameseText.fold(text.decomposedStringWithCanonicalMapping) == "do thi huong", "\(text)")
    }
  }

  @Test func `mọi chữ cái tiếng Việt về chữ cái gốc`() {
    let letters = [
      "a": "aàảãáạăằẳẵắặâầẩẫấậ", "d": "dđ", "e": "eèẻẽéẹêềểễếệ", "i": "iìỉĩíị", "o": "oòỏõóọôồổỗốộơờởỡớợ",
      "u": "uùủũúụưừửữứự", "y": "yỳỷỹýỵ",
    ]
    for (plain, toned) in letters {
      for letter in toned {
        #expect(VietnameseText.fold(String(letter)) == plain)
        #expect(VietnameseText.fold(String(letter).uppercased()) == plain)
        #expect(VietnameseText.fold(String(letter).decomposedStringWithCanonicalMapping) == plain)
      }
    }
  }

  @Test func `số và dấu câu`() {
    #expect(VietnameseText.fold("  Xã (mới) số 12/QĐ-ĐU!  ") == "xa moi so 12 qd du")
    #expect(VietnameseText.fold("") == "")
    #expect(VietnameseText.fold("%_\\'\"") == "")
    #expect(VietnameseText.fold("北京") == "北京")
  }

  @Test func `một dạng duy nhất để lưu`() {
    #expect(VietnameseText.clean("  Lê \u{A0}\t Thị\n Hường ") == "Lê Thị Hường")
    #expect(
      VietnameseText.clean("Lê Thị Hường".decomposedStringWithCanonicalMapping).unicodeScalars.elementsEqual(
        "Lê Thị Hường".precomposedStringWithCanonicalMapping.unicodeScalars))
    #expect(VietnameseText.clean("Ðặng ð") == "Đặng đ")
    #expect(VietnameseText.clean("a\u{200B}b\u{202E}c\u{0}d\u{FEFF}") == "abcd")
    #expect(VietnameseText.clean("\u{200B} \u{0}") == "")
    #expect(VietnameseText.cleanParagraphs("  a  b \r\n\n c \n") == "a b\n\nc")
    for text in ["x  y", " Đỗ ", "a\u{301}\u{301}"] {
      #expect(VietnameseText.clean(VietnameseText.clean(text)) == VietnameseText.clean(text))
    }
  }

  @Test func `thứ tự thanh: ma mà mả mã má mạ`() {
    let right = ["ma", "mà", "mả", "mã", "má", "mạ"]
    #expect(sorted(right.shuffled()) == right)
  }

  @Test func `thứ tự chữ cái: a ă â, d đ, o ô ơ, u ư`() {
    let right = ["an", "ăn", "ân", "da", "đa", "em", "êm", "on", "ôn", "ơn", "un", "ưn"]
    #expect(sorted(right.shuffled()) == right)
    #expect(sorted(["Ấp 10", "Ấp 2", "Ấp 1"]).first == "Ấp 1")
  }

  @Test func `người xếp theo tên gọi, rồi họ, rồi đệm`() {
    let right = [
      "Trần Văn An", "Lê Thị Bình", "Nguyễn Văn Đức", "Lê Văn Hường", "Nguyễn Thị Hường", "Đỗ Xuân Út",
    ]
    let names = right.shuffled().sorted {
      VietnameseText.nameOrder($0).lexicographicallyPrecedes(VietnameseText.nameOrder($1))
    }
    #expect(names == right)
    #expect(VietnameseText.nameOrder("").isEmpty)
  }

  @Test func `dạng tổ hợp xếp như dạng dựng sẵn`() {
    let name = "Đỗ Thị Hường"
    #expect(
      VietnameseText.nameOrder(name) == VietnameseText.nameOrder(name.decomposedStringWithCanonicalMapping))
  }

  @Test func `hàng nghìn dấu chồng lên một chữ không làm nghẽn`() {
    let zalgo = "a" + String(repeating: "\u{301}", count: 100_000)
    let clock = ContinuousClock()
    let time = clock.measure {
      #expect(VietnameseText.fold(zalgo) == "a")
      _ = VietnameseText.clean(zalgo)
      _ = VietnameseText.nameOrder(zalgo)
    }
    #expect(time < .seconds(5))
  }

  private func sorted(_ words: [String]) -> [String] {
    words.sorted { VietnameseText.order($0).lexicographicallyPrecedes(VietnameseText.order($1)) }
  }
}
