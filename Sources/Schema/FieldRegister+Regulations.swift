extension FieldRegister {
  /// Working regulations of organisations.
  static let regulations: [Entry] = [
    Entry(
      "regulation_file", "Tệp quy chế như đã nộp, giữ kèm mã băm", .work, .permanent,
      [.internal: "id name hash size content frozen_by"]),
    Entry(
      "regulation", "Quy chế làm việc của tổ chức, từng bản, có hiệu lực từ ngày nào đến ngày nào", .charter,
      .permanent,
      [.internal: "id regulation_id organisation_id document_id title term frame file_id file_hash" + dated]),
    Entry(
      "regulation_basis", "Văn bản làm căn cứ mà quy chế nêu", .work, .permanent,
      [.internal: "id regulation_id position citation number number_fold issued_on" + believed]),
    Entry(
      "regulation_note", "Ý kiến của tổ chức về điểm cần xem, đoạn được gác lại có lý do", .work, .asDecided,
      [.internal: "id regulation_id other_id kind about standing text" + believed]),
    Entry(
      "mandated_passage", "Đoạn bắt buộc mà cấp ủy ghi cho quy chế của các tổ chức bên dưới", .work,
      .permanent,
      [.internal: "id passage_id organisation_id text audience state reason" + dated]),
    Entry(
      "regulation_draft", "Dự thảo quy chế làm việc, bắt đầu từ mẫu khung hoặc quy chế nào", .work,
      .asDecided,
      [.internal: "id organisation_id frame base_id recorded_by"]),
    Entry(
      "regulation_draft_piece", "Từng điều, chương của dự thảo, mọi bản đã ghi", .work, .asDecided,
      [.internal: "id piece_id draft_id mark position kind title text origin" + believed]),
    Entry(
      "regulation_draft_step", "Dự thảo đã đến bước nào: lấy ý kiến, thông qua, ban hành", .work, .asDecided,
      [.internal: "id draft_id state happened_on votes_for votes_base regulation_id text" + believed]),
    Entry(
      "regulation_draft_request", "Tổ chức, người được hỏi ý kiến về dự thảo", .work, .asDecided,
      [.internal: "id draft_id asked_id account_id asked_on due_before" + believed]),
    Entry(
      "regulation_draft_comment", "Ý kiến về từng điều của dự thảo và trả lời", .work, .asDecided,
      [.internal: "id comment_id draft_id piece_id asked_id author said_on standing text reply" + believed]),
  ]
}
