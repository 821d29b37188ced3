import Basics
import Crypto
import Foundation

/// A pack as loaded from its folder or file: what was read, what is wrong, and the program when nothing is.
public struct LoadedPack: Sendable {
  public var pack: Pack?
  public var findings: [PackFinding]
  /// SHA-256 of `pack.yaml`.
  public var hash: String
  public var text: String

  public var hasErrors: Bool { pack == nil || findings.contains { $0.severity == .error } }
}

public enum PackLoader {
  /// Reads and checks a folder with `pack.yaml`, or a single file, for the round of a year (by default the first the pack
  /// is for that lies in its validity).
  public static func load(at path: String, year: Int? = nil, quarter: Int? = nil) -> LoadedPack {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return unreadable(path, "Không có tệp này.")
    }
    let file = isFolder.boolValue ? path + "/pack.yaml" : path
    let text: String
    do throws(PackFolder.Trouble) {
      guard let read = try PackFolder.text(file) else { return unreadable(file, "Không có tệp này.") }
      text = read
    } catch {
      switch error {
      case .unreadable:
        return unreadable(file, "Không đọc được tệp này: không phải một tệp thường, hoặc không có quyền.")
      case .notText: return unreadable(file, "Tệp không phải UTF-8.")
      case .oversize:
        let findings = PackFindings(path: file)
        findings.add(
          .oversize, at: .file, "Tệp lớn hơn \(PackText.mostBytes / 1_000_000) MB.", "Kiểm tra lại tệp.")
        return LoadedPack(pack: nil, findings: findings.all, hash: "", text: "")
      }
    }
    guard isFolder.boolValue else { return load(text: text, path: file, year: year, quarter: quarter) }
    let beside = PackFolder(path: path, findings: PackFindings(path: path))
    var loaded = load(text: text, path: file, articles: beside.articles(), year: year, quarter: quarter)
    beside.checkCases()
    loaded.findings += beside.findings.all
    return loaded
  }

  /// Reads and checks a pack's text.
  public static func load(
    text: String, path: String, articles: [Pack.Article] = [], year: Int? = nil, quarter: Int? = nil
  ) -> LoadedPack {
    let findings = PackFindings(path: path)
    var pack = PackReader.read(text, findings)
    pack?.articles = articles
    if let pack { _ = PackLoader.program(pack, year: year, quarter: quarter, findings: findings) }
    return LoadedPack(pack: pack, findings: findings.sorted, hash: hash(text), text: text)
  }

  /// Reads and checks a pack's text with the text of its provisions beside it.
  public static func load(text: String, source: String, path: String, year: Int? = nil) -> LoadedPack {
    load(text: text, path: path, articles: SourceText.articles(source), year: year)
  }

  /// Makes a program of a pack, with the layout of several where they run side by side.
  ///
  /// - Parameter isTrial: a pack changed in one place to see what comes of it; what it leaves unused does not matter then.
  public static func program(
    _ pack: Pack, year: Int? = nil, quarter: Int? = nil, layout: Layout? = nil, isTrial: Bool = false
  ) -> (program: Program?, findings: [PackFinding]) {
    let findings = PackFindings(path: pack.name)
    let program = program(
      pack, year: year, quarter: quarter, layout: layout, isTrial: isTrial, findings: findings)
    return (program, findings.sorted)
  }

  static func program(
    _ pack: Pack, year: Int?, quarter: Int? = nil, layout: Layout? = nil, isTrial: Bool = false,
    findings: PackFindings
  ) -> Program? {
    let graded = year ?? usualYear(pack)
    guard let period = GradedPeriod(year: graded, quarter: quarter ?? usualQuarter(pack, graded)) else {
      findings.add(.validity, at: .file, "Năm \(year ?? 0) không phải một năm.", "Ghi một năm từ 1 đến 9998.")
      return nil
    }
    let rules = pack.decisions.reduce(0) { $0 + $1.rules.count }
    guard rules <= mostRules else {
      findings.add(
        .oversize, at: .file, "Bộ quy tắc có \(rules) quy tắc, nhiều hơn \(mostRules).",
        "Gộp các quy tắc giống nhau, hoặc đưa số vào tham số và khung điểm.")
      return nil
    }
    let compiler = Compiler(pack, layout: layout ?? Layout([pack]), period: period, findings: findings)
    let program = compiler.compile(isTrial: isTrial)
    if !isTrial { compiler.checkUses() }
    compiler.checkValidity()
    return findings.hasErrors ? nil : program
  }

  /// No guidance comes near it; rules are checked against one another.
  static let mostRules = 1_000

  /// The year a pack is checked for when none is named: the first of its rounds.
  static func usualYear(_ pack: Pack) -> Int {
    min(max(pack.rounds.from, pack.validFrom.year), pack.rounds.to ?? .max)
  }

  /// The quarter of a year a pack is checked for when none is named: the first that has not ended before the pack holds.
  static func usualQuarter(_ pack: Pack, _ year: Int) -> Int? {
    guard pack.rounds.period == .quarter else { return nil }
    return (1...4).first { GradedPeriod(year: year, quarter: $0).map { $0.end >= pack.validFrom } ?? false }
      ?? 1
  }

  public static func hash(_ text: String) -> String {
    SHA256.hash(data: Array(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func unreadable(_ path: String, _ message: String) -> LoadedPack {
    let findings = PackFindings(path: path)
    findings.add(.unreadable, at: .file, "\(message)", "Chỉ đến thư mục có pack.yaml, hoặc đến một tệp YAML.")
    return LoadedPack(pack: nil, findings: findings.all, hash: "", text: "")
  }
}

/// Reads `source.md`: sections that begin `## D11.4 · Tên điều`.
enum SourceText {
  static func articles(_ text: String) -> [Pack.Article] {
    var articles: [Pack.Article] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## ") {
        let heading = line.dropFirst(3)
        let parts = heading.split(separator: "·", maxSplits: 1).map {
          $0.trimmingCharacters(in: .whitespaces)
        }
        articles.append(Pack.Article(id: parts.first ?? "", title: parts.count > 1 ? parts[1] : "", text: ""))
      } else if !articles.isEmpty {
        articles[articles.count - 1].text += line + "\n"
      }
    }
    return articles
  }
}
