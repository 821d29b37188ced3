import Basics
import Formats
import HTTPTypes
import Hummingbird
import Markup
import NIOCore
import Registry

/// One address of the site: how it is asked, who may, what answers.
struct Route: Sendable {
  var method: HTTPRequest.Method
  /// With parameters: `/to-chuc/:to-chuc/doi-ten`.
  var path: String
  var access: Access
  /// The largest body taken.
  var bodyLimit: Int
  /// Whether answering may take long enough to hold up others: see ``HeavyWork``.
  var isHeavy = false
  var answer: @Sendable (Visit) async throws -> Answer

  static let formLimit = 1 << 20
  static let uploadLimit = 20 << 20

  static func get(
    _ path: String, _ access: Access, _ answer: @escaping @Sendable (Visit) async throws -> Answer
  ) -> Route {
    Route(method: .get, path: path, access: access, bodyLimit: 0, answer: answer)
  }

  static func post(
    _ path: String, _ access: Access, bodyLimit: Int = formLimit,
    _ answer: @escaping @Sendable (Visit) async throws -> Answer
  ) -> Route {
    Route(method: .post, path: path, access: access, bodyLimit: bodyLimit, answer: answer)
  }

  /// The same route, answered when it is its turn.
  var heavy: Route {
    var route = self
    route.isHeavy = true
    return route
  }

  var isAPI: Bool { path.utf8.starts(with: "/api/".utf8) }
}

extension Site {
  /// Session and right (see ``Opening``) → cross-site check → handler. Whatever is thrown becomes an answer in ``HeadersMiddleware``.
  func serve(_ route: Route, _ request: Request, _ context: SiteContext) async throws -> Response {
    let cookie = request.cookies[cookieName]?.value
    let bearer = route.isAPI ? Self.bearer(request.headers[.authorization]) : nil
    let opening =
      if let token = bearer ?? cookie {
        try await opening(
          route.access, token: token, kind: bearer == nil ? .browser : .token, context.parameters)
      } else { Opening() }
    let signIn = opening.signIn
    var form = FormData()
    // A stranger's body is not even taken in, and nobody's large one without the right to send it.
    if route.access != .everyone, signIn == nil {
      throw route.isAPI
        ? RequestRefusal.noToken as any Error
        : SignInNeeded(path: request.uri.string, isForm: route.method == .post)
    }
    if route.bodyLimit > Route.formLimit, let refusal = opening.refusal { throw refusal }
    let door = doorToken(request)
    if route.method == .post {
      let isOurs = try checkOrigin(request)
      form = try await body(of: request, limit: route.bodyLimit)
      let token = form.exact(Form.csrfField)
      if let signIn, signIn.kind == .browser {
        guard Self.same(token, signIn.csrf) else { throw RequestRefusal.staleForm }
      } else if signIn == nil, !isOurs {
        // Nothing tells where the form comes from but the token that only a page of ours could give it.
        guard door.isKept, Self.same(token, door.token) else { throw RequestRefusal.unknownSite }
      }
    }
    let query = FormData(urlEncoded: (request.uri.query ?? "").utf8)
    if query.has(DayBar.field), !query[DayBar.field].isEmpty, query.day(DayBar.field) == nil {
      throw RequestRefusal.noDay(query[DayBar.field])
    }
    if query.has("asOf"), query.day("asOf") == nil {
      throw ParameterRefusal.invalid("asOf", query["asOf"], expected: Parameter.asOf.expected)
    }
    var visit = Visit(
      site: self, method: route.method, path: request.uri.path, parameters: context.parameters, query: query,
      form: form,
      opening: opening, token: cookie, door: door,
      peer: proxies.visitor(peer: context.peer, forwarded: request.headers[values: .forwardedFor]))
    if let moment = try Visit.knownMoment(query) {
      visit.knownAt = moment
      visit.known = try await system.read { try $0.known(at: moment) }
      visit.notices.append(
        Notice(
          .info, "Đang xem sổ như đã biết đến \(moment.vietnamese).",
          reason: "Những gì ghi hoặc đính chính sau lúc ấy không được tính.",
          action: Link("Xem theo hiểu biết hôm nay", visit.path)))
    }
    if let done = Done(rawValue: query[Done.field]) { visit.notices.append(done.notice) }
    if let refusal = opening.refusal { throw refusal }
    guard route.isHeavy else { return try await route.answer(visit).response() }
    let ready = visit
    return try await heavyWork(of: signIn?.account.id) { try await route.answer(ready).response() }
  }

  /// A browser says where a form comes from; another site's is refused.
  ///
  /// - Returns: whether the browser has said that it comes from here.
  private func checkOrigin(_ request: Request) throws -> Bool {
    let site = request.headers[.secFetchSite]
    if let site, !["same-origin", "none"].contains(site) { throw RequestRefusal.otherSite }
    guard let origin = request.headers[.origin] else { return site == "same-origin" }
    let host = request.head.authority ?? ""
    guard origin == "http://\(host)" || origin == "https://\(host)" else { throw RequestRefusal.otherSite }
    return true
  }

