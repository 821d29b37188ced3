import Basics
import Foundation

/// FactFiles — tệp dữ kiện: one CSV an entity, a heading a fact, a blank a missing value. Without a mapping the usual names
/// are tried: `member.csv` or `members.csv`, the column `id` or `member_id`, the column `cell` or `cell_id` for what a record
/// lies within, and for a fact its id in any spelling (`attendanceMonths`, `attendance_months`), with the entity's name in front
/// or the unit's behind (`cell_disciplined`, `tasks_pct`).
public enum FactFiles {
  public static func read(
    folder: String, layout: Layout, mapping: Mapping = Mapping(), threads: Int = 1
  ) -> (snapshot: Snapshot?, findings: [PackFinding]) {
    let findings = PackFindings(path: folder)
    var raw: [String: RawTable] = [:]
    var absent: [(entity: String, files: [String])] = []
    for entity in layout.entities.indices {
      let id = layout.entities[entity].id
      let named = mapping.entities[id]?.file
      let names = named.map { [$0] } ?? [id + ".csv", id + "s.csv"]
      guard let name = names.first(where: { FileManager.default.fileExists(atPath: folder + "/" + $0) })
      else {
        if let named {
          findings.add(
            .unreadable, at: .file, "Không có tệp \(named) mà bảng ghép tên nói tới.",
            "Đặt tệp ấy vào thư mục dữ kiện, hoặc sửa `file` của `\(id)`.")
        } else if layout.factEntities.contains(entity)
          || layout.entities.contains(where: { $0.parent == entity }) == false
        {
          absent.append((id, names))
        }
        continue
      }
      if names.filter({ FileManager.default.fileExists(atPath: folder + "/" + $0) }).count > 1 {
        findings.add(
          .dataShape, at: .file, "Có cả \(names.joined(separator: " và ")); chỉ \(name) được đọc.",
          "Gộp làm một, hoặc bỏ tệp không dùng.")
      }
      do throws(FileBytes.Trouble) {
        let file = try FileBytes(path: folder + "/" + name, threads: threads)
        guard !file.holdsNul else {
          findings.add(
            .unreadable, at: .file, "\(name) không phải UTF-8: có byte NUL.", "Lưu lại tệp dạng CSV UTF-8.")
          continue
        }
        guard file.isText else {
          findings.add(
            .unreadable, at: .file, "\(name) không phải UTF-8.", "Lưu lại tệp dạng CSV UTF-8.")
          continue
        }
        let reader = FactTable(
          layout: layout, entity: entity, mapping: mapping, file: name, findings: findings)
        var table = reader.read(file.bytes, threads: threads).withoutRepeats(id, name, findings)
        table.file = name
        table.tellImpossibleShares(layout, entity, name, findings)
        table.tellContradictions(layout, entity, name, findings)
        raw[id] = table
        withExtendedLifetime(file) {}
      } catch {
        findings.add(
          error == .oversize ? .oversize : .unreadable, at: .file, "Không đọc được \(name).",
          error == .oversize
            ? "Tệp lớn hơn \(FileBytes.most / 1_000_000_000) GB; chia ra." : "Kiểm tra tệp và quyền đọc.")
      }
    }
    guard !raw.isEmpty else {
      findings.add(
        .unreadable, at: .file, "Thư mục không có tệp dữ kiện nào.",
        "Đặt các tệp như \(layout.entities.first?.id ?? "member").csv vào thư mục, hoặc chỉ tên bằng mapping.yaml."
      )
      return (nil, findings.sorted)
    }
    for name in unread(folder, layout, mapping) {
      findings.add(
        .dataShape, .warning, at: .file, "Tệp \(name) không được đọc.",
        "Đặt tên theo mã của loại, thí dụ \(layout.entities.first?.id ?? "member").csv, hoặc chỉ tên bằng mapping.yaml."
      )
    }
    for (entity, files) in absent {
      findings.add(
        .dataShape, .warning, at: .file, "Không có tệp \(files.joined(separator: " hoặc ")).",
        "Mọi dữ kiện của `\(entity)` và mọi số đếm trên `\(entity)` đang được coi là thiếu; thêm tệp ấy nếu có."
      )
    }
    return (join(raw, layout, findings, threads), findings.sorted)
  }

