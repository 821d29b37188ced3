import Basics
import Markup
import Registry
import Reporting

/// What people's concerns ask of a person: matters that wait for an answer here, matters to be asked after or told back.
extension HomePicture {
  /// Organisations looked at: a secretary has one or two, an office its committee.
  private static let most = 5

  static func concerns(
    _ actor: Actor, _ rules: ConcernRules, _ today: Day, _ now: Moment, _ session: Asked
  ) throws -> [Matter] {
    let tops = try session.topOrganisations(of: actor, with: .recordConcerns, asOf: AsOf(today), at: now)
    return try tops.prefix(most).flatMap { top -> [Matter] in
      let path = "/to-chuc/\(top.organisation)/phan-anh"
      var matters: [Matter] = []
      let asked = try session.concernsPassedOn(to: top.organisation, on: today).filter {
        $0.stage == .passedOn
      }
      if !asked.isEmpty {
        let isLate = asked.contains { $0.isLate(on: today, rules) }
        matters.append(
          Matter(
            kind: isLate ? "đã lâu" : "phản ánh",
            text: "Trả lời \(asked.count) điều nhân dân phản ánh chuyển đến: \(top.name)",
            path: path + "#chuyen-den", tone: isLate ? .attention : .undecided))
      }
      guard top.kind.isCell else { return matters }
      let late = try session.keptConcerns(of: top.organisation, on: today).count {
        $0.isLate(on: today, rules)
      }
      if late > 0 {
        matters.append(
          Matter(
            kind: "phản ánh",
            text: "Hỏi lại hoặc báo lại cho dân \(late) điều nhân dân phản ánh: \(top.name)",
            path: path + "?loc=can-hoi", tone: .undecided))
      }
      return matters
    }
  }
}
