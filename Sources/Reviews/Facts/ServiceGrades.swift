import Basics
import Formats
import Registry
import Rules
import Storage

/// Service grade list — danh sách kết quả xếp loại cán bộ, công chức, viên chức: what agencies have decided about their people,
/// as they send it: names, perhaps birth dates or card numbers, and the grade in words.
package struct ServiceGradeList: Sendable {
  /// The fact of a guidance that takes such a grade.
  package static let fact = "serviceGrade"
  package static let mostRows = 5_000

  package struct Row: Sendable, Hashable {
    /// As the list counts, the heading being 1 where it stands first.
    package var number: Int
    package var name: String
    package var bornOn: String
    package var card: String
    package var grade: String
  }

  package var rows: [Row]

  private enum Column: CaseIterable {
    case name, bornOn, card, grade
    var headings: [String] {
      switch self {
      case .name: ["ho va ten", "ho ten", "ten"]
      case .bornOn: ["ngay sinh", "ngay thang nam sinh", "sinh ngay", "nam sinh"]
      case .card: ["so the dang vien", "so the", "the dang vien", "so the dang"]
      case .grade:
        [
          "ket qua xep loai", "xep loai", "muc xep loai", "ket qua danh gia xep loai", "ket qua danh gia",
          "xep loai chat luong", "ket qua",
        ]
      }
    }
  }

  /// - Parameter table: rows of fields, a heading among the first of them.
  package init(_ table: [[String]]) throws {
    guard table.count <= Self.mostRows else { throw ServiceGradeRefusal.tooLong(Self.mostRows) }
    var places: [Column: Int] = [:]
    var first: Int?
    for (number, row) in table.prefix(20).enumerated() {
      let keys = row.map { HeadingText.key($0) }
      var found: [Column: Int] = [:]
      for column in Column.allCases {
        if let place = keys.firstIndex(where: { column.headings.contains($0) }) { found[column] = place }
      }
      if found[.name] != nil, found[.grade] != nil {
        (places, first) = (found, number)
        break
      }
    }
    guard let first else { throw ServiceGradeRefusal.noHeading }
    func field(_ row: [String], _ column: Column) -> String {
      guard let place = places[column], row.indices.contains(place) else { return "" }
      return VietnameseText.clean(row[place])
    }
    rows = table.enumerated().dropFirst(first + 1).compactMap { number, row in
      let read = Row(
        number: number + 1, name: field(row, .name), bornOn: field(row, .bornOn),
        card: field(row, .card), grade: field(row, .grade))
      return read.name.isEmpty && read.grade.isEmpty ? nil : read
    }
    guard !rows.isEmpty else { throw ServiceGradeRefusal.noRows }
  }

  /// Pasted or saved as text. A title above the heading hides which sign parts the fields, so each is tried.
  package init(delimited bytes: [UInt8]) throws {
    for separator in [nil, 9, UInt8(ascii: ";"), UInt8(ascii: ",")] as [UInt8?] {
      let table = try Self.table(bytes, separator)
      guard !table.isEmpty else { throw ServiceGradeRefusal.noRows }
      if let list = try? ServiceGradeList(table) {
        self = list
        return
      }
    }
    try self.init(try Self.table(bytes, nil))
  }

  /// Read no further than a list may be long.
  private static func table(_ bytes: [UInt8], _ separator: UInt8?) throws -> [[String]] {
    do { return try CSV.read(bytes, separator: separator, rows: mostRows) } catch {
      throw error.isTooLarge ? ServiceGradeRefusal.tooLong(mostRows) as any Error : error
    }
  }

  /// What stands in a workbook's first sheet that is not hidden.
  package init(workbook: Workbook) throws {
    guard let sheet = workbook.sheets.first(where: { !$0.isHidden && !$0.rows.isEmpty }) else {
      throw ServiceGradeRefusal.noRows
    }
    try self.init(
      sheet.rows.prefix(Self.mostRows + 1).map { row in
        let last = min(row.fields.map(\.column).max() ?? -1, 60)
        return last < 0 ? [] : (0...last).map { column in row[column].map { FieldText($0).text } ?? "" }
      })
  }

  /// The list as text that reads back to itself.
  package var text: String {
    let lines =
      [["Họ và tên", "Ngày sinh", "Số thẻ đảng viên", "Kết quả xếp loại"]]
      + rows.map { [$0.name, $0.bornOn, $0.card, $0.grade] }
    return lines.map { $0.joined(separator: "\t") }.joined(separator: "\n")
  }
}

