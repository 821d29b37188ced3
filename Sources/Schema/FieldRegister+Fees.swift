extension FieldRegister {
  /// Membership fees. What somebody earns shows in the base: only the treasurer of the cell reads it.
  static let fees: [Entry] = [
    Entry(
      "fee_standing", "Diện và mức đóng đảng phí, không kèm lý do miễn, giảm", .charter, .untilErasure,
      [
        .internal: "id effective_from effective_to" + believed,
        .sensitive: "member_id fee_class base_amount region reduction",
      ]),
    Entry(
      "fee_receipt", "Đã thu đảng phí tháng nào, bao nhiêu", .charter, .untilErasure,
      [.internal: "id organisation_id month received_on" + believed, .sensitive: "member_id amount"]),
    Entry(
      "fee_share", "Tỷ lệ trích nộp đảng phí theo quyết định của cấp ủy", .charter, .asDecided,
      [.internal: "id organisation_id percent" + dated]),
    Entry(
      "fee_remittance", "Đã nộp đảng phí lên cấp trên", .charter, .asDecided,
      [.internal: "id organisation_id amount remitted_on number" + believed]),
  ]
}
