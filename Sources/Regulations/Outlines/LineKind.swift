import TextReuse

/// What a line is, judged by its beginning alone.
///
///     heading  = ("phần" | "chương" | "mục") (number | ["thứ"] word) [sign] [title]
///     article  = "điều" ["thứ"] number [letter] [sign] [title]
///     clause   = ["khoản"] digits [letter] sign text | digits "." digits [sign] text
///     point    = ["điểm"] letter sign text
///     bullet   = ("-" | "+" | "*") text
///     sign     = "." | ")" | ":" | "/" | "-"
///     number   = digits | roman
///     word     = "nhất" | "một" | "hai" | … | "mười chín" | "hai mươi"
///     closing  = ("t/m" | "tm." | "t.m" | "thay mặt" | "k/t" | "nơi nhận") …
enum LineKind: Equatable {
  case blank
  case heading(Outline.Heading.Kind, number: String, content: Int)
  case article(number: Int, letter: Unicode.Scalar?, hasSign: Bool, content: Int)
  case clause(Int, letter: Unicode.Scalar?, content: Int)
  case nested(Int, Int, content: Int)
  case point(Unicode.Scalar, isBracketed: Bool, content: Int)
  case bullet(UInt8, content: Int)
  case roman(Int, content: Int)
  case closing
  case text

  init(_ head: LineHead) {
    let scanner = Scanner(head)
    guard !head.signs.isEmpty else {
      self = .blank
      return
    }
    self =
      Self.article(scanner) ?? Self.heading(scanner) ?? Self.closing(scanner) ?? Self.clause(scanner)
      ?? (head.startsSmall ? nil : Self.romanNumber(scanner)) ?? Self.point(scanner) ?? Self.bullet(scanner)
      ?? .text
  }

  /// Walks over the signs of a head.
  private struct Scanner {
    let head: LineHead
    var at = 0
    init(_ head: LineHead) { self.head = head }

    var sign: UInt8? { at < head.signs.count ? head.signs[at] : nil }
    func peek(_ n: Int) -> UInt8? { at + n < head.signs.count ? head.signs[at + n] : nil }

    mutating func take(_ word: StaticString) -> Bool {
      guard at + word.utf8CodeUnitCount <= head.signs.count else { return false }
      for n in 0..<word.utf8CodeUnitCount where head.signs[at + n] != word.utf8Start[n] { return false }
      at += word.utf8CodeUnitCount
      return true
    }

    mutating func blank() { while sign == 0x20 { at += 1 } }

    /// Up to four digits.
    mutating func digits() -> Int? {
      var value = 0
      var count = 0
      while let sign, sign >= 0x30, sign <= 0x39, count < 5 {
        value = value * 10 + Int(sign - 0x30)
        (at, count) = (at + 1, count + 1)
      }
      return count > 0 && count < 5 ? value : nil
    }

    /// The "a" of "2a", alone behind the digits.
    mutating func letterBehindNumber() -> Unicode.Scalar? {
      guard at > 0, head.signs[at - 1] >= 0x30, head.signs[at - 1] <= 0x39, let letter = head.letter(at),
        !(peek(1).map { $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0xFF } ?? false)
      else { return nil }
      at += 1
      return letter
    }

    /// A roman number up to 60, as a word of its own.
    mutating func roman() -> Int? {
      let values: [UInt8: Int] = [0x69: 1, 0x76: 5, 0x78: 10, 0x6C: 50]
      var letters: [Int] = []
      var end = at
      while end < head.signs.count, let value = values[head.signs[end]], letters.count < 8 {
        letters.append(value)
        end += 1
      }
      if end < head.signs.count, head.signs[end] >= 0x61, head.signs[end] <= 0x7A { return nil }
      guard !letters.isEmpty else { return nil }
      var total = 0
      for (n, value) in letters.enumerated() {
        total += n + 1 < letters.count && letters[n + 1] > value ? -value : value
      }
      guard total >= 1, total <= 60 else { return nil }
      at = end
      return total
    }

    /// A sign behind a number; blanks may stand before it.
    mutating func mark(_ signs: StaticString) -> Bool {
      let before = at
      blank()
      for n in 0..<signs.utf8CodeUnitCount where sign == signs.utf8Start[n] {
        at += 1
        // "1.-", "a).": one sign more.
        if let next = sign, next == 0x2D || next == 0x2E || next == 0x3A, at < head.signs.count { at += 1 }
        return true
      }
      at = before
      return false
    }

    /// Where the text behind begins.
    var content: Int {
      if at >= head.signs.count { return head.ends.last ?? head.start }
      return at > 0 ? head.ends[at - 1] : head.start
    }
    var isAtEnd: Bool { at >= head.signs.count }
    var startsWord: Bool {
      sign.map { $0 == 0x20 || $0 == 0xFF || $0 == 0x22 || ($0 >= 0x61 && $0 <= 0x7A) } ?? true
    }
  }

  private static func article(_ scanner: Scanner) -> LineKind? {
    var scanner = scanner
    guard scanner.take("dieu "), !scanner.isAtEnd else { return nil }
    if scanner.take("thu ") {}
    scanner.blank()
    guard let number = scanner.digits() ?? scanner.roman(), number >= 1, number <= 999 else { return nil }
    let letter = scanner.letterBehindNumber()
    let hasSign = scanner.mark(".:)-/")
    guard hasSign || scanner.isAtEnd || scanner.sign == 0x20 else { return nil }
    return .article(number: number, letter: letter, hasSign: hasSign, content: scanner.content)
  }

