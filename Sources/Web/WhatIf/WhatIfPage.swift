import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  func whatIfPage() async throws -> Answer {
    let picture = try await whatIfPicture(.viewBriefings)
    return try await whatIfShell("Tác động", picture, WhatIfPage(picture: picture).html)
  }

  /// The figures alone, to stand under the editor of a draft.
  func whatIfSummary() async throws -> Answer {
    let picture = try await whatIfPicture(.viewBriefings)
    return .html(Array(WhatIfSummary(picture: picture).html.string.utf8))
  }

  func whatIfShell(_ title: String, _ picture: WhatIfPicture, _ body: HTML) async throws -> Answer {
    var trail = [
      Link("Hướng dẫn xếp loại", "/huong-dan-xep-loai"),
      Link(picture.tried.pack.title, picture.home),
    ]
    if path != picture.path { trail.append(Link("Tác động", picture.address())) }
    return try await page(
      title, breadcrumbs: trail, styles: ["/styles/guidances.css", "/styles/charts.css"], body: body)
  }
}

struct WhatIfPage: Piece {
  var picture: WhatIfPicture

  var html: HTML {
    """
    \(PageHeading("Tác động: \(picture.tried.pack.title)", kind: "Thử hướng dẫn", lede: "Hai bộ quy tắc cùng chạy trên dữ kiện năm \(picture.year) của \(picture.organisation.name), tính theo ngày \(picture.snapshot.day.vietnamese). Không ghi gì vào sổ; người và tổ chức mang mật danh.", actions: "\(ScriptButton("In trang này", .print))"))
    \(question)
    \(WhatIfSummary(picture: picture))
    \(links)
    \(each: picture.whatIf.decisions, { WhatIfDecisionView(picture: picture, effect: $0).html })
    \(WhatIfUnits(picture: picture))
    \(WhatIfTrialForm(picture: picture))
    \(attribution)
    \(differences)
    """
  }

  private var question: HTML {
    let decided = [Choice("", "Tính lại theo quy tắc"), Choice("giu", "Giữ các mức đã quyết định")]
    return """
      <div class="filters">\(Form(asking: picture.path, label: "Chọn năm, đơn vị và hướng dẫn để so", body: """
        \(Select("nam", label: "Năm", choices: picture.years.map { Choice("\($0)", "\($0)") }, selected: "\(picture.year)", placeholder: nil))
        \(Select("don-vi", label: "Đơn vị", choices: picture.organisations, selected: "\(picture.organisation.organisation)", placeholder: nil))
        \(Select("voi", label: "So với", choices: picture.others.map { Choice($0.name, $0.pack.title) }, selected: picture.other.name, placeholder: nil))
        \(picture.seesPersons ? Select(Visit.keepsDecided, label: "Mức đã quyết định", choices: decided, selected: picture.whatIf.keepsDecided ? "giu" : "", placeholder: nil).html : "")
        \(Submit("Tính", kind: .secondary))
        """))</div>
      """
  }

  private var links: HTML {
    var links = picture.whatIf.decisions.filter { $0.total > 0 }.map { Link($0.name, "#\($0.id)") }
    links.append(Link("Theo đơn vị", "#don-vi-truc-thuoc"))
    if picture.isTakenApart {
      links.append(Link("Từng điểm khác", picture.address("/tung-diem")))
      links.append(Link("Thử một ngưỡng", picture.address("/nguong")))
    }
    if picture.seesPersons { links.append(Link("Ai đổi mức", picture.address("/nguoi"))) }
    return SectionLinks("Các phần", links).html
  }

  /// A draft that changes little is taken apart at once; two whole guidances on a page of their own.
  private var attribution: HTML {
    let count = picture.whatIf.changes.count
    guard picture.isTakenApart, count > 0 else { return "" }
    guard count <= Self.fewChanges else {
      return Section(
        "Từng điểm khác", id: "tung-diem",
        body:
          "<p><a\(href: picture.address("/tung-diem"))>Xem \(count) điểm khác nhau và mỗi điểm làm đổi bao nhiêu mức</a>.</p>"
      ).html
    }
    return Section(
      "Từng điểm khác", id: "tung-diem", note: "Đổi riêng một điểm, và đổi mọi điểm trừ điểm ấy.",
      body: WhatIfAttribution(picture: picture, attribution: picture.whatIf.attribution()).html
    ).html
  }

  static let fewChanges = 6

  private var differences: HTML {
    let cases = picture.whatIf.decisions.filter { $0.total > 0 }.compactMap { effect in
      picture.whatIf.smallestDifference(effect.id).map { (effect, $0) }
    }
    guard !cases.isEmpty else { return "" }
    return Section(
      "Trường hợp nhỏ nhất cho kết quả khác", id: "truong-hop",
      note: "Tìm trong quy tắc, không phải một người có thật.",
      body: "\(each: cases, { WhatIfCase(picture: picture, effect: $0, found: $1).html })"
    ).html
  }
}

/// The whole in a few lines; also a fragment for other pages.
struct WhatIfSummary: Piece {
  var picture: WhatIfPicture

  var html: HTML {
    """
    <div class="verdict what-if-summary\(when: !isWholeAnswer, " tone-attention")"><strong>\(headline)</strong>
    <ul>\(each: picture.whatIf.decisions, line)</ul>
    \(picture.trial.map { "<span>\($0.sentence).</span>" as HTML })<span>So \(picture.tried.pack.title) với \(picture.other.pack.title), năm \(picture.year), \(picture.organisation.name).\(local)</span></div>

    """
  }

