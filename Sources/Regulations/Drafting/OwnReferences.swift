import TextReuse

extension FitRules {
  /// Numbers behind "Điều" that speak of this regulation and of no other document, as bytes of the text.
  package func ownReferences(in text: String) -> [(range: Range<Int>, number: Int)] {
    let bytes = Array(text.utf8)
    var found: [(Range<Int>, Int)] = []
    var start = 0
    func look(_ end: Int) {
      guard end > start else { return }
      let part = Syllables(String(decoding: bytes[start..<end], as: UTF8.self))
      for hit in article.all(in: part.words, 0..<part.count) {
        let place = hit.range.upperBound
        guard place < part.count else { continue }
        let range = start + Int(part.starts[place])..<start + Int(part.ends[place])
        let digits = bytes[range]
        guard digits.count <= 3, digits.allSatisfy({ (48...57).contains($0) }),
          let number = Int(String(decoding: digits, as: UTF8.self))
        else { continue }
        let isOwn = ownReference.begins(after: place + 1, within: 3, in: part.words, to: part.count)
        let isElsewhere = elsewhere.begins(after: place + 1, within: 4, in: part.words, to: part.count)
        if isOwn || !isElsewhere { found.append((range, number)) }
      }
    }
    for (at, byte) in bytes.enumerated() {
      let next = at + 1 < bytes.count ? bytes[at + 1] : 0x20
      guard byte == 0x3B || byte == 0x0A || byte == 0x2E && next <= 0x20 else { continue }
      look(at)
      start = at + 1
    }
    look(bytes.count)
    return found
  }
}
