import Basics
import Formats
import Registry
import Storage
import TestSupport
import Testing

@testable import Regulations

/// Drafting in the year of the frames: the small world on 20 November 2026.
struct DraftingWorld {
  static let today = day(2026_11_20)
  var register: TestRegister
  var world: SmallWorld
  var rules: DraftRules
  var fitRules: FitRules
  var frames: RegulationFrames

  static func with(_ engine: Engine, _ body: (DraftingWorld) async throws -> Void) async throws {
    try await TestRegister.with(engine, on: today) { register in
      let world = try await SmallWorld.make(in: register.system)
      _ = try await register.system.perform(
        NoteLeadership(
          world.longMyAgency, leads: .members, subject: "Đảng viên trong chi bộ", from: SmallWorld.founded),
        by: .operatorOfMachine)
      try await body(
        DraftingWorld(
          register: register, world: world, rules: DraftRules(TestContent.content),
          fitRules: FitRules(TestContent.content), frames: RegulationFrames(TestContent.content)))
    }
  }

  func start(_ beginning: StartRegulationDraft.Beginning? = nil) async throws -> ID<RegulationDraft> {
    let frame = try #require(frames.proposed(for: .agencyCell, on: Self.today).first)
    return try await register.system.perform(
      StartRegulationDraft(
        on: world.longMyAgency, from: beginning ?? .frame(frame), rules: rules, fitRules: fitRules),
      by: .operatorOfMachine)
  }

  func draft(_ id: ID<RegulationDraft>) async throws -> RegulationDraft {
    try #require(try await register.system.read { try $0.regulationDraft(id) })
  }

  func article(_ number: Int, of draft: RegulationDraft) throws -> RegulationDraftPiece {
    try #require(draft.pieces.first { $0.kind == .article && draft.numbers[$0.mark] == number })
  }

  @discardableResult
  func save(
    _ piece: RegulationDraftPiece, of draft: RegulationDraft, title: String? = nil, _ text: String,
    by actor: Actor = .operatorOfMachine
  ) async throws -> Int64 {
    try await register.system.perform(
      SaveRegulationDraftPiece(
        piece.piece, of: draft.id, seen: piece.id, numbering: draft.latest,
        title: title ?? DraftText.typed(piece.title, numbers: draft.numbers), text: text, rules: rules,
        fitRules: fitRules), by: actor)
  }

  func arrange(_ draft: ID<RegulationDraft>, _ work: ArrangeRegulationDraft.Work) async throws
    -> ID<RegulationDraftPiece>
  {
    try await register.system.perform(ArrangeRegulationDraft(draft, work), by: .operatorOfMachine)
  }

  /// Every article has words, every place a value.
  func finish(_ id: ID<RegulationDraft>) async throws -> RegulationDraft {
    for piece in try await draft(id).pieces where piece.kind == .article {
      let now = try await draft(id)
      let typed = DraftText.typed(piece.text, numbers: now.numbers)
      guard piece.isEmpty || !DraftText.unfilled(piece.text).isEmpty else { continue }
      let filled = typed.replacing(/‹[^›]*: chưa có trong sổ›/, with: "2025 – 2030")
      try await save(piece, of: now, piece.isEmpty ? "Chi bộ bàn việc hồ sơ trễ hẹn." : filled)
    }
    return try await draft(id)
  }
}

