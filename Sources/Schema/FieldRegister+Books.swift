extension FieldRegister {
  /// Books of documents, and what a cell reports by month.
  static let books: [Entry] = [
    Entry(
      "booked_document",
      "Sổ văn bản đến, đi: số trong sổ, văn bản, nơi gửi hoặc nhận, ai xử lý, hạn, kết quả", .work,
      .asDecided,
      [
        .internal: """
        id document_id organisation_id book year series position type number dated_on booked_on party subject due_on \
        done_on outcome cancelled mandate_id assignment_id
        """ + believed,
        .sensitive: "handler_id",
      ]),
    Entry(
      "month_report", "Báo cáo tháng của chi bộ lên cấp trên: số liệu lúc gửi, nhận xét, không có tên người",
      .work, .asDecided,
      [.internal: "id organisation_id month state figures remarks sent_on reason" + believed]),
  ]
}
