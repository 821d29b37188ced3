import Basics
import Markup
import Meetings
import Registry

/// A list of tasks: what, who, by when, how it stands.
struct AssignmentTable: Piece {
  var states: [AssignmentState]
  /// Nil in a member's own list, where it is always the same one.
  var name: (@Sendable (ID<Member>?) -> String?)?
  /// Where a task's page stands.
  var base: String
  var caption = "Việc giao"
  var empty: EmptyState?

  init(
    states: [AssignmentState], name: (@Sendable (ID<Member>?) -> String?)?, base: String,
    caption: String = "Việc giao", empty: EmptyState? = nil
  ) {
    (self.states, self.name, self.base) = (states, name, base)
    (self.caption, self.empty) = (caption, empty)
  }

  var html: HTML {
    Table(
      caption,
      columns: [.init("Việc")] + (name == nil ? [] : [.init("Người làm")])
        + [.init("Hạn", .day), .init("Tình hình")],
      rows: states.map { state in
        let task = state.assignment
        let last = state.progress.last.map { "\($0.reportedOn.vietnamese): \($0.note)" }
        var cells: [HTML] = ["<a\(href: "\(base)/\(task.assignment)")>\(task.task)</a>"]
        if let name { cells.append("\(name(task.member) ?? "")") }
        cells += [
          "\(task.dueOn?.vietnamese ?? "")",
          "\(AssignmentFlags(state: state))\(when: last != nil, " <span class=\"hint\">\(last)</span>")",
        ]
        return Table.Row(
          cells, tone: state.flags.contains { $0.isTrouble } ? .attention : .neutral)
      }, empty: empty
    ).html
  }
}

/// How a task stands, in words.
struct AssignmentFlags: Piece {
  var state: AssignmentState

  var html: HTML {
    let task = state.assignment
    let tone: Tone = task.state == .done ? .done : task.state == .open ? .neutral : .undecided
    return """
      <span>\(tone == .neutral ? "\(task.result)" : "\(Badge(task.result, tone))" as HTML)\
      \(each: state.flags, { " \(Badge($0.title, $0.isTrouble ? .attention : .undecided))" })</span>
      """
  }
}

/// The fields of a task: what, who, by when, what comes of it, who follows it up.
struct AssignmentFields: Piece {
  var visit: Visit
  var trouble: FormTrouble
  var people: [Choice]
  /// What stands, where one is changed.
  var known: Assignment?

  var html: HTML {
    let form = visit.form
    func typed(_ field: String, _ otherwise: String?) -> String {
      form.has(field) ? form[field] : otherwise ?? ""
    }
    let task = form.has("viec") ? form.paragraphs("viec") : known?.task ?? ""
    func choices(with member: ID<Member>?) -> [Choice] {
      guard let member, !people.contains(where: { $0.value.utf8.elementsEqual("\(member)".utf8) }) else {
        return people
      }
      return people + [Choice("\(member)", "người đang ghi (không còn ở đây)")]
    }
    return """
      \(TextArea("viec", label: "Việc", value: task, rows: 2, error: trouble.on("viec"), isRequired: true, maximumLength: 900))
      \(Select("nguoi-lam", label: "Người làm", choices: choices(with: known?.member), selected: typed("nguoi-lam", known?.member.map { "\($0)" }), placeholder: "chưa giao cho ai"))
      \(DayField("han", label: "Hạn", value: typed("han", known?.dueOn?.vietnamese), error: trouble.on("han")))
      \(TextField("san-pham", label: "Sản phẩm", value: typed("san-pham", known?.product), hint: "Làm xong thì có gì: báo cáo, biên bản, con đường …", maximumLength: 300))
      \(Select("theo-doi", label: "Người theo dõi", choices: choices(with: known?.follower), selected: typed("theo-doi", known?.follower.map { "\($0)" }), placeholder: "không ghi"))
      """
  }
}
