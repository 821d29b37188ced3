import Basics
import Schema
import Storage

extension Transaction {
  /// Two organisations under one superior do not bear one name at the same time: a decision read twice, a form sent
  /// twice. Only founding and renaming are asked: merging brings together cells of the same name, and rightly so.
  ///
  /// One name is one name however the tone marks are placed; without any marks it may stand for the one with marks.
  /// "Bình Tân" and "Bình Tấn" are two.
  func requireFreeName(
    _ name: String, below parent: ID<Organisation>?, from day: Day, except own: Set<ID<Organisation>> = []
  ) throws {
    let above: SQL = if let parent { "s.parent_id = \(parent)" } else { "s.parent_id IS NULL" }
    let alike = try session.all(
      """
      SELECT s.organisation_id, s.name FROM organisation_state s
      WHERE \(above) AND s.name_fold = \(VietnameseText.fold(name)) AND s.effective_to > \(day)
        AND s.withdrawn_by = \(Schema.stillBelieved) ORDER BY s.effective_from, s.organisation_id
      """
    ) { row -> (id: ID<Organisation>, name: String) in (try row.id(0), try row.text(1)) }
    let taken = alike.first { other in
      !own.contains(other.id)
        && (RosterName.key(other.name) == RosterName.key(name) || [other.name, name].contains(where: isBare))
    }
    guard let taken else { return }
    let superior = try parent.flatMap { try session.organisationNear($0, asOf: asOf)?.name }
    throw NameRefusal.taken(taken.name, below: superior)
  }

  private func isBare(_ name: String) -> Bool { name.utf8.allSatisfy { $0 < 0x80 } }
}

package enum NameRefusal: Refusal, Equatable {
  case taken(String, below: String?)

  package var reason: String {
    switch self {
    case .taken(let name, let superior):
      "\(superior.map { "Trực thuộc \($0)" } ?? "Trong sổ") đã có \(name)."
    }
  }
  package var remedy: String {
    "Nếu là chính tổ chức ấy thì không ghi lại; nếu là tổ chức khác thì ghi tên phân biệt, ví dụ thêm số hoặc ấp."
  }
}