  private func sum(_ count: (WhatIf.DecisionEffect) -> Int) -> Int {
    picture.whatIf.decisions.reduce(0) { $0 + count($1) }
  }

  /// Whether both guidances come to something for everybody.
  private var isWholeAnswer: Bool { sum(\.comparable) == sum(\.total) }

  /// What can be said of the whole; “the same” only where everything was compared.
  private var headline: String {
    let (moved, lost, comparable, total) = (sum(\.moved), sum(\.lost.count), sum(\.comparable), sum(\.total))
    guard total > 0 else { return "Không có ai, không có tổ chức nào để so" }
    var parts: [String] = []
    if moved > 0 { parts.append("\(picture.counted(moved)) mức đổi") }
    if lost > 0 { parts.append("\(picture.counted(lost)) mất mức vì thiếu dữ kiện") }
    if comparable == 0 { return (["Chưa so được"] + parts).joined(separator: "; ") }
    if isWholeAnswer { return parts.first ?? "Không mức nào đổi" }
    let rest = picture.counted(total - comparable)
    return (parts.isEmpty ? ["Trong số so được, không mức nào đổi"] : parts).joined(separator: "; ")
      + "; \(rest) chưa so được"
  }

  private var local: HTML {
    let count = picture.snapshot.localSettings.count
    return when(count > 0, " Có tính \(count) quyết định của cấp có thẩm quyền đã ghi cho nơi này.")
  }

  private func when(_ condition: Bool, _ html: HTML) -> HTML { condition ? html : "" }

  private func line(_ effect: WhatIf.DecisionEffect) -> HTML {
    let directions = WhatIfDirections(effect)
    guard effect.total > 0 else { return "" }
    let lost = effect.lost.count
    guard effect.comparable > 0 else {
      return
        "<li>\(effect.name): chưa so được ai, vì thiếu dữ kiện của năm ấy\(unknown(effect)).\(lost > 0 ? " \(picture.counted(lost)) có mức trước, nay chưa đủ dữ kiện." : "")</li>\n"
    }
    var parts = [
      "\(picture.counted(effect.moved)) trên \(Number.grouped(effect.comparable)) \(picture.subject(effect)) đổi mức"
    ]
    if directions.up > 0 { parts.append("\(picture.counted(directions.up)) lên") }
    if directions.down > 0 { parts.append("\(picture.counted(directions.down)) xuống") }
    if directions.other > 0 {
      parts.append("\(picture.counted(directions.other)) sang hoặc từ chỗ để người quyết định")
    }
    if lost > 0 { parts.append("\(picture.counted(lost)) có mức trước, nay chưa đủ dữ kiện") }
    parts += places(effect.places)
    if effect.comparable < effect.total {
      parts.append(
        "\(picture.counted(effect.total - effect.comparable)) không so được vì thiếu dữ kiện\(unknown(effect))"
      )
    }
    return "<li>\(effect.name): \(parts.joined(separator: "; ")).</li>\n"
  }

  private func places(_ places: QuotaPlaces) -> [String] {
    [
      (places.entered, "vào được tỷ lệ"), (places.lost, "ra ngoài hoặc ở vạch của tỷ lệ"),
      (places.ceased, "không còn là ứng viên của tỷ lệ"),
      (places.began, "thành ứng viên nhưng ngoài hoặc ở vạch của tỷ lệ"),
    ].filter { $0.0 > 0 }.map { "\(picture.counted($0.0)) \($0.1)" }
  }

  /// For how many each of the two cannot decide.
  private func unknown(_ effect: WhatIf.DecisionEffect) -> String {
    " (trước: \(picture.counted(effect.undeterminedBefore)), thử: \(picture.counted(effect.undeterminedAfter)))"
  }
}

/// How many go up, down, or to and from where there is no grade.
struct WhatIfDirections {
  private(set) var up = 0
  private(set) var down = 0
  private(set) var other = 0

  init(_ effect: WhatIf.DecisionEffect) {
    let open = effect.outcomes.count - 1
    for (from, row) in effect.transitions.enumerated() where from != open {
      for (to, count) in row.enumerated() where from != to && to != open {
        if from >= effect.graded || to >= effect.graded {
          other += count
        } else if to < from {
          up += count
        } else {
          down += count
        }
      }
    }
  }
}

/// A case both guidances decide differently, with as few facts as it takes.
struct WhatIfCase: Piece {
  var picture: WhatIfPicture
  var effect: WhatIf.DecisionEffect
  var found: DifferingCase

  var html: HTML {
    """
    <p><strong>\(effect.name).</strong> \(picture.other.pack.title): \(name(found.before)) (\(found.ruleBefore)); \
    \(picture.tried.pack.title): \(name(found.after)) (\(found.ruleAfter)).\(when: found.isBeforeQuota, " <span class=\"hint\">\(DifferingCase.beforeQuota)</span>")</p>
    \(facts)

    """
  }

  /// Both grades first; what the case is made of for whoever wants to follow.
  private var facts: HTML {
    let own = found.facts.map { "\($0.name): \($0.value)" } + found.parts.map(\.text)
    guard !own.isEmpty else { return "<p class=\"hint\">Để trống mọi dữ kiện.</p>" }
    return """
      <details class="more"><summary>Với \(own.count) dữ kiện\(found.others.map { ", và \($0.text)" } ?? "")</summary>
      <ul>\(each: own, { "<li>\($0)</li>" })</ul></details>
      """
  }

  private func name(_ outcome: String) -> String {
    effect.outcomes.first { $0.id == outcome }?.name ?? outcome
  }
}
