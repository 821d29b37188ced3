/// What was asked for on the command line.
struct Arguments {
  enum Place {
    case folder(String)
    case address(String)
  }
  var place: Place
  /// Hexadecimal digits of a head somebody wrote down or printed, at least twelve of them.
  var head: String?
  var json = false

  static let usage = """
    Cách dùng: chibo-verify (--data THƯ-MỤC | --database postgres://…) [--head MÃ] [--format text|json]

    Kiểm tra lịch sử và sổ của ChiBo, không sửa gì. Định dạng được kiểm: docs/history-format.md.
      --data      thư mục dữ liệu (có tệp chibo.sqlite)
      --database  địa chỉ PostgreSQL
      --head      mã đầu lịch sử đã in hoặc đã ghi lại trước đây (ít nhất 12 chữ số đầu)
      --format    text (mặc định) hoặc json
    Mã thoát: 0 nguyên vẹn · 1 có chỗ không khớp · 2 không kiểm được · 64 sai cách dùng · 70 lỗi của chương trình
    """

  struct Wrong: Error { var message: String }
  struct Help: Error {}

  /// Options as `--name value` or `--name=value`.
  init(_ words: [String]) throws {
    var place: Place?
    var words = words[...]
    while let word = words.popFirst() {
      if word == "--help" || word == "-h" { throw Help() }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let name = parts.first ?? word
      guard ["--data", "--database", "--head", "--format"].contains(name) else {
        throw Wrong(message: "Không có lựa chọn “\(word)”.")
      }
      guard let value = parts.count == 2 ? parts.last : words.popFirst(), !value.isEmpty else {
        throw Wrong(message: "Sau \(name) phải có giá trị.")
      }
      switch name {
      case "--data", "--database":
        guard place == nil else { throw Wrong(message: "Chỉ ghi một trong hai: --data hoặc --database.") }
        place = name == "--data" ? .folder(value) : .address(value)
      case "--head": head = try Self.digits(value)
      default:
        guard value == "json" || value == "text" else { throw Wrong(message: "--format là text hoặc json.") }
        json = value == "json"
      }
    }
    guard let place else {
      throw Wrong(message: "Ghi nơi có dữ liệu: --data THƯ-MỤC hoặc --database postgres://…")
    }
    self.place = place
  }

  /// A printed head may be grouped by blanks or hyphens and typed in capitals.
  private static func digits(_ text: String) throws -> String {
    var digits: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 48...57, 97...102: digits.append(byte)
      case 65...70: digits.append(byte + 32)
      case 32, 45: break
      default: throw Wrong(message: "Mã sau --head chỉ gồm các chữ số 0–9 và a–f.")
      }
    }
    guard (12...64).contains(digits.count) else {
      throw Wrong(message: "Mã sau --head dài từ 12 đến 64 chữ số.")
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
