import Basics
import Foundation

/// Reads one CSV of facts in one walk over its bytes: whole numbers are read as they pass, words are looked up, what does
/// not fit is a finding with its line and counts as missing.
struct FactTable {
  let layout: Layout
  let entity: Int
  let mapping: Mapping
  let file: String
  let findings: PackFindings
  enum Role {
    case id, owner, ignored
    case fact(Int)
  }

  /// - Parameter threads: on how many parts of the file at once; the result is the same.
  func read(_ bytes: UnsafeBufferPointer<UInt8>, threads: Int = 1) -> RawTable {
    var at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    tellLineEnds(bytes)
    let headings = Self.record(bytes, &at)
    let roles = roles(headings)
    let cuts = Self.cuts(bytes, from: at, threads)
    let parts = cuts.indices.dropLast().map { n in
      PartOfTable(self, headings, roles, bytes, cuts[n]..<cuts[n + 1])
    }
    if parts.count == 1 {
      parts[0].read()
    } else {
      nonisolated(unsafe) let parts = parts
      DispatchQueue.concurrentPerform(iterations: parts.count) { parts[$0].read() }
    }
    let whole = parts[0]
    for part in parts.dropFirst() { whole.append(part) }
    for finding in whole.findings { report(finding, bytes, roles, headings) }
    return whole.table
  }

  /// Where the file is cut, always behind the end of a line; not at all where a quoted field may hold one.
  private static func cuts(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ threads: Int) -> [Int] {
    guard threads > 1, bytes.count - start > smallestPart * 2, let base = bytes.baseAddress,
      memchr(base, 0x22, bytes.count) == nil
    else { return [start, bytes.count] }
    var cuts = [start]
    for n in 1..<threads {
      var at = max(start + (bytes.count - start) / threads * n, cuts[cuts.count - 1])
      while at < bytes.count, bytes[at - 1] != 0x0A { at += 1 }
      cuts.append(at)
    }
    return cuts + [bytes.count]
  }

  private static let smallestPart = 1_000_000

  private func report(
    _ value: PartOfTable.BadValue, _ bytes: UnsafeBufferPointer<UInt8>, _ roles: [Role], _ headings: [String]
  ) {
    let place = Place(line: value.line, column: 0)
    switch value.kind {
    case .value: bad(bytes, value.field, roles[value.column], value.line, headings[value.column])
    case .quote:
      findings.add(
        .dataShape, at: place, in: file,
        "\(file), dòng \(value.line), cột \(headings[value.column]): dấu nháy kép lạc, hoặc mở mà không đóng.",
        "Bỏ dấu nháy, hoặc viết đôi nó trong một ô có nháy ở hai đầu.")
    case .short:
      findings.add(
        .dataShape, at: place, in: file, "\(file), dòng \(value.line): ít ô hơn dòng tên cột.",
        "Thêm dấu phẩy cho các ô trống; các ô thiếu đang được coi là trống.")
    case .long:
      findings.add(
        .dataShape, at: place, in: file, "\(file), dòng \(value.line): nhiều ô hơn dòng tên cột.",
        "Đặt ô có dấu phẩy trong nháy kép; các ô thừa không được đọc.")
    }
  }

  /// Lines that end in CR alone would all be one.
  private func tellLineEnds(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress, !bytes.isEmpty, memchr(base, 0x0A, bytes.count) == nil,
      memchr(base, 0x0D, bytes.count) != nil
    else { return }
    findings.add(
      .dataShape, at: .file, in: file, "\(file) xuống dòng bằng CR, không đọc được thành từng dòng.",
      "Lưu lại tệp với cách xuống dòng LF hoặc CRLF.")
  }

  private func bad(
    _ bytes: UnsafeBufferPointer<UInt8>, _ field: Field, _ role: Role, _ line: Int, _ heading: String
  ) {
    guard case .fact(let n) = role else { return }
    let fact = layout.facts[n]
    findings.add(
      .dataValue, at: Place(line: line, column: 0), in: file,
      "\(file), dòng \(line), cột \(heading): `\(field.text(bytes).prefix(40))` không phải giá trị của \(fact.name): cần \(fact.expected).",
      "Sửa trong tệp; dòng này đang được coi là thiếu dữ kiện ấy.")
  }

