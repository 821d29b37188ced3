import Basics
import Markup
import Registry
import Reporting

extension Visit {
  func concernIndex(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await concernPicture()
    return try await page(
      "Điều nhân dân phản ánh · \(picture.state.name)",
      breadcrumbs: [Link("Tổ chức", "/to-chuc")]
        + (picture.superiors + [picture.state]).map { Link($0.name, "/to-chuc/\($0.organisation)") },
      styles: ["/styles/rounds.css"],
      body: ConcernIndexPage(visit: self, picture: picture, rules: try concernRules, trouble: trouble).html)
  }
}

struct ConcernIndexPage: Piece {
  var visit: Visit
  var picture: ConcernPicture
  var rules: ConcernRules
  var trouble: FormTrouble

  private static let pageSize = 50

  /// Which matters are listed.
  private enum Shown: String, CaseIterable {
    case open = ""
    case late = "can-hoi"
    case closed = "da-xong"

    var title: String {
      switch self {
      case .open: "Đang mở"
      case .late: "Cần hỏi lại"
      case .closed: "Đã kết thúc"
      }
    }
  }

  var html: HTML {
    """
    \(PageHeading("Điều nhân dân phản ánh", kind: picture.state.name, lede: "Ghi việc cần giải quyết, nơi chuyển đến, trả lời, và đã báo lại cho dân chưa. Không ghi ai phản ánh, không ghi tên, số điện thoại, nhà của ai.", actions: actions))
    \(trouble.summary)
    \(when: !picture.passedOn.isEmpty, Section("Chuyển đến \(picture.state.name): \(waiting)", id: "chuyen-den", note: "Số ở trên là những việc còn chờ trả lời.", body: ConcernTable(visit: visit, stories: picture.passedOn, rules: rules, names: picture.names).html).html)
    \(when: picture.isNear, list)
    \(when: picture.writes && picture.state.kind.isCell, writing)
    \(when: picture.isNear || !picture.state.kind.isCell, figures)
    \(when: !picture.isNear, "<p class=\"hint\">Lời ghi của từng chi bộ do chi bộ và đảng ủy cơ sở xem. Cấp trên xem số liệu và những việc được chuyển đến.</p>")
    """
  }

  private var actions: HTML {
    picture.isNear && !picture.own.isEmpty
      ? "\(ButtonLink("Bản in (Word)", "\(picture.path)/in?dang=docx"))\(ButtonLink("Bản in (PDF)", "\(picture.path)/in?dang=pdf"))"
      : ""
  }

  private var waiting: Int { picture.passedOn.count { $0.stage == .passedOn } }

  private var list: HTML {
    let shown = Shown(rawValue: visit.query["loc"]) ?? .open
    // Words are looked for within one cell only (decision 16).
    let words = picture.state.kind.isCell ? VietnameseText.fold(visit.query["tim"]) : ""
    let taken = picture.own.filter { story in
      let isTaken =
        switch shown {
        case .open: story.isOpen
        case .late: story.isLate(on: visit.today, rules)
        case .closed: !story.isOpen
        }
      let text = VietnameseText.fold("\(story.concern.matter) \(story.concern.hamlet)")
      return isTaken && (words.isEmpty || text.utf8.firstRange(of: words.utf8) != nil)
    }
    let pages = max(1, (taken.count + Self.pageSize - 1) / Self.pageSize)
    let number = max(1, min(visit.query.number("trang") ?? 1, pages))
    let page = Array(taken.dropFirst((number - 1) * Self.pageSize).prefix(Self.pageSize))
    let late = picture.own.count { $0.isLate(on: visit.today, rules) }
    func title(_ each: Shown) -> String { each == .late && late > 0 ? "\(each.title) (\(late))" : each.title }
    return Section(
      "\(shown.title): \(taken.count)", id: "viec",
      note:
        "Quá \(rules.clocks.answer.days) ngày chưa có trả lời, hoặc có trả lời quá \(rules.clocks.told.days) ngày chưa báo lại cho dân thì cần hỏi lại.",
      body: """
        \(SectionLinks("Lọc", Shown.allCases.map { Link(title($0), "\(picture.path)?loc=\($0.rawValue)", isCurrent: $0 == shown) }))
        \(when: picture.own.count > 8 && picture.state.kind.isCell, search(shown.rawValue))
        \(ConcernTable(visit: visit, stories: page, rules: rules, names: picture.state.kind.isCell ? nil : picture.names, empty: EmptyState("Không có việc nào", advice: empty)))
        \(Pagination(page: number, pageSize: Self.pageSize, count: taken.count, noun: "việc", path: "\(picture.path)?loc=\(shown.rawValue)&tim=\(visit.query["tim"].addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"))
        """
    ).html
  }

  private var empty: String {
    picture.writes && picture.state.kind.isCell
      ? "Nghe người dân nói việc gì cần giải quyết thì ghi ở dưới; đảng viên tự ghi ở trang Của tôi."
      : "Chi bộ ghi ở trang của mình; đảng viên ghi ở trang Của tôi."
  }

