import Basics
import Formats
import Registry
import Storage
import TestSupport
import Testing

/// One workbook with every kind of fault, counted exactly: the rows are made, so their number is known.
@Suite struct `Danh sách lớn` {
  static let families = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đỗ", "Bùi", "Phan", "Đặng"]
  static let middles = ["Văn", "Thị", "Minh", "Thanh", "Ngọc", "Hữu", "Kim", "Quốc", "Thúy", "Công"]
  static let givens = [
    "An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Nam", "Phúc", "Quân", "Sơn", "Tâm", "Vinh",
    "Xuân",
  ]

  /// Name and birthday never coincide for two numbers below 40,000.
  static func person(_ n: Int, card: String? = nil, name: String? = nil) -> [SheetContent.Cell] {
    let born = Day(year: 1945 + n % 40, month: n / 40 % 12 + 1, day: n / 480 % 28 + 1) ?? .endOfTime
    let name = name ?? "\(families[n % 10]) \(middles[n / 10 % 10]) \(givens[n % 15])"
    let admitted = Day(year: born.year + 25, month: 2, day: 3) ?? .endOfTime
    return [
      .integer(n), .text(name), .day(born), .text(admitted.padded),
      .day(Day(year: born.year + 26, month: 2, day: 3) ?? .endOfTime),
      .text(card ?? "8\(String(1_000_000 + n))"),
      .text(n.isMultiple(of: 2) ? "Chi bộ ấp Long Hòa" : "Chi bộ cơ quan"),
    ]
  }

  static func book(_ rows: [[SheetContent.Cell]]) throws -> [UInt8] {
    let half = rows.count / 2
    func sheet(_ name: String, _ rows: ArraySlice<[SheetContent.Cell]>) -> SheetContent {
      SheetContent(
        name, titles: ["ĐẢNG ỦY XÃ LONG MỸ", "DANH SÁCH ĐẢNG VIÊN"],
        columns: ["STT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức", "Số thẻ", "Chi bộ"].map
        { .init($0) },
        rows: rows.map { .init($0) } + [
          .init([.empty, .text("Tổng cộng"), .integer(rows.count)], kind: .total)
        ])
    }
    return try WorkbookFile(sheets: [sheet("Trang 1", rows[..<half]), sheet("Trang 2", rows[half...])])
      .bytes()
  }

  @Test(arguments: Engine.available)
  func `mọi loại lỗi được đếm đúng, dòng sạch được nhận, lần thứ hai không đổi gì`(engine: Engine)
    async throws
  {
    var rows = (0..<400).map { Self.person($0) }
    func other(_ n: Int, _ column: Int, _ cell: SheetContent.Cell) -> [SheetContent.Cell] {
      var row = Self.person(n)
      row[column] = cell
      return row
    }
    rows += (0..<13).map { Self.person($0) }  // exact repeats
    rows += (20..<28).map { n in
      other(n, 1, .text("\(Self.givens[n % 15]) \(Self.families[n % 10]) \(Self.middles[n / 10 % 10])"))
    }  // swapped
    rows += (40..<46).map { Self.person($0, card: "9\(String(1_000_000 + $0))") }  // namesakes
    let days = ["31/02/1975", "00/00/1962", "1958", "không rõ", "29/02/1971"]
    rows += (0..<11).map { other(600 + $0, 2, .text(days[$0 % 5])) }
    rows += (0..<9).map { other(700 + $0, [1, 2, 3][$0 % 3], .empty) }
    rows += (0..<4).map { other(800 + $0, 5, .text("12\($0)")) }
    rows += (0..<3).map { other(900 + $0, 6, .text("Chi bộ ấp Lạ")) }
    let registered = (1000..<1004).map { Self.person($0) }
    rows += registered
    let bytes = try Self.book(rows)
    try await TestRegister.with(engine) { register in
      let system = register.system
      let world = try await SmallWorld.make(in: system)
      for n in 1000..<1004 {
        let born = Day(year: 1945 + n % 40, month: n / 40 % 12 + 1, day: n / 480 % 28 + 1)
        let cell = Self.person(n)[1]
        guard case .text(let name) = cell else { continue }
        _ = try await system.perform(
          RegisterMember(
            PersonalRecord(name: name, bornOn: born), numbers: [.card: "8\(String(1_000_000 + n))"],
            in: world.phongNamHamlet, from: Day(number: 2010_01_01) ?? .endOfTime),
          by: .operatorOfMachine)
      }
      let plan = try await system.check(bytes, into: world.longMy)
      let counts = Dictionary(plan.findings.map { ($0.code, 1) }, uniquingKeysWith: +)
      #expect(
        counts == [
          "row.repeat": 13, "row.suspect": 8, "member.namesake": 6, "day.notInCalendar": 7, "day.yearOnly": 2,
          "day.unreadable": 2,
          "field.missing": 9, "number.malformed": 4, "cell.unknown": 3, "member.elsewhere": 4,
        ])
      #expect(plan.rowCount == 458)
      #expect(
        [plan.wouldCreate, plan.repeats, plan.suspects, plan.claims, plan.rejected] == [406, 13, 8, 4, 27])
      #expect(plan.wouldCreate + plan.repeats + plan.suspects + plan.claims + plan.rejected == plan.rowCount)
      #expect(try await system.count(world.longMy) == 0)
      _ = try await system.perform(ImportRoster(plan, acceptsClean: true), by: .operatorOfMachine)
      #expect(try await system.count(world.longMy) == 406)
      let again = try await system.check(bytes, into: world.longMy)
      #expect([again.wouldCreate, again.wouldChange, again.unchanged] == [0, 0, 406])
      let returned = try Workbook.read(RosterReturn(plan).workbook().bytes())
      #expect(
        try await system.check(RosterReturn(plan).workbook().bytes(), into: world.longMy).rowCount == 39)
      #expect(returned.sheets.map(\.name) == ["Trang 2"])
    }
  }
}
