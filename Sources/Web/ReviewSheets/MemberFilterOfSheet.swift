import Basics
import Markup
import Registry
import Reviews
import Rules

/// What the members of a sheet are looked for by: a name, a cell, how far their grade has come.
struct MemberFilterOfSheet {
  static let pageSize = 50
  private let name: String
  private let cell: String
  private let standing: String
  let page: Int

  init(_ query: FormData) {
    (name, cell, standing) = (VietnameseText.clean(query["tim"]), query["chi-bo"], query["tinh-trang"])
    page = min(max(query.number("trang") ?? 1, 1), 1_000_000)
  }

  var isSet: Bool { !name.isEmpty || !cell.isEmpty || !standing.isEmpty }

  func fits(_ person: String, _ organisation: ID<Organisation>) -> Bool {
    (name.isEmpty || VietnameseText.fold(person).contains(VietnameseText.fold(name)))
      && (cell.isEmpty || "\(organisation)" == cell)
  }

  func fits(_ standing: Standing?) -> Bool { self.standing.isEmpty || standing?.rawValue == self.standing }

  func form(_ path: String, year: Int, cells: [OrganisationState]) -> HTML {
    let standings = Standing.allCases.map { Choice($0.rawValue, $0.vietnamese) }
    let places: HTML =
      cells.count > 1
      ? Select(
        "chi-bo", label: "Chi bộ", choices: cells.map { Choice("\($0.organisation)", $0.name) },
        selected: cell,
        placeholder: "(mọi chi bộ)"
      ).html : ""
    return """
      <div class="filters">\(Form(asking: path, label: "Tìm đảng viên trong danh sách", body: """
        \(HiddenField("nam", "\(year)"))
        \(TextField("tim", label: "Tên", value: name, maximumLength: 100))
        \(places)
        \(Select("tinh-trang", label: "Tình trạng", choices: standings, selected: standing, placeholder: "(mọi tình trạng)"))
        \(Submit("Lọc", kind: .secondary))
        """))</div>
      """
  }

  /// The same question, for the next page.
  func address(_ path: String, year: Int) -> String {
    let parts = [("nam", "\(year)"), ("tim", name), ("chi-bo", cell), ("tinh-trang", standing)].filter {
      !$0.1.isEmpty
    }
    return path + "?" + parts.map { "\($0.0)=\(DraftPath.escaped($0.1))" }.joined(separator: "&")
  }
}
