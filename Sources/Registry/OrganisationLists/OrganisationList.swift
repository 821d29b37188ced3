import Basics
import Crypto
import Formats
import History

/// Organisation list — danh sách tổ chức đảng: the rows of a workbook, typed.
package struct OrganisationList: Sendable {
  package struct Row: Sendable {
    package var sheetName: String
    package var number: Int
    package var name = ""
    package var kind = ""
    package var superior = ""
    package var code = ""
    package var unitKind = ""
    package var unitName = ""
    package var unitCode = ""
    package var neighbourhood = ""
    package var foundedOn: Day?
    package var decisionType = ""
    package var decisionNumber = ""
    package var decisionIssuer = ""
    package var decisionDate: Day?
    /// Whether the sheet has a column for the superior; where not, the committee above is meant.
    package var hasSuperiorColumn = false
    package var findings: [Finding] = []

    var hasDecision: Bool { !decisionNumber.isEmpty || !decisionIssuer.isEmpty }
    var hasErrors: Bool { findings.contains { $0.severity == .error } }
  }

  package var name: String
  package var hash: String
  package var rows: [Row] = []
  package var findings: [Finding] = []

  package init(_ bytes: [UInt8], name: String, limits: WorkbookLimits = WorkbookLimits()) throws {
    let workbook = try Workbook.read(bytes, limits: limits)
    self.name = VietnameseText.clean(name)
    hash = hex(SHA256.hash(data: bytes))
    var hasHeader = false
    for sheet in workbook.sheets {
      let grid = SheetGrid(sheet)
      guard let header = HeaderFinder<OrganisationColumn>(grid).header(startingAt: 0, lookingAhead: 100)
      else { continue }
      guard !sheet.isHidden else {
        findings.append(.hiddenSheet(sheet.name))
        continue
      }
      hasHeader = true
      for place in header.unknown {
        findings.append(.unknownColumn(sheet.name, header.rows.lowerBound, header.headings[place] ?? ""))
      }
      read(grid, header)
    }
    guard hasHeader else { throw OrganisationListRefusal.noHeader }
  }

  private mutating func read(_ grid: SheetGrid, _ header: TableHeader<OrganisationColumn>) {
    let places = header.places
    for source in grid.sheet.rows where source.number > header.rows.upperBound {
      func field(_ column: OrganisationColumn) -> Workbook.Field? {
        guard let place = places[column] else { return nil }
        return source[place] ?? (column == .superior ? grid.shown(source.number, place) : nil)
      }
      func text(_ column: OrganisationColumn) -> String { FieldText(field(column)).text }
      let name = text(.name)
      let fold = VietnameseText.fold(name)
      // Totals, column numbers, signatures: no name of an organisation.
      if name.isEmpty || RosterRowKind.isOrdinal(name)
        || ["tong", "cong", "tong cong", "tong so"].contains(fold) || fold.hasPrefix("tong cong ")
      {
        continue
      }
      if source.fields.count == 1, OrganisationKindWords.kind("", name: name, above: nil) == nil { continue }
      var row = Row(sheetName: grid.sheet.name, number: source.number)
      row.name = name
      row.kind = text(.kind)
      row.superior = text(.superior)
      row.code = text(.code)
      row.unitKind = text(.unitKind)
      row.unitName = text(.unitName)
      row.unitCode = text(.unitCode)
      row.neighbourhood = text(.neighbourhood)
      row.decisionType = text(.decisionType)
      row.decisionIssuer = text(.decisionIssuer)
      row.hasSuperiorColumn = places[.superior] != nil
      row.foundedOn = row.day(.foundedOn, RosterDate(field(.foundedOn)), text(.foundedOn))
      row.decisionDate = row.day(.decisionDate, RosterDate(field(.decisionDate)), text(.decisionDate))
      row.read(decision: text(.decisionNumber))
      if let converted = OrganisationColumn.allCases.lazy.compactMap({ FieldText(field($0)).converted }).first
      {
        row.add(
          "text.converted", .notice, .name, "chữ gõ bằng bảng mã \(converted.title) đã đổi sang Unicode.",
          "Xem lại dấu.")
      }
      rows.append(row)
    }
  }
}

