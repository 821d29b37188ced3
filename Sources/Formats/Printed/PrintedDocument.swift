/// A document to be printed: blocks in their order, the same for PDF, Word and plain text. All text is printed
/// literally; nothing in it is ever taken for markup.
public struct PrintedDocument: Sendable {
  /// For the properties of the file.
  public var title: String
  public var layout: LayoutProfile
  /// Printed on every page above the text, for example that the data are simulated.
  public var mark: String?
  public var blocks: [Block]

  public init(title: String, layout: LayoutProfile = .party, mark: String? = nil, blocks: [Block] = []) {
    (self.title, self.layout, self.mark, self.blocks) = (title, layout, mark, blocks)
  }

  public enum Block: Sendable {
    case letterhead(Letterhead)
    /// Title lines in bold, the subject beneath, then a short rule.
    case title([String], subject: [String] = [], hasRule: Bool = true)
    /// Level 1, 2 or 3.
    case heading(Int, String)
    case paragraph(Paragraph)
    case bullets([PrintedText])
    case table(PrintedTable)
    case chart(Chart)
    case signatures(Signatures)
    /// Small text, for sources and remarks.
    case note(PrintedText)
    case pageBreak
  }

  /// The last paragraph, or the last row of a table, before signatures holds on to them.
  var blocksKeptTogether: [Block] {
    var kept = blocks
    for n in kept.indices.dropLast() {
      guard case .signatures = kept[n + 1] else { continue }
      switch kept[n] {
      case .paragraph(var paragraph):
        (paragraph.keepsWithNext, paragraph.precedesSignatures) = (true, true)
        kept[n] = .paragraph(paragraph)
      case .table(var table):
        table.precedesSignatures = true
        kept[n] = .table(table)
      default: continue
      }
    }
    return kept
  }

  public struct Letterhead: Sendable {
    /// "ĐẢNG BỘ HUYỆN GIỒNG TRÔM", in upright letters.
    public var superior: [String]
    /// "CHI BỘ CƠ QUAN XÃ …", in bold.
    public var issuer: [String]
    public var number: String?
    public var motto: String
    public var placeAndDate: String?
    public init(
      superior: [String], issuer: [String], number: String? = nil, motto: String = "ĐẢNG CỘNG SẢN VIỆT NAM",
      placeAndDate: String? = nil
    ) {
      (self.superior, self.issuer, self.number) = (superior, issuer, number)
      (self.motto, self.placeAndDate) = (motto, placeAndDate)
    }
  }

  public struct Paragraph: Sendable {
    public enum Alignment: Sendable, Hashable { case justified, left, center, right }
    public var text: PrintedText
    /// `nil` is what the layout says.
    public var alignment: Alignment?
    public var hasFirstLineIndent: Bool
    /// Never the last on a page: it stands over what follows.
    public var keepsWithNext: Bool
    /// Stands right above the signatures, which are never alone on a page.
    var precedesSignatures = false
    public init(
      _ text: PrintedText, alignment: Alignment? = nil, hasFirstLineIndent: Bool = true,
      keepsWithNext: Bool = false
    ) {
      (self.text, self.alignment, self.hasFirstLineIndent) = (text, alignment, hasFirstLineIndent)
      self.keepsWithNext = keepsWithNext
    }
  }

  /// The end of a document: recipients on the left, or several people who sign side by side.
  public struct Signatures: Sendable {
    public struct Signer: Sendable {
      /// "T/M CHI BỘ": bold, then the office ("BÍ THƯ"), upright.
      public var authority: String?
      public var office: String
      public var isOfficeBold: Bool
      public var name: String
      public init(authority: String? = nil, office: String, isOfficeBold: Bool = false, name: String) {
        (self.authority, self.office, self.isOfficeBold, self.name) = (authority, office, isOfficeBold, name)
      }
    }
    public var recipients: [String]
    public var signers: [Signer]
    public init(recipients: [String] = [], signers: [Signer]) {
      (self.recipients, self.signers) = (recipients, signers)
    }
  }
}

/// Text in runs of one style each.
public struct PrintedText: Sendable, Hashable, ExpressibleByStringLiteral {
  public struct Run: Sendable, Hashable {
    public var text: String
    public var isBold: Bool
    public var isItalic: Bool
    public var link: SafeLink?
    public init(_ text: String, bold: Bool = false, italic: Bool = false, link: SafeLink? = nil) {
      self.text = Self.clean(text)
      (isBold, isItalic, self.link) = (bold, italic, link)
    }

    /// Line breaks and tabs stay; other control characters cannot be printed, nor put into XML.
    private static func clean(_ text: String) -> String {
      var result = String.UnicodeScalarView()
      for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x09, 0x0A: result.append(scalar)
        case 0x2028, 0x2029: result.append("\n")
        case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF: break
        default: result.append(scalar)
        }
      }
      return String(result)
    }
  }

  public var runs: [Run]
  public init(_ runs: [Run]) { self.runs = runs }
  public init(_ text: String, bold: Bool = false, italic: Bool = false) {
    runs = [Run(text, bold: bold, italic: italic)]
  }
  public init(stringLiteral value: String) { self.init(value) }

  public var plain: String { runs.map(\.text).joined() }
  var isEmpty: Bool { runs.allSatisfy { $0.text.isEmpty } }

  func bold() -> PrintedText {
    PrintedText(runs.map { Run($0.text, bold: true, italic: $0.isItalic, link: $0.link) })
  }
}
