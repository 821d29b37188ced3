import Basics
import Formats
import Foundation
import HTTPTypes
import Hummingbird
import Markup
import NIOCore
import Registry

/// What a handler answers.
enum Answer: Sendable {
  case page(Page, status: HTTPResponse.Status = .ok)
  case html([UInt8])
  case json(JSON, status: HTTPResponse.Status = .ok)
  /// JSON that is written already.
  case jsonText(String)
  /// Sends the browser on after something was done; `done` is the key of a sentence in ``Done``.
  case redirect(String, done: Done? = nil)
  case file([UInt8], name: String, type: String)
  /// Something a page shows, not to be saved.
  case bytes([UInt8], type: String)
  /// A redirect that carries a cookie (signing in and out).
  case redirectSetting(String, cookie: Cookie)
  /// Another answer with further headers.
  indirect case with(HTTPFields, Answer)

  func response() -> Response {
    switch self {
    case .page(let page, let status): Self.bytes(page.bytes, "text/html; charset=utf-8", status)
    case .html(let bytes): Self.bytes(bytes, "text/html; charset=utf-8", .ok)
    case .json(let json, let status):
      Self.bytes(Array((json.text() + "\n").utf8), "application/json; charset=utf-8", status)
    case .jsonText(let text): Self.bytes(Array((text + "\n").utf8), "application/json; charset=utf-8", .ok)
    case .bytes(let bytes, let type): Self.bytes(bytes, type, .ok)
    case .redirect(let path, let done):
      Response(status: .seeOther, headers: [.location: Self.local(path, done)])
    case .redirectSetting(let path, let cookie):
      Response(
        status: .seeOther, headers: [.location: Self.local(path, nil), .setCookie: cookie.description])
    case .with(let headers, let answer):
      {
        var response = answer.response()
        response.headers.append(contentsOf: headers)
        return response
      }()
    case .file(let bytes, let name, let type):
      {
        var response = Self.bytes(bytes, type, .ok)
        response.headers[.contentDisposition] = ContentDisposition(fileName: name).header
        return response
      }()
    }
  }

  static func bytes(_ bytes: [UInt8], _ type: String, _ status: HTTPResponse.Status) -> Response {
    Response(status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// Only a path of this site: "/…", not "//…", no line breaks.
  static func isLocal(_ path: String) -> Bool {
    let bytes = Array(path.utf8)
    guard bytes.first == UInt8(ascii: "/"), bytes.count < 2_000,
      bytes.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 92 })
    else {
      return false
    }
    return bytes.count == 1 || bytes[1] != UInt8(ascii: "/")
  }

  private static func local(_ path: String, _ done: Done?) -> String {
    let path = isLocal(path) ? path : "/"
    guard let done else { return path }
    // The sentence belongs into the query, before a fragment.
    let parts = path.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let stem = parts.first.map(String.init) ?? "/"
    let mark = stem.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
    return "\(stem)\(mark)\(Done.field)=\(done.rawValue)" + (parts.count > 1 ? "#\(parts[1])" : "")
  }
}