  private func search(_ filter: String) -> HTML {
    "<div class=\"filters\">\(Form(asking: picture.path, label: "Tìm việc", body: "\(HiddenField("loc", filter))\(TextField("tim", label: "Có chữ", value: visit.query["tim"], kind: .search, maximumLength: 80))\(Submit("Tìm", kind: .secondary))"))</div>"
  }

  private var writing: HTML {
    """
    <details class="more"\(when: visit.form.has("noi-dung") || picture.own.isEmpty, " open")><summary>Ghi một việc</summary>
    \(Form(action: picture.path, csrf: visit.csrf, label: "Ghi một việc", body: """
      \(ConcernFields(visit: visit, rules: rules, hamlet: picture.state.neighbourhood, trouble: trouble))
      \(Actions("\(Submit("Ghi"))"))
      """))
    </details>
    """
  }

  /// By topic, and by unit where there are any.
  private var figures: HTML {
    let lines = [picture.counts.own] + (picture.state.kind.isCell ? [] : picture.counts.units)
    let used = rules.topics.indices.filter { column in lines.contains { ($0.counts[column] ?? 1) > 0 } }
    let total = picture.counts.own.total
    func told(_ count: Int?) -> HTML { count.map { "\(number: $0)" } ?? "\(BriefingFigure.untold)" }
    let isHiding = lines.contains { $0.total == nil || $0.counts.contains { $0 == nil } }
    let rows = picture.counts.units.filter { $0.total != 0 }
    let note =
      "Theo ngày nghe. "
      + (isHiding ? "Dấu \(BriefingFigure.untold) thay cho số nhỏ và số có thể suy ra số nhỏ." : "")
    let years = (max(1976, visit.today.year - 4)...visit.today.year).reversed().map {
      Link("\($0)", "\(picture.path)?nam=\($0)#so-lieu", isCurrent: $0 == picture.year)
    }
    let byTopic = Table(
      "Theo lĩnh vực", columns: [.init("Lĩnh vực"), .init("Số việc", .number)],
      rows: used.map { Table.Row(["\(rules.topics[$0].name)", told(picture.counts.own.counts[$0])]) })
    let byUnit = Table(
      "Theo đơn vị",
      columns: [.init("Đơn vị"), .init("Số việc", .number)]
        + used.map { Table.Column(rules.topics[$0].name, .number) },
      rows: rows.map { line in
        Table.Row(
          (["<a\(href: "/to-chuc/\(line.organisation)/phan-anh")>\(line.name)</a>", told(line.total)]
            as [HTML])
            + used.map { told(line.counts[$0]) })
      })
    let said = total.map { "\($0)" } ?? BriefingFigure.untold
    return Section(
      "Số việc năm \(picture.year): \(said)", id: "so-lieu",
      note: "\(note)",
      body: """
        \(SectionLinks("Năm", Array(years)))
        \(when: !used.isEmpty, byTopic.html)
        \(when: !rows.isEmpty, byUnit.html)
        """
    ).html
  }
}

/// A list of matters: what, where, about what, how it stands.
struct ConcernTable: Piece {
  var visit: Visit
  var stories: [ConcernStory]
  var rules: ConcernRules
  /// The cell of each, where the list is of several.
  var names: [ID<Organisation>: String]?
  var empty: EmptyState?

  var html: HTML {
    Table(
      "Điều nhân dân phản ánh",
      columns: [
        .init("Ngày nghe", .day), .init("Việc"), .init("Nơi"), .init("Lĩnh vực"), .init("Tình hình"),
      ],
      rows: stories.map { story in
        let concern = story.concern
        let isLate = story.isLate(on: visit.today, rules)
        let place = [concern.hamlet, names?[concern.organisation] ?? ""].filter { !$0.isEmpty }
        return Table.Row(
          [
            "\(concern.heardOn.vietnamese)",
            "<a\(href: "/phan-anh/\(concern.concern)")>\(story.isErased ? "nội dung đã xóa theo quy định" : concern.matter.prefixed(120))</a>",
            "\(place.joined(separator: ", "))", "\(rules.topicName(concern.topic))",
            "\(ConcernStagePiece(story: story))\(when: isLate, " \(Badge("cần hỏi lại", .attention))")",
          ], tone: isLate ? .attention : .neutral)
      }, empty: empty
    ).html
  }
}

struct ConcernStagePiece: Piece {
  var story: ConcernStory

  var html: HTML {
    let since = story.steps.isEmpty ? "" : ", \(story.lastDay.vietnamese)"
    let tone: Tone =
      switch story.stage {
      case .noted: .undecided
      case .passedOn, .answered: .neutral
      case .told, .closed: .done
      }
    return tone == .neutral
      ? "\(story.stage.title)\(since)" : "\(Badge(story.stage.title, tone))\(since)"
  }
}

extension String {
  /// The beginning of a text that is longer than a line.
  fileprivate func prefixed(_ most: Int) -> String {
    guard unicodeScalars.count > most else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.prefix(most))) + "…"
  }
}
