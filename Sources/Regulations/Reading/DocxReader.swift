import Basics
import Formats
import TextReuse

/// The text of a Word file: paragraphs (also those in tables) in reading order, automatic numbers, font names. Tracked
/// changes are read as accepted; text boxes once; nothing outside the file is ever opened.
struct DocxReader {
  private var styles = DocxStyles()
  private var numbering = DocxNumbering()
  private var bytes: [UInt8] = []
  private var paragraphs: [RegulationText.Paragraph] = []
  /// What each run's font says; `nil` leaves it to the letters.
  private var runs: [(range: Range<Int>, known: Writing?)] = []

  /// A paragraph is one stretch of text here, so a clause of a megabyte still fits.
  static let limits = XMLLimits(depth: 200, text: 4_000_000)

  static func read(_ file: [UInt8]) -> RegulationText {
    do {
      let archive = try ZipArchive(file)
      var reader = DocxReader()
      guard let document = try archive.bytes(of: "word/document.xml") else {
        return RegulationText(findings: [notWord])
      }
      if let part = try archive.bytes(of: "word/styles.xml") { try reader.styles.read(part) }
      if let part = try archive.bytes(of: "word/numbering.xml") { try reader.numbering.read(part) }
      try reader.body(document)
      var text = reader.text()
      text.findings += try outside(archive)
      return text
    } catch let refusal as FormatRefusal {
      return RegulationText(findings: [
        Finding(refusal.code, .error, message: refusal.reason, remedy: refusal.remedy)
      ])
    } catch {
      return RegulationText(findings: [notWord])
    }
  }

  /// Templates, pictures and objects the file wants to fetch from elsewhere: told, never fetched.
  private static func outside(_ archive: ZipArchive) throws -> [Finding] {
    var findings: [Finding] = []
    for name in ["word/_rels/settings.xml.rels", "word/_rels/document.xml.rels"] {
      guard let part = try archive.bytes(of: name) else { continue }
      let reader = try XMLReader(part, limits: limits)
      while try reader.next() != .done {
        guard reader.node == .start, reader.isNamed("Relationship"), reader["TargetMode"] == "External",
          let type = reader["Type"]
        else { continue }
        let kind = type.unicodeScalars.split(separator: "/").last.map { String($0) } ?? ""
        if ["attachedTemplate", "oleObject", "frame", "subDocument", "image"].contains(kind) {
          findings.append(remote(kind))
        }
      }
    }
    return Array(findings.prefix(5))
  }

  private mutating func body(_ part: [UInt8]) throws {
    let reader = try XMLReader(part, limits: Self.limits)
    var paragraph: Open?
    /// Paragraphs inside text boxes stand inside a paragraph; each keeps the one around it waiting.
    var waiting: [Open] = []
    var fontOfRun: String?
    var (isHidden, isBold) = (false, false)
    while try reader.next() != .done {
      switch reader.node {
      case .start:
        // What was deleted or moved away, the second form of a drawing, field codes.
        if reader.isNamed("del") || reader.isNamed("moveFrom") || reader.isNamed("Fallback")
          || reader.isNamed("instrText") || reader.isNamed("delText") || reader.isNamed("pict")
        {
          try reader.skip()
        } else if reader.isNamed("p") {
          if let open = paragraph { waiting.append(open) }
          guard waiting.count < 20 else { throw FormatRefusal.nested }
          paragraph = Open()
        } else if reader.isNamed("pPr") {
          if paragraph != nil { try properties(reader, &paragraph) }
        } else if reader.isNamed("r") {
          (fontOfRun, isHidden, isBold) = (paragraph?.font, false, paragraph?.isBold ?? false)
        } else if reader.isNamed("rPr") {
          let found = try Self.runProperties(reader)
          (fontOfRun, isHidden) = (
            found.font ?? found.style.flatMap { styles.font(of: $0) } ?? fontOfRun, found.isHidden
          )
          isBold = found.isBold ?? found.style.flatMap { styles.isBold($0) } ?? isBold
        } else if reader.isNamed("t") {
          let text = try reader.innerText()
          if !isHidden { paragraph?.add(text, font: fontOfRun ?? styles.defaultFont, isBold: isBold) }
        } else if reader.isNamed("tab") || reader.isNamed("ptab") {
          paragraph?.add("\t", font: nil)
        } else if reader.isNamed("br") || reader.isNamed("cr") {
          paragraph?.add("\n", font: nil)
        } else if reader.isNamed("noBreakHyphen") {
          paragraph?.add("-", font: nil)
        }
      case .end where reader.isNamed("p"):
        if let open = paragraph { close(open) }
        paragraph = waiting.popLast()
      default: break
      }
    }
  }

  /// A paragraph while it is read.
  private struct Open {
    var pieces: [(text: String, font: String?)] = []
    var style: String?
    var font: String?
    var list: DocxNumbering.Place?
    var isBold = false
    /// Bytes it begins with that are bold, as long as nothing else was.
    var lead = 0
    var length = 0

