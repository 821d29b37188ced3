import Basics
import Registry

/// The units, the members, and both by unit.
extension BriefingMaker {
  struct OrganisationSection {
    var section: Briefing.Section
    var units: BriefingFigure
    var communes: BriefingFigure
    var towns: BriefingFigure
    var members: BriefingFigure
  }

  func organisationSection() -> OrganisationSection {
    func unitFigure(_ key: String, _ label: String, _ kinds: [AdministrativeUnit.Kind]) -> BriefingFigure {
      figure(
        key, label, tree.units.values.count { kinds.contains($0.kind) }, "đơn vị",
        "Số đơn vị hành chính cấp xã (\(kinds.map { $0.title.lowercased() }.joined(separator: ", "))) có tổ chức đảng của \(root.name) đặt tại đó vào ngày số liệu. Cơ quan trực thuộc không phải là đơn vị hành chính nên không tính.",
        records(.units) { $0.unitKinds = kinds })
    }
    let units = unitFigure("units", "Đơn vị hành chính cấp xã", AdministrativeUnit.Kind.communeLevel)
    let communes = unitFigure("communes", "Xã", [.commune])
    let towns = unitFigure("towns", townTitle, [.town, .ward])
    let zones = unitFigure("specialZones", "Đặc khu", [.specialZone])
    let all = counts.values.reduce(into: MemberCounts()) {
      $0.all += $1.all
      $0.female += $1.female
      $0.official += $1.official
      $0.probationary += $1.probationary
    }
    let members = figure(
      "members", "Đảng viên", all.all, "đảng viên",
      "Đảng viên có nơi sinh hoạt chính thức ở \(root.name) và mọi tổ chức trực thuộc vào ngày số liệu, cả chính thức và dự bị. \(scope) \(whoCounts)",
      records(.members))
    let official = figure(
      "members.official", "Đảng viên chính thức", all.official, "đảng viên",
      "Trong số đảng viên: người đã được công nhận chính thức đến ngày số liệu. Người chưa ghi ngày nào không tính vào đây.",
      records(.members) { $0.filter.status = .official })
    let probationary = figure(
      "members.probationary", "Đảng viên dự bị", all.probationary, "đảng viên",
      "Trong số đảng viên: người đã kết nạp, chưa đến ngày công nhận chính thức.",
      records(.members) { $0.filter.status = .probationary })
    let female = figure(
      "members.female", "Đảng viên nữ", all.female, "đảng viên",
      "Trong số đảng viên: người ghi giới tính nữ.",
      records(.members) { $0.filter.sex = .female })
    let cells = figure(
      "cells", "Chi bộ", tree.ordered.count { $0.kind.isCell }, "chi bộ",
      "Mọi chi bộ tồn tại vào ngày số liệu: chi bộ cơ sở và chi bộ trực thuộc các loại. \(scope)",
      records(.organisations) { $0.kinds = Organisation.Kind.allCases.filter(\.isCell) })
    var blocks: [Briefing.Block] = []
    if isScheduled {
      blocks.append(
        .paragraph(
          "Ngày \(asOf.day.vietnamese) chưa đến: số liệu theo những quyết định đã ghi trước cho ngày ấy, chưa phải kết quả."
        ))
    }
    let agency = agencyCellFigures()
    var opening = "Đến ngày \(asOf.day.vietnamese), \(root.name) có "
    if units.count > 1 {
      opening += "tổ chức ở \(units.text) đơn vị hành chính cấp xã (\(kinds([communes, towns, zones]))), "
    }
    opening += "\(cells.text) chi bộ với \(members.text) đảng viên"
    if agency.cells.count > 0 {
      opening += "; trong đó \(agency.members.text) đảng viên sinh hoạt ở \(agency.cells.text) chi bộ cơ quan"
    }
    blocks.append(.paragraph(opening + "."))
    blocks.append(
      .figures(
        [units, communes, towns] + (zones.count > 0 ? [zones] : []) + [
          cells, members, official, probationary, female,
        ]))
    if !tree.rows.isEmpty, !root.kind.isCell { blocks.append(.table(unitTable(members))) }
    return OrganisationSection(
      section: Briefing.Section(id: "organisation", title: "Tổ chức và đảng viên", blocks: blocks),
      units: units,
      communes: communes, towns: towns, members: members)
  }

  /// Only what there is: before 2025 a district has towns, afterwards there are wards.
  private var townTitle: String {
    let found = Set(tree.units.values.map(\.kind))
    return found.contains(.ward) ? (found.contains(.town) ? "Thị trấn, phường" : "Phường") : "Thị trấn"
  }

  /// "21 xã và 1 thị trấn".
  private func kinds(_ figures: [BriefingFigure]) -> String {
    figures.filter { $0.count > 0 }.map { "\($0.text) \($0.label.lowercased())" }.joined(separator: " và ")
  }

