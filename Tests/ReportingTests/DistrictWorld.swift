import Basics
import Foundation
import Registry
import Reporting
import Reviews
import TestSupport

func day(_ number: Int) -> Day { Day(number: number) ?? .endOfTime }

/// A district with three communes and a town, an office directly under it, agency cells founded by decisions, members of
/// all kinds, a mandate with its roll-out, gradings of two years; built through acts only.
struct DistrictWorld: Sendable {
  struct Commune: Sendable {
    var name: String
    var base: ID<Organisation>
    var agency: ID<Organisation>
    var hamlet: ID<Organisation>
    var unit: ID<AdministrativeUnit>
  }

  var system: System
  var province: ID<Organisation>
  var district: ID<Organisation>
  var office: ID<Organisation>
  var communes: [Commune]
  var mandate: ID<Mandate>
  var agencyMembers: [ID<Member>]
  var rules: BriefingRules

  var longMy: Commune { communes[0] }
  var phongNam: Commune { communes[1] }
  var phongMy: Commune { communes[2] }
  var town: Commune { communes[3] }

  static let hostile = "a\"\u{301} onfocus=x <script>alert(1)</script>"

  /// The content folder of the sources.
  static func content() throws -> Content {
    try Content.locate(
      executable: "", currentFolder: URL(fileURLWithPath: #filePath).deletingLastPathComponent().path)
  }

  static func make(in register: TestRegister, hostileName: Bool = false) async throws -> DistrictWorld {
    let system = register.system
    let rules = try BriefingRules(content())
    func paper(_ number: String, _ on: Int, _ issuer: String = "Huyện ủy Giồng Trôm") -> DecisionEntry {
      DecisionEntry(
        DocumentKey(type: "Quyết định", number: number, issuer: issuer, date: day(on)), subject: "về tổ chức")
    }
    func found(
      _ kind: Organisation.Kind, _ title: String, _ code: String, _ parent: ID<Organisation>?,
      _ place: FoundOrganisation.Place = .none, on: Int = 1990_01_01, by decision: DecisionEntry? = nil
    ) async throws -> ID<Organisation> {
      try await system.perform(
        FoundOrganisation(
          kind: kind, title: title, code: code, parent: parent, place: place, day: day(on), decision: decision
        ),
        by: .operatorOfMachine)
    }
    func unit(_ kind: AdministrativeUnit.Kind, _ name: String, _ code: String) -> FoundOrganisation.Place {
      .new(UnitEntry(kind: kind, name: name, code: code, parent: nil))
    }
    let province = try await found(
      .province, "Đảng bộ tỉnh Bến Tre", "BT", nil, unit(.province, "Bến Tre", "83"))
    let district = try await found(
      .district, "Đảng bộ huyện Giồng Trôm", "GT", province, unit(.district, "Giồng Trôm", "833"))
    let office = try await found(.baseCell, "Chi bộ Văn phòng Huyện ủy", "GT.VP", district)
    // A base committee that leads no commune must not be counted as one.
    let police = try await found(.baseCommittee, "Đảng bộ Công an huyện", "GT.CA", district)
    let squad = try await found(.subordinateCell, "Chi bộ Đội tham mưu", "GT.CA.1", police)

    let mandate = try await system.perform(
      IssueMandate(
        DecisionEntry(
          DocumentKey(
            type: "Hướng dẫn", number: "10-HD/BTCTW", issuer: "Ban Tổ chức Trung ương", date: day(2007_01_10))
        ),
        subject: "thành lập chi bộ cơ quan xã, phường, thị trấn",
        duty: "mỗi đảng ủy xã, thị trấn quyết định thành lập chi bộ cơ quan",
        scope: district, obliged: .communeCommittees, founds: .agencyCell, inForceOn: day(2007_10_10),
        otherDate: .init(day(2007_10_10), source: "theo nhiều văn bản của tỉnh")),
      by: .operatorOfMachine)

    var communes: [Commune] = []
    let names: [(AdministrativeUnit.Kind, String, String, Int)] = [
      (.commune, "Long Mỹ", "29026", 2008_03_25), (.commune, "Phong Nẫm", "28987", 2008_03_28),
      (.commune, "Phong Mỹ", "28990", 2008_04_08), (.town, "Giồng Trôm", "28984", 2008_04_01),
    ]
    for (n, (kind, name, code, decided)) in names.enumerated() {
      let full = "\(kind.title.lowercased()) \(name)"
      let base = try await found(
        .baseCommittee, "Đảng bộ \(full)", "GT.\(n)", district, unit(kind, name, code))
      let decision = paper("0\(n + 1)-QĐ/ĐU", decided, "Đảng ủy \(full)")
      let agency = try await found(
        .agencyCell, "Chi bộ cơ quan \(full)", "GT.\(n).CQ", base, on: decided, by: decision)
      let hamlet = try await found(
        .residentialCell, hostileName && n == 0 ? hostile : "Chi bộ ấp 1 \(full)", "GT.\(n).1", base)
      _ = try await system.perform(
        RecordRollOut(mandate, by: base, on: day(decided), decision: decision, result: agency),
        by: .operatorOfMachine)
      let unit = try await system.read { session throws in
        try session.organisation(base, asOf: AsOf(day(2014_04_21)))?.unit ?? ID(0)
      }
      communes.append(Commune(name: full, base: base, agency: agency, hamlet: hamlet, unit: unit))
    }

    var agencyMembers: [ID<Member>] = []
    let sectors: [Sector?] = [.party, .council, .administration, .front, .massOrganisation, nil]
    for (c, commune) in communes.enumerated() {
      for n in 0..<(6 + c) {
        var person = PersonalRecord(
          name: hostileName && c == 0 && n == 0 ? hostile : "Nguyễn Thị Số \(c) \(n)",
          sex: [.male, .female, .unknown][n % 3],
          bornOn: n == 4 ? nil : Day(year: 1948 + n * 4, month: 4, day: 21 + c), admittedOn: day(2000_01_01),
          officialOn: n % 4 == 3 ? nil : day(2001_01_01))
        person.isLocal = [true, false, nil][(n + c) % 3]
        let member = try await system.perform(
          RegisterMember(person, in: commune.agency, from: day(2008_05_01)), by: .operatorOfMachine)
        agencyMembers.append(member)
        if let sector = sectors[n % sectors.count] {
          _ = try await system.perform(
            Appoint(
              member, at: commune.base, title: "Chức vụ \(sector.title)", sector: sector,
              from: day(2009_01_01), decision: nil),
            by: .operatorOfMachine)
        }
      }
      for n in 0..<3 {
        _ = try await system.perform(
          RegisterMember(
            PersonalRecord(name: "Trần Văn \(c) \(n)", sex: .male, admittedOn: day(1999_01_01)),
            in: commune.hamlet, from: day(2000_01_01)),
          by: .operatorOfMachine)
      }
    }
    for cell in [office, squad] {
      for n in 0..<2 {
        _ = try await system.perform(
          RegisterMember(
            PersonalRecord(name: "Lê Văn Trực Thuộc \(n)", sex: .male), in: cell, from: day(2005_01_01)),
          by: .operatorOfMachine)
      }
    }
    for (year, on, grades) in [
      (2012, 2013_01_20, ["TSVM", "HTT", "HT", "HTT"]), (2013, 2014_01_20, ["TSVM", "TSVM", "HTT", "TSVM"]),
    ] {
      _ = try await system.perform(
        RecordGradings(
          zip(communes, grades).map { GradingEntry(.organisation($0.agency), $1) }, year: year, on: day(on),
          decision: paper("\(year)-QĐ/HU", on), provenance: year == 2013 ? .reported : .invented,
          scales: rules.scales),
        by: .operatorOfMachine)
    }
    return DistrictWorld(
      system: system, province: province, district: district, office: office, communes: communes,
      mandate: mandate,
      agencyMembers: agencyMembers, rules: rules)
  }

  func briefing(
    of organisation: ID<Organisation>? = nil, on number: Int = 2014_04_21,
    structure: Briefing.Structure = .then,
    today: Int? = nil, known: Int = AsOf.everything
  ) async throws -> Briefing {
    let (rules, district) = (rules, organisation ?? district)
    let today = today.map(day) ?? system.today
    return try await system.read { session throws in
      try session.briefing(
        of: district, asOf: AsOf(day(number), known: known), structure: structure, today: today, rules: rules,
        seen: .whole)
    }
  }

  /// Merges Phong Mỹ into Phong Nẫm on 1-2-2020, cells and all: the party committees, their agency cells, the places.
  func mergePhongMy(on number: Int = 2020_02_01, decided: Int = 2014_04_01) async throws {
    func paper(_ number: String) -> DecisionEntry {
      DecisionEntry(
        DocumentKey(type: "Quyết định", number: number, issuer: "Huyện ủy Giồng Trôm", date: day(decided)))
    }
    _ = try await system.perform(
      MergeOrganisations(
        [phongMy.base], result: .into(phongNam.base), day: day(number), decision: paper("855-QĐ/HU")),
      by: .operatorOfMachine)
    _ = try await system.perform(
      MergeOrganisations(
        [phongMy.agency], result: .into(phongNam.agency), day: day(number), decision: paper("856-QĐ/ĐU")),
      by: .operatorOfMachine)
    _ = try await system.perform(
      ReorganiseUnits(
        [phongMy.unit], result: .into(phongNam.unit), day: day(number), decision: paper("855-QĐ/HU")),
      by: .operatorOfMachine)
  }
}
