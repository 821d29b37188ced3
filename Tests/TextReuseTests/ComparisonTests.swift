import Foundation
import Testing

@testable import TextReuse

@Suite struct `So hai văn bản` {
  private func compare(_ a: [[String]], _ b: [[String]], library: Library = .none) throws -> Comparison {
    try Comparison(
      World.document("a", tree: "a", a), World.document("b", tree: "b", audience: "committee", b),
      library: library,
      coefficients: World.coefficients, bounds: World.bounds)
  }

  @Test func `so với chính nó là tương tự toàn bộ`() throws {
    var world = World(seed: 3)
    let articles = world.articles(8)
    let result = try compare(articles, articles)
    #expect(result.articles.allSatisfy { $0.verdict == .mostly && $0.source == $0.place })
    #expect(result.alikeWords == result.countableWords && result.countableWords > 0)
    #expect(result.articles.flatMap(\.clauses).allSatisfy { $0.partner == $0.place && !$0.isMoved })
  }

  @Test func `hai văn bản không liên quan thì điều nào cũng viết riêng`() throws {
    var world = World(seed: 11)
    let result = try compare(world.articles(8), world.articles(8))
    #expect(result.articles.allSatisfy { $0.verdict == .own && $0.source == nil })
    #expect(result.alikeWords == 0)
  }

  @Test func `điều chép đổi thứ tự được nhận ra, khoản đổi chỗ được đánh dấu`() throws {
    var world = World(seed: 5)
    let source = world.articles(6)
    let own = world.articles(3) + [source[2].reversed()]
    let result = try compare(own, source)
    #expect(result.articles.map(\.verdict) == [.own, .own, .own, .mostly])
    #expect(result.articles[3].source == 2)
    #expect(result.articles[3].clauses.map(\.isMoved) == source[2].indices.map { $0 > 0 })
  }

  @Test func `văn bản bắt buộc không tính; khung của nơi khác thì tính và được nói ra`() throws {
    var world = World(seed: 9)
    let source = world.articles(4)
    let library = Library(
      [
        .init(id: "1", text: source[0][0], audience: "any"),
        .init(id: "2", text: source[0][1], audience: "committee"),
        .init(id: "3", text: source[0][2], audience: "cell"),
      ], masks: World.masks)
    let result = try compare([source[0]] + world.articles(3), source, library: library)
    let labels = result.articles[0].clauses.prefix(3).map(\.label)
    #expect(labels == [.mandated, .wrongFrame, .mandated])
    let mandated = result.articles[0].clauses[0].words + result.articles[0].clauses[2].words
    let all = result.articles[0].clauses.reduce(0) { $0 + $1.words }
    #expect(result.articles[0].countableWords == all - mandated)
  }

  @Test func `một chữ sửa không đưa văn bản bắt buộc trở lại`() {
    let text = "bàn việc chung phân công người phụ trách theo dõi sổ sách lập danh sách báo cáo kết quả"
    let library = Library([.init(id: "1", text: text, audience: "cell")], masks: World.masks)
    let edited = Syllables(text.replacingOccurrences(of: "sổ sách", with: "giấy tờ")).words
    #expect(library.match(edited, audience: "cell")?.passage == 0)
    #expect(
      library.match(Syllables("một câu khác hẳn không giống gì cả ở đây").words, audience: "cell") == nil)
    #expect(!library.isMeant(0, for: "committee"))
  }

  @Test func `văn bản trống không làm hỏng việc so`() throws {
    var world = World(seed: 2)
    #expect(try compare([], world.articles(2)).articles.isEmpty)
    #expect(try compare(world.articles(2), []).articles.allSatisfy { $0.verdict == .own })
    #expect(try compare([[""], [""]], [[""]]).alikeWords == 0)
  }
}
