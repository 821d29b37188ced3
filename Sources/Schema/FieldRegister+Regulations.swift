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
  ]
}
