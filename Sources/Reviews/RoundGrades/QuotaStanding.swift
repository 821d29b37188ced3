import Basics
import Registry
import Rules

/// Quota standing — tỷ lệ đang dùng: how many of one group may have the capped grade, how many have it decided.
package struct QuotaStanding: Sendable, Hashable {
  package var quota: String
  package var name: String
  /// Of whom: the value of the facts by which the guidance divides, e.g. the group of members. Empty where it divides by none.
  package var groupName: String
  package var grade: String
  /// The names of the grades whose holders make the base.
  package var baseGrades: String
  /// Which group of the same quota it is, in the order of the sheet.
  package var group: Int
  package var percent: String
  /// How many make the base when all places are taken.
  package var base: Int
  /// By the rule alone, however many have the grade now.
  package var allowed: Int
  /// In the words of the guidance: how a share that is no whole number is rounded.
  package var rounding: Rounding
  /// Decided by people.
  package var granted: Int
  /// Computed, and not decided yet.
  package var candidates: Int
  /// Not computable yet: they may still widen the base.
  package var open: Int
  /// Who has the capped grade, decided.
  package var subjects: Set<ReviewSheet.SubjectKey>
  package var cite: String?
  package var zone: String?

  package var left: Int { max(allowed - granted, 0) }

  /// The quota and whose: several groups have one of the same name.
  package var title: String { groupName.isEmpty ? name : "\(name), \(groupName)" }

  /// By which rule so many places, and what they are counted on.
  package var reckoning: String {
    "Không quá \(percent) số \(baseGrades.lowercased()), \(rounding.vietnamese): giữ \(allowed) thì số ấy là \(base), thêm một nữa thì vượt."
  }
}

extension ReviewSheet {
  /// Every quota of the sheet as it stands now, for the level that decides.
  package func quotaStandings() -> [QuotaStanding] {
    var found: [QuotaStanding] = []
    for (number, ledgers) in verdicts.ledgers.enumerated() {
      guard guidance.pack.quotas.indices.contains(number) else { continue }
      let quota = guidance.pack.quotas[number]
      guard let index = guidance.pack.decisions.firstIndex(where: { $0.id == quota.decision }),
        let result = verdicts.decisions[index],
        case .numbers(let ids)? = snapshot.tables[guidance.pack.decisions[index].entity]?.ids
      else { continue }
      let entity = guidance.pack.decisions[index].entity
      guard isCountedHere(entity) else { continue }
      for (group, ledger) in ledgers.enumerated() {
        let given = ledger.ranked.filter { result.reason(Int($0)) == 0 }
        found.append(
          QuotaStanding(
            quota: quota.id, name: quota.name ?? quota.id, groupName: groupName(quota, ledger, entity),
            grade: quota.grade,
            baseGrades: quota.of.map {
              guidance.pack.gradeName($0, scale: guidance.pack.decisions[index].scale)
            }.joined(separator: ", "), group: group,
            percent: ledger.percents.map(\.percentText).joined(separator: " hoặc "), base: ledger.placesBase,
            allowed: ledger.places, rounding: quota.rounding, granted: given.count,
            candidates: ledger.ranked.count - given.count, open: ledger.open,
            subjects: Set(
              given.compactMap { row in
                guard ids.indices.contains(Int(row)) else { return nil }
                let id = ids[Int(row)]
                return SubjectKey(entity, entity == "member" ? .member(ID(id)) : .organisation(ID(id)))
              }), cite: quota.source.cite, zone: quota.source.zone))
      }
    }
    return found
  }

  /// The values by which a ledger's group is set apart, in the words of the guidance.
  private func groupName(_ quota: Quota, _ ledger: QuotaLedger, _ entity: String) -> String {
    let entities = Set(guidance.pack.entities.map(\.id))
    let words = quota.scope.map(\.word).filter { !entities.contains($0) }
    return zip(words, ledger.choices).map { word, code in
      guard let fact = guidance.pack.facts.first(where: { $0.id == word && $0.entity == entity }) else {
        return "nhóm \(Int(code) + 1)"
      }
      let name = fact.name.prefix(1).lowercased() + fact.name.dropFirst()
      guard case .choice(let values) = fact.kind, values.indices.contains(Int(code)) else {
        return "chưa ghi \(name)"
      }
      return "\(name): \(values[Int(code)].name)"
    }.joined(separator: "; ")
  }
}
