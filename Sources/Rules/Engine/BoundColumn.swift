/// A column of the graph bound to the values of one run.
enum BoundColumn {
  case facts(Column)
  case outcomes(ByteColumn, hasOpen: Bool)

  var mayBeUnknown: Bool {
    switch self {
    case .facts(let column): column.known != nil
    case .outcomes(_, let hasOpen): hasOpen
    }
  }

  /// The largest magnitude in it, for choosing the width of products.
  var magnitude: Int {
    switch self {
    case .facts(let column):
      max(column.low.magnitude > UInt(Int.max) ? Int.max : Int(column.low.magnitude), abs(column.high))
    case .outcomes: 255
    }
  }

  subscript(_ row: Int) -> Int? {
    switch self {
    case .facts(let column): column[row]
    case .outcomes(let bytes, _): bytes[row] < OutcomeDomain.undecided ? Int(bytes[row]) : nil
    }
  }
}
