import Rules

/// A part of a draft as its page shows it: the provisions, and where another would be added.
struct DraftSection: Sendable {
  var id: String
  var title: String
  /// The list or map of the provisions; nil where nothing can be added.
  var list: PackPath?
  var pieces: [PackPath]
  /// "Thêm quy tắc"
  var adding: String?
  /// New provisions are named by a key of their own, not by an `id` within.
  var isKeyed = false
  /// Something of the section as a whole that has a form: the table of parameters, the order of rules.
  var whole: (title: String, path: PackPath)?
}

enum DraftSections {
  static func of(_ value: PackValue) -> [DraftSection] {
    let root = PackPath()
    func list(_ id: String, _ key: String, _ title: String, _ adding: String) -> DraftSection {
      let path = root.key(key)
      let count = value[key]?.items.count ?? 0
      return DraftSection(
        id: id, title: title, list: path, pieces: (0..<count).map { path.item($0) }, adding: adding)
    }
    var sections = [
      DraftSection(id: "nhan-dang", title: "Nhận dạng", pieces: [root]),
      list("can-cu", "basis", "Căn cứ", "Thêm căn cứ"),
      scales(value), parameters(value),
    ]
    let decisions = value["decisions"]?.items ?? []
    for (d, decision) in decisions.enumerated() {
      let rules = root.key("decisions").item(d).key("rules")
      sections.append(
        DraftSection(
          id: "viec-\(d + 1)", title: decision["name"]?.word ?? decision["id"]?.word ?? "Việc xếp loại",
          list: rules,
          pieces: (0..<(decision["rules"]?.items.count ?? 0)).map { rules.item($0) },
          adding: "Thêm quy tắc",
          whole: ("Thứ tự quy tắc, cách chọn", root.key("decisions").item(d))))
    }
    sections += [
      list("ty-le", "quotas", "Tỷ lệ khống chế", "Thêm tỷ lệ"),
      list("khung-diem", "bands", "Khung điểm", "Thêm khung điểm"),
      list("so-tong-hop", "aggregates", "Số tổng hợp", "Thêm số tổng hợp"),
      list("gia-tri", "variables", "Giá trị tính ra", "Thêm giá trị"),
      list("phieu", "majorities", "Số phiếu cần", "Thêm quy định về phiếu"),
      stages(value), list("mau", "forms", "Mẫu", "Thêm mẫu"),
      list("chua-quy-dinh", "defaults", "Chỗ chưa có quy định", "Thêm chỗ chưa có quy định"),
      list("quyet-dinh-rieng", "local", "Được quyết định riêng", "Thêm điều được quyết định riêng"),
      list("nguoi-xet", "untranslatable", "Để người xét", "Thêm điều để người xét"),
    ]
    return sections + facts(value) + rest(value, sections)
  }

  private static func scales(_ value: PackValue) -> DraftSection {
    let grades = PackPath([.key("grades")])
    let around = ["scale", "scales", "outside", "entities"].filter { value[$0] != nil }.map {
      PackPath([.key($0)])
    }
    return DraftSection(
      id: "cac-muc", title: "Các mức, các loại đối tượng", list: grades,
      pieces: around + (value["grades"]?.entries.map { grades.key($0.key) } ?? []), adding: "Thêm tên mức",
      isKeyed: true)
  }

  private static func parameters(_ value: PackValue) -> DraftSection {
    let path = PackPath([.key("parameters")])
    return DraftSection(
      id: "tham-so", title: "Tham số", list: path,
      pieces: value["parameters"]?.entries.map { path.key($0.key) } ?? [], adding: "Thêm tham số",
      isKeyed: true, whole: ("Sửa cả bảng tham số", path))
  }

  private static func stages(_ value: PackValue) -> DraftSection {
    let path = PackPath([.key("procedure"), .key("stages")])
    return DraftSection(
      id: "trinh-tu", title: "Trình tự", list: path,
      pieces: (0..<(value[path]?.items.count ?? 0)).map { path.item($0) }, adding: "Thêm bước")
  }

  private static func facts(_ value: PackValue) -> [DraftSection] {
    (value["facts"]?.entries ?? []).map { entity in
      let path = PackPath([.key("facts"), .key(entity.key)])
      let name = value["entities"]?[entity.key]?["name"]?.word ?? entity.key
      return DraftSection(
        id: "du-kien-\(entity.key)", title: "Dữ kiện: \(name)", list: path,
        pieces: entity.value.entries.map { path.key($0.key) }, adding: "Thêm dữ kiện", isKeyed: true)
    }
  }

  /// Keys that no section shows: nothing of a draft is out of reach.
  private static func rest(_ value: PackValue, _ sections: [DraftSection]) -> [DraftSection] {
    let shown: Set<String> = [
      "id", "version", "title", "status", "amends", "issuedOn", "validFrom", "validTo", "rounds", "certainty",
      "basis", "scale", "scales", "grades", "outside", "entities", "parameters", "decisions", "quotas",
      "bands",
      "aggregates", "variables", "majorities", "procedure", "forms", "defaults", "local", "untranslatable",
      "facts",
    ]
    let others = value.entries.map(\.key).filter { !shown.contains($0) }
    return others.isEmpty
      ? []
      : [
        DraftSection(
          id: "phan-khac", title: "Phần khác", pieces: others.map { PackPath([.key($0)]) })
      ]
  }
}
