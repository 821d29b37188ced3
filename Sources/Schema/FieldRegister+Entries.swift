extension FieldRegister {
  /// One entry a table; columns by class. Whatever joins a row to a member tells about that member.
  static let entries: [Entry] =
    history + structure + people + accounts + work + guidanceDrafts + reviews
    + regulations + meetings + liaison + concerns + fees + books + yearWork + development

  private static let history: [Entry] = [
    Entry(
      "schema_migration", "Biết dữ liệu do bản nào ghi", .work, .permanent,
      [.internal: "number name applied_at"]),
    Entry(
      "register_setting", "Sổ mẫu hay sổ thật, ai lập sổ", .security, .permanent, [.internal: "name value"]),
    Entry(
      "journal_head", "Dấu đầu lịch sử", .security, .permanent, [.internal: "id sequence hash recorded_at"]),
    Entry(
      "journal_entry", "Ai đã ghi việc gì, lúc nào, theo văn bản nào", .security, .permanent,
      [.internal: "sequence recorded_at act decision_id body previous_hash hash", .personal: "actor"]),
    Entry(
      "journal_record", "Từng thay đổi của sổ, để lịch sử không bị viết lại", .security, .untilErasure,
      [.internal: "sequence ordinal entity entity_id operation digest", .sensitive: "payload salt"]),
    Entry(
      "decision", "Văn bản làm căn cứ của mọi sự thật trong sổ", .charter, .permanent,
      [.internal: "id type number issuer issuer_fold issued_on recorded_by", .personal: "subject note"]),
    Entry(
      "decision_subject", "Trích yếu mà nơi khác ghi cho cùng một văn bản", .charter, .permanent,
      [.internal: "id decision_id recorded_by", .personal: "subject"]),
  ]

  private static let structure: [Entry] = [
    Entry("administrative_unit", "Đơn vị hành chính", .work, .permanent, [.public: "id recorded_by"]),
    Entry(
      "administrative_unit_state", "Tên, cấp, mã của đơn vị hành chính qua thời gian", .work, .permanent,
      [.public: "id unit_id kind name name_fold code parent_id final" + dated]),
    Entry(
      "unit_succession", "Đơn vị nào nhập vào đơn vị nào", .work, .permanent,
      [.public: "id predecessor_id successor_id effective_on decision_id" + believed]),
    Entry("organisation", "Tổ chức đảng", .charter, .permanent, [.internal: "id recorded_by"]),
    Entry(
      "organisation_state", "Tên, loại, cấp trên của tổ chức đảng qua thời gian", .charter, .permanent,
      [
        .internal:
          "id organisation_id kind name name_fold name_order code parent_id unit_id neighbourhood final"
          + dated
      ]),
    Entry(
      "organisation_closure", "Cây tổ chức theo ngày, suy ra từ cấp trên của từng tổ chức", .charter,
      .permanent,
      [.internal: "id ancestor_id descendant_id depth effective_from effective_to" + believed]),
    Entry(
      "organisation_succession", "Tổ chức nào kế tục tổ chức nào", .charter, .permanent,
      [.internal: "id event_id predecessor_id successor_id effective_on" + believed]),
    Entry(
      "structure_event", "Thành lập, sáp nhập, đổi tên, kết thúc", .charter, .permanent,
      [.internal: "id kind organisation_id effective_on text decision_id" + believed]),
    Entry("post", "Danh mục chức vụ", .work, .permanent, [.public: "code title sector position"]),
    Entry(
      "mass_organisation", "Mặt trận, đoàn thể của địa phương", .work, .permanent,
      [.public: "id unit_id kind name" + dated]),
    Entry(
      "leadership_scope", "Đối tượng lãnh đạo của chi bộ", .charter, .permanent,
      [.internal: "id organisation_id kind subject mass_organisation_id subject_organisation_id" + dated]),
  ]

  private static let people: [Entry] = [
    Entry("member", "Đảng viên, chỉ là một số", .memberFile, .untilErasure, [.sensitive: "id recorded_by"]),
    Entry(
      "member_state", "Nhận ra đảng viên; cơ cấu tuổi, giới, dân tộc, trình độ trong báo cáo", .memberFile,
      .untilErasure,
      [
        .internal: "id" + dated,
        .sensitive: """
        member_id name name_fold name_order sex born_on admitted_on official_on ethnicity home_place residence \
        is_local occupation education theory
        """,
      ]),
    Entry(
      "member_number", "Tìm người theo số thẻ, số lý lịch", .memberFile, .untilErasure,
      [.internal: "id kind" + dated, .sensitive: "member_id value"]),
    Entry(
      "membership", "Nơi sinh hoạt đảng qua thời gian", .charter, .permanent,
      [.internal: "id" + dated, .sensitive: "member_id organisation_id kind"]),
    Entry(
      "membership_end", "Vì sao không còn sinh hoạt ở đây", .charter, .permanent,
      [
        .internal: "id decision_id" + believed,
        .sensitive: "member_id organisation_id kind effective_on destination",
      ]),
    Entry(
      "transfer", "Chuyển sinh hoạt đảng và giấy giới thiệu", .charter, .permanent,
      [.internal: "id recorded_by", .sensitive: "member_id from_id to_id kind letter sent_on"]),
    Entry(
      "transfer_step", "Tiếp nhận hay trả lại người chuyển đến", .charter, .permanent,
      [.internal: "id transfer_id" + believed, .sensitive: "kind effective_on note"]),
    Entry(
      "erasure", "Dữ liệu của ai đã được xóa, theo văn bản nào", .personalData, .permanent,
      [.internal: "decision_id recorded_by", .sensitive: "member_id"]),
    Entry(
      "member_reading", "Ai đã xem hồ sơ của ai", .memberFile, .permanent,
      [.internal: "id surface", .sensitive: "member_id account_id reader read_at"]),
    Entry(
      "appointment", "Ai giữ chức vụ gì, ở đâu, từ khi nào", .charter, .permanent,
      [.internal: "id" + dated, .sensitive: "member_id post organisation_id title sector"]),
    Entry(
      "grading", "Xếp loại chất lượng hằng năm", .review, .permanent,
      [
        .internal: "id year subject_kind organisation_id scale graded_on provenance decision_id" + believed,
        .sensitive: "member_id grade",
      ]),
    Entry(
      "local_decision", "Quyết định của cấp có thẩm quyền về điều hướng dẫn để ngỏ", .review, .permanent,
      [.internal: "id organisation_id pack path value" + dated]),
    Entry(
      "name_opening", "Ai đã mở tên trong khi thử hướng dẫn, để làm gì", .personalData, .permanent,
      [
        .internal: "id organisation_id opened_at guidance year",
        .sensitive: "member_id account_id reader purpose",
      ]),
    Entry(
      "review_fact", "Dữ kiện để xếp loại và văn bản chứng minh", .review, .permanent,
      [
        .internal: "id year entity organisation_id fact" + believed,
        .sensitive: "member_id value evidence",
      ]),
    Entry(
      "grading_derivation", "Vì sao có mức xếp loại: bộ quy tắc, dữ kiện và lời giải thích khi quyết định",
      .review, .permanent,
      [
        .internal: "id grading_id pack pack_hash engine facts_hash recorded_by",
        .sensitive: "member_id outcome standing rule explanation reason",
      ]),
  ]

  private static let guidanceDrafts: [Entry] = [
    Entry(
      "guidance_draft", "Dự thảo hướng dẫn xếp loại", .work, .asDecided,
      [.internal: "id organisation_id base recorded_by"]),
    Entry(
      "guidance_draft_version", "Từng bản đã ghi của dự thảo, để so lại và lấy lại", .work, .asDecided,
      [
        .internal: """
        id draft_id number title is_whole pack_head pack_tail pack_text source_head source_tail source_text hash \
        restores recorded_by
        """
      ]),
    Entry(
      "guidance_draft_withdrawal", "Dự thảo nào thôi soạn, vì sao", .work, .asDecided,
      [.internal: "id draft_id reason" + believed]),
  ]

  private static let accounts: [Entry] = [
    Entry(
      "account", "Người dùng đăng nhập", .security, .asNeeded,
      [
        .internal: "id organisation_id is_disabled created_at recorded_by", .personal: "user_name person",
        .secret: "password_hash",
      ]),
    Entry(
      "right_grant", "Ai được làm gì, trong phạm vi nào, từ lúc nào đến lúc nào", .security, .permanent,
      [.internal: "id account_id role organisation_id from_moment to_moment recorded_by"]),
    Entry(
      "sign_in", "Phiên đăng nhập và mã truy cập đang dùng", .security, .asNeeded,
      [.internal: "account_id kind created_at used_at ends_at", .secret: "token_hash csrf"]),
    Entry(
      "activation", "Mã khởi tạo, mã đặt lại mật khẩu dùng một lần", .security, .asNeeded,
      [.internal: "account_id created_at ends_at used_at", .secret: "code_hash"]),
  ]

  private static let work: [Entry] = [
    Entry(
      "import_run", "Lần nhập danh sách nào đã tạo, đã đổi những gì", .work, .permanent,
      [
        .internal:
          "id kind organisation_id file_hash created changed unchanged left_out undone_by recorded_by",
        .personal: "file_name",
      ]),
    Entry(
      "mandate", "Văn bản giao nhiệm vụ và phạm vi phải triển khai", .work, .asDecided,
      [
        .internal: """
        id mandate_id document_id subject duty scope_id obliged_kind founds_kind in_force_on due_on other_date \
        other_date_source
        """ + believed
      ]),
    Entry(
      "roll_out", "Đơn vị nào đã triển khai, theo quyết định nào", .work, .asDecided,
      [.internal: "id mandate_id organisation_id result_id decision_id fulfilled_on note" + believed]),
    Entry(
      "survey", "Cuộc khảo sát của cấp trên", .work, .asDecided,
      [.internal: "id organisation_id visited_on title published_on recorded_by", .personal: "team host"]),
    Entry(
      "survey_part", "Nội dung hỏi, nhận định, lưu ý, kiến nghị của khảo sát", .work, .asDecided,
      [
        .internal: "id survey_id kind position topic text organisation_id because_id due_on" + believed,
        .personal: "person post",
      ]),
    Entry(
      "survey_answer", "Trả lời và tiến độ thực hiện", .work, .asDecided,
      [.internal: "id part_id answered_on status text" + believed, .personal: "by_person"]),
    Entry(
      "briefing_issue", "Báo cáo đã phát hành, giữ nguyên như lúc phát hành", .work, .permanent,
      [
        .internal: "id organisation_id as_of structure known_at number issued_at content hash recorded_by",
        .personal: "issued_by",
      ]),
    Entry(
      "briefing_remark", "Ý kiến, câu hỏi về báo cáo", .work, .permanent,
      [.internal: "id issue_id answers_id kind text account_id written_at" + believed, .personal: "person"]),
  ]
}
