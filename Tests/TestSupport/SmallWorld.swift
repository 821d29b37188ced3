import Basics
import Registry

/// A small world everybody knows: the district of Giồng Trôm with two communes, each with an agency cell and a
/// hamlet cell.
package struct SmallWorld: Sendable {
  package var province: ID<Organisation>
  package var district: ID<Organisation>
  package var longMy: ID<Organisation>
  package var longMyAgency: ID<Organisation>
  package var longMyHamlet: ID<Organisation>
  package var phongNam: ID<Organisation>
  package var phongNamAgency: ID<Organisation>
  package var phongNamHamlet: ID<Organisation>

  package static let founded = Day(number: 2008_03_25) ?? .endOfTime
  package static func decision(_ number: String, on day: Day = founded, issuer: String = "Đảng ủy xã Long Mỹ")
    -> DecisionEntry
  {
    DecisionEntry(DocumentKey(type: "Quyết định", number: number, issuer: issuer, date: day))
  }

  package static func make(in system: System, by actor: Actor = .operatorOfMachine) async throws -> SmallWorld
  {
    let origin = Day(number: 1990_01_01) ?? .beginningOfTime
    func found(
      _ kind: Organisation.Kind, _ title: String, _ code: String, _ parent: ID<Organisation>?,
      _ place: FoundOrganisation.Place = .none,
      day: Day = origin, decision: DecisionEntry? = nil
    ) async throws -> ID<Organisation> {
      try await system.perform(
        FoundOrganisation(
          kind: kind, title: title, code: code, parent: parent, place: place, day: day, decision: decision),
        by: actor)
    }
    func unit(_ kind: AdministrativeUnit.Kind, _ name: String, _ code: String) -> FoundOrganisation.Place {
      .new(UnitEntry(kind: kind, name: name, code: code, parent: nil))
    }
    let province = try await found(
      .province, "Đảng bộ tỉnh Bến Tre", "BT", nil, unit(.province, "Bến Tre", "83"))
    let district = try await found(
      .district, "Đảng bộ huyện Giồng Trôm", "GT", province, unit(.district, "Giồng Trôm", "833"))
    let longMy = try await found(
      .baseCommittee, "Đảng bộ xã Long Mỹ", "GT.LM", district, unit(.commune, "Long Mỹ", "29026"))
    let phongNam = try await found(
      .baseCommittee, "Đảng bộ xã Phong Nẫm", "GT.PN", district, unit(.commune, "Phong Nẫm", "28987"))
    return SmallWorld(
      province: province, district: district, longMy: longMy,
      longMyAgency: try await found(
        .agencyCell, "Chi bộ cơ quan xã Long Mỹ", "GT.LM.CQ", longMy, day: founded,
        decision: decision("05-QĐ/ĐU")),
      longMyHamlet: try await found(.residentialCell, "Chi bộ ấp Long Hòa", "GT.LM.1", longMy),
      phongNam: phongNam,
      phongNamAgency: try await found(
        .agencyCell, "Chi bộ cơ quan xã Phong Nẫm", "GT.PN.CQ", phongNam, day: founded,
        decision: decision("07-QĐ/ĐU", issuer: "Đảng ủy xã Phong Nẫm")),
      phongNamHamlet: try await found(.residentialCell, "Chi bộ ấp Phong Thuận", "GT.PN.1", phongNam))
  }
}
