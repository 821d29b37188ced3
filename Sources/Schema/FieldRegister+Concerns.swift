extension FieldRegister {
  /// Matters people raise. Words may still point at somebody in a small place, so they are guarded as personal, and erased when
  /// their time is over.
  static let concerns: [Entry] = [
    Entry(
      "concern", "Điều nhân dân phản ánh: việc, lĩnh vực, ấp; không có người phản ánh", .work, .asNeeded,
      [
        .internal: "id concern_id organisation_id heard_on topic" + believed,
        .personal: "hamlet matter",
      ]),
    Entry(
      "concern_step", "Việc đã làm với điều nhân dân phản ánh", .work, .asNeeded,
      [.internal: "id concern_id kind taken_on body_id body" + believed, .personal: "words"]),
    Entry(
      "concern_erasure", "Điều phản ánh nào đã xóa lời ghi", .personalData, .permanent,
      [.internal: "concern_id recorded_by"]),
  ]
}
