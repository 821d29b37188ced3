import Foundation

/// Trusted proxies — máy chủ trung gian được tin: whose word about where a request comes from is taken. Without any, the
/// other end of the connection is the visitor, whatever the request says.
package struct TrustedProxies: Sendable, Hashable {
  private var networks: [Network] = []

  package static let none = TrustedProxies()

  package init() {}

  /// Addresses, or networks such as 10.0.0.0/8; nil where one of them is neither.
  package init?(_ texts: [String]) {
    for text in texts {
      guard let network = Network(text) else { return nil }
      networks.append(network)
    }
  }

  func trusts(_ peer: String) -> Bool {
    guard let address = Address(peer) else { return false }
    return networks.contains { $0.contains(address) }
  }

  /// Where a request comes from: the other end of the connection, or, if that is trusted, the last address of
  /// `X-Forwarded-For` that no trusted proxy wrote about another trusted proxy.
  func visitor(peer: String, forwarded: [String]) -> String {
    let peer = Address(peer)?.text ?? peer
    guard trusts(peer) else { return peer }
    var visitor = peer
    for text in forwarded.joined(separator: ",").split(separator: ",").suffix(32).reversed() {
      guard let address = Address(text.trimmingCharacters(in: .whitespaces)) else { break }
      visitor = address.text
      guard trusts(visitor) else { break }
    }
    return visitor
  }
}

/// An address of the internet protocol; the form in which IPv6 carries one of IPv4 counts as that one.
struct Address: Hashable, Sendable {
  let bytes: [UInt8]

  init?(_ text: String) {
    var four = [UInt8](repeating: 0, count: 4)
    var sixteen = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &four) == 1 {
      bytes = four
    } else if inet_pton(AF_INET6, text, &sixteen) == 1 {
      let isMapped = sixteen.prefix(10).allSatisfy { $0 == 0 } && sixteen[10] == 0xFF && sixteen[11] == 0xFF
      bytes = isMapped ? Array(sixteen.suffix(4)) : sixteen
    } else {
      return nil
    }
  }

  /// One spelling for each address.
  var text: String {
    if bytes.count == 4 { return bytes.map { "\($0)" }.joined(separator: ".") }
    return stride(from: 0, to: bytes.count, by: 2).map {
      String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16)
    }.joined(separator: ":")
  }

  /// What one subscriber has: an address of IPv4, or the 2⁶⁴ addresses of a network of IPv6, who change them at will.
  var household: String {
    bytes.count == 4 ? text : text.split(separator: ":").prefix(4).joined(separator: ":")
  }

  var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
  }
}

private struct Network: Hashable, Sendable {
  var address: Address
  var bits: Int

  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let address = Address(String(parts[0])) else { return nil }
    let most = address.bytes.count * 8
    self.address = address
    guard parts.count == 2 else {
      bits = most
      return
    }
    guard parts[1].utf8.allSatisfy({ (48...57).contains($0) }), let bits = Int(parts[1]),
      (0...most).contains(bits)
    else { return nil }
    self.bits = bits
  }

  func contains(_ other: Address) -> Bool {
    guard other.bytes.count == address.bytes.count else { return false }
    return zip(address.bytes, other.bytes).enumerated().allSatisfy { n, pair in
      let kept = min(max(bits - n * 8, 0), 8)
      let mask = kept == 0 ? 0 : UInt8(truncatingIfNeeded: 0xFF << (8 - kept))
      return pair.0 & mask == pair.1 & mask
    }
  }
}
