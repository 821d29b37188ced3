import Basics
import Markup
import Registry
import Reporting

/// The API: the same questions as the pages, with the same rights, answered in JSON.
extension Site {
  var apiRoutes: [Route] { Self.endpoints.map(\.route) }

  static let endpoints: [Endpoint] = [
    Endpoint("/openapi.json", .everyone, "Bản mô tả này.", schema: "OpenAPI") { _, _ in
      .json(OpenAPI.document)
    },
    Endpoint("/me", .signedIn, "Tài khoản đang dùng, vai trò và quyền.", schema: "Me") { visit, _ in
      try await visit.apiMe()
    },
    Endpoint(
      "/organisations", .somewhere(.viewOrganisations), "Tổ chức trong phạm vi vào một ngày.",
      [.asOf, .knownAt, .query, .offset, .limit], schema: "OrganisationList"
    ) { try await $0.apiOrganisations($1) },
    Endpoint(
      "/organisations/:to-chuc", .organisation(.viewOrganisations),
      "Một tổ chức, trước và sau nó, vào một ngày.",
      [.asOf, .knownAt], schema: "Organisation"
    ) { visit, _ in try await visit.apiOrganisation() },
    Endpoint(
      "/organisations/:to-chuc/members", .organisation(.viewMembers),
      "Đảng viên sinh hoạt chính thức ở tổ chức này và mọi tổ chức bên dưới.",
      [.asOf, .knownAt, .query, .offset, .limit], schema: "MemberList"
    ) { try await $0.apiMembers($1) },
    Endpoint(
      "/organisations/:to-chuc/briefing", .organisation(.viewBriefings), "Báo cáo tổng hợp vào một ngày.",
      [
        .asOf, .knownAt,
        Parameter(
          "structure", .choice(Briefing.Structure.allCases.map(\.rawValue)),
          "Đơn vị khi đó (then) hoặc quy về đơn vị hôm nay (now)."),
      ],
      schema: "Briefing", conflicts: "Tổ chức không tồn tại vào ngày ấy; nêu tiền thân và kế thừa.",
      isHeavy: true
    ) { try await $0.apiBriefing($1) },
    Endpoint(
      "/members/:dang-vien", .member(.viewMembers), "Một đảng viên. Mỗi lần xem được ghi lại.",
      [.asOf, .knownAt], schema: "Member"
    ) { visit, _ in try await visit.apiMember() },
    Endpoint(
      "/records/:loai", .inside(.viewBriefings),
      "Những bản ghi mà một số liệu đã đếm; đường dẫn lấy từ “records” của số liệu. Danh sách người cần quyền xem đảng viên.",
      RecordsParameters.all + [.offset, .limit], schema: "Records"
    ) { try await $0.apiRecords($1) },
    Endpoint(
      "/gradings", .inside(.viewBriefings), "Kết quả xếp loại của một tổ chức và mọi tổ chức bên dưới.",
      [
        Parameter("organisation", .id, "Của tổ chức nào.", isRequired: true), .asOf, .knownAt,
        RecordsParameters.year, RecordsParameters.grade, RecordsParameters.kinds, .offset, .limit,
      ],
      schema: "GradingList"
    ) { try await $0.apiGradings($1) },
    Endpoint(
      "/mandates", .somewhere(.viewOrganisations),
      "Văn bản giao việc có hiệu lực vào một ngày, với tiến độ trong phạm vi.",
      [.asOf, .knownAt, .offset, .limit], schema: "MandateList"
    ) { try await $0.apiMandates($1) },
    Endpoint(
      "/mandates/:van-ban", .inside(.viewOrganisations),
      "Một văn bản giao việc và từng đơn vị phải thực hiện.", [.asOf, .knownAt],
      schema: "Mandate"
    ) { visit, _ in try await visit.apiMandate() },
    Endpoint(
      "/surveys", .somewhere(.viewOrganisations), "Các cuộc khảo sát trong phạm vi, mới nhất trước.",
      [.asOf, .knownAt, .offset, .limit],
      schema: "SurveyList"
    ) { try await $0.apiSurveys($1) },
    Endpoint(
      "/surveys/:khao-sat", .inside(.viewOrganisations), "Một cuộc khảo sát với mọi mục và câu trả lời.",
      schema: "Survey"
    ) { visit, _ in
      try await visit.apiSurvey()
    },
    Endpoint(
      "/guidances", .signedIn, "Các hướng dẫn xếp loại, mới nhất trước.", [.offset, .limit],
      schema: "GuidanceList"
    ) { try $0.apiGuidances($1) },
    Endpoint(
      "/guidances/:bo", .signedIn, "Một hướng dẫn: bộ quy tắc và nội dung từng điều khoản.",
      schema: "Guidance"
    ) { visit, _ in try visit.apiGuidance() },
    Endpoint(
      "/guidance-drafts", .somewhere(.viewGuidanceDrafts),
      "Dự thảo hướng dẫn trong phạm vi, ghi sau cùng trước.",
      [.offset, .limit], schema: "GuidanceDraftList"
    ) { try await $0.apiGuidanceDrafts($1) },
    Endpoint(
      "/guidance-drafts/:du-thao", .inside(.viewGuidanceDrafts),
      "Một dự thảo với điều phát hiện trong nó; pack là null khi toàn văn không đọc được.",
      [Parameter("version", .integer(1...1_000_000), "Bản thứ mấy; mặc định bản mới nhất.")],
      schema: "GuidanceDraft"
    ) { try await $0.apiGuidanceDraft($1) },
    Endpoint(
      "/history/head", .somewhere(.viewHistory), "Dấu đầu lịch sử: số mục và dấu băm của mục cuối.",
      schema: "HistoryHead"
    ) { visit, _ in
      try await visit.apiHistoryHead()
    },
  ]
}

