/// What an expression turned out to be while it was lowered.
enum Typed {
  case truth(Int)
  /// A term whose real value is `term / denominator`.
  case number(term: Int, denominator: Int, unit: Unit)
  /// A fraction whose whole varies by record.
  case share(part: Int, whole: Int)
  case constant(Ratio, Unit)
  case choice(column: Int, values: [String])
  case band([(grade: String, truth: Int)])
  case day(term: Int)
  case word(String)
  case list([Expression])

  enum Unit: Hashable {
    case plain, percent
    case named(String)
    /// A fraction as written, `2/3`: fits shares and plain numbers.
    case fraction

    var text: String {
      switch self {
      case .plain, .fraction: "số thường"
      case .percent: "phần trăm"
      case .named(let word): word
      }
    }
  }

  var kind: String {
    switch self {
    case .truth: "đúng/sai"
    case .number, .constant, .share: "số"
    case .choice, .band: "lựa chọn"
    case .day: "ngày"
    case .word: "từ"
    case .list: "danh sách"
    }
  }
}
