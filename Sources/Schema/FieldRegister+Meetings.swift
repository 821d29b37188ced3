extension FieldRegister {
  /// Meetings of an organisation, its resolutions, and what was assigned to whom.
  static let meetings: [Entry] = [
    Entry(
      "meeting_plan", "Kế hoạch sinh hoạt trong năm", .charter, .asDecided,
      [.internal: "id organisation_id year kind planned_on topic" + believed]),
    Entry(
      "meeting", "Buổi sinh hoạt, cuộc họp: khi nào, ở đâu, ai chủ trì, ai ghi biên bản", .charter,
      .permanent,
      [
        .internal: "id meeting_id organisation_id kind held_on starts_at place topic cancelled" + believed,
        .sensitive: "chair_id clerk_id",
      ]),
    Entry(
      "meeting_item", "Nội dung của buổi sinh hoạt: mục, ai trình bày, tài liệu, thảo luận, kết luận",
      .charter,
      .permanent,
      [
        .internal:
          "id item_id meeting_id position kind title papers discussion conclusion outcome mandate_id"
          + believed,
        .sensitive: "presenter_id",
      ]),
    Entry(
      "meeting_attendance", "Ai được triệu tập, ai dự, ai vắng; lý do chỉ người ghi sổ xem được", .charter,
      .untilErasure,
      [
        .internal: "id meeting_id left_item_id" + believed,
        .sensitive: "member_id standing presence reason is_away is_exempt",
      ]),
    Entry(
      "meeting_vote", "Biểu quyết từng vấn đề: số tính, số cần, tán thành, không tán thành", .charter,
      .permanent,
      [
        .internal: """
        id vote_id meeting_id item_id question majority base needed present quorum in_favour against silent is_carried
        """ + believed
      ]),
    Entry(
      "meeting_ballot", "Bỏ phiếu kín ở kỳ sinh hoạt: hỏi gì, số tính, số cần; không có lá phiếu của ai",
      .charter, .permanent,
      [
        .internal: """
        id ballot_id meeting_id item_id kind question seats majority base needed present quorum state reason vote_id
        """ + believed,
        .personal: "asked_by",
      ]),
    Entry(
      "meeting_ballot_option", "Phương án, người ứng cử in trên phiếu", .charter, .permanent,
      [.internal: "id ballot_id position label" + believed, .sensitive: "member_id"]),
    Entry(
      "meeting_ballot_teller", "Tổ kiểm phiếu", .charter, .permanent,
      [.internal: "id ballot_id" + believed, .sensitive: "member_id"]),
    Entry(
      "meeting_ballot_count", "Số phiếu in, phát, thu, hợp lệ, từng người kiểm đếm được", .charter,
      .permanent,
      [
        .internal: "id ballot_id entry printed issued returned valid invalid" + believed,
        .personal: "entered_by",
      ]),
    Entry(
      "meeting_ballot_tally", "Số phiếu của từng phương án, từng người kiểm đếm được", .charter, .permanent,
      [.internal: "id ballot_id entry position" + believed, .sensitive: "votes"]),
    Entry(
      "meeting_minutes", "Biên bản đã chốt, từng bản, thông qua ở kỳ nào", .charter, .permanent,
      [
        .internal: "id meeting_id version state reason issued_on entry approved_at_id approved_on" + believed
      ]),
    Entry(
      "resolution", "Nghị quyết của chi bộ, cấp ủy", .charter, .permanent,
      [
        .internal: """
        id resolution_id organisation_id meeting_id number title text adopted_on state changed_on replaced_by_id reason
        """ + believed
      ]),
    Entry(
      "assignment", "Phân công nhiệm vụ: ai, việc gì, khi nào xong, sản phẩm gì, ai theo dõi, kết quả",
      .charter,
      .untilErasure,
      [
        .internal: """
        id assignment_id organisation_id resolution_id meeting_id mandate_id product assigned_on due_on
        """ + believed,
        .sensitive: "member_id follower_id task state closed_on evidence reason",
      ]),
    Entry(
      "assignment_progress", "Báo cáo tiến độ việc được giao", .charter, .untilErasure,
      [
        .internal: "id assignment_id reported_on is_own" + believed,
        .sensitive: "member_id note evidence",
      ]),
  ]
}
