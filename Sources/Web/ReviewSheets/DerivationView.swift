import Markup
import Reviews
import Rules

/// What a decided grade rested on when it was decided, in words; codes stand last, for whoever computes it again.
struct DerivationView: Piece {
  var visit: Visit
  var kept: GradingDerivation
  var name: String
  /// The identity the explanation was written with before subjects had names there.
  var record: String

  var html: HTML {
    let parts = kept.pack.split(separator: ";").map { String($0) }
    let pack = parts.first.map { String($0.prefix { $0 != "@" }) } ?? ""
    let version = parts.first.map { String($0.drop { $0 != "@" }.dropFirst()) } ?? ""
    let guidance = (try? visit.guidances.all)?.first { $0.pack.id == pack }
    let words = guidance.map { LocalChoices($0.pack) }
    let local = parts.dropFirst().map { words?.told($0) ?? $0 }
    return """
      <details class="more"><summary>Căn cứ lúc quyết định</summary>
      <p>Theo \(guidance?.pack.title ?? pack), bản \(version).\(when: !local.isEmpty, " Có áp dụng quyết định của cấp có thẩm quyền: \(local.joined(separator: "; ")).")\(when: !kept.reason.isEmpty, " Lý do của cấp quyết định: \(kept.reason)")</p>
      <pre>\(kept.explanation.replacing(" của \(record):", with: " của \(name):"))</pre>
      <p class="hint">Để tính lại đúng như lúc ấy: bộ quy tắc \(parts.first ?? ""), phần tính \(kept.engine), mã dữ kiện \(kept.factsHash.prefix(12)).</p></details>
      """
  }
}

extension LocalChoices {
  /// “CQ.percent = 15 % (Quyết định 12-QĐ/ĐU)” as people say it.
  func told(_ setting: String) -> String {
    let trimmed = String(setting.drop { $0 == " " })
    guard let sign = trimmed.firstRange(of: " = ") else { return trimmed }
    let path = String(trimmed[..<sign.lowerBound])
    let rest = trimmed[sign.upperBound...]
    guard let open = rest.lastIndex(of: "("), pack.local.contains(where: { $0.path == path }) else {
      return trimmed
    }
    let value = String(rest[..<open].dropLast())
    return "\(title(path)): \(words(value, for: path)) \(rest[open...])"
  }
}
