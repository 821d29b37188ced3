extension FieldRegister {
  /// Developing the Party: whoever is considered is no member yet.
  static let development: [Entry] = [
    Entry(
      "prospect", "Người được xem xét kết nạp, chỉ là một số", .charter, .untilErasure,
      [.sensitive: "id recorded_by"]),
    Entry(
      "prospect_state", "Nhận ra người được xem xét; tuổi, đoàn thể giới thiệu", .charter, .asNeeded,
      [
        .internal: "id" + believed,
        .sensitive:
          "prospect_id organisation_id name name_fold name_order sex born_on occupation union_kind listed_on",
      ]),
    Entry(
      "prospect_tie", "Ai được phân công giúp đỡ, ai giới thiệu", .charter, .asNeeded,
      [.internal: "id effective_from effective_to" + believed, .sensitive: "prospect_id member_id role"]),
    Entry(
      "prospect_paper", "Giấy tờ nào đã có, ngày, để ở đâu; không ghi nội dung", .charter, .asNeeded,
      [.internal: "id" + believed, .sensitive: "prospect_id paper issued_on kept_at"]),
    Entry(
      "prospect_step", "Biểu quyết, quyết định, lễ kết nạp, công nhận, thôi xét", .charter, .asNeeded,
      [
        .internal: "id decision_id" + believed,
        .sensitive: """
        prospect_id kind happened_on base needed in_favour against is_carried number member_id reason
        """,
      ]),
    Entry(
      "prospect_erasure", "Dữ liệu của ai được xem xét đã được xóa", .personalData, .permanent,
      [.internal: "recorded_by", .sensitive: "prospect_id"]),
    Entry(
      "prospect_reading", "Ai đã xem người được xem xét kết nạp", .personalData, .permanent,
      [.internal: "id surface", .sensitive: "prospect_id account_id reader read_at"]),
  ]
}
