/// A link that may be put into a document: http, https or mailto, nothing that names a file or runs.
public struct SafeLink: Sendable, Hashable {
  public let text: String

  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count <= 2000,
      !bytes.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == 0x22 || $0 == 0x5C }),
      ["http://", "https://", "mailto:"].contains(where: { scheme in
        bytes.count > scheme.utf8.count
          && zip(bytes, scheme.utf8).allSatisfy { ((65...90).contains($0) ? $0 + 32 : $0) == $1 }
      })
    else { return nil }
    self.text = text
  }
}