  // MARK: - headings

  static let mostColumns = 10_000
  static let mostHeading = 200

  private func roles(_ headings: [String]) -> [Role] {
    let id = layout.entities[entity].id
    let parent = layout.entities[entity].parent.map { layout.entities[$0].id }
    let named = mapping.entities[id]
    var roles = headings.map { heading -> Role in
      if let wanted = named?.id {
        if heading == wanted { return .id }
      } else if Self.fold(heading) == "id" || Self.fold(heading) == Self.fold(id + "id") {
        return .id
      }
      if let wanted = named?.within {
        if heading == wanted { return .owner }
      } else if let parent,
        Self.fold(heading) == Self.fold(parent) || Self.fold(heading) == Self.fold(parent + "id")
      {
        return .owner
      }
      return .ignored
    }
    let folded = headings.map(Self.fold)
    for fact in layout.facts.indices where layout.factEntities[fact] == entity {
      let place = headings.indices.first { matches(headings[$0], folded[$0], layout.facts[fact]) }
      if let n = place, case .ignored = roles[n] {
        roles[n] = .fact(fact)
      } else if let n = place, case .fact(let other) = roles[n],
        mapping.facts[id]?[layout.facts[fact].id] != nil
      {
        findings.add(
          .dataShape, at: Place(line: 1, column: 0), in: file,
          "\(file): cột `\(headings[n])` đã ghép cho `\(layout.facts[other].id)`, không ghép thêm cho `\(layout.facts[fact].id)`.",
          "Sửa bảng ghép tên: mỗi cột một dữ kiện.")
      }
    }
    for (what, wanted) in [("id", named?.id), ("within", named?.within)] {
      guard let wanted, !headings.contains(wanted) else { continue }
      findings.add(
        .dataShape, at: Place(line: 1, column: 0), in: file,
        "\(file) không có cột `\(wanted)` mà bảng ghép tên nói tới (`\(what)`).",
        "Sửa bảng ghép tên hoặc tên cột.")
    }
    if let one = named?.id, one == named?.within {
      findings.add(
        .dataShape, at: Place(line: 1, column: 0), in: file,
        "Bảng ghép tên dùng cột `\(one)` vừa làm mã vừa làm nơi thuộc về.", "Ghi hai cột khác nhau.")
    }
    tellUnread(headings, roles)
    return roles
  }

  /// A misspelt heading would otherwise pass for facts nobody knows.
  private func tellUnread(_ headings: [String], _ roles: [Role]) {
    var read: Set<Int> = []
    for role in roles { if case .fact(let n) = role { read.insert(n) } }
    let absent = layout.facts.indices.filter { layout.factEntities[$0] == entity && !read.contains($0) }
    if !absent.isEmpty {
      let names = absent.prefix(20).map { layout.facts[$0].id }.joined(separator: ", ")
      findings.add(
        .dataShape, .warning, at: Place(line: 1, column: 0), in: file, "\(file) không có cột cho: \(names).",
        "Những dữ kiện này đang được coi là thiếu; sửa tên cột, hoặc chỉ tên bằng mapping.yaml.")
    }
    for (n, role) in roles.enumerated() {
      guard case .ignored = role,
        let fact = read.sorted().first(where: {
          matches(headings[n], Self.fold(headings[n]), layout.facts[$0])
        })
      else { continue }
      findings.add(
        .dataShape, .warning, at: Place(line: 1, column: 0), in: file,
        "\(file): cột `\(headings[n])` là cột thứ hai của `\(layout.facts[fact].id)`, không được đọc.",
        "Bỏ một trong hai cột.")
    }
    tellShape(headings, roles)
  }

