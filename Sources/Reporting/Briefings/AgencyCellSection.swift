import Basics
import Registry

/// The agency cells, and who their members are.
extension BriefingMaker {
  struct AgencyCellSection {
    var section: Briefing.Section
    var cells: BriefingFigure
    var members: BriefingFigure
  }

  func agencyCellFigures() -> (cells: BriefingFigure, members: BriefingFigure) {
    (
      figure(
        "agencyCells", "Chi bộ cơ quan", tree.ordered.count { $0.kind == .agencyCell }, "chi bộ",
        "Chi bộ loại “chi bộ cơ quan” xã, phường, thị trấn của \(root.name), tồn tại vào ngày số liệu theo quyết định thành lập.",
        records(.organisations) { $0.kinds = [.agencyCell] }),
      figure(
        "agencyCellMembers", "Đảng viên chi bộ cơ quan", composition.count, "đảng viên",
        "Đảng viên có nơi sinh hoạt chính thức ở các chi bộ cơ quan: cán bộ, công chức làm việc thường xuyên tại trụ sở, gồm khối Đảng, hội đồng nhân dân, ủy ban nhân dân, Mặt trận và đoàn thể. \(whoCounts)",
        records(.members) { $0.filter.organisationKinds = [.agencyCell] })
    )
  }

  func agencyCellSection() -> AgencyCellSection {
    let (cells, members) = agencyCellFigures()
    var blocks: [Briefing.Block] = [.figures([cells, members])]
    if composition.isEmpty {
      blocks.append(.paragraph("Vào ngày này chưa có đảng viên nào sinh hoạt ở chi bộ cơ quan."))
    } else {
      blocks.append(.table(compositionTable(members)))
    }
    return AgencyCellSection(
      section: Briefing.Section(id: "agencyCells", title: "Chi bộ cơ quan và cơ cấu", blocks: blocks),
      cells: cells,
      members: members)
  }

  private func compositionTable(_ total: BriefingFigure) -> Briefing.Table {
    func part(
      _ key: String, _ label: String, _ definition: String, _ isCounted: (AgencyCellMember) -> Bool,
      _ filter: (inout MemberFilter) -> Void
    ) -> BriefingFigure {
      figure(
        "agencyCellMembers.\(key)", label, composition.count(where: isCounted), "đảng viên",
        "Trong số đảng viên chi bộ cơ quan: \(definition)",
        total.records.with { filter(&$0.filter) })
    }
    let bySector =
      Sector.allCases.map { sector in
        part(
          "sector.\(sector.rawValue)", sector.title,
          "người giữ chức vụ thuộc khối này vào ngày số liệu; người giữ nhiều chức vụ tính một lần, theo chức vụ nhận sớm nhất; nhận cùng ngày thì theo thứ tự Đảng, Hội đồng nhân dân, Ủy ban nhân dân, Mặt trận, đoàn thể, khác.",
          { $0.sector == sector }, { $0.sector = sector.rawValue })
      } + [
        part(
          "sector.none", "Không ghi chức vụ", "người không có chức vụ nào ghi trong sổ vào ngày số liệu.",
          { $0.sector == nil }, { $0.sector = "" })
      ]
    let byPlace = [
      part(
        "local.yes", "Người địa phương", "người ghi là người địa phương.", { $0.isLocal == true },
        { $0.isLocal = .some(true) }),
      part(
        "local.no", "Không phải người địa phương", "người ghi không phải là người địa phương.",
        { $0.isLocal == false },
        { $0.isLocal = .some(false) }),
      part(
        "local.unknown", "Chưa rõ", "người chưa ghi điều này.", { $0.isLocal == nil },
        { $0.isLocal = .some(nil) }),
    ]
    let bySex = Member.Sex.allCases.map { sex in
      part("sex.\(sex.rawValue)", sex.title, "người ghi giới tính này.", { $0.sex == sex }, { $0.sex = sex })
    }
    func ages(_ band: AgeBand) -> (AgencyCellMember) -> Bool {
      { member in
        member.bornOn.map { band.from <= $0.age(on: asOf.day) && $0.age(on: asOf.day) <= band.to } ?? false
      }
    }
    let byAge =
      rules.ageBands.map { band in
        part(
          "age.\(band.from)-\(band.to)", band.title, "người có tuổi tròn trong khoảng này vào ngày số liệu.",
          ages(band),
          { $0.ages = band.from...max(band.from, band.to) })
      } + [
        part(
          "age.unknown", "Chưa rõ tuổi", "người chưa ghi ngày sinh.", { $0.bornOn == nil },
          { $0.ageUnknown = true })
      ]
    let groups: [(String, [BriefingFigure])] = [
      ("Theo khối công tác", bySector), ("Theo nơi gốc", byPlace), ("Theo giới tính", bySex),
      ("Theo tuổi", byAge),
    ]
    var rows: [Briefing.Table.Row] = []
    for (name, figures) in groups {
      // Nobody is left out; a kind that nobody is of is left out, unless all of its group are empty.
      let shown = figures.filter { $0.count > 0 }
      for (n, figure) in (shown.isEmpty ? figures : shown).enumerated() {
        rows.append(
          .init([
            .text(n == 0 ? name : ""), .text(figure.label), .figure(figure), .text(share(figure, of: total)),
          ]))
      }
    }
    rows.append(
      .init([.text("Cộng"), .text(""), .figure(total), .text(share(total, of: total))], isTotal: true))
    return Briefing.Table(
      id: "composition", title: "Cơ cấu đảng viên chi bộ cơ quan",
      columns: [.init("Cách chia"), .init("Nhóm"), .init("Đảng viên", .number), .init("Tỷ lệ", .number)],
      rows: rows)
  }

  /// "44,1%"; nothing where there is no whole.
  private func share(_ part: BriefingFigure, of whole: BriefingFigure) -> String {
    guard whole.count > 0 else { return "" }
    let permille = (part.count * 2000 + whole.count) / (whole.count * 2)
    return "\(permille / 10),\(permille % 10)%"
  }
}
