import Basics
import Formats
import Markup
import Registry

/// Course list — danh sách cử đi học: who has not been to the course they need, on paper and in a workbook.
struct CourseList: Sendable {
  enum Course: String, CaseIterable, Sendable {
    case awareness = "nhan-thuc"
    case newMembers = "dang-vien-moi"

    var title: String {
      switch self {
      case .awareness: "Cử học lớp nhận thức về Đảng"
      case .newMembers: "Cử học lớp bồi dưỡng đảng viên mới"
      }
    }
    func paper(_ rules: DevelopmentRules) -> String {
      switch self {
      case .awareness: rules.marks.course
      case .newMembers: rules.marks.newMembers
      }
    }
  }
  var course: Course
  var state: OrganisationState
  var superior: String?
  var place: String?
  var rows: [[String]]
  var day: Day
  var mark: String?

  private static let headings = [
    "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Nghề nghiệp, nơi công tác", "Chi bộ", "Ngày kết nạp",
    "Ghi chú",
  ]
  private static let weights: [Double] = [0.5, 2, 1.1, 0.8, 2.2, 2, 1.1, 1.2]

  init(
    _ course: Course, picture: DevelopmentPicture, rules: DevelopmentRules, day: Day, mark: String?
  ) {
    (self.course, state, self.day, self.mark) = (course, picture.state, day, mark)
    (superior, place) = (picture.superiors.last?.name, picture.place)
    let paper = course.paper(rules)
    let files = picture.files.filter { file in
      guard !file.isErased, file.paper(paper) == nil else { return false }
      let stage = file.stage(rules)
      return course == .newMembers ? stage == .probation : stage.isOpen && !stage.isMember
    }
    var found = files.map { file -> [String] in
      let person = file.person
      return [
        person.name, person.bornOn?.padded ?? "", person.sex == .unknown ? "" : person.sex.title,
        person.occupation, file.cellName, file.admitted?.admittedOn?.padded ?? "", "",
      ]
    }
    // Whether somebody whom no file follows has been is not known: the list says so.
    if course == .newMembers {
      found += picture.probationers.map {
        [$0.name, "", "", "", $0.cellName, $0.admittedOn.padded, "chưa có hồ sơ theo dõi"]
      }
    }
    rows = found.enumerated().map { ["\($0.offset + 1)"] + $0.element }
  }

  func document(_ layout: LayoutProfile) -> PrintedDocument {
    var layout = layout
    layout.isLandscape = true
    return PrintedDocument(
      title: course.title, layout: layout, mark: mark,
      blocks: [
        .letterhead(
          .init(
            superior: superior.map { [$0.uppercased()] } ?? [], issuer: [state.name.uppercased()],
            placeAndDate: day.inWords(at: place))),
        .title(["DANH SÁCH"], subject: [course.title.lowercasedFirst]),
        .table(
          PrintedTable(
            columns: Self.weights.map { PrintedTable.Column(weight: $0) },
            header: [Self.headings.map { PrintedTable.Heading($0) }],
            rows: rows.map { PrintedTable.Row($0.map { PrintedText($0) }) })),
        .paragraph(.init(PrintedText("Tổng số: \(rows.count) người."))),
        .signatures(
          .init(recipients: ["Lưu"], signers: [.init(authority: "T/M CẤP ỦY", office: "BÍ THƯ", name: "")])),
      ])
  }

  func workbook() throws -> [UInt8] {
    let sheet = SheetContent(
      "Cử đi học",
      titles: [mark, course.title.uppercased(), state.name, "Ngày \(day.vietnamese)"].compactMap { $0 },
      columns: zip(Self.headings, Self.weights).map { SheetContent.Column($0, width: $1 * 12) },
      rows: rows.map { SheetContent.Row($0.map { .text($0) }) }, pageHeader: mark, isLandscape: true)
    return try WorkbookFile(title: course.title, author: "ChiBo", sheets: [sheet]).bytes()
  }
}

extension Visit {
  func downloadCourseList() async throws -> Answer {
    let picture = try await developmentPicture()
    // Names are told to whoever sees them on the page.
    try await require(.viewDevelopment, on: picture.state.organisation)
    let course: CourseList.Course = try found(CourseList.Course(rawValue: query["lop"]))
    let list = CourseList(
      course, picture: picture, rules: try developmentRules, day: today, mark: opening.mark)
    return try await attempt {
      try await perform(
        ExportList(
          from: picture.state.organisation, rows: list.rows.count, day: today, reason: form["ly-do"]))
      let name = "\(course.title), \(picture.state.name)"
      if form["dang"] == "xlsx" {
        return .file(
          try list.workbook(), name: "\(name).xlsx",
          type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
      }
      let document = list.document(try self.rules.layout(on: today)?.profile ?? .party)
      if form["dang"] == "pdf" {
        return .file(try document.pdf(), name: "\(name).pdf", type: "application/pdf")
      }
      return try word(document, name: name)
    } else: {
      try await developmentIndex($0.at("ly-do"))
    }
  }
}
