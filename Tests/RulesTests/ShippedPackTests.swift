import Rules
import Testing

/// Every guidance the product ships: no errors, its cases pass and reach every rule, and a changed pack fails them.
struct ShippedPackTests {
  private func load(_ name: String) throws -> (Pack, PackCases) {
    let folder = Corpus.path("Content/RulePacks/\(name)")
    let loaded = PackLoader.load(at: folder)
    #expect(loaded.findings.filter { $0.severity == .error }.map(\.message) == [])
    let pack = try #require(loaded.pack)
    return (pack, PackCases.load(folder: folder, pack: pack))
  }

  @Test(arguments: Corpus.shipped) func `các trường hợp thử đều đúng và chạm đến mọi quy tắc`(_ name: String)
    throws
  {
    let (pack, cases) = try load(name)
    #expect(cases.findings.map(\.message) == [])
    let results = cases.run(pack)
    #expect(results.flatMap(\.failures).map { "\($0.path):\($0.line) \($0.message)" } == [])
    #expect(PackCases.uncovered(pack, results).filter { $0.severity == .error }.map(\.message) == [])
  }

  #if !DEBUG
    @Test(arguments: Corpus.shipped) func `đổi một điều trong bộ quy tắc thì trường hợp thử phát hiện`(
      _ name: String
    ) throws {
      let (pack, cases) = try load(name)
      let (total, survivors) = PackMutation.survivors(of: pack, cases: cases)
      #expect(survivors.count * 20 <= total, "\(survivors.count) trên \(total): \(survivors.prefix(12))")
    }
  #endif
}