  private func doorToken(_ request: Request) -> (token: String, isKept: Bool) {
    if let kept = request.cookies[doorCookieName]?.value, kept.utf8.count == 32,
      kept.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    {
      return (kept, true)
    }
    return (system.secret(bytes: 16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(), false)
  }

  private func body(of request: Request, limit: Int) async throws -> FormData {
    let type = request.headers[.contentType] ?? ""
    let buffer: ByteBuffer
    do { buffer = try await request.body.collect(upTo: limit) } catch is NIOTooManyBytesError {
      throw RequestRefusal.tooLarge(limit)
    } catch {
      // A chunk that is none, a connection cut: nobody's fault here.
      throw RequestRefusal.brokenOff
    }
    if let told = request.headers[.contentLength].flatMap({ Int($0) }), told != buffer.readableBytes {
      throw RequestRefusal.brokenOff
    }
    let bytes = Array(buffer.readableBytesView)
    if type.utf8.starts(with: "application/x-www-form-urlencoded".utf8) || bytes.isEmpty {
      return FormData(urlEncoded: bytes)
    }
    guard type.utf8.starts(with: "multipart/form-data".utf8) else { throw RequestRefusal.otherType }
    var form = FormData()
    let upload = try Multipart.read(
      bytes, contentType: type, limits: Multipart.Limits(bodyBytes: limit, fileBytes: limit))
    for part in upload.parts {
      if let name = part.fileName {
        if !part.bytes.isEmpty { form.add(part.name, FormData.File(name: name.text, bytes: part.bytes)) }
      } else {
        form.add(part.name, String(decoding: part.bytes, as: UTF8.self))
      }
    }
    return form
  }

  private static func bearer(_ header: String?) -> String? {
    guard let header, header.utf8.starts(with: "Bearer ".utf8) else { return nil }
    return String(header.utf8.dropFirst(7))
  }

  /// Compares in a time that does not tell where two texts differ.
  static func same(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    guard a.count == b.count, !a.isEmpty else { return false }
    return zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

/// The page needs somebody signed in; afterwards they come back to it.
struct SignInNeeded: Error {
  var path: String
  var isForm: Bool
}

/// A request that cannot be taken as it came.
enum RequestRefusal: Refusal, Equatable {
  case staleForm, otherSite, unknownSite, otherType, noToken, brokenOff, badAddress
  case otherVerb([String])
  case tooLarge(Int)
  case noDay(String)
  case missing(String)
  case noPage

  var status: HTTPResponse.Status {
    switch self {
    case .staleForm, .otherSite, .unknownSite: .forbidden
    case .brokenOff, .badAddress: .badRequest
    case .otherVerb: .methodNotAllowed
    case .otherType: .unsupportedMediaType
    case .noToken: .unauthorized
    case .tooLarge: .contentTooLarge
    case .noDay, .missing: .badRequest
    case .noPage: .notFound
    }
  }
  var reason: String {
    switch self {
    case .staleForm: "Trang này đã mở từ trước khi đăng nhập lại, nên không nhận được."
    case .otherSite: "Biểu mẫu đến từ một trang khác."
    case .unknownSite: "Không rõ biểu mẫu này đến từ đâu."
    case .brokenOff: "Dữ liệu gửi lên bị đứt giữa chừng."
    case .badAddress: "Địa chỉ viết sai."
    case .otherVerb: "Địa chỉ này không nhận cách gửi ấy."
    case .otherType: "Không hiểu dạng dữ liệu gửi lên."
    case .noToken: "Thiếu mã truy cập, hoặc mã không còn dùng được."
    case .tooLarge(let limit): "Dữ liệu gửi lên lớn quá \(limit >> 20) MB."
    case .noDay(let text): "“\(String(text.prefix(40)))” không phải là một ngày trong lịch."
    case .missing(let name): "Thiếu \(name)."
    case .noPage: "Không tìm thấy trang."
    }
  }
  var remedy: String {
    switch self {
    case .staleForm: "Quay lại, tải lại trang rồi gửi lần nữa; những gì đã gõ vẫn còn trong trang trước."
    case .otherSite: "Mở lại trang từ địa chỉ của ChiBo."
    case .unknownSite: "Tải lại trang này rồi gửi lần nữa; trình duyệt cần nhận cookie của ChiBo."
    case .brokenOff: "Kiểm tra đường truyền rồi gửi lại; chưa có gì được ghi."
    case .badAddress: "Kiểm tra lại địa chỉ, hoặc về trang chủ."
    case .otherVerb(let verbs): "Cách gửi nhận được: \(verbs.joined(separator: ", "))."
    case .otherType: "Dùng biểu mẫu của trang."
    case .noToken: "Gửi kèm đầu mục “Authorization: Bearer …”; tạo mã bằng chibo token create."
    case .tooLarge: "Tách tệp thành nhiều phần nhỏ hơn."
    case .noDay: "Ghi theo dạng ngày/tháng/năm, ví dụ 21/4/2014."
    case .missing: "Điền vào rồi gửi lại."
    case .noPage: "Về trang chủ, hoặc tìm theo tên."
    }
  }
}

extension HTTPField.Name {
  static let secFetchSite = constant("Sec-Fetch-Site")
  static let forwardedFor = constant("X-Forwarded-For")
  static let frameOptions = constant("X-Frame-Options")
  static let referrerPolicy = constant("Referrer-Policy")
  static let crossOriginOpenerPolicy = constant("Cross-Origin-Opener-Policy")
  static let crossOriginResourcePolicy = constant("Cross-Origin-Resource-Policy")
  static let permissionsPolicy = constant("Permissions-Policy")

  /// The names above are tokens; another would fall back to one nobody sends.
  private static func constant(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .server }
}
