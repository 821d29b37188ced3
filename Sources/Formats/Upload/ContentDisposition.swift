import Basics

/// The header that makes a download a file with a name (RFC 6266): an ASCII form for old programs, and the real one.
public struct ContentDisposition: Sendable, Hashable {
  public enum Kind: String, Sendable { case attachment, inline }
  public var kind: Kind
  public var fileName: FileName

  public init(_ kind: Kind = .attachment, fileName: String) {
    (self.kind, self.fileName) = (kind, FileName(fileName))
  }

  public var header: String { "\(kind.rawValue); filename=\"\(ascii)\"; filename*=UTF-8''\(encoded)" }

  /// "Danh sách đảng viên.xlsx" → "Danh sach dang vien.xlsx".
  private var ascii: String {
    var result = ""
    for scalar in fileName.text.unicodeScalars {
      if scalar.value >= 0x20, scalar.value < 0x7F, scalar != "\"", scalar != "\\", scalar != "%" {
        result.unicodeScalars.append(scalar)
      } else {
        let folded = VietnameseText.fold(String(scalar))
        let isMark = (0x300...0x36F).contains(scalar.value)
        let letter = folded.utf8.count == 1 ? folded : isMark ? "" : "_"
        result += scalar.properties.isUppercase ? letter.uppercased() : letter
      }
    }
    return result
  }

  private var encoded: String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in fileName.text.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        result.append(byte)
      default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
