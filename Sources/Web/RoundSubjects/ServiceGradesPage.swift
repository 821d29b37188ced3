import Basics
import Formats
import Markup
import Registry
import Reviews

extension Visit {
  /// Grades of agencies by list: pasted or as a file, looked at first, then recorded with their document.
  func serviceGrades(_ trouble: FormTrouble, plan: (ServiceGradeList, ServiceGradePlan)? = nil) async throws
    -> Answer
  {
    let (id, asOf, system, year) = (try organisation, AsOf(today), system, try reviewYear)
    let name = try found(try await system.read { try $0.organisationNear(id, asOf: asOf) }).name
    let path = "/to-chuc/\(id)/dot-kiem-diem/xep-loai-co-quan"
    let asking = Form(
      action: path, csrf: csrf, takesFiles: true, label: "Xem trước danh sách",
      body: """
        \(HiddenField("nam", "\(year)"))
        \(FileField("tep", label: "Tệp Excel hoặc CSV", accept: ".xlsx,.csv", error: trouble.on("tep")))
        \(TextArea("danh-sach", label: "Hoặc dán danh sách", value: plan == nil ? form.exact("danh-sach") : "", rows: 6, hint: "Dòng đầu là đề mục: Họ và tên, Ngày sinh hoặc Số thẻ đảng viên, Kết quả xếp loại. Chép từ Excel dán vào là được.", error: trouble.on("danh-sach"), maximumLength: 400_000))
        \(Actions("\(Submit("Xem trước", kind: plan == nil ? .primary : .secondary, name: "viec", value: "xem"))"))
        """)
    return try await page(
      "Xếp loại của cơ quan năm \(year)",
      breadcrumbs: [
        Link("Kiểm điểm", "/dot-kiem-diem"), Link(name, "/to-chuc/\(id)/dot-kiem-diem?nam=\(year)"),
      ],
      body: """
        \(PageHeading("Kết quả xếp loại cán bộ, công chức, viên chức năm \(year)", kind: name, lede: "Danh sách của cơ quan thành dữ kiện của từng đảng viên, kèm văn bản; xem trước rồi mới ghi."))
        \(trouble.summary)
        \(plan.map { preview($0.0, $0.1, path, year, trouble) } ?? "")
        \(Section(plan == nil ? "Danh sách" : "Danh sách khác", body: asking.html))
        """)
  }

  private func preview(
    _ list: ServiceGradeList, _ plan: ServiceGradePlan, _ path: String, _ year: Int, _ trouble: FormTrouble
  ) -> HTML {
    let count = plan.lines.count(where: \.isNew)
    let errors = plan.lines.count { $0.finding?.severity == .error }
    let table = Table(
      "Xem trước",
      columns: [
        .init("Dòng", .number), .init("Họ và tên"), .init("Chi bộ"), .init("Mức"), .init("Kết luận"),
      ],
      rows: plan.lines.map { line in
        let told: String =
          line.finding.map { "\($0.message) \($0.remedy)" }
          ?? (line.known == nil ? "ghi mới" : "ghi thay mức cũ")
        return Table.Row(
          [
            "\(line.row.number)", "\(line.row.name)", "\(line.cellName)",
            "\(line.valueName.isEmpty ? line.row.grade : line.valueName)", "\(told)",
          ],
          tone: line.finding?.severity == .error ? .attention : line.finding == nil ? .neutral : .undecided)
      }, header: 1
    )
    let writing = Form(
      action: path, csrf: csrf, label: "Ghi danh sách",
      body: """
        \(HiddenField("nam", "\(year)"))\(HiddenField("danh-sach", list.text))
        \(DecisionFields(visit: self, trouble: trouble, legend: "Văn bản của cơ quan"))
        \(Actions("\(Submit("Ghi \(count) dòng", name: "viec", value: "ghi"))"))
        """)
    return Section(
      "Xem trước", id: "xem-truoc",
      note: "\(count) dòng ghi được, \(errors) dòng có lỗi, còn lại bỏ qua.",
      body: "\(table)\(when: count > 0, writing.html)"
    ).html
  }

  func takeServiceGrades() async throws -> Answer {
    let (id, year) = (try organisation, try reviewYear)
    var kept: (ServiceGradeList, ServiceGradePlan)?
    return try await attempt {
      let guidance = try guidance(of: year)
      let list = try await serviceGradeList()
      let (system, actor, today) = (system, actor, today)
      let now = system.now
      let plan = try await system.read {
        try $0.serviceGradePlan(
          list, at: id, year: year, guidance: guidance, for: actor, at: now, today: today)
      }
      kept = (list, plan)
      guard form["viec"] == "ghi" else {
        return try await serviceGrades(FormTrouble(), plan: (list, plan))
      }
      guard let paper = try decision(isRequired: true) else { throw RequestRefusal.missing("văn bản") }
      _ = try await perform(
        RecordServiceGrades(plan.values, at: id, year: year, decision: paper, guidance: guidance))
      return .redirect("/to-chuc/\(id)/dot-kiem-diem/xep-loai-co-quan?nam=\(year)", done: .saved)
    } else: {
      try await serviceGrades($0, plan: kept)
    }
  }

  private func serviceGradeList() async throws -> ServiceGradeList {
    guard let file = form.files["tep"], !file.bytes.isEmpty else {
      let text = form.exact("danh-sach")
      guard !text.isEmpty else { throw ServiceGradeRefusal.noRows }
      return try ServiceGradeList(delimited: Array(text.utf8))
    }
    if file.bytes.starts(with: [0x50, 0x4B]) {
      return try await site.desk.read {
        try ServiceGradeList(workbook: try Workbook.read(file.bytes, limits: ImportDesk.limits))
      }
    }
    return try ServiceGradeList(delimited: file.bytes)
  }
}
