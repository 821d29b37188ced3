import Basics
import Schema
import Storage

/// Prospect — quần chúng ưu tú, người xin vào Đảng: somebody who is considered for admission, and no member yet.
package enum Prospect {
  /// Which organisation introduces them beside a member (Đoàn, or Công đoàn where there is none).
  package enum Union: String, Sendable, CaseIterable, SQLConvertible {
    case youth, tradeUnion, none
    package var title: String {
      switch self {
      case .youth: "Đoàn viên thanh niên"
      case .tradeUnion: "Đoàn viên công đoàn, không còn tuổi hoặc nơi ấy không có tổ chức Đoàn"
      case .none: "Không"
      }
    }
    package var isThere: Bool { self != .none }
  }
}

/// What is written down about a prospect: no more than it takes to know them by.
package struct ProspectState: Fact, Hashable {
  package var id: Int64
  package var prospect: ID<Prospect>
  /// The cell that considers them.
  package var organisation: ID<Organisation>
  package var person: ProspectRecord
  /// Since when they are on the cell's list.
  package var listedOn: Day

  package static let table: StaticString = "prospect_state"
  package static let columns: [StaticString] = [
    "id", "prospect_id", "organisation_id", "name", "name_fold", "name_order", "sex", "born_on", "occupation",
    "union_kind", "listed_on",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), prospect.sqlValue, organisation.sqlValue, .text(person.name),
      .text(VietnameseText.fold(person.name)), .blob(VietnameseText.nameOrder(person.name)),
      person.sex.sqlValue, person.bornOn?.sqlValue ?? .null, .text(person.occupation),
      person.union.sqlValue, listedOn.sqlValue,
    ]
  }
}

/// The person as far as a list of prospects needs them.
package struct ProspectRecord: Hashable, Sendable {
  package var name: String
  package var sex: Member.Sex
  package var bornOn: Day?
  /// What they do, and where.
  package var occupation: String
  package var union: Prospect.Union

  package init(
    name: String, sex: Member.Sex = .unknown, bornOn: Day? = nil, occupation: String = "",
    union: Prospect.Union = .none
  ) {
    (self.name, self.sex, self.bornOn) = (name, sex, bornOn)
    (self.occupation, self.union) = (occupation, union)
  }
}

struct ProspectIdentity: Record {
  var id: ID<Prospect>
  static let table: StaticString = "prospect"
  static let columns: [StaticString] = ["id"]
  var row: Int64 { id.number }
  var values: [SQLValue] { [id.sqlValue] }
}

/// Who helps a prospect, and later the probationary member; who introduces them.
package struct ProspectTie: DatedFact, Hashable {
  package enum Role: String, Sendable, CaseIterable, SQLConvertible {
    case helper, introducer
    package var title: String {
      switch self {
      case .helper: "Được phân công giúp đỡ"
      case .introducer: "Giới thiệu vào Đảng"
      }
    }
  }
  package var id: Int64
  package var prospect: ID<Prospect>
  package var member: ID<Member>
  package var role: Role
  package var period: Period

  package static let table: StaticString = "prospect_tie"
  package static let columns: [StaticString] = [
    "id", "prospect_id", "member_id", "role", "effective_from", "effective_to",
  ]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [
      .int(id), prospect.sqlValue, member.sqlValue, role.sqlValue, period.from.sqlValue, period.to.sqlValue,
    ]
  }
  package func copied(row: Int64) -> Self {
    var copy = self
    copy.id = row
    return copy
  }
}

/// That a paper is there: its day and where it is kept. What it says is written nowhere in the register.
package struct ProspectPaper: Fact, Hashable {
  package var id: Int64
  package var prospect: ID<Prospect>
  /// As `Content/Development/rules.yaml` calls it.
  package var paper: String
  package var issuedOn: Day?
  package var keptAt: String

  package static let table: StaticString = "prospect_paper"
  package static let columns: [StaticString] = ["id", "prospect_id", "paper", "issued_on", "kept_at"]
  package var row: Int64 { id }
  package var values: [SQLValue] {
    [.int(id), prospect.sqlValue, .text(paper), issuedOn?.sqlValue ?? .null, .text(keptAt)]
  }
}
