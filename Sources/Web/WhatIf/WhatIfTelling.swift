import Basics
import Markup
import Registry
import Reviews
import Rules

/// An organisation that was not there at the end of the year asked about, and which were.
struct NotThereThatYear: Refusal {
  var name: String
  /// "có từ năm 2025"
  var span: String
  var year: Int
  var years: [Int]
  var choices: [Choice]

  var reason: String { "\(name) không có vào cuối năm \(year): tổ chức này \(span)." }
  var remedy: String {
    choices.isEmpty
      ? "Năm ấy sổ chưa có đảng viên ở nơi nào được xem; chọn năm khác."
      : "Chọn một đơn vị có trong sổ vào cuối năm \(year), hoặc chọn năm khác."
  }
}

extension Visit {
  /// The guidance or draft of the address: where to go when it cannot be tried.
  private var triedHome: Link {
    if let draft = parameters.get("du-thao") { return Link("Về dự thảo", "\(DraftPath.index)/\(draft)") }
    return Link("Về hướng dẫn", "/huong-dan-xep-loai/\(parameters.get("bo") ?? "")")
  }

  /// What cannot be tried is told with a way back to what was to be tried, and where another unit would do, with the units.
  func telling(_ body: (Visit) async throws -> Answer) async throws -> Answer {
    do { return try await body(self) } catch let refusal as any Refusal
      where refusal is WhatIfRefusal || refusal is ReviewRefusal || refusal is NotThereThatYear
    {
      let other = refusal as? NotThereThatYear
      return try await page(
        "Chưa thử được", breadcrumbs: [Link("Hướng dẫn xếp loại", "/huong-dan-xep-loai"), triedHome],
        styles: ["/styles/guidances.css"],
        body: """
          \(PageHeading("Chưa thử được", kind: "Thử hướng dẫn"))
          \(Notice(.refusal, refusal.reason, remedy: refusal.remedy, action: triedHome))
          \(other.map(again))
          """
      ).with(HeadersMiddleware.status(of: refusal))
    }
  }

  private static let mostNamed = 12

  /// The same question with the units of that year: the first ones by name, all in the list.
  private func again(_ missing: NotThereThatYear) -> HTML {
    let path = "\(triedHome.path)/tac-dong"
    let named = missing.choices.prefix(Self.mostNamed)
    let rest = missing.choices.count - named.count
    let form = Form(
      asking: path, label: "Chọn năm và đơn vị",
      body: """
        \(Select("nam", label: "Năm", choices: missing.years.map { Choice("\($0)", "\($0)") }, selected: "\(missing.year)", placeholder: nil))
        \(Select("don-vi", label: "Đơn vị có vào cuối năm \(missing.year)", choices: missing.choices, placeholder: nil))
        \(when: !query["voi"].isEmpty, HiddenField("voi", query["voi"]).html)\(when: !query["ban"].isEmpty, HiddenField("ban", query["ban"]).html)
        \(Submit("Tính", kind: .secondary))
        """)
    guard !named.isEmpty else { return "" }
    return """
      <p>Chọn được cho năm \(missing.year):</p>
      <ul>\(each: named, { "<li><a\(href: "\(path)?nam=\(missing.year)&don-vi=\($0.value)")>\($0.title)</a></li>" })</ul>
      \(when: rest > 0, "<p class=\"hint\">Và \(rest) đơn vị khác, trong danh sách dưới đây.</p>")
      <div class="filters">\(form)</div>
      """
  }

  /// The figures beside an editor: what cannot be tried is told in the same place.
  func tellingBriefly(_ body: (Visit) async throws -> Answer) async throws -> Answer {
    do { return try await body(self) } catch let refusal as NotThereThatYear {
      let path = "\(triedHome.path)/tac-dong?nam=\(refusal.year)&don-vi="
      let named = refusal.choices.prefix(Self.mostNamed)
      let html: HTML = """
        <div class="verdict what-if-summary tone-attention"><strong>\(refusal.reason)</strong><span>\(refusal.remedy)</span>
        <ul>\(each: named, { "<li><a\(href: "\(path)\($0.value)")>\($0.title)</a></li>" })</ul></div>

        """
      return .html(Array(html.string.utf8))
    }
  }
}
