import Basics
import Registry
import Reviews

/// The people of the agency cells keep contact with where they live, as the survey asks: introduced in the spring of the year of
/// the report, commented on in its review. All of it is invented; only that they must is in the report.
extension GiongTromBuilder {
  /// Where somebody is introduced to: a hamlet cell of the register, or a place outside of it.
  private struct Home: Hashable {
    var cell: Int?
    var name: String
  }

  func introduceAgencyStaff(at moment: Moment) async throws {
    let day = moment.day
    let hamlets = hamletsByAddress()
    let indexes = Dictionary(members.map { ($0.value, $0.key) }, uniquingKeysWith: { a, _ in a })
    for commune in world.communes {
      // Whom the register has there: transfers of the month are written down in the next.
      let (agency, rules) = (try cell(commune.agency), liaison)
      let owed = try await system.read { try $0.liaisonSent(by: agency, rules: rules, asOf: AsOf(day)) }
      var homes: [Home: [Int]] = [:]
      for line in owed {
        guard let index = indexes[line.member] else { continue }
        homes[home(of: world.people[index], hamlets), default: []].append(index)
      }
      var number = 1
      for (home, people) in homes.sorted(by: { $0.value[0] < $1.value[0] }) {
        let to = try home.cell.map(cell)
        let letters = try await perform(
          SendLiaisonLetters(
            try people.map(member), to: to, toName: to == nil ? home.name : "",
            number: number < 10 ? "0\(number)-GGT/ĐU" : "\(number)-GGT/ĐU", on: day, rules: liaison),
          at: moment)
        number += people.count
        for letter in letters {
          if let to {
            try await perform(ReceiveLiaisonLetter(letter, in: to, on: day, rules: liaison), at: moment)
          } else {
            try await perform(RecordLiaisonReceipt(letter, cellName: "", on: day), at: moment)
          }
        }
      }
    }
  }

  /// The place of residence comments on whom it knows, in the round of the year; those concerned read it.
  func collectResidenceComments(in period: RoundPeriod, at moment: Moment) async throws {
    var own = Dice(seed: UInt64(period.year) &+ 76)
    for commune in world.communes {
      let agency = try cell(commune.agency)
      let asked = try await system.read { session throws -> [OpinionToAsk] in
        guard let subject = try session.reviewSubjects(at: agency, period).first,
          let round = try session.reviewRound(subject.round)
        else { return [] }
        return try session.opinionsToAsk(at: agency, in: round).filter { $0.kind == .residence }
      }
      guard !asked.isEmpty else { continue }
      let requests = try await perform(AskOpinions(asked, before: nil, dates: dates), at: moment)
      for request in requests {
        var content: [String: String] = [:]
        for heading in opinions.headings(of: .residence) {
          content[heading.id] = own.pick(Self.comments) ?? Self.comments[0]
        }
        try await perform(
          RecordPaperOpinion(request, content: content, author: "Bí thư chi bộ nơi cư trú", rules: opinions),
          at: moment)
        try await perform(ReadOpinion(request, reply: "", isOnPaper: true), at: moment)
        try await perform(EnterOpinion(request, rules: opinions), at: moment)
      }
    }
  }

  private static let comments = [
    "Thực hiện tốt.", "Chấp hành nghiêm túc, được bà con tín nhiệm.", "Tham gia đầy đủ khi được mời.",
    "Cần dành thêm thời gian cho sinh hoạt ở ấp.",
  ]

  /// "ấp 3, xã Sơn Phú" → the cell of that hamlet.
  private func hamletsByAddress() -> [String: Int] {
    var cells: [String: Int] = [:]
    for commune in world.communes {
      for hamlet in commune.hamlets {
        cells[VietnameseText.fold("\(world.cells[hamlet].neighbourhood), \(commune.name)")] = hamlet
      }
    }
    return cells
  }

  private func home(of person: World.Person, _ hamlets: [String: Int]) -> Home {
    let parts = person.record.residence.split(separator: ",").map { VietnameseText.clean($0) }
    if parts.count >= 2, let cell = hamlets[VietnameseText.fold("\(parts[0]), \(parts[1])")] {
      return Home(cell: cell, name: "")
    }
    return Home(cell: nil, name: "Đảng ủy \(parts.prefix(2).joined(separator: ", "))")
  }
}
