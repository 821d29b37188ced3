import Foundation
import Yams

/// A pack's text as YAML nodes with their places, within bounds. Values stay as written (`no` is a word, `66.67` is
/// text); anchors, aliases and tags are refused, so nothing hidden is shared and nothing grows.
enum PackText {
  static let mostBytes = 1_000_000
  static let mostDepth = 40

  /// What is written, or `nil` and a finding why it cannot be read.
  static func read(_ text: String, _ findings: PackFindings) -> WrittenNode? {
    parse(text, findings).flatMap { NodeReader(findings: findings).node($0) }
  }

  /// The parser's own nodes, checked like the others, for what needs to know how they are written.
  static func compose(_ text: String, _ findings: PackFindings) -> Node? {
    parse(text, findings).flatMap { NodeReader(findings: findings).node($0) == nil ? nil : $0 }
  }

  private static func parse(_ text: String, _ findings: PackFindings) -> Node? {
    guard text.utf8.count <= mostBytes else {
      findings.add(
        .oversize, at: .file, "Tệp lớn hơn \(mostBytes / 1_000_000) MB.",
        "Bộ quy tắc dài nhất cũng chỉ vài trăm nghìn ký tự; kiểm tra lại tệp.")
      return nil
    }
    guard bracketDepth(text) <= mostDepth * 3 else {
      findings.add(
        .tooDeep, at: .file, "Tệp lồng quá nhiều tầng ngoặc.", "Bộ quy tắc không cần quá \(mostDepth) tầng.")
      return nil
    }
    if let place = sharedName(text) {
      refuseSharing(place, findings)
      return nil
    }
    do {
      guard let node = try Yams.compose(yaml: text, .basic) else {
        findings.add(.wrongShape, at: .file, "Tệp trống.", "Viết nội dung theo docs/rule-packs.md.")
        return nil
      }
      return node
    } catch let error as YamlError {
      report(error, text, findings)
    } catch {
      findings.add(.yaml, at: .file, "Không đọc được YAML của tệp.", "Kiểm tra thụt dòng và dấu ngoặc.")
    }
    return nil
  }

  /// The deepest run of brackets opened and not closed: a cheap bound before the parser recurses. Round ones count too:
  /// a piece of a band, `[70, 90)`, opens with one kind and closes with the other.
  private static func bracketDepth(_ text: String) -> Int {
    var (depth, deepest) = (0, 0)
    for byte in text.utf8 where byte < 0x80 && byte > 0x27 {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "("):
        depth += 1
        deepest = max(deepest, depth)
      case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ")"): depth = max(0, depth - 1)
      default: break
      }
    }
    return deepest
  }

  /// Where a name is anchored that is used as an alias too. Looked for before the parser runs: it compares keys by all
  /// they contain, so aliases of aliases as keys would take it for ever.
  private static func sharedName(_ text: String) -> Place? {
    guard holds(UInt8(ascii: "&"), text), holds(UInt8(ascii: "*"), text) else { return nil }
    let bytes = Array(text.utf8)
    var anchors: [ArraySlice<UInt8>: Place] = [:]
    var aliases: Set<ArraySlice<UInt8>> = []
    var (line, column) = (1, 0)
    for (at, byte) in bytes.enumerated() {
      if byte & 0xC0 != 0x80 { column += 1 }
      if byte == UInt8(ascii: "\n") { (line, column) = (line + 1, 0) }
      guard byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*"),
        at == 0 || beginsWord(after: bytes[at - 1])
      else { continue }
      let name = bytes[(at + 1)...].prefix {
        ($0 | 32) >= 97 && ($0 | 32) <= 122 || $0 >= 48 && $0 <= 57 || $0 == 95 || $0 == 45
      }
      if byte == UInt8(ascii: "*") {
        aliases.insert(name)
      } else if anchors[name] == nil {
        anchors[name] = Place(line: line, column: column)
      }
    }
    return anchors.filter { !$0.key.isEmpty && aliases.contains($0.key) }.map(\.value).min {
      ($0.line, $0.column) < ($1.line, $1.column)
    }
  }

  private static func holds(_ byte: UInt8, _ text: String) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { bytes in
      bytes.baseAddress.map { memchr($0, Int32(byte), bytes.count) != nil } ?? false
    } ?? text.utf8.contains(byte)
  }

  /// Spaces, signs of YAML, and whatever is not ASCII: some of that breaks lines too.
  private static func beginsWord(after byte: UInt8) -> Bool {
    byte >= 0x80 || " \t\n\r,[{:?-".utf8.contains(byte)
  }

  static func refuseSharing(_ place: Place, _ findings: PackFindings) {
    findings.add(
      .anchor, at: place, "Có neo hoặc bí danh YAML (& hoặc *).", "Viết giá trị ra đầy đủ ở từng chỗ.")
  }

  /// Whether a tab stands where the parser stopped.
  private static func isTab(_ text: String, _ mark: Mark) -> Bool {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.indices.contains(mark.line - 1) else { return false }
    return lines[mark.line - 1].dropFirst(max(mark.column - 1, 0)).first == 0x09
  }

  private static func report(_ error: YamlError, _ text: String, _ findings: PackFindings) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let isDeep = problem.contains("nesting")
      let trouble = YamlTrouble(problem, isTab: isTab(text, mark))
      findings.add(
        isDeep ? .tooDeep : .yaml, at: Place(line: mark.line, column: mark.column),
        isDeep ? "Lồng quá nhiều tầng." : trouble.message, isDeep ? "Viết phẳng hơn." : trouble.remedy)
    case .duplicatedKeysInMapping(let keys, let context):
      findings.add(
        .duplicateKey, at: Place(line: context.mark.line, column: context.mark.column),
        "Khóa viết hai lần: \(keys.sorted().joined(separator: ", ")).", "Giữ lại một dòng.")
    case .reader:
      findings.add(.unreadable, at: .file, "Tệp có ký tự không đọc được.", "Lưu lại tệp bằng UTF-8.")
    default:
      findings.add(.yaml, at: .file, "Không đọc được YAML của tệp.", "Kiểm tra thụt dòng và dấu ngoặc.")
    }
  }
}

extension Place {
  init(_ mark: Mark?) { self = mark.map { Place(line: $0.line, column: $0.column) } ?? .file }
}

extension Node {
  var place: Place { Place(mark) }

  /// The text of a scalar as it was written.
  var word: String? { if case .scalar(let scalar) = self { scalar.string } else { nil } }
}
