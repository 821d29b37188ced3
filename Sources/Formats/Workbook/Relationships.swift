import Basics

/// The links of one part of an Office file to its other parts: `xl/_rels/workbook.xml.rels` for `xl/workbook.xml`.
struct Relationships {
  struct Link {
    var id: String
    /// The last word of the type, the same in both dialects of the standard: "worksheet", "sharedStrings" …
    var kind: String
    /// From the root of the file, without a leading slash.
    var path: String
  }

  var links: [Link] = []

  init(of part: String, in archive: ZipArchive, _ limits: XMLLimits) throws(FormatRefusal) {
    let (folder, name) = Self.split(part)
    guard let source = try archive.source(of: folder + "_rels/" + name + ".rels") else { return }
    let reader = try XMLReader(source: source, limits: limits)
    while try reader.next() != .done {
      guard reader.node == .start, reader.isNamed("Relationship"), reader["TargetMode"] != "External",
        let id = reader["Id"], let type = reader["Type"], let target = reader["Target"]
      else { continue }
      guard links.count < 10_000 else { throw .tooMuch("liên kết", 10_000) }
      let kind = type.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? ""
      links.append(Link(id: id, kind: kind, path: Self.resolve(target, in: folder)))
    }
  }

  subscript(id: String) -> Link? { links.first { $0.id == id } }
  func path(_ kind: String) -> String? { links.first { $0.kind == kind }?.path }

  private static func split(_ part: String) -> (folder: String, name: String) {
    guard let slash = part.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", part) }
    return (String(part[...slash]), String(part[part.index(after: slash)...]))
  }

  /// Targets are relative to the part's folder or begin with a slash; `..` is allowed here, for the result is only
  /// looked up among the names of the archive.
  private static func resolve(_ target: String, in folder: String) -> String {
    let text = target.utf8.first == UInt8(ascii: "/") ? target : folder + target
    var steps: [Substring] = []
    for step in text.utf8.split(separator: UInt8(ascii: "/")).map(Substring.init) where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    return steps.joined(separator: "/")
  }
}
