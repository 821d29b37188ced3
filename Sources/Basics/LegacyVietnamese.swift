/// Legacy Vietnamese — chữ Việt viết bằng bảng mã cũ: TCVN3 (ABC) and VNI-Windows, which show right only in their
/// own fonts (.VnTime, VNI-Times); to every program they are Western letters: "§¶ng bé" is "Đảng bộ".
public enum LegacyVietnamese {
  public enum Encoding: String, Sendable, Hashable, CaseIterable {
    case tcvn3
    /// TCVN3 in a font whose name ends in H: its small letters look like capitals.
    case tcvn3Capitals
    case vni
  }

  /// The font decides. Without one the letters do, and only if no sound Vietnamese, French or German text can
  /// have them: see ``guess(_:)``.
  public static func detect(_ text: some StringProtocol, fontName: String?) -> Encoding? {
    let font = fontName.map { Array($0.utf8).map(lowered) } ?? []
    if font.starts(with: ".vn".utf8) {
      return font.last == UInt8(ascii: "h") ? .tcvn3Capitals : .tcvn3
    }
    if font.starts(with: "vni-".utf8) || font.starts(with: "vni ".utf8) { return .vni }
    return guess(text)
  }

  public static func decode(_ text: some StringProtocol, as encoding: Encoding) -> String {
    switch encoding {
    case .tcvn3: tcvn3(text)
    case .tcvn3Capitals: tcvn3(text).uppercased()
    case .vni: vni(text)
    }
  }

  // MARK: TCVN3

