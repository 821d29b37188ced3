import Basics

/// Chance from a seed: the same seed gives the same world, on every machine.
struct Dice: Sendable {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// 0 ..< bound; 0 where the bound is not positive.
  mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(random.next() % UInt64(bound)) : 0 }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// So many times of a hundred.
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  mutating func pick<T>(_ things: [T]) -> T? { things.isEmpty ? nil : things[below(things.count)] }

  mutating func pick<T>(_ things: [(T, weight: Int)]) -> T? {
    var rest = below(things.reduce(0) { $0 + max(0, $1.weight) })
    for (thing, weight) in things where weight > 0 {
      if rest < weight { return thing }
      rest -= weight
    }
    return things.last?.0
  }

  /// A day from the first to the last, both included; the first where the order is wrong.
  mutating func day(_ first: Day, _ last: Day) -> Day {
    first.adding(days: below(last.daysSince1970 - first.daysSince1970 + 1))
  }

  mutating func shuffled<T>(_ things: [T]) -> [T] {
    var things = things
    for index in stride(from: things.count - 1, to: 0, by: -1) { things.swapAt(index, below(index + 1)) }
    return things
  }
}

extension Day {
  /// The same day of another year; 29 February becomes the 28th.
  func adding(years: Int) -> Day {
    Day(year: year + years, month: month, day: day) ?? Day(year: year + years, month: month, day: 28) ?? self
  }

  /// Saturday and Sunday move to the Monday after.
  var workday: Day { weekday > 5 ? adding(days: 8 - weekday) : self }
}
