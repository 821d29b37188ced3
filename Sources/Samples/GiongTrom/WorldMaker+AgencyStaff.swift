import Basics
import Registry

/// Who works at the seat of a commune: most were in hamlet and school cells until the agency cell was founded; some came
/// later in the place of others.
extension WorldMaker {
  mutating func makeAgencyStaff(_ index: Int) {
    let commune = world.communes[index]
    for place in 0..<commune.agencySize {
      let sex: Member.Sex = sex(facts.posts[place].female ?? 24)
      let isLocal = dice.chance(76)
      if dice.chance(66) {
        makeFounder(commune, place, sex, isLocal, leaves: nil)
      } else {
        makeSuccessor(commune, place, sex, isLocal)
      }
    }
  }

  /// - Parameter leaves: the day on which somebody else takes the post.
  private mutating func makeFounder(
    _ commune: World.Commune, _ place: Int, _ sex: Member.Sex, _ isLocal: Bool, leaves: Day?
  ) {
    let latest = commune.foundedOn.adding(years: -1).adding(days: -60)
    let retires = leaves != nil && dice.chance(45)
    var record = someone(
      sex, life(.agency, ages: retires ? 58...64 : place < 6 ? 40...59 : 32...57, by: latest))
    settle(&record, cell: commune.agency, isLocal: isLocal)
    let before = dice.chance(72) ? dice.pick(commune.hamlets) : dice.pick(commune.others)
    guard let before, let admitted = record.admittedOn else { return }
    var stays = [
      World.Stay(cell: before, from: max(admitted, world.cells[before].founded)),
      World.Stay(cell: commune.agency, from: commune.foundedOn),
    ]
    let elected = dice.day(facts.firstRosters.adding(years: -4), facts.firstRosters.adding(days: -40))
    let post = World.Post(index: place, from: max(elected, admitted.adding(years: 1)), to: leaves)
    var end: World.End?
    if let leaves {
      if retires, let hamlet = dice.pick(commune.hamlets) {
        stays.append(World.Stay(cell: hamlet, from: leaves))
      } else if dice.chance(30),
        let office = dice.pick(world.directs.filter { $0.facts.after == .commune && $0.facts.sort == nil }),
        let cell = office.cells.first
      {
        // Called to the district.
        stays.append(World.Stay(cell: cell, from: leaves))
      } else {
        end =
          dice.chance(15)
          ? World.End(kind: .died, day: leaves)
          : World.End(kind: .movedAway, day: leaves, destination: "Đảng bộ ngoài huyện (mô phỏng)")
      }
    }
    add(record, stays, end: end, post: post)
  }

  private mutating func makeSuccessor(
    _ commune: World.Commune, _ place: Int, _ sex: Member.Sex, _ isLocal: Bool
  ) {
    let day = dice.day(commune.foundedOn.adding(days: 160), facts.visit.adding(days: -110)).workday
    if dice.chance(82) {
      makeFounder(
        commune, place, facts.posts[place].female.map { self.sex($0) } ?? self.sex(20), dice.chance(80),
        leaves: day.adding(days: -dice.number(0...30)))
    }
    let post = World.Post(index: place, from: day, to: nil)
    // Who leads comes from the commune; of the others some are admitted here, some are sent.
    switch place < 6 ? 0 : dice.below(10) {
    case 0..<5:
      // From another cell of the commune, a member for more than a year.
      var record = someone(
        sex, life(.agency, ages: place < 6 ? 36...57 : 27...56, by: day.adding(days: -420)))
      settle(&record, cell: commune.agency, isLocal: isLocal)
      guard let before = dice.pick(commune.hamlets + commune.others), let admitted = record.admittedOn else {
        return
      }
      add(
        record,
        [
          World.Stay(cell: before, from: max(admitted, world.cells[before].founded)),
          World.Stay(cell: commune.agency, from: day),
        ],
        post: post)
    case 5..<8:
      // Admitted by the agency cell itself.
      var record = someone(sex, Life(born: birthday(age: dice.number(26...38)), admitted: day))
      settle(&record, cell: commune.agency, isLocal: isLocal)
      add(record, [World.Stay(cell: commune.agency, from: day)], post: post)
    default:
      // Sent from outside the district.
      var record = someone(sex, life(.agency, ages: 28...50, by: day.adding(days: -420)))
      settle(&record, cell: commune.agency, isLocal: false)
      add(record, [World.Stay(cell: commune.agency, from: day)], post: post)
    }
  }
}
