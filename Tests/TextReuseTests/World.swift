@testable import TextReuse

/// Documents made of sentences drawn by a fixed dice, and copies of them with names exchanged and words lost.
struct World {
  static let masks = Masks(
    [
      .init("tập thể", ["chi bộ", "đảng ủy", "đảng bộ"], takesName: true, absorbs: ["nơi"]),
      .init("thường trực", ["chi ủy", "ban thường vụ"]),
      .init("nơi", ["xã", "ấp", "cơ quan"], takesName: true, absorbs: ["nơi"]),
      .init("đoàn thể", ["hội nông dân", "đoàn thanh niên", "mặt trận tổ quốc"], joins: true),
    ], joiners: ["và", "các"])

  static let coefficients = Coefficients(
    clause: [-12.4, 1.6, 2.7, 0, 5.1, 1.8, 0.5, 1.8, 0.5, 0.9, 0.3],
    clauseInArticle: [-1, 0.8, 0.1, 3, 0.1, 0.1, 0],
    article: [-5, 6, 0.3, 0.5, 0.5, 4, 1, 0.5, 1, 0.2, 0.5, 0, 0.3],
    anywhere: [-6, 6, 0.3, 0.5, 0.5, 4, 1, 0.5, 1, 0.2, 0.5, 0, 0.3])
  static let bounds = Comparison.Bounds(quotes: 150, partly: 400, mostly: 800, common: 0)

  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next(_ below: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(1, below)
  }

  private static let words = Array(
    """
    bàn việc chung phân công người phụ trách theo dõi sổ sách lập danh sách báo cáo kết quả nhắc nhở giúp đỡ gia đình khó khăn \
    mở hòm thư nghe dân góp lời soát lại lời hứa kỳ trước chuẩn bị tài liệu gửi trước ba hôm niêm yết tại nhà văn hóa thu nộp đúng hạn \
    giữ gìn đoàn kết học tập chuyên đề mỗi quý kết nạp lớp trẻ kiểm tra chéo giữa các tổ thăm hỏi người già đường sá vệ sinh
    """.split(separator: " ").map(String.init))

  mutating func sentence() -> String {
    let count = 10 + next(12)
    return (0..<count).map { _ in Self.words[next(Self.words.count)] }.joined(separator: " ")
  }

  mutating func articles(_ count: Int) -> [[String]] {
    (0..<count).map { _ in (0..<(3 + next(4))).map { _ in sentence() } }
  }

  static func document(_ id: String, tree: String, audience: String = "cell", _ articles: [[String]])
    -> ReuseDocument
  {
    var document = ReuseDocument(id: id, tree: tree, audience: audience)
    for (n, clauses) in articles.enumerated() {
      let first = document.clauses.count
      for (c, text) in clauses.enumerated() {
        let start = document.words.count
        var spans: [Masks.Span]?
        let syllables = Syllables(text)
        masks.apply(syllables, 0..<syllables.count, into: &document.words, spans: &spans)
        document.clauses.append(.init(.init(c + 1), start..<document.words.count))
      }
      document.articles.append(.init(n + 1, title: 0..<0, clauses: first..<document.clauses.count))
    }
    return document
  }

  /// Thirty trees of four documents; in each tree one document repeats two articles of the first.
  static func corpus() -> [ReuseDocument] {
    var world = World(seed: 7)
    var documents: [ReuseDocument] = []
    for tree in 0..<30 {
      let source = world.articles(6)
      documents.append(document("T\(tree)K", tree: "T\(tree)", audience: "committee", source))
      for cell in 0..<3 {
        var own = world.articles(5)
        if cell == 0 { own += [source[1], source[4].reversed()] }
        documents.append(document("T\(tree)C\(cell)", tree: "T\(tree)", own))
      }
    }
    return documents
  }

  static var sources: [String: String] {
    var sources: [String: String] = [:]
    for tree in 0..<30 { for cell in 0..<3 { sources["T\(tree)C\(cell)"] = "T\(tree)K" } }
    return sources
  }
}