extension OrganisationList.Row {
  mutating func add(
    _ code: String, _ severity: Finding.Severity, _ column: OrganisationColumn, value: String? = nil,
    _ what: String, _ remedy: String
  ) {
    findings.append(
      Finding(
        code, severity, sheet: sheetName, row: number, column: column.title, value: value ?? name,
        message: "Dòng \(number), cột “\(column.title)”: \(what)", remedy: remedy))
  }

  fileprivate mutating func day(_ column: OrganisationColumn, _ date: RosterDate, _ text: String) -> Day? {
    switch date {
    case .empty: return nil
    case .day(let day, .usual): return day
    case .day(let day, _):
      add(
        "day.serial", .warning, column, value: text, "“\(text)” được hiểu là \(day.vietnamese).",
        "Đối chiếu lại; nếu sai thì ghi ngày/tháng/năm.")
      return day
    case .wrong(let fault):
      let finding = RosterRemark.wrongDay(fault, text).finding(
        sheet: sheetName, row: number, column: column.title, value: text)
      findings.append(finding)
      return nil
    }
  }

  /// "Quyết định số 05-QĐ/ĐU ngày 25/3/2008 của Đảng ủy xã Long Mỹ" in one field, or only the number.
  fileprivate mutating func read(decision text: String) {
    var rest = text
    if let of = rest.firstRange(of: " của "), decisionIssuer.isEmpty {
      decisionIssuer = VietnameseText.clean(rest[of.upperBound...])
      rest = String(rest[..<of.lowerBound])
    }
    if let on = rest.firstRange(of: "ngày ") {
      if decisionDate == nil {
        decisionDate = day(.decisionNumber, RosterDate(text: String(rest[on.upperBound...])), text)
      }
      rest = String(rest[..<on.lowerBound])
    }
    if let number = rest.firstRange(of: "số ") {
      if decisionType.isEmpty { decisionType = VietnameseText.clean(rest[..<number.lowerBound]) }
      rest = String(rest[number.upperBound...])
    }
    decisionNumber = VietnameseText.clean(rest.filter { $0 != "," })
    if decisionType.isEmpty, !decisionNumber.isEmpty { decisionType = "Quyết định" }
  }
}

package enum OrganisationListRefusal: Refusal, Equatable {
  case noHeader
  case hasErrors(Int)
  case nothingToWrite
  case registerChanged
  case notThere(String, Day)

  package var reason: String {
    switch self {
    case .noHeader:
      "Không tìm thấy bảng danh sách tổ chức đảng: không có dòng đề mục nào có cột “Tên tổ chức đảng” cùng ít nhất một cột khác."
    case .hasErrors(let count): "Danh sách còn \(count) lỗi nên chưa ghi gì vào sổ."
    case .nothingToWrite: "Danh sách không có gì mới: mọi tổ chức đã có trong sổ."
    case .registerChanged: "Sổ đã thay đổi sau khi kiểm tra danh sách; chưa ghi gì."
    case .notThere(let name, let day): "\(name) không tồn tại vào ngày \(day.vietnamese)."
    }
  }
  package var remedy: String {
    switch self {
    case .noHeader:
      "Đặt đề mục theo sách hướng dẫn, mục Nhập danh sách, hoặc dùng tệp mẫu mau-danh-sach-to-chuc.xlsx."
    case .hasErrors: "Sửa các dòng có lỗi rồi tải lại, hoặc chọn “Nhận dòng sạch”."
    case .nothingToWrite: "Không cần làm gì."
    case .registerChanged: "Tải lại tệp để xem kết quả kiểm tra mới rồi xác nhận."
    case .notThere: "Chọn một ngày tổ chức ấy đang hoạt động."
    }
  }
}
