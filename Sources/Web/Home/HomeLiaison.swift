import Basics
import Registry
import Reviews

/// What contact with the place of residence asks of a person: letters that wait to be taken in, members of one's own cell who
/// are owed one.
extension HomePicture {
  static func liaison(
    _ actor: Actor, _ rules: LiaisonRules, _ today: Day, _ now: Moment, _ session: Asked
  ) throws -> [Matter] {
    let asOf = AsOf(today)
    let tops = try session.topOrganisations(of: actor, with: .recordLiaison, asOf: asOf, at: now)
    return try tops.prefix(20).flatMap { top -> [Matter] in
      let path = "/to-chuc/\(top.organisation)/noi-cu-tru"
      var matters: [Matter] = []
      let arrivals = try session.liaisonArrivals(at: top.organisation, asOf: asOf)
      if !arrivals.isEmpty {
        let isLate = arrivals.contains { rules.presentBy($0.letter) < today }
        matters.append(
          Matter(
            kind: isLate ? "đã lâu" : "nơi cư trú",
            text: "Tiếp nhận \(arrivals.count) giấy giới thiệu về nơi cư trú: \(top.name)",
            path: path + "#cho-tiep-nhan", tone: isLate ? .attention : .undecided))
      }
      let waiting = try session.residenceCommentsWaiting(at: top.organisation, on: today)
      if !waiting.isEmpty {
        let isLate = waiting.contains { $0.isLate(on: today) }
        matters.append(
          Matter(
            kind: isLate ? "quá hạn" : "nơi cư trú",
            text: "Nhận xét \(waiting.count) đảng viên cư trú ở đây: \(top.name)",
            path: path + "#cho-nhan-xet",
            tone: isLate ? .attention : .undecided))
      }
      guard rules.workplaces.contains(top.kind) else { return matters }
      let late = try session.residenceCommentsAsked(by: top.organisation, asOf: asOf).count {
        $0.isLate(on: today)
      }
      if late > 0 {
        matters.append(
          Matter(
            kind: "nơi cư trú", text: "Nhắc nơi cư trú trả lời \(late) phiếu xin nhận xét: \(top.name)",
            path: path, tone: .undecided))
      }
      let owed = try session.liaisonSent(by: top.organisation, rules: rules, asOf: asOf)
        .count { $0.progress == .owed || $0.progress == .again }
      if owed > 0 {
        matters.append(
          Matter(
            kind: "nơi cư trú", text: "Giới thiệu \(owed) đảng viên về nơi cư trú: \(top.name)",
            path: path + "?tinh-trang=owed", tone: .undecided))
      }
      return matters
    }
  }
}
