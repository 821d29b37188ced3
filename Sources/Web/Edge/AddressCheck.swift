import Foundation
import HTTPTypes
import Hummingbird

/// Addresses that mean nothing, and verbs that an address does not know.
extension Site {
  /// Refuses a path whose escapes are broken (400) or that holds characters no name of ours has (404).
  static func checkPath(_ path: String) throws(RequestRefusal) {
    var decoded: [UInt8] = []
    var bytes = Array(path.utf8)[...]
    while let byte = bytes.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        decoded.append(byte)
        continue
      }
      guard bytes.count >= 2, let value = UInt8(String(decoding: bytes.prefix(2), as: UTF8.self), radix: 16),
        bytes.prefix(2).allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") })
      else { throw .badAddress }
      decoded.append(value)
      bytes.removeFirst(2)
    }
    guard String(validating: decoded, as: UTF8.self) != nil else { throw .badAddress }
    guard decoded.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { throw .noPage }
  }

  /// The verbs an address knows; empty where there is no such address.
  func verbs(at path: String) -> [HTTPRequest.Method] {
    let parts = path.split(separator: "/")
    var verbs: [HTTPRequest.Method] = []
    for route in routes where !verbs.contains(route.method) {
      let pattern = route.path.split(separator: "/")
      let fits =
        pattern.count == parts.count
        && zip(pattern, parts).allSatisfy {
          $0.utf8.first == UInt8(ascii: ":") || $0.utf8.elementsEqual($1.utf8)
        }
      if fits { verbs.append(route.method) }
    }
    if verbs.isEmpty, isFile(path) { verbs = [.get] }
    return verbs.flatMap { $0 == .get ? [$0, .head] : [$0] }
  }

  private func isFile(_ path: String) -> Bool {
    guard let name = path.removingPercentEncoding, !name.split(separator: "/").contains("..") else {
      return false
    }
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(
      atPath: content.folder + "/Public" + name, isDirectory: &isFolder)
    return isThere && !isFolder.boolValue
  }
}