/// What would come of such a list at an organisation: each row with the member it means, or why it means none.
package struct ServiceGradePlan: Sendable {
  package struct Line: Sendable {
    package var row: ServiceGradeList.Row
    package var member: ID<Member>?
    package var cellName: String
    /// The answer by the guidance's own word.
    package var value: String?
    package var valueName: String
    /// What the register said before.
    package var known: String?
    package var finding: Finding?

    /// Will be written.
    package var isNew: Bool { member != nil && value != nil && finding == nil }
  }
  package var lines: [Line]

  package var values: [ID<Member>: String] {
    Dictionary(
      lines.filter(\.isNew).compactMap { line in
        line.member.flatMap { member in line.value.map { (member, $0) } }
      }, uniquingKeysWith: { a, _ in a })
  }
}

extension Session {
  package func serviceGradePlan(
    _ list: ServiceGradeList, at organisation: ID<Organisation>, year: Int, guidance: Guidance,
    for actor: Registry.Actor, at moment: Moment, today: Day
  ) throws -> ServiceGradePlan {
    let asOf = AsOf(ReviewRecords.day(of: year, today: today))
    let fact = guidance.pack.facts.first { $0.entity == "member" && $0.id == ServiceGradeList.fact }
    guard let fact, case .choice(let words) = fact.kind else { throw ServiceGradeRefusal.notAsked(year) }
    let sight = try listSight(of: actor, asOf: asOf, at: moment)
    let listings = try members(in: organisation, asOf: asOf, seen: sight, limit: ReviewSheet.mostMembers)
    let here = Dictionary(listings.map { ($0.member, $0) }, uniquingKeysWith: { a, _ in a })
    let byName = Dictionary(grouping: listings) { VietnameseText.fold($0.person.name) }
    var seen: Set<ID<Member>> = []
    return ServiceGradePlan(
      lines: try list.rows.map { row in
        var line = ServiceGradePlan.Line(
          row: row, member: nil, cellName: "", value: nil, valueName: "", known: nil, finding: nil)
        func finding(_ code: String, _ severity: Finding.Severity, _ message: String, _ remedy: String) {
          line.finding = Finding(
            code, severity, row: row.number, value: row.name, message: message, remedy: remedy)
        }
        let word = words.first { Self.isSame(row.grade, $0.id, $0.name, guidance.pack.gradeName($0.id)) }
        let candidates = try candidates(row, here, byName)
        guard candidates.count == 1, let found = candidates.first else {
          if candidates.isEmpty {
            finding(
              "service.unknown", .notice, "Không phải đảng viên ở đây.",
              "Bỏ qua, hoặc kiểm tra họ tên, ngày sinh.")
          } else {
            finding(
              "service.several", .error, "Có \(candidates.count) đảng viên cùng họ tên.",
              "Ghi thêm ngày sinh hoặc số thẻ đảng viên.")
          }
          return line
        }
        (line.member, line.cellName) = (found.member, found.organisationName)
        guard let word else {
          finding(
            "service.grade", .error, "Không hiểu mức “\(row.grade)”.",
            "Ghi một trong: \(words.map(\.name).joined(separator: ", ")).")
          return line
        }
        (line.value, line.valueName) = (word.id, word.name)
        guard seen.insert(found.member).inserted else {
          finding("service.twice", .error, "Người này đã ở một dòng trên.", "Giữ một dòng.")
          return line
        }
        line.known = try reviewFacts(of: .member(found.member), entity: "member", year: year).first {
          $0.fact == fact.id
        }?.value
        if line.known == word.id {
          finding("service.same", .notice, "Sổ đã ghi mức này.", "Không cần ghi lại.")
        } else if try grading(of: .member(found.member), year: year) != nil {
          finding(
            "service.graded", .error, "Năm \(year) đã có kết quả xếp loại đảng viên.",
            "Xếp loại lại nếu mức của cơ quan làm kết quả khác đi.")
        } else if try submissionState(of: .member(found.member), year: year).1 == .accepted {
          finding(
            "service.locked", .error, "Kết quả của chi bộ đã được chuẩn y nên đã khóa.",
            "Cấp trên mở lại trước.")
        }
        return line
      })
  }

