import Basics
import Registry

/// The members of all other cells: on the day of the visit, before it, and the few that come and go after it.
extension WorldMaker {
  /// Brings every cell to its size on the day of the visit, counting those who are there already.
  mutating func fillCells() {
    var present = Array(repeating: 0, count: world.cells.count)
    for person in world.people { if let cell = person.cell(on: facts.visit) { present[cell] += 1 } }
    // Where more have come than the cell was to have, other hamlets have fewer: the total stays.
    var excess = 0
    for cell in world.cells.indices where present[cell] > world.cells[cell].size {
      excess += present[cell] - world.cells[cell].size
      world.cells[cell].size = present[cell]
    }
    let hamlets = world.cells.indices.filter { world.cells[$0].sort == .hamlet }
    while excess > 0,
      let largest = hamlets.max(by: {
        world.cells[$0].size - present[$0] < world.cells[$1].size - present[$1]
      }),
      world.cells[largest].size > present[largest]
    {
      world.cells[largest].size -= 1
      excess -= 1
    }
    for cell in world.cells.indices where world.cells[cell].sort != .agency {
      for _ in present[cell]..<max(present[cell], world.cells[cell].size) { makePresent(cell) }
    }
  }

  private mutating func makePresent(_ index: Int) {
    let cell = world.cells[index]
    let latest = facts.visit.adding(days: -30)
    let life = life(cell.sort, by: latest)
    var record = someone(sex(cell.female), life)
    settle(&record, cell: index, isLocal: cell.sort == .hamlet || dice.chance(72))
    var stays = [World.Stay(cell: index, from: max(life.admitted, cell.founded))]
    let after = facts.firstRosters.adding(days: 60)
    if life.admitted < facts.firstRosters.adding(years: -1), dice.chance(4) {
      // Came from outside the district after the first rosters.
      stays = [World.Stay(cell: index, from: dice.day(after, latest))]
    } else if cell.sort == .hamlet, let commune = cell.commune.map({ world.communes[$0] }),
      let work = dice.pick(commune.others),
      life.admitted < facts.firstRosters.adding(years: -6), dice.chance(30)
    {
      // A teacher or nurse who retired into the hamlet.
      let day = life.born.adding(years: record.sex == .female ? 55 : 60)
      if day > after, day < latest {
        stays = [
          World.Stay(cell: work, from: max(life.admitted, world.cells[work].founded)),
          World.Stay(cell: index, from: day),
        ]
      }
    }
    add(record, stays)
  }

  /// Those who were members when the first rosters were made, or came a little later, and are no more on the visit's day.
  mutating func makeDeparted(_ index: Int) {
    let cell = world.cells[index]
    for _ in 0..<(cell.size * 11 / 100 + (dice.chance(cell.size * 11 % 100) ? 1 : 0)) {
      let day = dice.day(facts.firstRosters.adding(days: 100), facts.visit.adding(days: -22))
      let kinds: [(MembershipEnd.Kind, weight: Int)] =
        cell.sort == .hamlet
        ? [(.died, weight: 58), (.movedAway, weight: 34), (.struckOff, weight: 5), (.resigned, weight: 3)]
        : [(.died, weight: 6), (.movedAway, weight: 92), (.struckOff, weight: 2)]
      guard let kind = dice.pick(kinds) else { continue }
      let isOld = kind == .died && cell.sort == .hamlet
      let life = life(cell.sort, ages: isOld ? 62...90 : 27...58, by: day.adding(days: -500))
      var record = someone(sex(cell.female), life)
      settle(&record, cell: index, isLocal: cell.sort == .hamlet || dice.chance(60))
      add(
        record, [World.Stay(cell: index, from: max(life.admitted, cell.founded))],
        end: World.End(
          kind: kind, day: day, destination: kind == .movedAway ? "Đảng bộ ngoài huyện (mô phỏng)" : ""))
    }
  }

  /// After the visit the district goes on modestly.
  mutating func makeLaterAdmissions(_ index: Int) {
    let commune = world.communes[index]
    guard let last = facts.rosters.last?.until else { return }
    for _ in 0..<(12 * size.later / 100) {
      guard let cell = dice.pick(commune.hamlets + commune.others) else { continue }
      let day = dice.day(facts.visit.adding(days: 20), last.adding(days: -20))
      var record = someone(
        sex(38),
        Life(
          born: day.adding(years: -dice.number(20...34)).adding(days: -dice.number(10...350)), admitted: day))
      settle(&record, cell: cell, isLocal: true)
      add(record, [World.Stay(cell: cell, from: day)])
    }
  }

  /// The oldest die in their eighties and nineties.
  mutating func endOldLives() {
    guard let last = facts.rosters.last?.until else { return }
    for index in world.people.indices where world.people[index].end == nil {
      guard let born = world.people[index].record.bornOn, born.age(on: facts.visit) >= 74,
        dice.chance(size.later)
      else { continue }
      let day = born.adding(years: dice.number(84...95)).adding(days: dice.number(0...300))
      let earliest = max(
        facts.visit.adding(days: 30), (world.people[index].stays.last?.from ?? facts.visit).adding(days: 500))
      if day > earliest, day < last.adding(days: -60) {
        world.people[index].end = World.End(kind: .died, day: day)
      }
    }
  }

  /// A secretary, and in larger cells a deputy, who have been in the cell for long.
  mutating func choosePosts() {
    let since = facts.firstRosters.adding(years: -2)
    var candidates: [Int: [Int]] = [:]
    for (place, person) in world.people.enumerated()
    where person.stays.count == 1 && person.end == nil && person.arrival < since {
      guard let cell = person.stays.first?.cell, (30...64).contains(person.record.age(on: facts.visit) ?? 0)
      else { continue }
      candidates[cell, default: []].append(place)
    }
    for cell in world.cells.indices where world.cells[cell].sort != .agency {
      let titles =
        world.cells[cell].size >= 9
        ? ["Bí thư chi bộ", "Phó Bí thư chi bộ", "Chi ủy viên"] : ["Bí thư chi bộ"]
      for (place, title) in zip(dice.shuffled(candidates[cell] ?? []), titles) {
        let day = dice.day(since, facts.firstRosters.adding(days: -30))
        world.people[place].cellPost = World.CellPost(
          title: title, from: max(day, world.people[place].record.officialOn ?? day))
      }
    }
  }
}