/// The conditions of `/records/…`, as figures write them.
enum RecordsParameters {
  static let kinds = Parameter("kinds", .choices(Organisation.Kind.allCases.map(\.rawValue)), "Loại tổ chức.")
  static let year = Parameter("year", .integer(1930...9999), "Năm được xếp loại.")
  static let grade = Parameter("grade", .text(20), "Mã mức xếp loại, ví dụ TSVM.")

  static let all: [Parameter] = [
    Parameter("organisation", .id, "Của tổ chức nào và mọi tổ chức bên dưới.", isRequired: true),
    Parameter("asOf", .day, "Ngày của số liệu.", isRequired: true),
    Parameter("known", .integer(0...999_999_999_999_999), "Chỉ tính các mục lịch sử đến mục này."), kinds,
    Parameter(
      "unitKinds", .choices(AdministrativeUnit.Kind.allCases.map(\.rawValue)), "Loại đơn vị hành chính."),
    Parameter(
      "membership", .choice(Membership.Kind.allCases.map(\.rawValue)),
      "Hình thức sinh hoạt; mặc định official."),
    Parameter("in", .choices(Organisation.Kind.allCases.map(\.rawValue)), "Đảng viên ở loại tổ chức này."),
    Parameter("sex", .choice(Member.Sex.allCases.map(\.rawValue)), "Giới tính."),
    Parameter("ages", .range(or: ["unknown"]), "Tuổi tròn vào ngày số liệu."),
    Parameter("local", .choice(["yes", "no", "unknown"]), "Người địa phương."),
    Parameter("status", .choice(["official", "probationary", "unknown"]), "Chính thức, dự bị."),
    Parameter("sector", .choice(Sector.allCases.map(\.rawValue) + ["none"]), "Khối công tác."), year, grade,
    Parameter("mandate", .id, "Văn bản giao việc; cần với roll-out."),
    Parameter("state", .choice(MandateProgress.State.allCases.map(\.rawValue)), "Tình hình triển khai."),
    Parameter("decidedOn", .day, "Có quyết định vào ngày này."),
    Parameter("place", .ids(or: ["direct"]), "Một dòng của bảng theo đơn vị."),
    Parameter("structureDay", .day, "Ngày của các đơn vị trong place."),
  ]
}
