import Basics
import Foundation
import Testing

@Suite struct `JSON viết tay` {
  @Test func `khóa xếp theo byte, không khoảng trắng`() {
    let value: JSON = ["b": 1, "a": [true, nil, "x"], "Z": ["é": 2, "z": 3]]
    #expect(value.text() == #"{"Z":{"z":3,"é":2},"a":[true,null,"x"],"b":1}"#)
  }

  @Test func `ký tự đặc biệt`() {
    #expect(JSON.string("a\"b\\c\nd\te\r\u{1}\u{1F}/é😀").text() == #""a\"b\\c\nd\te\u000d\u0001\u001f/é😀""#)
  }

  @Test func `đọc lại bằng Foundation ra đúng như cũ`() throws {
    let texts =
      (0..<0x250).compactMap { Unicode.Scalar($0) }.map { "x\($0)y" } + ["\u{2028}", "\u{FEFF}", "👨‍👩‍👧"]
    for text in texts {
      let data = Data(JSON.array([.string(text)]).text().utf8)
      #expect(
        try JSONDecoder().decode([String].self, from: data).first.map { Array($0.unicodeScalars) }
          == Array(text.unicodeScalars))
    }
    let numbers: [Int] = [.min, -1, 0, 1, .max]
    #expect(
      try JSONDecoder().decode([Int].self, from: Data(JSON.array(numbers.map(JSON.int)).text().utf8))
        == numbers)
  }

  @Test func `thụt dòng cho người đọc`() {
    #expect((["a": [1]] as JSON).text(indented: true) == "{\n  \"a\": [\n    1\n  ]\n}")
    #expect((["a": [], "b": [:]] as JSON).text(indented: true) == "{\n  \"a\": [],\n  \"b\": {}\n}")
  }

  @Test func `đọc lại đúng những gì đã viết, từ chối mọi thứ khác`() {
    let value: JSON = [
      "a": [1, -20, .null, true, []], "chữ \"lạ\" \\ \n\t\u{1}": "Đặng 🌾", "rỗng": [:],
    ]
    #expect(JSON(text: value.text()) == value)
    #expect(JSON(text: value.text(indented: true)) == value)
    #expect(JSON(text: #""\u0111\ud83c\udf3e\/""#) == "đ🌾/")
    for wrong in [
      "", "{", "[1,]", "1.5", "1e3", "--1", "+1", "\"\u{1}\"", #""\ud83c""#, #""\u+123""#,
      "{\"a\":1,\"a\":2}", "1 2",
      "nul", "99999999999999999999", String(repeating: "[", count: 10_000),
    ] {
      #expect(JSON(text: wrong) == nil, "\(wrong.prefix(20))")
    }
  }
}
