extension FieldRegister {
  /// The annual review round, from the list of whom it concerns to the grade that was approved.
  static let reviews: [Entry] = [
    Entry(
      "review_round", "Đợt kiểm điểm: ai mở, kỳ nào, chốt danh sách ngày nào", .review, .permanent,
      [
        .internal: """
        id organisation_id scope_id year quarter population_on decision_id subjects population_hash recorded_by
        """
      ]),
    Entry(
      "review_guidance", "Đợt kiểm điểm chạy theo bản nào của hướng dẫn nào", .review, .permanent,
      [.internal: "id round_id pack pack_hash reason decision_id" + believed]),
    Entry(
      "review_subject", "Danh sách đối tượng kiểm điểm, đóng băng khi mở đợt", .review, .permanent,
      [
        .internal: """
        id round_id year quarter entity organisation_id base_id came_from_id is_unit members is_late frozen_by
        """,
        .sensitive: "member_id treatment rule",
      ]),
    Entry(
      "review_deadline", "Thời hạn của từng bước, hạn riêng, gia hạn", .review, .asDecided,
      [.internal: "id round_id organisation_id stage kind due_before reason decision_id" + believed]),
    Entry(
      "review_step", "Bước kiểm điểm đã làm", .review, .untilErasure,
      [
        .internal: "id round_id subject_id organisation_id stage done_on is_for_other" + believed,
        .sensitive: "member_id note",
      ]),
    Entry(
      "review_submission", "Kết quả của đơn vị: gửi, trả lại, chuẩn y, miễn", .review, .permanent,
      [
        .internal:
          "id round_id organisation_id state happened_on first_sent_on is_on_time note decision_id" + believed
      ]),
    Entry(
      "review_reopening", "Mở lại kết quả đã chuẩn y, do hai người", .review, .permanent,
      [
        .internal: "id round_id organisation_id state reason decision_id" + believed,
        .personal: "asked_by confirmed_by",
      ]),
    Entry(
      "review_grade", "Mức ở từng bước: tự nhận, đề nghị, thẩm định, quyết định", .review, .untilErasure,
      [
        .internal: """
        id round_id subject_id organisation_id step graded_on by_id ballot_id grading_id is_for_other decision_id
        """ + believed,
        .sensitive: "member_id grade reason",
      ]),
    Entry(
      "review_meeting", "Hội nghị kiểm điểm", .review, .permanent,
      [.internal: "id round_id organisation_id held_on recorded_by"]),
    Entry(
      "review_meeting_withdrawal", "Hội nghị kiểm điểm lập nhầm, đã rút", .review, .permanent,
      [.internal: "id meeting_id reason" + believed]),
    Entry(
      "review_round_document", "Văn bản của đợt kiểm điểm, khi đã sửa", .review, .permanent,
      [.internal: "id round_id decision_id reason" + believed]),
    Entry(
      "review_attendance", "Ai được triệu tập, ai dự hội nghị kiểm điểm", .review, .permanent,
      [.internal: "id meeting_id" + believed, .sensitive: "member_id standing presence is_away is_exempt"]),
    Entry(
      "ballot", "Cuộc bỏ phiếu: hình thức, số tính kết quả, số phiếu cần", .review, .permanent,
      [
        .internal: """
        id meeting_id organisation_id mode is_secret majority base needed eligible follows_id recorded_by
        """
      ]),
    Entry(
      "ballot_line", "Từng dòng của phiếu", .review, .permanent,
      [.internal: "id ballot_id position subject_id grades recorded_by", .sensitive: "member_id"]),
    Entry(
      "ballot_state", "Cuộc bỏ phiếu đang ở đâu", .review, .permanent,
      [.internal: "id ballot_id state reason digest" + believed, .personal: "entered_by"]),
    Entry(
      "ballot_count", "Biên bản kiểm phiếu: số phiếu in, phát, thu, hợp lệ, không hợp lệ", .review,
      .permanent,
      [
        .internal: "id ballot_id entry printed issued returned valid invalid" + believed,
        .personal: "entered_by",
      ]),
    Entry(
      "ballot_tally", "Số phiếu của từng mức ở từng dòng", .review, .permanent,
      [.internal: "id ballot_id line_id entry" + believed, .sensitive: "grade votes"]),
    Entry(
      "ballot_voter",
      "Ai đã bỏ phiếu điện tử; đang bỏ thì kèm lá phiếu khóa bằng hai phần khóa không lưu ở đâu, kết thúc thì xóa",
      .review,
      .permanent,
      [.internal: "ballot_id", .sensitive: "member_id", .secret: "retry_hash vote"]),
    Entry(
      "ballot_key", "Ổ khóa của cuộc bỏ phiếu điện tử; phần khóa mở nó chỉ hai người giữ", .review,
      .permanent,
      [.internal: "id ballot_id lock" + believed, .personal: "entered_by"]),
    Entry(
      "sealed_ballot", "Lá phiếu điện tử kín, không có người, giờ, thứ tự", .review, .permanent,
      [.internal: "ballot_id nonce", .sensitive: "content"]),
    Entry(
      "review_opinion", "Nhận xét nơi cư trú, ý kiến đoàn thể, cơ quan: từ khi hỏi đến khi vào hồ sơ",
      .review,
      .untilErasure,
      [
        .internal: """
        id request_id round_id subject_id kind asked_id asked_name state asked_on due_before happened_on
        """ + believed,
        .personal: "author", .sensitive: "member_id content reply",
      ]),
    Entry(
      "review_complaint", "Đơn thư về kết quả và việc xác minh", .review, .untilErasure,
      [
        .internal: """
        id round_id subject_id organisation_id state received_on verified_on decision_id channel answerer_id outcome \
        due_before
        """ + believed,
        .sensitive: "member_id finding content",
      ]),
    Entry(
      "review_criteria", "Tiêu chí chi tiết và điểm do cấp ủy cụ thể hóa", .review, .asDecided,
      [
        .internal: """
        id organisation_id pack form field content effective_from effective_to decision_id
        """ + believed
      ]),
    Entry(
      "review_form", "Bản kiểm điểm đã gửi", .review, .untilErasure,
      [
        .internal: "id year quarter pack form organisation_id sent_on is_for_other" + believed,
        .sensitive: "member_id content",
      ]),
    Entry(
      "review_prompt", "Gợi ý kiểm điểm của cấp trên", .review, .untilErasure,
      [.internal: "id year organisation_id by_id decision_id" + believed, .sensitive: "member_id content"]),
    Entry(
      "review_form_draft", "Bản kiểm điểm viết dở, chỉ người viết thấy; gửi rồi thì xóa", .review, .asNeeded,
      [
        .internal: "account_id subject_id year quarter pack form revision saved_at",
        .sensitive: "member_id content",
      ]),
    Entry(
      "account_member", "Tài khoản nào là của chính đảng viên nào", .security, .asNeeded,
      [.internal: "id account_id" + believed, .sensitive: "member_id"]),
  ]
}