  private static func heading(_ scanner: Scanner) -> LineKind? {
    let words: [(StaticString, Outline.Heading.Kind)] = [
      ("chuong ", .chapter), ("phan ", .part), ("muc ", .section),
    ]
    for (word, kind) in words {
      var scanner = scanner
      guard scanner.take(word) else { continue }
      scanner.blank()
      let start = scanner.at
      let isOrdinal = scanner.take("thu ")
      let digits = scanner.at
      guard scanner.roman() != nil || scanner.digits() != nil else {
        return inWords(scanner, kind, isOrdinal: isOrdinal)
      }
      let end = scanner
      guard scanner.mark(".:-)/") || scanner.isAtEnd || scanner.sign == 0x20 else { return nil }
      // "Mục 2 Điều 5 quy định …", "Chương II của Quy chế" are sentences.
      var rest = scanner
      rest.blank()
      if scanner.at == end.at {
        if rest.take("cua ") || rest.take("quy che") || rest.take("va ") { return nil }
        if rest.take("dieu "), let sign = rest.sign, sign >= 0x30, sign <= 0x39 { return nil }
      }
      let number = String(decoding: end.head.signs[(isOrdinal ? digits : start)..<end.at], as: UTF8.self)
      return .heading(kind, number: (isOrdinal ? "thứ " : "") + number.uppercased(), content: scanner.content)
    }
    return nil
  }

  /// «Chương thứ nhất», «PHẦN HAI. …», «Mục ba NHIỆM VỤ»: as a sentence may begin alike («Phần ba số đảng viên …»), nothing
  /// follows but a sign or a title that begins large.
  private static func inWords(_ scanner: Scanner, _ kind: Outline.Heading.Kind, isOrdinal: Bool) -> LineKind?
  {
    guard !scanner.head.startsSmall else { return nil }
    for (plain, written) in NumberWords.all {
      var scanner = scanner
      guard scanner.take(plain) else { continue }
      let hasSign = scanner.mark(".:-)/")
      guard hasSign || scanner.isAtEnd || scanner.sign == 0x20 else { continue }
      var rest = scanner
      rest.blank()
      if !hasSign, let sign = rest.sign {
        let isLarge = rest.head.smalls.indices.contains(rest.at) && !rest.head.smalls[rest.at]
        guard sign >= 0x61, sign <= 0x7A, isLarge else { return nil }
      }
      return .heading(kind, number: (isOrdinal ? "thứ " : "") + written, content: scanner.content)
    }
    return nil
  }

  private static func closing(_ scanner: Scanner) -> LineKind? {
    let words: [StaticString] = ["t/m", "t/ m", "tm.", "tm ", "t.m", "k/t", "kt.", "noi nhan"]
    for word in words {
      var scanner = scanner
      if scanner.take(word) { return .closing }
    }
    return nil
  }

  private static func clause(_ scanner: Scanner) -> LineKind? {
    var scanner = scanner
    let isNamed = scanner.take("khoan ")
    guard let number = scanner.digits(), number >= 1, number <= 300 else { return nil }
    if scanner.sign == 0x2E, let next = scanner.peek(1), next >= 0x30, next <= 0x39 {
      var inner = scanner
      inner.at += 1
      guard let second = inner.digits(), second >= 1, second <= 100 else { return nil }
      // "12.3.2014" is a date, "1.500" a number.
      if inner.sign == 0x2E, let next = inner.peek(1), next >= 0x30, next <= 0x39 { return nil }
      guard inner.mark(".):-/") || inner.sign == 0x20, !inner.isAtEnd else { return nil }
      return .nested(number, second, content: inner.content)
    }
    let letter = scanner.letterBehindNumber()
    guard scanner.mark(letter == nil ? ".)-:/" : ".):"), scanner.startsWord || isNamed else { return nil }
    return .clause(number, letter: letter, content: scanner.content)
  }

  private static func point(_ scanner: Scanner) -> LineKind? {
    var scanner = scanner
    let isNamed = scanner.take("diem ")
    if scanner.sign == 0x28 { scanner.at += 1 }
    guard let letter = scanner.head.letter(scanner.at) else { return nil }
    scanner.at += 1
    guard let sign = scanner.sign, sign == 0x29 || sign == 0x2E || sign == 0x2F || (isNamed && sign == 0x3A)
    else { return nil }
    // "đ/c Nguyễn Văn A".
    if letter == "đ", sign == 0x2F, scanner.peek(1) == 0x63, scanner.peek(2) ?? 0x20 == 0x20 { return nil }
    guard scanner.mark(")./:"), scanner.startsWord else { return nil }
    return .point(letter, isBracketed: sign == 0x29 || isNamed, content: scanner.content)
  }

  private static func bullet(_ scanner: Scanner) -> LineKind? {
    guard let sign = scanner.sign, sign == 0x2D || sign == 0x2B || sign == 0x2A else { return nil }
    var scanner = scanner
    scanner.at += 1
    guard scanner.sign == 0x20 || scanner.startsWord, !scanner.isAtEnd else { return nil }
    return .bullet(sign, content: scanner.content)
  }

  private static func romanNumber(_ scanner: Scanner) -> LineKind? {
    var scanner = scanner
    guard let number = scanner.roman(), scanner.mark(".-)/:"), scanner.sign == 0x20 || scanner.isAtEnd
    else { return nil }
    return .roman(number, content: scanner.content)
  }
}
