import Basics
import Formats
import Markup
import Registry
import Reporting

/// Briefings: the state of a subtree on a day, every figure with its records; issued ones exactly as frozen.
extension Site {
  var briefingRoutes: [Route] {
    [
      .get("/bao-cao", .somewhere(.viewBriefings)) { try await $0.briefingIndex() },
      .get("/bao-cao/:bao-cao", .inside(.viewBriefings)) { try await $0.issuedBriefing(FormTrouble()) },
      .get("/bao-cao/:bao-cao/tai-ve", .inside(.viewBriefings)) { try await $0.downloadIssued() }.heavy,
      .post("/bao-cao/:bao-cao/y-kien", .inside(.remarkOnBriefings)) { try await $0.remark() },
      .get("/to-chuc/:to-chuc/bao-cao", .organisation(.viewBriefings)) {
        try await $0.briefingShow(FormTrouble())
      }.heavy,
      .get("/to-chuc/:to-chuc/bao-cao/tai-ve", .organisation(.viewBriefings)) {
        try await $0.downloadBriefing()
      }.heavy,
      .post("/to-chuc/:to-chuc/bao-cao", .organisation(.issueBriefings)) { try await $0.issueBriefing() },
      .get("/so-lieu/:loai", .inside(.viewBriefings)) { try await $0.recordsPage() },
    ]
  }
}

/// The forms in which a briefing leaves the site.
enum BriefingDownload: String, CaseIterable {
  case docx, xlsx, pdf, html, json

  var title: String {
    switch self {
    case .docx: "Word"
    case .xlsx: "Excel"
    case .pdf: "PDF"
    case .html: "Trang HTML"
    case .json: "JSON"
    }
  }

  var type: String {
    switch self {
    case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case .pdf: "application/pdf"
    case .html: "text/html; charset=utf-8"
    case .json: "application/json; charset=utf-8"
    }
  }
}

extension Visit {
  /// The name of the field in the address: `?cau-truc=now`.
  static let structureField = "cau-truc"

  /// By the units of the day, or of today.
  var structure: Briefing.Structure {
    get throws {
      let text = query.has(Self.structureField) ? query[Self.structureField] : form[Self.structureField]
      guard !text.isEmpty else { return .then }
      guard let structure = Briefing.Structure(rawValue: text) else {
        throw ParameterRefusal.invalid(Self.structureField, text, expected: "then hoặc now")
      }
      return structure
    }
  }

  func briefing(of organisation: ID<Organisation>) async throws -> Briefing {
    let (system, actor, asOf, structure, rules) = (system, actor, asOf, try structure, try rules)
    let now = system.now
    return try await system.read { session throws in
      try session.briefing(
        of: organisation, asOf: asOf, structure: structure, today: now.day, rules: rules,
        seen: session.listSight(of: actor, asOf: asOf, at: now))
    }
  }

  fileprivate func downloadBriefing() async throws -> Answer {
    try file(of: try await briefing(of: try organisation), issue: nil)
  }

  fileprivate func downloadIssued() async throws -> Answer {
    let issue = try await issue()
    guard let briefing = issue.briefing else { throw BriefingRefusal.unreadable(issue.number) }
    return try file(of: briefing, issue: issue)
  }

  private func file(of briefing: Briefing, issue: BriefingIssue?) throws -> Answer {
    let text = query["dang"]
    guard let download = BriefingDownload(rawValue: text) else {
      throw ParameterRefusal.invalid(
        "dang", text, expected: BriefingDownload.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let rules = try rules
    let bytes: [UInt8] =
      switch download {
      case .docx: try briefing.docx(issue: issue, rules: rules)
      case .xlsx: try briefing.xlsx(issue: issue)
      case .pdf: try briefing.pdf(issue: issue, rules: rules)
      case .html: try briefing.page(issue: issue, content: site.content)
      case .json: Array((try briefing.json(issue: issue) + "\n").utf8)
      }
    let number = issue.map { " \($0.number)" } ?? ""
    return .file(
      bytes, name: "Báo cáo\(number) \(briefing.organisationName) \(briefing.asOf).\(download.rawValue)",
      type: download.type)
  }

  /// The issued briefing of the address, if the person may see it.
  func issue(_ right: Right = .viewBriefings) async throws -> BriefingIssue {
    let id: ID<BriefingIssue> = try found(id("bao-cao"))
    let issue = try found(try await system.read { try $0.issue(id) })
    try await require(right, on: issue.organisation)
    return issue
  }
}

/// A parameter of an address that is unknown, missing, or means nothing.
enum ParameterRefusal: Refusal, Equatable {
  case invalid(String, String, expected: String)
  case missing(String)
  case unknown(String, known: [String])
  case repeated(String)

  var reason: String {
    switch self {
    case .invalid(let name, let value, _): "Tham số \(name) không nhận giá trị “\(String(value.prefix(60)))”."
    case .missing(let name): "Thiếu tham số \(name)."
    case .unknown(let name, _): "Không có tham số “\(String(name.prefix(60)))”."
    case .repeated(let name): "Tham số \(name) xuất hiện hơn một lần."
    }
  }
  var remedy: String {
    switch self {
    case .invalid(_, _, let expected): "Giá trị nhận được: \(expected)."
    case .missing: "Thêm tham số ấy vào địa chỉ."
    case .unknown(_, let known):
      known.isEmpty
        ? "Địa chỉ này không nhận tham số." : "Các tham số nhận được: \(known.joined(separator: ", "))."
    case .repeated: "Mỗi tham số ghi một lần; nhiều giá trị cách nhau bằng dấu phẩy."
    }
  }
}
