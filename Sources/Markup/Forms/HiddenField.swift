/// A value that travels unseen.
public struct HiddenField: Piece {
  public var name: String
  public var value: String

  public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }

  public var html: HTML { "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">" }
}