  /// Tables in the folder that nothing reads: most likely misnamed.
  private static func unread(_ folder: String, _ layout: Layout, _ mapping: Mapping) -> [String] {
    let known = layout.entities.flatMap { entity in
      mapping.entities[entity.id]?.file.map { [$0] } ?? [entity.id + ".csv", entity.id + "s.csv"]
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return Array(names.filter { $0.hasSuffix(".csv") && !known.contains($0) }.sorted().prefix(10))
  }

  /// Ties records to what they lie within, from the top down; what has no file of its own exists as far as it is named.
  private static func join(
    _ raw: [String: RawTable], _ layout: Layout, _ findings: PackFindings, _ threads: Int
  ) -> Snapshot {
    var parents: [String: String] = [:]
    for entity in layout.entities { parents[entity.id] = entity.parent.map { layout.entities[$0].id } }
    var tables: [String: Snapshot.Table] = [:]
    /// Whose records could not be placed: what lies within them is left out without a word for each.
    var dropped: Set<String> = []
    for entity in Snapshot.topDown(layout.entities.map(\.id), parents) {
      let owners = raw.keys.filter { parents[$0] == entity }.sorted().compactMap { raw[$0]?.owners }
      guard let table = raw[entity] ?? (owners.isEmpty ? nil : implied(owners)) else { continue }
      guard let parent = parents[entity], let above = tables[parent] else {
        if let parent = parents[entity] {
          tellUnplaced(entity, parent, hasFile: raw[entity] != nil, findings)
          parents[entity] = nil
        }
        tables[entity] = Snapshot.Table(
          entity: entity, ids: table.ids, owners: [Int32](repeating: 0, count: table.ids.count),
          columns: table.columns)
        continue
      }
      if dropped.contains(parent) {
        (tables[entity], _) = (empty(table, entity), dropped.insert(entity))
      } else if let owners = table.owners {
        tables[entity] = attach(table, entity, owners, to: above, findings)
      } else if above.count == 1 || table.ids.count == 0 {
        // Without owners a record lies within the one record above, where there is just one.
        tables[entity] = Snapshot.Table(
          entity: entity, ids: table.ids, owners: [Int32](repeating: 0, count: table.ids.count),
          columns: table.columns)
      } else {
        findings.add(
          .dataShape, at: .file,
          "\(raw[entity] == nil ? "Không biết mỗi" : "Tệp của") `\(entity)` \(raw[entity] == nil ? "" : "không có cột cho biết ")thuộc `\(parent)` nào; mọi `\(entity)` đang được bỏ ra.",
          "Thêm cột `\(parent)_id`.")
        (tables[entity], _) = (empty(table, entity), dropped.insert(entity))
      }
    }
    return Snapshot(Array(tables.values), parents: parents, threads: threads)
  }

  /// Nothing says what the records lie within: they count as of one place, and that is told.
  private static func tellUnplaced(
    _ entity: String, _ parent: String, hasFile: Bool, _ findings: PackFindings
  ) {
    findings.add(
      .dataShape, hasFile ? .error : .warning, at: .file,
      "Không biết mỗi `\(entity)` thuộc `\(parent)` nào; mọi `\(entity)` đang được tính như cùng một `\(parent)`.",
      "Thêm cột `\(parent)_id` vào tệp của `\(entity)`, hoặc tệp của `\(parent)`.")
  }

  private static func implied(_ owners: [RecordIDs]) -> RawTable {
    RawTable(ids: named(owners), owners: nil, columns: [:], lines: [])
  }

  private static func empty(_ table: RawTable, _ entity: String) -> Snapshot.Table {
    Snapshot.Table(
      entity: entity, ids: .numbers([]), owners: [],
      columns: table.columns.mapValues { _ in Column([Int?]()) })
  }

  private static func named(_ owners: [RecordIDs]) -> RecordIDs {
    var numbers: Set<Int64> = []
    var texts: Set<String> = []
    var isText = false
    for ids in owners {
      switch ids {
      case .numbers(let values): numbers.formUnion(values)
      case .texts(let values):
        isText = true
        texts.formUnion(values)
      }
    }
    return isText
      ? .texts((texts.union(numbers.map(String.init))).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
      : .numbers(numbers.sorted())
  }

  private static func attach(
    _ table: RawTable, _ entity: String, _ owners: RecordIDs, to above: Snapshot.Table,
    _ findings: PackFindings
  ) -> Snapshot.Table {
    let rows = above.ids.rows(of: owners)
    var keep: [Int32] = []
    if rows.contains(-1) {
      for (n, row) in rows.enumerated() {
        if row >= 0 {
          keep.append(Int32(n))
        } else {
          findings.add(
            .dataShape, at: Place(line: table.line(n), column: 0), in: table.file,
            "\(table.file.map { "\($0), dòng \(table.line(n)): " } ?? "")\(entity) `\(table.ids.text(n))` thuộc `\(owners.text(n))` không có trong danh sách.",
            "Sửa mã, hoặc thêm dòng ấy vào tệp của cấp trên.")
        }
      }
    } else {
      return Snapshot.Table(entity: entity, ids: table.ids, owners: rows, columns: table.columns)
    }
    return Snapshot.Table(
      entity: entity, ids: table.ids.reordered(keep), owners: keep.map { rows[Int($0)] },
      columns: table.columns.mapValues { $0.reordered(keep) })
  }
}

/// A table as read, before its records are tied to those above.
struct RawTable {
  var ids: RecordIDs
  var owners: RecordIDs?
  var columns: [String: Column]
  /// The line of every record where blank lines were skipped; empty: record 0 is on line 2.
  var lines: [Int32]
  /// The file it was read from; `nil` for one that is only implied.
  var file: String?

  func line(_ record: Int) -> Int { lines.isEmpty ? record + 2 : Int(lines[record]) }

  /// Without the records whose name stands further up already, or who have none; each is told.
  func withoutRepeats(_ entity: String, _ file: String, _ findings: PackFindings) -> RawTable {
    let repeats = ids.repeats
    guard !repeats.isEmpty else { return self }
    for row in repeats {
      let id = ids.text(row)
      findings.add(
        .dataShape, at: Place(line: line(row), column: 0), in: file,
        id.isEmpty
          ? "\(file), dòng \(line(row)): bản ghi không có mã."
          : "\(file), dòng \(line(row)): mã `\(id.prefix(40))` đã có ở trên.",
        "Mỗi \(entity) một dòng, một mã; dòng này đang được bỏ ra.")
    }
    let left = Set(repeats)
    let keep = (0..<ids.count).filter { !left.contains($0) }.map { Int32($0) }
    var copy = self
    copy.ids = ids.reordered(keep)
    copy.owners = owners?.reordered(keep)
    copy.columns = columns.mapValues { $0.reordered(keep) }
    copy.lines = keep.map { Int32(truncatingIfNeeded: line(Int($0))) }
    return copy
  }
}

extension RecordIDs {
  /// The rows whose name stands further up, or is none.
  var repeats: [Int] {
    switch self {
    case .texts(let ids):
      var seen: Set<String> = [""]
      return ids.indices.filter { !seen.insert(ids[$0]).inserted }
    case .numbers(let ids):
      // Ascending, as most files are: nothing stands twice.
      var isAscending = true
      for n in ids.indices.dropFirst() where ids[n] <= ids[n - 1] {
        isAscending = false
        break
      }
      if isAscending { return [] }
      var seen: Set<Int64> = []
      seen.reserveCapacity(ids.count)
      return ids.indices.filter { !seen.insert(ids[$0]).inserted }
    }
  }

  /// The rows of other records' names among these; -1 where there is none.
  func rows(of names: RecordIDs) -> [Int32] {
    switch (self, names) {
    case (.numbers(let ids), .numbers(let wanted)):
      // Numbered from 0 without gaps: the number is the row.
      if ids.enumerated().allSatisfy({ $0.element == Int64($0.offset) }) {
        return wanted.map { $0 >= 0 && $0 < Int64(ids.count) ? Int32($0) : -1 }
      }
      let index = Dictionary(
        ids.enumerated().map { ($0.element, Int32($0.offset)) }, uniquingKeysWith: { a, _ in a })
      return wanted.map { index[$0] ?? -1 }
    default:
      let index = Dictionary((0..<count).map { (text($0), Int32($0)) }, uniquingKeysWith: { a, _ in a })
      return (0..<names.count).map { index[names.text($0)] ?? -1 }
    }
  }
}
