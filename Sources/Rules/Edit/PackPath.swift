/// Pack path — chỗ trong bộ quy tắc: the way from the root of a pack's text to one node of it.
public struct PackPath: Hashable, Sendable, CustomStringConvertible {
  public enum Step: Hashable, Sendable {
    case key(String)
    case item(Int)
  }

  public var steps: [Step]

  public init(_ steps: [Step] = []) { self.steps = steps }

  /// `decisions/0/rules/3/then`; in a key `~` and `/` are written `~0` and `~1`, and a key that reads like a number `~2` before it.
  public init?(_ text: String) {
    guard text.utf8.count <= 2_000 else { return nil }
    guard !text.isEmpty else {
      steps = []
      return
    }
    steps = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { part in
      if !part.isEmpty, part.count <= 9, part.allSatisfy({ (48...57).contains($0) }),
        let number = Int(Substring(part))
      {
        return .item(number)
      }
      return .key(Self.unescaped(Substring(part)))
    }
  }

  public var description: String {
    steps.map {
      switch $0 {
      case .item(let n): "\(n)"
      case .key(let key): Self.escaped(key)
      }
    }.joined(separator: "/")
  }

  public func key(_ key: String) -> PackPath { PackPath(steps + [.key(key)]) }
  public func item(_ n: Int) -> PackPath { PackPath(steps + [.item(n)]) }
  public var parent: PackPath { PackPath(Array(steps.dropLast())) }
  public var last: Step? { steps.last }

  /// Whether this lies in what another path leads to, or is it.
  public func isWithin(_ other: PackPath) -> Bool { steps.starts(with: other.steps) }

  private static func escaped(_ key: String) -> String {
    var out = key.utf8.allSatisfy({ (48...57).contains($0) }) ? "~2" : ""
    for scalar in key.unicodeScalars {
      switch scalar {
      case "~": out += "~0"
      case "/": out += "~1"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  private static func unescaped(_ text: Substring) -> String {
    var out = String.UnicodeScalarView()
    var isEscape = false
    for scalar in text.unicodeScalars {
      if isEscape {
        isEscape = false
        switch scalar {
        case "0": out.append("~")
        case "1": out.append("/")
        default: break
        }
      } else if scalar == "~" {
        isEscape = true
      } else {
        out.append(scalar)
      }
    }
    return String(out)
  }
}
