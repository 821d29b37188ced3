import Basics
import Registry

/// Birthdays and days of admission that fit together, and what is told of a person besides.
extension WorldMaker {
  struct Life {
    var born: Day
    var admitted: Day
  }

  /// Ages on the day of the visit: many between 25 and 60 in the hamlets, and pensioners; working ages elsewhere.
  mutating func age(_ sort: CellSort) -> Int {
    let bands: [(ClosedRange<Int>, weight: Int)] =
      switch sort {
      case .hamlet:
        [
          (19...22, weight: 3), (23...30, weight: 17), (31...40, weight: 19), (41...50, weight: 18),
          (51...60, weight: 20),
          (61...70, weight: 13), (71...80, weight: 7), (81...91, weight: 3),
        ]
      case .agency:
        [(24...30, weight: 18), (31...40, weight: 34), (41...50, weight: 27), (51...59, weight: 21)]
      case .school, .health, .office:
        [(22...30, weight: 22), (31...40, weight: 36), (41...50, weight: 25), (51...59, weight: 17)]
      }
    return dice.pick(bands).map { dice.number($0) } ?? 40
  }

  mutating func birthday(age: Int) -> Day {
    let youngest = facts.visit.adding(years: -age)
    return dice.day(facts.visit.adding(years: -age - 1).next, youngest)
  }

  /// - Parameters:
  ///   - from: the earliest day of admission allowed, whatever the age.
  ///   - by: the last one; somebody too young for it is given two more years of age.
  mutating func life(
    _ sort: CellSort, ages: ClosedRange<Int>? = nil, admittedFrom from: Day? = nil, by last: Day
  ) -> Life {
    var born = birthday(age: ages.map { dice.number($0) } ?? age(sort))
    while firstDay(born) > last { born = born.adding(years: -2) }
    let first = max(firstDay(born), from ?? firstDay(born))
    let usual: [(ClosedRange<Int>, weight: Int)] = [
      (18...20, weight: 8), (21...25, weight: 34), (26...30, weight: 30), (31...35, weight: 14),
      (36...45, weight: 10), (46...55, weight: 4),
    ]
    var admitted = born.adding(years: dice.pick(usual).map { dice.number($0) } ?? 25).adding(
      days: dice.number(70...360))
    if admitted < first || admitted > last { admitted = dice.day(first, max(first, last)) }
    return Life(born: born, admitted: admitted)
  }

  /// Nobody is admitted before their eighteenth birthday.
  func firstDay(_ born: Day) -> Day { born.adding(years: 18).adding(days: 40) }

  // MARK: Circumstances

  /// Where somebody lives and comes from, what they learnt and do.
  mutating func settle(_ record: inout PersonalRecord, cell: Int, isLocal: Bool) {
    let cell = world.cells[cell]
    let here = "huyện \(facts.district.name), tỉnh \(facts.province.name)"
    let commune = cell.commune.map { world.communes[$0] } ?? dice.pick(world.communes)
    record.isLocal = isLocal
    if isLocal, let commune {
      let hamlet =
        cell.sort == .hamlet
        ? cell.neighbourhood : dice.pick(commune.hamlets).map { world.cells[$0].neighbourhood } ?? ""
      record.residence = "\(lower(hamlet)), \(commune.name), \(here)"
      record.homePlace =
        dice.chance(88) ? "\(commune.name), \(here)" : "\(dice.pick(world.communes)?.name ?? ""), \(here)"
    } else if dice.chance(60), let other = dice.pick(world.communes.filter { $0.name != commune?.name }) {
      record.residence =
        "\(lower(dice.pick(other.hamlets).map { world.cells[$0].neighbourhood } ?? "")), \(other.name), \(here)"
      record.homePlace = "\(other.name), \(here)"
    } else {
      record.residence =
        "phường \(dice.number(1...8)), thành phố \(facts.province.name), tỉnh \(facts.province.name)"
      record.homePlace =
        "tỉnh \(dice.pick(["Vĩnh Long", "Trà Vinh", "Tiền Giang", facts.province.name]) ?? "")"
    }
    let age = record.age(on: facts.visit) ?? 40
    record.occupation = occupation(cell.sort, age: age)
    record.education = education(cell.sort, age: age)
    record.theory = theory(cell.sort)
  }

  private func lower(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }

  private mutating func occupation(_ sort: CellSort, age: Int) -> String {
    switch sort {
    case .hamlet:
      age >= 60
        ? dice.pick([("Hưu trí", weight: 4), ("Già yếu", weight: 1), ("Làm vườn", weight: 5)]) ?? ""
        : dice.pick([
          ("Làm vườn", weight: 6), ("Nông dân", weight: 6), ("Buôn bán", weight: 2), ("Công nhân", weight: 2),
          ("Cán bộ ấp", weight: 1),
        ]) ?? ""
    case .school: dice.chance(88) ? "Giáo viên" : "Nhân viên trường học"
    case .health: dice.pick(["Bác sĩ", "Y sĩ", "Điều dưỡng", "Dược sĩ"]) ?? ""
    case .agency: dice.chance(62) ? "Cán bộ" : "Công chức"
    case .office: dice.pick(["Cán bộ", "Công chức", "Viên chức", "Chuyên viên"]) ?? ""
    }
  }

  private mutating func education(_ sort: CellSort, age: Int) -> String {
    switch sort {
    case .hamlet:
      dice.pick(age > 55 ? ["5/12", "9/12", "9/12", "12/12"] : ["9/12", "12/12", "12/12", "Trung cấp"]) ?? ""
    case .school:
      dice.pick(["Đại học sư phạm", "Cao đẳng sư phạm", "Đại học sư phạm", "Trung cấp sư phạm"]) ?? ""
    case .health: dice.pick(["Đại học y", "Trung cấp y", "Trung cấp dược"]) ?? ""
    case .agency, .office: dice.pick(["Đại học", "Đại học", "Cao đẳng", "Trung cấp", "12/12"]) ?? ""
    }
  }

  private mutating func theory(_ sort: CellSort) -> String {
    let weights: [(String, weight: Int)] =
      switch sort {
      case .hamlet: [("", weight: 60), ("Sơ cấp", weight: 32), ("Trung cấp", weight: 8)]
      case .agency: [("Sơ cấp", weight: 15), ("Trung cấp", weight: 70), ("Cao cấp", weight: 15)]
      case .school, .health, .office:
        [("", weight: 30), ("Sơ cấp", weight: 40), ("Trung cấp", weight: 24), ("Cao cấp", weight: 6)]
      }
    return dice.pick(weights) ?? ""
  }
}
