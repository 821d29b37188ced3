import Basics

/// The values of one fact as they are read, in bytes as long as they fit.
struct FactCells {
  private let fact: Fact?
  /// Whole numbers are read as they pass.
  let isWhole: Bool
  private let words: [[UInt8]]
  private let range: ClosedRange<Int>
  private var bytes: [Int8] = []
  private var wide: [Int64] = []
  private var known: [UInt8] = []
  private var isWide = false
  private var hasGaps = false
  private var low = Int.max
  private var high = Int.min

  init(_ fact: Fact?, _ estimate: Int) {
    self.fact = fact
    range = fact?.bounds ?? 0...0
    switch fact?.kind {
    case .number(let places, _): (isWhole, words) = (places == 0, [])
    case .boolean: (isWhole, words) = (true, [])
    case .choice(let values): (isWhole, words) = (false, values.map { Array($0.id.utf8) })
    case .day, nil: (isWhole, words) = (false, [])
    }
    if fact != nil { bytes.reserveCapacity(estimate) }
  }

  /// - Returns: whether the number is a value of the fact; if not, it counts as missing.
  mutating func append(_ value: Int) -> Bool {
    guard value >= range.lowerBound, value <= range.upperBound else {
      gap()
      return false
    }
    add(value)
    return true
  }

  /// - Returns: whether the field is a value of the fact, or blank.
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, _ field: FactTable.Field) -> Bool {
    if field.from == field.to {
      gap()
      return true
    }
    if let code = word(bytes, field) {
      add(code)
      return true
    }
    return appendText(field.text(bytes))
  }

  private mutating func appendText(_ text: String) -> Bool {
    let text = text.trimmingCharacters(in: .whitespaces)
    if let value = fact?.raw(text), range.contains(value) {
      add(value)
      return true
    }
    gap()
    return text.isEmpty
  }

  private func word(_ bytes: UnsafeBufferPointer<UInt8>, _ field: FactTable.Field) -> Int? {
    let length = field.to - field.from
    for code in words.indices where words[code].count == length {
      var n = 0
      while n < length, words[code][n] == bytes[field.from + n] { n += 1 }
      if n == length { return code }
    }
    return nil
  }

  private var count: Int { isWide ? wide.count : bytes.count }

  private mutating func gap() {
    if !hasGaps {
      hasGaps = true
      known = [UInt8](repeating: 255, count: count)
    }
    known.append(0)
    if isWide { wide.append(0) } else { bytes.append(0) }
  }

  private mutating func add(_ value: Int) {
    if hasGaps { known.append(255) }
    (low, high) = (min(low, value), max(high, value))
    if !isWide {
      if let small = Int8(exactly: value) { return bytes.append(small) }
      widen()
    }
    wide.append(Int64(value))
  }

  private mutating func widen() {
    isWide = true
    wide.reserveCapacity(bytes.capacity)
    wide += bytes.map(Int64.init)
    bytes = []
  }

  /// The values that stand behind these in the file.
  mutating func append(_ others: FactCells) {
    if hasGaps || others.hasGaps {
      if !hasGaps { known = [UInt8](repeating: 255, count: count) }
      known += others.hasGaps ? others.known : [UInt8](repeating: 255, count: others.count)
      hasGaps = true
    }
    if others.isWide, !isWide { widen() }
    if isWide {
      wide += others.isWide ? others.wide : others.bytes.map(Int64.init)
    } else {
      bytes += others.bytes
    }
    (low, high) = (min(low, others.low), max(high, others.high))
  }

  var column: Column {
    isWide
      ? Column(whole: wide, known: hasGaps ? known : nil)
      : Column(bytes: bytes, known: hasGaps ? known : nil, low: low, high: high)
  }
}

/// Names of records as they are read: numbers until one is none.
struct NameCells {
  private var numbers: [Int64] = []
  private var texts: [String]?

  init(_ estimate: Int) { numbers.reserveCapacity(estimate) }

  var areNumbers: Bool { texts == nil }

  mutating func append(_ number: Int64) { numbers.append(number) }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, _ field: FactTable.Field) {
    let text = field.text(bytes)
    if texts == nil, let number = Int64(text), number >= 0, String(number) == text {
      return numbers.append(number)
    }
    spell()
    texts?.append(text)
  }

  private mutating func spell() {
    if texts == nil { texts = numbers.map { String($0) } }
    numbers = []
  }

  mutating func append(_ others: NameCells) {
    if let more = others.texts {
      spell()
      texts? += more
    } else if texts != nil {
      texts? += others.numbers.map { String($0) }
    } else {
      numbers += others.numbers
    }
  }

  var names: RecordIDs { texts.map { .texts($0) } ?? .numbers(numbers) }
}
