import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Markup
import NIOCore
import NIOEmbedded

@testable import Web

/// A browser without a screen: sends requests through the whole chain of the site, keeps its cookie, takes the token
/// against forged requests from the pages it has seen. No socket is opened.
final class TestClient: @unchecked Sendable {
  private let responder: any HTTPResponder<SiteContext>
  /// As a browser would send it back; nil while signed out.
  var cookie: String?
  /// Token of the last page that held a form.
  var csrf = ""

  init(_ site: Site, cookie: String? = nil) {
    responder = site.router().buildResponder()
    self.cookie = cookie
  }

  /// What came back.
  struct Page {
    var status: Int
    var headers: HTTPFields
    var bytes: [UInt8]
    var text: String { String(decoding: bytes, as: UTF8.self) }
    var location: String? { headers[.location] }

    /// Compared byte by byte: `String.contains` would not see a quote that a mark has joined.
    func has(_ part: String) -> Bool {
      Data(bytes).range(of: Data(part.utf8)) != nil
    }

    /// How often a text stands in the page.
    func count(of part: String) -> Int { text.components(separatedBy: part).count - 1 }
  }

  func get(_ path: String, headers: HTTPFields = [:]) async throws -> Page {
    try await send(.get, path, headers: headers, body: [])
  }

  /// Posts a form; the token goes along unless another is given.
  func post(
    _ path: String, _ fields: [(String, String)] = [], csrf: String?? = .none, headers: HTTPFields = [:]
  ) async throws -> Page {
    let token: String? = if case .some(let given) = csrf { given } else { self.csrf }
    let all = (token.map { [(Form.csrfField, $0)] } ?? []) + fields
    let body = all.map { "\(Self.escaped($0.0))=\(Self.escaped($0.1))" }.joined(separator: "&")
    var headers = headers
    if headers[.contentType] == nil { headers[.contentType] = "application/x-www-form-urlencoded" }
    return try await send(.post, path, headers: headers, body: Array(body.utf8))
  }

  /// Posts a form with a file.
  func upload(
    _ path: String, _ fields: [(String, String)] = [], file name: String, fileName: String, bytes: [UInt8]
  ) async throws -> Page {
    let boundary = "chibo-test-boundary-7f3a"
    var body: [UInt8] = []
    for (name, value) in [(Form.csrfField, csrf)] + fields {
      body += Array(
        "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }
    let head =
      "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"\(fileName)\"\r\n"
      + "Content-Type: application/octet-stream\r\n\r\n"
    body += Array(head.utf8) + bytes + Array("\r\n--\(boundary)--\r\n".utf8)
    return try await send(
      .post, path, headers: [.contentType: "multipart/form-data; boundary=\(boundary)"], body: body)
  }

  func send(_ method: HTTPRequest.Method, _ path: String, headers: HTTPFields, body: [UInt8]) async throws
    -> Page
  {
    var headers = headers
    if let cookie { headers[.cookie] = cookie }
    let head = HTTPRequest(
      method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers)
    let context = SiteContext(
      source: ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: Logger(label: "test")))
    let page: Page
    do {
      let response = try await responder.respond(
        to: Request(head: head, body: .init(buffer: ByteBuffer(bytes: body))), context: context)
      let collector = Collector()
      try await response.body.write(collector)
      page = Page(
        status: response.status.code, headers: response.headers,
        bytes: Array(collector.kept.buffer.readableBytesView))
    } catch let error as any HTTPResponseError {
      page = Page(status: error.status.code, headers: [:], bytes: Array("\(error)".utf8))
    }
    keep(page)
    return page
  }

  private func keep(_ page: Page) {
    if let set = page.headers[.setCookie], let pair = set.split(separator: ";").first {
      cookie = pair.hasSuffix("=") ? nil : String(pair)
    }
    let mark = "name=\"\(Form.csrfField)\" value=\""
    if let start = page.text.range(of: mark), let end = page.text[start.upperBound...].firstIndex(of: "\"") {
      let token = String(page.text[start.upperBound..<end])
      if !token.isEmpty { csrf = token }
    }
  }

  private static func escaped(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}

private final class Kept: @unchecked Sendable { var buffer = ByteBuffer() }

private struct Collector: ResponseBodyWriter {
  let kept = Kept()
  mutating func write(_ part: ByteBuffer) async throws {
    var part = part
    kept.buffer.writeBuffer(&part)
  }
  consuming func finish(_: HTTPFields?) async throws {}
}
