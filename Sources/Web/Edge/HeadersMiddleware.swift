import Basics
import Formats
import Foundation
import HTTPTypes
import Hummingbird
import Markup
import Registry
import Reporting

/// The outermost layer: every answer, errors too, leaves with the same protective headers; every error becomes an
/// answer somebody can act on.
struct HeadersMiddleware: RouterMiddleware {
  let site: Site

  func handle(
    _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      try Site.checkPath(request.uri.path)
      response = try await next(request, context)
    } catch {
      response = await answer(to: misled(error, request), request).response()
      if let refusal = error as? RequestRefusal { response.status = refusal.status }
    }
    protect(&response, request)
    return response
  }

  /// An address that is known, asked in a way that it does not know.
  private func misled(_ error: any Error, _ request: Request) -> any Error {
    guard let missing = error as? HTTPError, missing.status == .notFound else { return error }
    let verbs = site.verbs(at: request.uri.path)
    return verbs.isEmpty || verbs.contains(request.method)
      ? error : RequestRefusal.otherVerb(verbs.map(\.rawValue))
  }

  private func protect(_ response: inout Response, _ request: Request) {
    response.headers[.contentSecurityPolicy] =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
      + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    response.headers[.xContentTypeOptions] = "nosniff"
    response.headers[.referrerPolicy] = "same-origin"
    response.headers[.frameOptions] = "DENY"
    response.headers[.crossOriginOpenerPolicy] = "same-origin"
    response.headers[.crossOriginResourcePolicy] = "same-origin"
    response.headers[.permissionsPolicy] = "camera=(), microphone=(), geolocation=()"
    if site.isBehindTLS { response.headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
    let isPublic = ["/styles/", "/scripts/", "/icons/", "/favicon.ico"].contains {
      request.uri.path.utf8.starts(with: $0.utf8)
    }
    if !isPublic || response.status.code >= 400 { response.headers[.cacheControl] = "no-store" }
  }

  private func answer(to error: any Error, _ request: Request) async -> Answer {
    let isAPI = request.uri.path.utf8.starts(with: "/api/".utf8)
    switch error {
    case let needed as SignInNeeded:
      let back = needed.isForm ? "/" : needed.path
      return .redirect(
        "/dang-nhap?den=\(back.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")")
    case RequestRefusal.otherVerb(let verbs):
      let refusal = RequestRefusal.otherVerb(verbs)
      return .with([.allow: verbs.joined(separator: ", ")], refused(refusal, refusal.status, isAPI))
    case AccountRefusal.tooMany(let seconds):
      let refusal = AccountRefusal.tooMany(seconds: seconds)
      return .with([.retryAfter: "\(seconds)"], refused(refusal, .tooManyRequests, isAPI))
    case let refusal as HeavyWorkRefusal:
      return .with(
        [.retryAfter: "\(refusal.seconds)"], refused(refusal, Self.status(of: refusal), isAPI))
    case let refusal as any Refusal:
      return refused(refusal, Self.status(of: refusal), isAPI)
    case let error as HTTPError:
      let refusal: RequestRefusal =
        switch error.status {
        case .contentTooLarge: .tooLarge(Route.formLimit)
        case .badRequest: .badAddress
        default: .noPage
        }
      return refused(refusal, error.status, isAPI)
    default:
      if let refusal = StorageTrouble.refusal(error) { return refused(refusal, .serviceUnavailable, isAPI) }
      let reference = String(UUID().uuidString.prefix(8)).lowercased()
      site.logger.error(
        "fault \(reference) \(request.method) \(Self.plain(request.uri.path)): \(Self.plain("\(error)"))")
      return refused(FaultNotice(reference: reference), .internalServerError, isAPI)
    }
  }

  private func refused(_ refusal: any Refusal, _ status: HTTPResponse.Status, _ isAPI: Bool) -> Answer {
    if isAPI {
      return .json(
        ["error": ["reason": .string(refusal.reason), "remedy": .string(refusal.remedy)]], status: status)
    }
    let page = Page(
      title: refusal.reason, width: .door, searchPath: nil,
      body: "\(Notice(.refusal, refusal.reason, remedy: refusal.remedy, action: Link("Về trang chủ", "/")))")
    return .page(page, status: status)
  }

  static func status(of refusal: any Refusal) -> HTTPResponse.Status {
    switch refusal {
    case RightsRefusal.notFound: .notFound
    case is RightsRefusal: .forbidden
    case let refusal as RequestRefusal: refusal.status
    case AccountRefusal.tooMany, HeavyWorkRefusal.ownWaiting: .tooManyRequests
    case HeavyWorkRefusal.busy: .serviceUnavailable
    case is FormatRefusal: .unprocessableContent
    case is RecordsRefusal, is ParameterRefusal: .badRequest
    default: .conflict
    }
  }

  /// One line of a log, whatever the visitor sent.
  private static func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.prefix(500).map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
  }
}

/// A fault of ours: logged once, shown with its reference and nothing else.
struct FaultNotice: Refusal {
  var reference: String
  var reason: String { "Có lỗi trong chương trình (mã \(reference))." }
  var remedy: String { "Không có gì bị ghi dở. Thử lại; nếu còn lỗi, báo người vận hành mã trên." }
}