  /// One code point for one letter, so the text is decoded letter by letter. Windows-1252 puts other characters on
  /// 0x80…0x9F, which TCVN3 leaves alone; and some programs turn 0xAD, the soft hyphen that stands for ư, into a
  /// hyphen, which cannot be undone.
  private static func tcvn3(_ text: some StringProtocol) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let place = Int(scalar.value) - 0xA1
      result.append(
        tcvn3Letters.indices.contains(place) && tcvn3Letters[place] != "·" ? tcvn3Letters[place] : scalar)
    }
    return String(result)
  }

  /// From 0xA1 to 0xFE; "·" where the code stands for no letter.
  private static let tcvn3Letters = Array(
    """
    ĂÂÊÔƠƯĐăâêôơưđ······àảãáạ·ằẳẵắ·\
    ······ặầẩẫấậè·ẻẽéẹềểễếệìỉ···ĩíịò\
    ·ỏõóọồổỗốộờởỡớợù·ủũúụừửữứựỳỷỹýỵ
    """.unicodeScalars)

  // MARK: VNI

  /// A vowel, and behind it one code point for its mark and tone together: "aá" is ấ, "öù" is ứ.
  private static func vni(_ text: some StringProtocol) -> String {
    var result = String.UnicodeScalarView()
    var base: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if let held = base {
        if let letter = vniPairs[Pair(held, scalar)] {
          result.append(letter)
          base = nil
          continue
        }
        result.append(vniSingles[held] ?? held)
        base = nil
      }
      if vniBases.contains(scalar) { base = scalar } else { result.append(vniSingles[scalar] ?? scalar) }
    }
    if let base { result.append(vniSingles[base] ?? base) }
    return String(result)
  }

  private struct Pair: Hashable {
    var base: Unicode.Scalar
    var mark: Unicode.Scalar
    init(_ base: Unicode.Scalar, _ mark: Unicode.Scalar) { (self.base, self.mark) = (base, mark) }
  }

  private static let vniBases = Set("aeouyôöAEOUYÔÖ".unicodeScalars)

  /// Letters of one code point.
  private static let vniSingles: [Unicode.Scalar: Unicode.Scalar] = table(
    "ñÑôÔöÖíÍìÌæÆóÓòÒîÎ", "đĐơƠưƯíÍìÌỉỈĩĨịỊỵỴ")

  private static let vniPairs: [Pair: Unicode.Scalar] = {
    var pairs: [Pair: Unicode.Scalar] = [:]
    // Which letter every mark makes of the base before it.
    let rows: [(String, marks: String, letters: String)] = [
      ("a", "ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"), ("e", "ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
      ("o", "ùøûõïâáàåãä", "óòỏõọôốồổỗộ"), ("u", "ùøûõï", "úùủũụ"), ("y", "ùøûõ", "ýỳỷỹ"),
      ("ô", "ùøûõï", "ớờởỡợ"), ("ö", "ùøûõï", "ứừửữự"),
    ]
    for (base, marks, letters) in rows {
      for (mark, letter) in zip(marks.unicodeScalars, letters.unicodeScalars) {
        let capital = upper(letter)
        for base in base.unicodeScalars {
          pairs[Pair(base, mark)] = letter
          // Small marks behind capitals are seen too, and rarely the other way about.
          pairs[Pair(upper(base), upper(mark))] = capital
          pairs[Pair(upper(base), mark)] = capital
          pairs[Pair(base, upper(mark))] = letter
        }
      }
    }
    return pairs
  }()

  // MARK: Guessing

  /// Decides by whole words: nine in ten words with strange letters must become Vietnamese syllables, and one in four
  /// must have letters in an order that Western languages do not know.
  private static func guess(_ text: some StringProtocol) -> Encoding? {
    var hasHighLetters = false
    var sample = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(4000) {
      switch scalar.value {
      // Letters only Unicode Vietnamese has (ă đ ĩ ũ ơ ư ạ … ỹ) or combining tones: it is sound already.
      case 0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x300...0x36F,
        0x1EA0...0x1EF9:
        return nil
      case 0xA1...0xFF: hasHighLetters = true
      default: break
      }
      sample.append(scalar)
    }
    guard hasHighLetters else { return nil }
    let words = String(sample).unicodeScalars.split { !isLetter($0) }.map { Array($0) }
      .filter { $0.contains { $0.value >= 0xA1 } }
    guard !words.isEmpty else { return nil }
    let candidates = [Encoding.tcvn3, .vni].map { ($0, fit(words, $0)) }
    return candidates.filter { $0.1 > 0 }.max { $0.1 < $1.1 }?.0
  }

  /// How well the words fit: 0 means no.
  private static func fit(_ words: [[Unicode.Scalar]], _ encoding: Encoding) -> Int {
    var syllables = 0
    var strong = 0
    for word in words {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: word)
      // A lone sign ("·", "§", "«") proves nothing.
      guard word.count >= 2, isSyllable(decode(String(view), as: encoding)) else { continue }
      syllables += 1
      if !isWestern(word), !doubtful.contains(String(view).lowercased()) { strong += 1 }
    }
    // "bé", "céng" could be anything; one word in four must be past doubt.
    guard syllables * 10 >= words.count * 9, strong * 4 >= words.count else { return 0 }
    return syllables
  }

  /// What could stand in a French, German, Spanish … text or in Unicode Vietnamese: letters from À to ÿ, none directly
  /// behind another nor where VNI sets a mark. TCVN3 also uses signs such as µ ¸ © ®, never found inside words.
  private static func isWestern(_ word: [Unicode.Scalar]) -> Bool {
    var previous: Unicode.Scalar = " "
    for scalar in word {
      // The middle dot is a sign of multiplication.
      if scalar.value >= 0xA1, scalar.value < 0xC0, scalar.value != 0xB7 { return false }
      if scalar.value >= 0xC0, previous.value >= 0xC0 { return false }
      switch previous {
      case "a", "A", "e", "E": if marksBehindAE.contains(scalar) { return false }
      // Not à á ã è é: Unicode Vietnamese has "toàn", "hoá", "khoé".
      case "o", "O": if marksBehindO.contains(scalar) { return false }
      default: break
      }
      previous = scalar
    }
    return true
  }

  private static let marksBehindAE = Set("ùøûõïâåãäáàêéèúÙØÛÕÏÂÅÃÄÁÀÊÉÈÚ".unicodeScalars)
  private static let marksBehindO = Set("ùøûõïâåäÙØÛÕÏÂÅÄ".unicodeScalars)

  /// Western words and units that would pass for Vietnamese in another encoding.
  private static let doubtful: Set<String> = ["où", "aún", "haï", "µm", "m×n"]

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0xA1...0xFF: true
    default: false
    }
  }

  /// Initial consonants, a nucleus with at most one tone, final consonants; only letters of the alphabet.
  static func isSyllable(_ text: String) -> Bool {
    var letters: [Unicode.Scalar] = []
    var tones = 0
    for scalar in text.lowercased().unicodeScalars {
      guard let (letter, tone) = toneless[scalar] else { return false }
      letters.append(letter)
      if tone { tones += 1 }
    }
    guard tones <= 1 else { return false }
    var word = String(String.UnicodeScalarView(letters))
    let initials = [
      "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k",
      "l", "m",
      "n", "p", "r", "s", "t", "v", "x", "",
    ]
    guard let initial = initials.first(where: { word.utf8.starts(with: $0.utf8) }) else { return false }
    if initial == "gi" || initial == "qu" {
      // "gì", "quà": the i or u may belong to the nucleus.
      if rimes.contains(String(word.unicodeScalars.dropFirst(1))) { return true }
    }
    word = String(word.unicodeScalars.dropFirst(initial.unicodeScalars.count))
    return rimes.contains(word)
  }

  private static let toneless: [Unicode.Scalar: (Unicode.Scalar, Bool)] = {
    var table: [Unicode.Scalar: (Unicode.Scalar, Bool)] = [:]
    for scalar in "abcdđeghiklmnopqrstuvxyăâêôơư".unicodeScalars { table[scalar] = (scalar, false) }
    let rows: [(Unicode.Scalar, String)] = [
      ("a", "àảãáạ"), ("ă", "ằẳẵắặ"), ("â", "ầẩẫấậ"), ("e", "èẻẽéẹ"), ("ê", "ềểễếệ"), ("i", "ìỉĩíị"),
      ("o", "òỏõóọ"), ("ô", "ồổỗốộ"), ("ơ", "ờởỡớợ"), ("u", "ùủũúụ"), ("ư", "ừửữứự"), ("y", "ỳỷỹýỵ"),
    ]
    for (letter, toned) in rows {
      for scalar in toned.unicodeScalars { table[scalar] = (letter, true) }
    }
    return table
  }()

  private static let rimes: Set<String> = Set(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et
    ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang
    oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi
    ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych
    uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ynh yt
    """.split { $0 == " " || $0 == "\n" }.map(String.init))

  private static func table(_ from: String, _ to: String) -> [Unicode.Scalar: Unicode.Scalar] {
    Dictionary(zip(from.unicodeScalars, to.unicodeScalars), uniquingKeysWith: { first, _ in first })
  }

  private static func upper(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let view = scalar.properties.uppercaseMapping.unicodeScalars
    return view.count == 1 ? view.first ?? scalar : scalar
  }

  private static func lowered(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }
}
