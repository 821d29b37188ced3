extension FieldRegister {
  /// Contact with the place of residence.
  static let liaison: [Entry] = [
    Entry(
      "residence_comment",
      "Nhận xét của nơi cư trú ngoài đợt kiểm điểm: hỏi để làm gì, trả lời, ý kiến đáp lại",
      .charter, .untilErasure,
      [
        .internal: """
        id comment_id from_id asked_id asked_name occasion state asked_on due_on happened_on
        """ + believed,
        .personal: "author", .sensitive: "member_id content reply",
      ]),
    Entry(
      "liaison_standing", "Diện giữ mối liên hệ nơi cư trú, không kèm lý do", .charter, .untilErasure,
      [.internal: "id effective_from effective_to" + believed, .sensitive: "member_id standing"]),
    Entry(
      "liaison_letter", "Giấy giới thiệu giữ mối liên hệ nơi cư trú", .charter, .untilErasure,
      [.internal: "id" + believed, .sensitive: "member_id from_id to_id to_name number issued_on standing"]),
    Entry(
      "liaison_step", "Nơi cư trú tiếp nhận, trả lại, thôi giữ mối liên hệ", .charter, .untilErasure,
      [
        .internal: "id letter_id" + believed,
        .sensitive: "member_id kind effective_on cell_id cell_name note",
      ]),
    Entry(
      "liaison_meeting", "Buổi gặp của chi bộ nơi cư trú với đảng viên giữ mối liên hệ", .charter, .asDecided,
      [.internal: "id organisation_id held_on" + believed]),
    Entry(
      "liaison_presence", "Ai dự buổi gặp ở nơi cư trú, không kèm lý do vắng", .charter, .untilErasure,
      [.internal: "id meeting_id" + believed, .sensitive: "member_id presence"]),
  ]
}
