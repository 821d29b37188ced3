/// How a printed page is set. The default is the layout of Party documents: A4, Times New Roman 14, lines of exactly
/// 18 points, first line in by 10 mm, justified. Rules differ by date and province, so all of it is a value.
public struct LayoutProfile: Sendable, Hashable {
  /// Millimetres, upright.
  public var pageWidth = 210.0
  public var pageHeight = 297.0
  public var isLandscape = false
  public var top = 20.0
  public var bottom = 20.0
  public var left = 30.0
  public var right = 15.0

  public var fontFamily = "Times New Roman"
  /// Points.
  public var baseSize = 14.0
  public var titleSize = 15.0
  public var subjectSize = 14.0
  public var tableSize = 12.0
  public var noteSize = 11.0
  public var recipientSize = 12.0
  public var lineHeight = 18.0
  public var spaceBefore = 6.0
  public var spaceAfter = 6.0
  /// Millimetres.
  public var firstLineIndent = 10.0
  public var isJustified = true
  /// Centred at the top from the second page on.
  public var hasPageNumbers = true
  /// The share of the left column in the letterhead.
  public var letterheadSplit = 0.45
  /// Lines left free for the signature.
  public var signatureLines = 4

  public init() {}

  public static let party = LayoutProfile()
  public static let partyLandscape: LayoutProfile = {
    var layout = LayoutProfile()
    layout.isLandscape = true
    (layout.top, layout.bottom, layout.left, layout.right) = (20, 15, 20, 20)
    return layout
  }()

  /// What signatures need at least, with the gap above them.
  var signatureHeight: Double { Double(signatureLines + 4) * lineHeight + 12 }
  var width: Double { points(isLandscape ? pageHeight : pageWidth) }
  var height: Double { points(isLandscape ? pageWidth : pageHeight) }
  var contentWidth: Double { max(72, width - points(left) - points(right)) }
  func points(_ millimetres: Double) -> Double { millimetres * 72 / 25.4 }
}