  /// Members, agency cells and roll-out by unit. The rows add up to the whole, whichever day's units they are.
  private func unitTable(_ members: BriefingFigure) -> Briefing.Table {
    let isNow = structure == .now
    let fulfilled = Dictionary(
      grouping: (progress.first { $0.mandate.mandate == primary }?.units(.fulfilled) ?? []).map(
        \.unit.organisation),
      by: { tree.placeOf[$0] ?? [] }
    ).mapValues(\.count)
    let hasRollOut = primary != nil && root.kind != .baseCommittee && root.kind != .section
    let organisationsIn = Dictionary(grouping: tree.placeOf, by: \.value).mapValues { $0.map(\.key) }
    let agencyMembers = Dictionary(grouping: composition, by: \.cell).mapValues(\.count)
    let prefix = isNow ? "now" : "unit"

    func row(_ row: PlaceTree.Row) -> [BriefingFigure] {
      let inside = organisationsIn[row.places] ?? []
      let key =
        "\(prefix)." + (row.places.isEmpty ? "direct" : row.places.map(\.description).joined(separator: "+"))
      let condition = PlaceCondition(row.places, structureDay: isNow ? today : nil)
      // A single unit of the day is a subtree of its own and needs no condition.
      func at(_ kind: RecordsQuery.Kind, _ change: (inout RecordsQuery) -> Void = { _ in }) -> RecordsQuery {
        if !isNow, let place = row.places.first {
          return RecordsQuery(kind, of: place, asOf: asOf).with(change)
        }
        return records(kind) {
          $0.place = condition
          change(&$0)
        }
      }
      let place = isNow ? "Quy về \(row.name) ngày \(today.vietnamese)" : row.name
      var figures = [
        figure(
          "\(key).members", "Đảng viên, \(row.name)", inside.reduce(0) { $0 + (counts[$1]?.all ?? 0) },
          "đảng viên",
          "\(place): đảng viên có nơi sinh hoạt chính thức ở đó vào ngày số liệu.", at(.members)),
        figure(
          "\(key).agencyCells", "Chi bộ cơ quan, \(row.name)",
          inside.count { tree.states[$0]?.kind == .agencyCell }, "chi bộ",
          "\(place): chi bộ cơ quan tồn tại vào ngày số liệu.",
          at(.organisations) { $0.kinds = [.agencyCell] }),
        figure(
          "\(key).agencyCellMembers", "Đảng viên chi bộ cơ quan, \(row.name)",
          inside.reduce(0) { $0 + (agencyMembers[$1] ?? 0) }, "đảng viên",
          "\(place): đảng viên sinh hoạt chính thức ở chi bộ cơ quan vào ngày số liệu.",
          at(.members) { $0.filter.organisationKinds = [.agencyCell] }),
      ]
      if hasRollOut {
        figures.append(
          figure(
            "\(key).rollOut", "Đơn vị đã triển khai, \(row.name)", fulfilled[row.places] ?? 0, "đơn vị",
            "\(place): đơn vị đã có quyết định triển khai đến ngày số liệu.",
            at(.rollOut) {
              $0.mandate = primary
              $0.state = .fulfilled
            }))
      }
      return figures
    }

    let rows = tree.rows.map { ($0, row($0)) }
    let totals = totalFigures(hasRollOut: hasRollOut, members)
    let heads: [Briefing.Table.Column] =
      [.init(isNow ? "Đơn vị ngày \(today.vietnamese)" : root.kind == .baseCommittee ? "Chi bộ" : "Đơn vị")]
      + (isNow ? [.init("Gồm các đơn vị ngày \(asOf.day.vietnamese)")] : [])
      + [
        .init("Đảng viên", .number), .init("Chi bộ cơ quan", .number),
        .init("Đảng viên chi bộ cơ quan", .number),
      ]
      + (hasRollOut ? [.init("Đã triển khai", .number)] : [])
    func line(_ name: String, _ parts: [String], _ figures: [BriefingFigure], isTotal: Bool = false)
      -> Briefing.Table.Row
    {
      .init(
        [.text(name)] + (isNow ? [.text(parts.joined(separator: "; "))] : []) + figures.map { .figure($0) },
        isTotal: isTotal)
    }
    return Briefing.Table(
      id: "units",
      title: isNow
        ? "Số liệu ngày \(asOf.day.vietnamese) quy về đơn vị ngày \(today.vietnamese)"
        : "Số liệu từng đơn vị",
      columns: heads,
      rows: rows.map { line($0.name, $0.parts, $1) } + [line("Cộng", [], totals, isTotal: true)])
  }

  /// The whole, under the same keys as in the other sections.
  private func totalFigures(hasRollOut: Bool, _ members: BriefingFigure) -> [BriefingFigure] {
    let cells = agencyCellFigures()
    let rollOut = progress.first { $0.mandate.mandate == primary }.map { fulfilledFigure($0) }
    return [members, cells.cells, cells.members] + (hasRollOut ? [rollOut].compactMap { $0 } : [])
  }
}
