extension FieldRegister {
  /// A year of a cell: inspections, pledges, scores of meetings.
  static let yearWork: [Entry] = [
    Entry(
      "inspection_programme", "Chương trình kiểm tra, giám sát năm: văn bản, kỳ họp đã thông qua", .charter,
      .asDecided, [.internal: "id organisation_id year document adopted_on meeting_id" + believed]),
    Entry(
      "inspection",
      "Từng cuộc kiểm tra, giám sát trong chương trình: đối tượng, nội dung, thời gian, kết quả",
      .charter, .untilErasure,
      [
        .internal: "id inspection_id organisation_id year kind conductor starts_on due_on state done_on"
          + believed,
        .sensitive: "member_id target content outcome",
      ]),
    Entry(
      "commitment", "Bản cam kết tu dưỡng, rèn luyện hằng năm của đảng viên; ngày nộp, ngày chi bộ xác nhận",
      .memberFile, .untilErasure,
      [
        .internal: "id organisation_id year handed_on is_own confirmed_on" + believed,
        .sensitive: "member_id content reason",
      ]),
    Entry(
      "meeting_score", "Chi bộ tự chấm điểm buổi sinh hoạt theo thang điểm đang dùng", .charter, .asDecided,
      [.internal: "id meeting_id scale points total band scored_on note" + believed]),
  ]
}