    mutating func add(_ text: String, font: String?, isBold: Bool? = nil) {
      if lead == length, isBold ?? true { lead += text.utf8.count }
      length += text.utf8.count
      if let last = pieces.last, last.font == font || font == nil {
        pieces[pieces.count - 1].text += text
      } else {
        pieces.append((text, font))
      }
    }
  }

  private func properties(_ reader: XMLReader, _ paragraph: inout Open?) throws {
    var depth = 1
    var level: Int?
    var list: Int?
    while depth > 0 {
      switch try reader.next() {
      case .start:
        depth += 1
        if reader.isNamed("pStyle") { paragraph?.style = reader["val"] }
        if reader.isNamed("ilvl") { level = reader["val"].flatMap { Int($0) } }
        if reader.isNamed("numId") { list = reader["val"].flatMap { Int($0) } }
        if reader.isNamed("rPr") {
          // The mark of the paragraph's end has properties too; they say nothing of its text.
          try reader.skip()
          depth -= 1
        }
      case .end: depth -= 1
      case .text: break
      case .done: return
      }
    }
    let style = paragraph?.style ?? styles.defaultParagraph
    let inherited = style.flatMap { styles.list(of: $0) }
    if let number = list ?? inherited?.list {
      paragraph?.list = DocxNumbering.Place(list: number, level: level ?? inherited?.level ?? 0)
    }
    paragraph?.font = style.flatMap { styles.font(of: $0) }
    paragraph?.isBold = style.flatMap { styles.isBold($0) } ?? false
  }

  static func runProperties(_ reader: XMLReader) throws -> (
    font: String?, style: String?, isHidden: Bool, isBold: Bool?
  ) {
    var result: (font: String?, style: String?, isHidden: Bool, isBold: Bool?) = (nil, nil, false, nil)
    var depth = 1
    while depth > 0 {
      switch try reader.next() {
      case .start:
        depth += 1
        if reader.isNamed("rFonts") { result.font = reader["ascii"] ?? reader["hAnsi"] ?? reader["cs"] }
        if reader.isNamed("rStyle") { result.style = reader["val"] }
        if reader.isNamed("b") { result.isBold = reader["val"] != "0" && reader["val"] != "false" }
        if reader.isNamed("vanish") { result.isHidden = reader["val"] != "0" && reader["val"] != "false" }
      case .end: depth -= 1
      case .text: break
      case .done: return result
      }
    }
    return result
  }

  private mutating func close(_ open: Open) {
    let label = open.list.map { numbering.label(at: $0) } ?? ""
    var start = bytes.count
    let lead = open.lead > 0 && open.lead < open.length ? start + open.lead : nil
    for piece in open.pieces {
      let from = bytes.count
      bytes += piece.text.utf8
      let known = Self.writing(of: piece.font)
      if let last = runs.last, last.known == known, known != nil, last.range.upperBound == from {
        runs[runs.count - 1].range = last.range.lowerBound..<bytes.count
      } else {
        runs.append((from..<bytes.count, known))
      }
    }
    // A break inside the paragraph begins a new line; only the first has the number.
    var first = true
    var at = start
    while at <= bytes.count {
      if at == bytes.count || bytes[at] == 0x0A {
        let own = lead.flatMap { first && $0 < at ? $0 : nil }
        paragraphs.append(.init(range: start..<at, label: first ? label : "", lead: own))
        (start, first) = (at + 1, false)
      }
      at += 1
    }
    bytes.append(0x0A)
  }

  /// Fonts of the old encodings decide; any other leaves it to the letters.
  private static func writing(of font: String?) -> Writing? {
    guard let font else { return nil }
    guard let encoding = LegacyVietnamese.detect("", fontName: font) else { return nil }
    return Writing(encoding)
  }

  private func text() -> RegulationText {
    let writings = bytes.withUnsafeBufferPointer { WritingGuess.decide($0, runs) }
    var result: [RegulationText.Run] = []
    for (run, writing) in zip(runs, writings) {
      if let last = result.last, last.writing == writing {
        result[result.count - 1].end = run.range.upperBound
      } else {
        result.append(.init(end: run.range.upperBound, writing: writing))
      }
    }
    if result.isEmpty { result = [.init(end: bytes.count, writing: .unicode)] }
    result[result.count - 1].end = bytes.count
    return RegulationText(bytes: bytes, paragraphs: paragraphs, runs: result)
  }

  static let notWord = Finding(
    "docx.notWord", .error, message: "Tệp nén này không phải là văn bản Word (.docx).",
    remedy: "Mở quy chế bằng Word hoặc LibreOffice và lưu lại thành .docx.")

  private static func remote(_ kind: String) -> Finding {
    Finding(
      "docx.remote", .warning, value: kind,
      message:
        "Tệp trỏ tới \(kind == "attachedTemplate" ? "một mẫu" : "một phần") nằm ngoài tệp; phần ấy không được tải về.",
      remedy: "Mở tệp bằng Word, bỏ liên kết ra ngoài (Tệp › Thông tin › Sửa liên kết), rồi lưu lại.")
  }
}

extension FormatRefusal {
  static let nested = Self(
    "docx.nested", "Văn bản có khung chữ lồng nhau quá sâu.",
    remedy: "Mở tệp bằng Word, bỏ các khung chữ và lưu lại.")
}
