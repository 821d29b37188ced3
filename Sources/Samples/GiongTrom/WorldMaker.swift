import Basics
import Registry

/// Draws a ``World``: first the cells, then who is in them on the day of the visit, then who was before and after.
struct WorldMaker {
  let facts: GiongTromFacts
  let size: SampleSize
  let names: SampleNames
  var dice: Dice
  var world = World()
  /// Nobody shares both name and birthday with another, or a roster would rightly suspect one person written twice.
  private var known: Set<String> = []

  init(_ facts: GiongTromFacts, _ size: SampleSize, _ names: SampleNames, seed: UInt64) {
    (self.facts, self.size, self.names) = (facts, size, names)
    dice = Dice(seed: seed)
  }

  mutating func make() -> World {
    makeCommunes()
    makeDirects()
    shareMembersAmongHamlets()
    for commune in world.communes.indices { makeAgencyStaff(commune) }
    fillCells()
    for cell in world.cells.indices where world.cells[cell].sort != .agency { makeDeparted(cell) }
    for commune in world.communes.indices { makeLaterAdmissions(commune) }
    endOldLives()
    choosePosts()
    return world
  }

  // MARK: Cells

  private mutating func makeCommunes() {
    let agencySizes = agencySizes()
    let days = foundingDays()
    for (index, unit) in facts.units.enumerated() {
      let name = "\(unit.kind.title.lowercased()) \(unit.name)"
      let hamletWord = unit.kind == .town ? "khu phố" : "ấp"
      var commune = World.Commune(
        facts: unit, name: name, agency: world.cells.count, hamlets: [], others: [], foundedOn: days[index],
        decisionNumber: "\(pad(dice.number(3...28)))-QĐ/ĐU", agencySize: agencySizes[index])
      let code = "GT.\(unit.short)"
      world.cells.append(
        World.Cell(
          title: "Chi bộ cơ quan \(name)", code: "\(code).CQ", kind: .agencyCell, sort: .agency,
          commune: index, direct: nil,
          founded: days[index], size: agencySizes[index], female: 26))
      for number in 1...max(1, dice.number(size.hamlets)) {
        commune.hamlets.append(world.cells.count)
        world.cells.append(
          World.Cell(
            title: "Chi bộ \(hamletWord) \(number) \(name)", code: "\(code).A\(pad(number))",
            kind: .residentialCell,
            sort: .hamlet, commune: index, direct: nil,
            neighbourhood: "\(hamletWord.prefix(1).uppercased())\(hamletWord.dropFirst()) \(number)",
            founded: dice.day(facts.oldest.adding(years: 1), facts.oldest.adding(years: 20)), size: 0,
            female: 24))
      }
      for (number, part) in facts.communeCells.enumerated() {
        commune.others.append(world.cells.count)
        world.cells.append(
          World.Cell(
            title: "Chi bộ \(part.title) \(name)", code: "\(code).K\(pad(number + 1))",
            kind: .subordinateCell, sort: part.sort,
            commune: index, direct: nil,
            founded: dice.day(facts.oldest.adding(years: 10), facts.oldest.adding(years: 24)),
            size: scaled(part.size + dice.number(-2...2)), female: part.female))
      }
      world.communes.append(commune)
    }
  }

  private mutating func makeDirects() {
    for (index, facts) in facts.directly.enumerated() {
      var direct = World.Direct(facts: facts, cells: [])
      let code = "GT.H\(facts.short)"
      let parts = facts.cells ?? [GiongTromFacts.Direct.Part(title: facts.title, size: facts.size ?? 0)]
      for (number, part) in parts.enumerated() {
        direct.cells.append(world.cells.count)
        world.cells.append(
          World.Cell(
            title: "Chi bộ \(part.title)", code: facts.cells == nil ? code : "\(code).\(pad(number + 1))",
            kind: facts.cells == nil ? .baseCell : .subordinateCell, sort: facts.sort ?? .office,
            commune: nil, direct: index,
            founded: dice.day(self.facts.oldest.adding(years: 1), self.facts.oldest.adding(years: 19)),
            size: scaled(part.size), female: facts.female))
      }
      world.directs.append(direct)
    }
  }

  /// What the totals leave for the hamlets, more in the large ones.
  private mutating func shareMembersAmongHamlets() {
    let hamlets = world.cells.indices.filter { world.cells[$0].sort == .hamlet }
    let rest = size.members - world.cells.reduce(0) { $0 + $1.size }
    guard !hamlets.isEmpty, rest > 0 else { return }
    let least = min(4, rest / hamlets.count)
    for hamlet in hamlets { world.cells[hamlet].size = least }
    let weights = hamlets.map { ($0, weight: dice.number(60...140)) }
    for _ in 0..<(rest - least * hamlets.count) {
      if let hamlet = dice.pick(weights) { world.cells[hamlet].size += 1 }
    }
  }

  private mutating func agencySizes() -> [Int] {
    let count = facts.units.count
    guard count > 0 else { return [] }
    let mean = facts.totals.agencyCellMembers / count
    var sizes = Array(repeating: mean, count: count)
    for place in dice.shuffled(Array(0..<count)).prefix(facts.totals.agencyCellMembers - mean * count) {
      sizes[place] += 1
    }
    // Some larger, some smaller, the same in all.
    for _ in 0..<count * 2 {
      let (from, to) = (dice.below(count), dice.below(count))
      if from != to, sizes[from] > mean - 2, sizes[to] < min(mean + 4, facts.posts.count) {
        sizes[from] -= 1
        sizes[to] += 1
      }
    }
    return sizes
  }

  private mutating func foundingDays() -> [Day] {
    let (first, last) = (facts.rolledOut.first, facts.rolledOut.last)
    var days = facts.units.map { _ in min(dice.day(first.next, last.previous).workday, last.previous) }
    let order = dice.shuffled(Array(days.indices))
    if let one = order.first { days[one] = first }
    if let one = order.last { days[one] = last }
    return days
  }

  private func scaled(_ number: Int) -> Int { max(3, number * size.others / 100) }

  func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  // MARK: People

  /// Writes down a person; numbers never repeat.
  @discardableResult
  mutating func add(
    _ record: PersonalRecord, _ stays: [World.Stay], end: World.End? = nil, post: World.Post? = nil
  ) -> Int {
    let index = world.people.count
    // Steps prime to a million walk through all numbers before one comes again.
    world.people.append(
      World.Person(
        record: record, card: digits(71_000_000 + (index * 7919 + 120_011) % 1_000_000, 8),
        number: digits((index * 104_729 + 30_011) % 1_000_000, 6), stays: stays, end: end, post: post))
    return index
  }

  /// Someone of this sex and life, under a name nobody with the same birthday has.
  mutating func someone(_ sex: Member.Sex, _ life: Life) -> PersonalRecord {
    while true {
      let name = names.name(sex, &dice)
      let key =
        "\(VietnameseText.fold(name).split(separator: " ").sorted().joined(separator: " ")) \(life.born)"
      guard known.insert(key).inserted else { continue }
      return PersonalRecord(
        name: name, sex: sex, bornOn: life.born, admittedOn: life.admitted,
        officialOn: life.admitted.adding(years: 1),
        ethnicity: "Kinh")
    }
  }

  mutating func sex(_ female: Int) -> Member.Sex { dice.chance(female) ? .female : .male }

  private func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }
}
