import Markup
import Registry

/// A record that was typed: what is wrong stands at its field; what is doubtful is written once somebody has said that
/// they looked at it again.
extension Visit {
  static let confirmation = "da-xem-lai"
  var isConfirmed: Bool { form[Self.confirmation] == "1" }

  func attemptRecord(
    _ body: () async throws -> Answer, else again: (FormTrouble, _ asks: Bool) async throws -> Answer
  ) async throws -> Answer {
    try await attempt {
      do { return try await body() } catch let refusal as PersonRefusal {
        let trouble = FormTrouble(refusal, field: refusal.column.flatMap { Self.fields[$0] } ?? "")
        return try await again(trouble, refusal.canBeConfirmed).asRefused
      }
    } else: {
      try await again($0, isConfirmed)
    }
  }

  /// The tick that answers a doubt; shown only where there is one.
  func confirmationTick(_ asks: Bool) -> HTML {
    asks ? Checkbox(Self.confirmation, label: "Đã xem lại, vẫn ghi", isOn: isConfirmed).html : ""
  }

  private static let fields: [RosterColumn: String] = [
    .name: "ho-ten", .bornOn: "ngay-sinh", .admittedOn: "ngay-vao", .officialOn: "ngay-chinh-thuc",
    .cardNumber: "so-the", .recordNumber: "so-ly-lich", .since: "ngay-hieu-luc",
  ]
}