  private func candidates(
    _ row: ServiceGradeList.Row, _ here: [ID<Member>: MemberListing], _ byName: [String: [MemberListing]]
  ) throws -> [MemberListing] {
    if !row.card.isEmpty {
      let found = try members(withNumber: row.card).compactMap { here[$0] }
      if !found.isEmpty { return found }
    }
    let named = byName[VietnameseText.fold(row.name)] ?? []
    guard named.count > 1, let born = DayWords.read(row.bornOn) else {
      if let born = DayWords.read(row.bornOn), let only = named.first, let known = only.person.bornOn,
        known != born
      {
        return []
      }
      return named
    }
    return named.filter { $0.person.bornOn == born }
  }

  private static func isSame(_ typed: String, _ names: String...) -> Bool {
    func key(_ text: String) -> String {
      let folded = VietnameseText.fold(text)
      let tail = " nhiem vu"
      return folded.utf8.count > tail.utf8.count
        && folded.utf8.suffix(tail.utf8.count).elementsEqual(tail.utf8)
        ? String(folded.dropLast(tail.count)) : folded
    }
    let said = key(typed)
    return !said.isEmpty && names.contains { key($0).utf8.elementsEqual(said.utf8) }
  }
}

/// A day as lists write it: 2/3/1975, 02.03.1975, 1975-03-02.
private enum DayWords {
  static func read(_ text: String) -> Day? {
    if let day = Day(iso: text) { return day }
    let parts = text.split { "/.-".unicodeScalars.contains($0.unicodeScalars.first ?? " ") }.map { Int($0) }
    guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2] else { return nil }
    return Day(year: year, month: month, day: day)
  }
}

/// Records the grades of such a list as facts of the year, all or none, with the document they come by.
package struct RecordServiceGrades: Act {
  package static let name = "review.serviceGrades"
  package var organisation: ID<Organisation>
  package var year: Int
  package var values: [ID<Member>: String]
  package var decision: DecisionEntry
  package var guidance: Guidance

  package init(
    _ values: [ID<Member>: String], at organisation: ID<Organisation>, year: Int, decision: DecisionEntry,
    guidance: Guidance
  ) {
    (self.values, self.organisation, self.year) = (values, organisation, year)
    (self.decision, self.guidance) = (decision, guidance)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> Int {
    try register.require(.recordGradings, of: actor, on: organisation)
    guard !values.isEmpty else { throw ServiceGradeRefusal.nothing }
    let paper = try register.decision(decision)
    register.cite(paper)
    for (member, value) in values.sorted(by: { $0.key < $1.key }) {
      _ = try RecordReviewFacts(
        [ReviewAnswer(fact: ServiceGradeList.fact, value: value, evidence: decision.key.citation)],
        of: .member(member), as: "member", year: year, guidance: guidance
      ).perform(in: register, by: actor)
    }
    register.note("organisation", organisation)
    register.note("year", .int(year))
    register.note("count", .int(values.count))
    return values.count
  }
}

package enum ServiceGradeRefusal: Refusal, Equatable {
  case noHeading, noRows, nothing
  case tooLong(Int)
  case notAsked(Int)

  package var reason: String {
    switch self {
    case .noHeading: "Không thấy dòng đề mục có cột “Họ và tên” và “Kết quả xếp loại”."
    case .noRows: "Danh sách không có dòng nào."
    case .nothing: "Không có dòng nào ghi được."
    case .tooLong(let most): "Danh sách dài quá \(most) dòng."
    case .notAsked(let year): "Hướng dẫn năm \(year) không hỏi kết quả xếp loại của cơ quan."
    }
  }
  package var remedy: String {
    switch self {
    case .noHeading:
      "Đặt đề mục ở dòng đầu; thêm “Ngày sinh” hoặc “Số thẻ đảng viên” để phân biệt người trùng tên."
    case .noRows: "Dán hoặc tải danh sách rồi xem trước."
    case .nothing: "Xem lời báo ở từng dòng."
    case .tooLong: "Tách danh sách theo từng cơ quan."
    case .notAsked: "Chọn năm khác."
    }
  }
}