  private func tellShape(_ headings: [String], _ roles: [Role]) {
    if headings.count == 1, headings[0].utf8.contains(where: { $0 == UInt8(ascii: ";") || $0 == 0x09 }) {
      findings.add(
        .dataShape, at: Place(line: 1, column: 0), in: file, "\(file) không dùng dấu phẩy giữa các cột.",
        "Lưu lại tệp dạng CSV có dấu phẩy.")
    } else if !headings.isEmpty, !roles.contains(where: { if case .id = $0 { true } else { false } }) {
      findings.add(
        .dataShape, .warning, at: Place(line: 1, column: 0), in: file, "\(file) không có cột mã.",
        "Các dòng đang được đánh số từ 0; thêm cột `id`.")
    }
    if headings.count >= Self.mostColumns {
      findings.add(
        .dataShape, at: Place(line: 1, column: 0), in: file, "\(file) có quá \(Self.mostColumns) cột.",
        "Bỏ các cột không cần; các cột sau đó không được đọc.")
    }
  }

  private func matches(_ heading: String, _ folded: String, _ fact: Fact) -> Bool {
    if let wanted = mapping.facts[fact.entity]?[fact.id] { return heading == wanted }
    let name = Self.fold(fact.id)
    var endings = [""]
    if case .number(_, true) = fact.kind { endings += ["pct", "percent"] }
    if let unit = fact.unit { endings += [Self.fold(unit), Self.fold(unit) + "s"] }
    return endings.contains { folded == name + $0 || folded == Self.fold(fact.entity) + name + $0 }
  }

  private static func fold(_ text: String) -> String {
    String(text.lowercased().filter { $0 != "_" && $0 != " " && $0 != "-" })
  }

  // MARK: - fields

  struct Field {
    var from: Int
    var to: Int
    var isQuoted: Bool
    /// A quote that is never closed, or with text behind the closing one: read up to the next comma, the quote with it.
    var isBroken = false

    func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
      let plain = String(decoding: bytes[from..<to], as: UTF8.self)
      return isQuoted ? plain.replacing("\"\"", with: "\"") : plain
    }
  }

  /// What stands in quotes may be so long; a quote that opens more is a stray one.
  static let mostQuoted = 100_000

  static func field(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Field {
    if at < bytes.count, bytes[at] == 0x22 {
      let from = at + 1
      var end = from
      let most = min(bytes.count, from + mostQuoted)
      while end < most {
        if bytes[end] == 0x22 {
          if end + 1 < bytes.count, bytes[end + 1] == 0x22 { end += 1 } else { break }
        }
        end += 1
      }
      let next = end + 1
      if end < most, next >= bytes.count || bytes[next] == 0x2C || bytes[next] == 0x0A || bytes[next] == 0x0D
      {
        at = min(next, bytes.count)
        if at < bytes.count, bytes[at] == 0x2C { at += 1 }
        return Field(from: from, to: end, isQuoted: true)
      }
      var field = plain(bytes, &at)
      field.isBroken = true
      return field
    }
    return plain(bytes, &at)
  }

  private static func plain(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Field {
    let from = at
    while at < bytes.count, bytes[at] != 0x2C, bytes[at] != 0x0A { at += 1 }
    var to = at
    if at < bytes.count, bytes[at] == 0x2C { at += 1 }
    if to > from, bytes[to - 1] == 0x0D { to -= 1 }
    return Field(from: from, to: to, isQuoted: false)
  }

  private static func record(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> [String] {
    var fields: [String] = []
    while at < bytes.count, fields.count < mostColumns {
      let before = at
      let heading = field(bytes, &at)
      // No heading of ours is so long: it is passed over like any other nobody knows.
      fields.append(
        heading.to - heading.from > mostHeading
          ? "…" : heading.text(bytes).trimmingCharacters(in: .whitespaces))
      if at >= bytes.count || bytes[at] == 0x0A || at == before || bytes[at - 1] != 0x2C { break }
    }
    endLine(bytes, &at)
    return fields
  }

  static func endLine(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) {
    while at < bytes.count, bytes[at] != 0x0A { at += 1 }
    if at < bytes.count { at += 1 }
  }
}
