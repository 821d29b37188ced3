import Basics
import Foundation
import Logging
import Registry
import Reviews
import TestSupport
import Testing

@testable import Web

@Suite struct `Dấu vết của lá phiếu` {
  private static let marker = "VETPHIEUKIN7f3a"

  /// Everything the site would write into a log.
  private final class Written: @unchecked Sendable {
    private let lock = NSLock()
    private var lines: [String] = []
    func add(_ line: String) { lock.withLock { lines.append(line) } }
    var text: String { lock.withLock { lines.joined(separator: "\n") } }
  }

  private struct Recorder: LogHandler {
    let written: Written
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }
    func log(event: LogEvent) { written.add("\(event.message) \(event.metadata ?? [:])") }
  }

  /// Whether a text stands anywhere in the register: in the files as they lie on the disk, or in some row of some table.
  private static func isKept(_ text: String, in register: TestRegister) async throws -> Bool {
    if let folder = register.folder {
      let files = FileManager.default.enumerator(atPath: folder)?.allObjects ?? []
      return try files.contains { file in
        let path = "\(folder)/\(file)"
        var isFolder: ObjCBool = false
        FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        if isFolder.boolValue { return "\(file)".contains(text) }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        return "\(file)".contains(text) || bytes.range(of: Data(text.utf8)) != nil
      }
    }
    return try await register.system.read { session throws in
      try session.count(
        """
        SELECT count(*) FROM information_schema.tables t WHERE t.table_schema = 'public' AND t.table_type = 'BASE TABLE'
          AND position(\(text) in query_to_xml(format('SELECT * FROM %I', t.table_name), true, false, '')::text) > 0
        """) > 0
    }
  }

  @Test(arguments: Engine.available)
  func
    `P-V15: dấu cài vào lá phiếu không thấy ở nhật ký máy chủ, nhật ký sổ, thông báo lỗi, trang nào, tên tệp nào`(
      engine: Engine
    ) async throws
  {
    try await SiteWorld.with(engine) { world in
      let w = try await BallotWorld.open(world, more: 12, accounts: true)
      let meeting = try await w.meeting()
      let opened = try await w.ballot(meeting, "electronic", only: ["Hường"])
      let ballot = try #require(opened.location?.components(separatedBy: "?").first)
      let parts = try await w.keys(ballot)
      let own = "/cua-toi/phieu/\(ballot.components(separatedBy: "/phieu/").last ?? "")"
      let written = Written()
      var site = world.site
      site = Site(
        system: world.system, content: site.content,
        logger: Logger(label: "test") { _ in Recorder(written: written) })
      let voter = TestClient(site)
      _ = try await voter.get("/dang-nhap")
      _ = try await voter.post("/dang-nhap", [("ten", "dv3"), ("mat-khau", SiteWorld.password)])
      let page = try await voter.get(own)
      #expect(page.status == 200)
      // As a choice, as a further field, as the key: refused or taken, never said again.
      var answers = [
        try await voter.post(own, [("khoa", String(repeating: "0", count: 32)), ("dong-1", Self.marker)]),
        try await voter.post(own, [("khoa", "k"), ("dong-9", Self.marker), ("dong-1", "")]),
        try await voter.get("\(own)?dong-1=\(Self.marker)"),
        try await voter.post("\(own)\(Self.marker)", [("khoa", Self.marker), ("dong-1", "HTT")]),
      ]
      #expect(answers.map(\.status) == [422, 422, 200, 404])
      // Only a key of the page's own making is taken: not a word, not a hundred thousand letters.
      for key in [Self.marker, String(repeating: "a", count: 100_000)] {
        let refused = try await voter.post(own, [("khoa", key), ("dong-1", "HTXS")])
        #expect(refused.status == 400 && !refused.has(key))
      }
      let key = try #require(page.hidden("khoa"))
      let taken = try await voter.post(own, [("khoa", key), ("dong-1", "HTXS"), ("ghi-chu", Self.marker)])
      #expect(taken.status == 303)
      answers.append(taken)
      for answer in answers where !answer.has("value=\"\(Self.marker)\" checked") {
        #expect(!answer.has(Self.marker) && answer.location?.contains(Self.marker) != true)
      }
      for client in [w.clerk, try await world.inspector(), try await world.founder(), voter] {
        for path in [ballot, meeting, "\(w.cell)?nam=2026", "/nhat-ky", "/cua-toi"] {
          #expect(try await !client.get(path).has(Self.marker), "\(path)")
        }
        // A search tells of it as much as of a word that stands nowhere.
        let (one, other) = (Self.marker, "KHONGCODAUCA4b1c")
        let found = try await client.get("/tim-kiem?q=\(one)").text.replacing(one, with: "")
        #expect(try await client.get("/tim-kiem?q=\(other)").text.replacing(other, with: "") == found)
      }
      #expect(!written.text.contains(Self.marker))
      #expect(try await !Self.isKept(Self.marker, in: world.register))
      // The parts of the key are kept nowhere, not even as they are typed without dashes.
      for (_, part) in parts {
        #expect(try await !Self.isKept(part, in: world.register) && !written.text.contains(part))
        #expect(try await !Self.isKept(part.replacing("-", with: ""), in: world.register))
        for client in [w.clerk, voter] { #expect(try await !client.get(ballot).has(part)) }
      }
      #expect(
        try await Self.isKept("Nguyễn Thị Hường", in: world.register), "phép tìm này tìm được thứ có trong sổ"
      )
      // The history knows that a ballot was opened, and of no vote.
      let acts = try await world.system.read { session throws in
        try session.all("SELECT act FROM journal_entry") { try $0.text(0) }
      }
      #expect(acts.contains("ballot.open") && !acts.contains { $0.contains("cast") })
    }
  }
}