@Suite struct `Soạn quy chế` {
  @Test(arguments: Engine.available)
  func `dự thảo từ mẫu khung của đúng loại, đúng ngày, điền sẵn điều sổ ghi`(engine: Engine) async throws {
    try await DraftingWorld.with(engine) { world in
      #expect(world.frames.proposed(for: .agencyCell, on: day(2014_01_01)).isEmpty)
      for kind in [Organisation.Kind.agencyCell, .residentialCell, .subordinateCell, .baseCommittee] {
        let frame = try #require(world.frames.proposed(for: kind, on: DraftingWorld.today).first)
        #expect(frame.articles.contains { $0.what == .own && $0.prompt != nil }, "\(frame.id)")
        #expect(frame.articles.allSatisfy { !$0.basis.isEmpty && !$0.certainty.isEmpty }, "\(frame.id)")
      }
      let draft = try await world.draft(try await world.start())
      let first = try world.article(1, of: draft)
      let text = DraftText.read(first.text, numbers: draft.numbers)
      #expect(text.contains("Chi bộ cơ quan xã Long Mỹ, trực thuộc Đảng bộ xã Long Mỹ"))
      #expect(text.contains("Chi bộ lãnh đạo: Đảng viên trong chi bộ."))
      #expect(DraftText.unfilled(first.text) == ["nhiệm kỳ"])
      let all = draft.pieces.map { DraftText.read($0.text, numbers: draft.numbers) }.joined(separator: "\n")
      #expect(
        all.contains("mỗi tháng một lần") && all.contains("213-QĐ/TW") && all.contains("Đảng ủy xã Long Mỹ"))
      #expect(all.contains("Chủ tịch Ủy ban nhân dân xã Long Mỹ"))
      // The superior has no regulation in the register: it is no basis.
      #expect(
        draft.head.map { !$0.text.contains("quy chế cấp trên") && $0.text.contains("208-QĐ/TW") } == true)
    }
  }

  @Test(arguments: Engine.available)
  func `thêm, bỏ, chuyển điều và chương: số điều và dẫn chiếu đi theo`(engine: Engine) async throws {
    try await DraftingWorld.with(engine) { world in
      let id = try await world.start()
      var draft = try await world.draft(id)
      let target = try world.article(4, of: draft)
      try await world.save(
        try world.article(2, of: draft), of: draft,
        "1. Theo Điều 4 của Quy chế này.\n2. Theo Điều 9 Điều lệ Đảng.")
      _ = try await world.arrange(id, .move(target.piece, isUp: false))
      draft = try await world.draft(id)
      #expect(draft.numbers[target.mark] == 5)
      let new = try await world.arrange(
        id, .add(.article, title: "Trực một cửa", after: try world.article(1, of: draft).piece))
      draft = try await world.draft(id)
      #expect(draft.piece(new).flatMap { draft.numbers[$0.mark] } == 2)
      let referring = try world.article(3, of: draft)
      #expect(DraftText.read(referring.text, numbers: draft.numbers).contains("Theo Điều 6 của Quy chế này"))
      #expect(DraftText.read(referring.text, numbers: draft.numbers).contains("Điều 9 Điều lệ Đảng"))
      // A chapter takes its articles along.
      let chapters = draft.pieces.filter { $0.kind == .chapter }
      _ = try await world.arrange(id, .move(chapters[1].piece, isUp: true))
      draft = try await world.draft(id)
      #expect(draft.pieces.filter { $0.kind == .chapter }.first?.piece == chapters[1].piece)
      #expect(draft.pieces.first?.kind == .head)
      #expect(draft.pieces.map(\.position) == draft.pieces.map(\.position).sorted())
      _ = try await world.arrange(id, .remove(target.piece))
      draft = try await world.draft(id)
      let dead = try #require(draft.piece(referring.piece))
      let reading = DraftReading(
        draft,
        fit: try #require(
          try await world.register.system.read {
            try $0.fitFacts(of: world.world.longMyAgency, on: DraftingWorld.today)
          }),
        facts: DraftFacts(), rules: world.fitRules)
      #expect(reading.findings[dead.piece]?.contains { $0.matter == .reference } == true)
      await #expect(throws: RegulationDraftRefusal.nothingChanged) {
        _ = try await world.arrange(id, .move(chapters[1].piece, isUp: true))
      }
    }
  }

  @Test(arguments: Engine.available)
  func `hai người sửa hai điều thì không vướng nhau, sửa một điều thì hiện cả hai`(engine: Engine)
    async throws
  {
    try await DraftingWorld.with(engine) { world in
      let id = try await world.start()
      let draft = try await world.draft(id)
      let (two, six) = (try world.article(2, of: draft), try world.article(6, of: draft))
      try await world.save(two, of: draft, "1. Một.")
      try await world.save(six, of: draft, "1. Giao việc đầu quý.")
      // Moved meanwhile, the text is the same: nothing is at odds.
      _ = try await world.arrange(id, .move(six.piece, isUp: true))
      let now = try await world.draft(id)
      let moved = try #require(now.piece(six.piece))
      _ = try await world.arrange(id, .move(six.piece, isUp: false))
      try await world.save(moved, of: now, "1. Giao việc đầu tháng.")
      do {
        try await world.save(two, of: draft, "1. Hai.")
        Issue.record("bản cũ được ghi đè")
      } catch let refusal as RegulationDraftRefusal {
        guard case .outdated = refusal else { throw refusal }
      }
      await #expect(throws: RegulationDraftRefusal.nothingChanged) {
        let now = try await world.draft(id)
        let piece = try world.article(2, of: now)
        try await world.save(piece, of: now, "1. Một.")
      }
      let changes = try await world.register.system.read { try $0.regulationDraftChanges(of: id) }
      #expect(changes.first?.after?.piece == six.piece)
      // Two savings of one person in a row are one change.
      #expect(changes.count { $0.after?.piece == six.piece } <= 2)
      let earlier = try #require(changes.last { $0.after?.piece == two.piece }?.before)
      _ = try await world.register.system.perform(
        RestoreRegulationDraftPiece(earlier.id, of: id), by: .operatorOfMachine)
      let back = try await world.draft(id)
      #expect(try world.article(2, of: back).text == earlier.text)
    }
  }

  @Test(arguments: Engine.available)
  func `sổ đổi thì chỗ điền được nêu và điền lại, chữ tự viết giữ nguyên`(engine: Engine) async throws {
    try await DraftingWorld.with(engine) { world in
      let id = try await world.start()
      var draft = try await world.draft(id)
      try await world.save(
        try world.article(3, of: draft), of: draft, "1. Đảng viên trong chi bộ tự viết câu này.")
      _ = try await world.register.system.perform(
        NoteLeadership(
          world.world.longMyAgency, leads: .staff, subject: "Cán bộ, công chức cơ quan",
          from: SmallWorld.founded),
        by: .operatorOfMachine)
      draft = try await world.draft(id)
      let (rules, held) = (world.rules, draft)
      let facts = try await world.register.system.read {
        try $0.draftFacts(of: held.organisation, on: DraftingWorld.today, rules: rules)
      }
      let fit = try #require(
        try await world.register.system.read {
          try $0.fitFacts(of: held.organisation, on: DraftingWorld.today)
        })
      let reading = DraftReading(draft, fit: fit, facts: facts, rules: world.fitRules)
      let first = try world.article(1, of: draft)
      #expect(reading.stale[first.piece]?.map(\.new) == ["Đảng viên trong chi bộ; Cán bộ, công chức cơ quan"])
      try await world.register.system.perform(
        RefreshRegulationDraft(id, rules: world.rules), by: .operatorOfMachine)
      draft = try await world.draft(id)
      let refreshed = try world.article(1, of: draft)
      #expect(DraftText.read(refreshed.text, numbers: [:]).contains("Cán bộ, công chức cơ quan"))
      #expect(try world.article(3, of: draft).text == "1. Đảng viên trong chi bộ tự viết câu này.")
      await #expect(throws: RegulationDraftRefusal.nothingChanged) {
        try await world.register.system.perform(
          RefreshRegulationDraft(id, rules: world.rules), by: .operatorOfMachine)
      }
    }
  }

  @Test func `bên cạnh điều đang viết: đối tượng không có, thẩm quyền, nhịp họp, căn cứ hết hiệu lực`()
    async throws
  {
    try await DraftingWorld.with(.sqlite) { world in
      let id = try await world.start()
      let draft = try await world.draft(id)
      let three = try world.article(3, of: draft)
      try await world.save(
        three, of: draft,
        "1. Chi bộ lãnh đạo Hội Nông dân, Hội Phụ nữ thi đua.\n2. Chi bộ quyết định kết nạp đảng viên.\n3. Chi bộ họp ba tháng một lần."
      )
      let head = try #require(draft.head)
      try await world.save(head, of: draft, "Căn cứ Quy định số 294-QĐ/TW ngày 01/07/2025")
      let now = try await world.draft(id)
      let fit = try #require(
        try await world.register.system.read {
          try $0.fitFacts(of: now.organisation, on: DraftingWorld.today)
        })
      let reading = DraftReading(now, fit: fit, facts: DraftFacts(), rules: world.fitRules)
      let found = Set(reading.findings[three.piece]?.map(\.matter) ?? [])
      #expect(found.isSuperset(of: [.subjects, .powers, .rhythm]))
      #expect(reading.findings[head.piece]?.first?.matter == .basis)
      // The frame itself is in order.
      #expect(reading.findings.keys.allSatisfy { $0 == three.piece || $0 == head.piece })
    }
  }

  @Test(arguments: Engine.available)
  func
    `chỗ điền không có tên ấy thì giữ dấu, nói ra và không thông qua được; đầu điều gõ trong một điều thì nêu`(
      engine: Engine
    ) async throws
  {
    try await DraftingWorld.with(engine) { world in
      let id = try await world.start()
      let draft = try await world.draft(id)
      let three = try world.article(3, of: draft)
      try await world.save(
        three, of: draft,
        "1. Việc của ‹tên tổ chức› và của ‹tổ chức›, {x|y} {#abc}.\nĐiều 50. Khen thưởng\n1. Khen.\nChương IX. CUỐI"
      )
      let now = try await world.draft(id)
      let piece = try world.article(3, of: now)
      #expect(
        DraftText.typed(piece.text, numbers: now.numbers).contains(
          "‹tên tổ chức› và của ‹Chi bộ cơ quan xã Long Mỹ›"))
      #expect(piece.text.contains("(x|y) (#abc)"))
      let fit = try #require(
        try await world.register.system.read {
          try $0.fitFacts(of: now.organisation, on: DraftingWorld.today)
        })
      let reading = DraftReading(now, fit: fit, facts: DraftFacts(), rules: world.fitRules)
      #expect(reading.unknown[piece.piece] == ["tên tổ chức"])
      let heads = reading.findings[piece.piece]?.filter { $0.key.utf8.starts(with: "draft.head".utf8) }.map(
        \.marked)
      #expect(heads == ["Điều 50. Khen thưởng", "Chương IX. CUỐI"])
      do {
        _ = try await world.register.system.perform(
          AdoptRegulationDraft(
            id, seen: now.latest, on: DraftingWorld.today, votes: 5, of: 6, rules: world.rules),
          by: .operatorOfMachine)
        Issue.record("thông qua được khi còn chỗ điền lạ")
      } catch RegulationDraftRefusal.unfinished(_, let unfilled) {
        #expect(unfilled.contains("‹tên tổ chức›"))
      }
    }
  }

  @Test func `chức vụ xếp theo thứ bậc, không theo chữ cái`() throws {
    let rules = try DraftRules(TestContent.content)
    #expect(
      rules.ordered(["Chi ủy viên", "Tổ trưởng", "Phó Bí thư chi bộ", "Bí thư chi bộ"]) == [
        "Bí thư chi bộ", "Phó Bí thư chi bộ", "Chi ủy viên", "Tổ trưởng",
      ])
    #expect(rules.adoption.carries(4, of: 6) && !rules.adoption.carries(3, of: 6))
    #expect(rules.adoption.words.contains("quá nửa") && rules.adoption.words.contains("Điều 9"))
  }

  @Test func `mẫu khung của mọi loại không tự gây điểm cần xem`() async throws {
    try await DraftingWorld.with(.sqlite) { world in
      for (organisation, kind) in [
        (world.world.longMyAgency, Organisation.Kind.agencyCell),
        (world.world.longMyHamlet, .residentialCell),
        (world.world.longMy, .baseCommittee),
      ] {
        let frame = try #require(world.frames.proposed(for: kind, on: DraftingWorld.today).first)
        let id = try await world.register.system.perform(
          StartRegulationDraft(
            on: organisation, from: .frame(frame), rules: world.rules, fitRules: world.fitRules),
          by: .operatorOfMachine)
        let draft = try await world.draft(id)
        let fit = try #require(
          try await world.register.system.read { try $0.fitFacts(of: organisation, on: DraftingWorld.today) })
        let reading = DraftReading(draft, fit: fit, facts: DraftFacts(), rules: world.fitRules)
        // The district of this world has not ended.
        let told = reading.findings.values.flatMap { found in
          found.filter { $0.matter != .district }.map(\.title)
        }
        #expect(told == [], "\(kind)")
        let articles = draft.pieces.filter { $0.kind == .article }.map(\.piece)
        #expect(reading.text.pieces == articles)
      }
    }
  }

  @Test(arguments: Engine.available)
  func `bắt đầu từ bản cũ: chương, điều, khoản, tên tổ chức thành chỗ điền, dẫn chiếu gắn với điều`(
    engine: Engine
  ) async throws {
    try await DraftingWorld.with(engine) { world in
      let old = """
        QUY CHẾ LÀM VIỆC
        - Căn cứ Điều lệ Đảng;
        Chương I
        QUY ĐỊNH CHUNG
        Điều 1. Phạm vi
        1. Chi bộ cơ quan xã Long Mỹ thực hiện Điều 2 của Quy chế này.
        Chương II
        CHẾ ĐỘ
        Điều 2. Sinh hoạt
        1. Chi bộ họp hằng tháng:
        a) ngày mùng ba;
        b) khi cần.
        """
      let outline = Outline.read(RegulationFile.read(Array(old.utf8), name: "cu.txt"))
      let draft = try await world.draft(
        try await world.start(.text(outline, of: nil, title: "Quy chế làm việc")))
      #expect(draft.pieces.map(\.kind) == [.head, .chapter, .article, .chapter, .article])
      let (one, two) = (try world.article(1, of: draft), try world.article(2, of: draft))
      #expect(
        one.text.contains("{tổ chức|Chi bộ cơ quan xã Long Mỹ}") && one.text.contains("Điều {#\(two.mark)}"))
      #expect(
        DraftText.read(two.text, numbers: [:]) == "1. Chi bộ họp hằng tháng:\na) ngày mùng ba;\nb) khi cần.")
    }
  }
}
