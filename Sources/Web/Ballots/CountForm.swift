import Markup
import Reviews

/// The form into which one person enters what was read off the papers.
struct CountForm: Piece {
  var visit: Visit
  var place: MeetingPlace
  var vote: MeetingPlace.Vote
  /// What the same person entered before.
  var begun: BallotCount?
  var path: String
  var trouble: FormTrouble

  static func field(_ line: BallotLine, _ grade: String) -> String { "d\(line.position)-\(grade)" }

  var html: HTML {
    Form(
      action: path, csrf: visit.csrf, label: "Kiểm phiếu",
      body: """
        \(HiddenField("viec", "kiem"))
        \(when: vote.ballot.mode == .cards, number("thu", "Số người biểu quyết", begun?.returned ?? vote.ballot.eligible, nil), else: papers)
        \(each: vote.lines, line)
        \(Actions("\(Submit("Ghi số kiểm phiếu"))"))
        """
    ).html
  }

  private var papers: HTML {
    Fieldset(
      "Phiếu", note: "In = phát + còn lại. Phát = thu + không thu được. Thu = hợp lệ + không hợp lệ.",
      body: """
        <div class="count-fields">
        \(number("in", "In", begun?.printed, nil))\(number("con", "Còn lại", begun?.unused, nil))\(number("phat", "Phát", begun?.issued, nil))
        \(number("thu", "Thu", begun?.returned, nil))\(number("thieu", "Không thu được", begun?.missing, nil))
        \(number("hop-le", "Hợp lệ", begun?.valid, nil))\(number("khong-hop-le", "Không hợp lệ", begun?.invalid, nil))
        </div>
        """
    ).html
  }

  private func line(_ line: BallotLine) -> HTML {
    Fieldset(
      "\(line.position). \(place.name(of: line.subject))",
      body: """
        <div class="count-fields">\(each: line.grades, { grade in
          number(Self.field(line, grade), place.round.gradeName(grade), begun?.votes[line.id]?[grade], "Bỏ trống là 0.")
        })</div>
        """
    ).html
  }

  private func number(_ name: String, _ label: String, _ value: Int?, _ hint: String?) -> HTML {
    let typed = visit.form.has(name) ? visit.form[name] : value.map { "\($0)" } ?? ""
    return TextField(
      name, label: label, value: typed, kind: .number, width: .short, error: trouble.on(name),
      isRequired: hint == nil, maximumLength: 6
    ).html
  }
}
