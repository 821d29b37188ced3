/// The features of some clauses, to be asked for: in which of them does a feature stand?
struct ClauseTable {
  private var keys: [UInt64] = []
  /// First entry of each key in `lists`, from 1; 0 is none.
  private var heads: [Int32] = []
  private var lists: [(clause: Int32, next: Int32)] = []
  private var mask = 0
  private(set) var count = 0

  mutating func prepare(words: Int) {
    var size = 64
    while size < words * 6 { size *= 2 }
    if keys.count != size {
      keys = Array(repeating: 0, count: size)
      heads = Array(repeating: 0, count: size)
    } else {
      heads.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    }
    mask = size - 1
    lists.removeAll(keepingCapacity: true)
    lists.append((0, 0))
    count = 0
  }

  /// Adds a clause; its number is the count of clauses before it.
  mutating func add(_ words: UnsafePointer<UInt32>, _ range: Range<Int>) {
    let clause = Int32(count)
    count += 1
    keys.withUnsafeMutableBufferPointer { keys in
      heads.withUnsafeMutableBufferPointer { heads in
        for order in 1...3 {
          var at = range.lowerBound
          let end = range.upperBound - (order - 1)
          while at < end {
            let feature = Feature.of(words + at, order)
            at += 1
            var slot = Int(truncatingIfNeeded: feature) & mask
            while heads[slot] != 0, keys[slot] != feature { slot = (slot + 1) & mask }
            let head = heads[slot]
            // Once a clause is enough.
            if head != 0, lists[Int(head)].clause == clause { continue }
            keys[slot] = feature
            lists.append((clause, head))
            heads[slot] = Int32(lists.count - 1)
          }
        }
      }
    }
  }

  @inline(__always) func each(_ feature: UInt64, _ body: (Int) -> Void) {
    var slot = Int(truncatingIfNeeded: feature) & mask
    while heads[slot] != 0 {
      if keys[slot] == feature {
        var entry = heads[slot]
        while entry != 0 {
          let item = lists[Int(entry)]
          body(Int(item.clause))
          entry = item.next
        }
        return
      }
      slot = (slot + 1) & mask
    }
  }
}
