import Foundation
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// How long a request may take to arrive, and how many connections one address may hold open.
package struct ConnectionLimits: Sendable {
  /// A connection that asks nothing, or whose request does not even get through its head, is closed after so long.
  package var idle: TimeAmount = .seconds(30)
  /// What a body may take beside the time its size needs.
  package var bodyGrace: TimeAmount = .seconds(30)
  /// A body that arrives more slowly is no upload but somebody holding the door.
  package var bytesPerSecond = 4_096
  package var longestBody: TimeAmount = .minutes(15)
  package var perPeer: Int
  /// Behind a proxy, or on the machine itself, stands a whole office.
  package var perProxy: Int

  package init(perPeer: Int = 256) {
    self.perPeer = perPeer
    perProxy = max(4_096, perPeer)
  }
}

/// Counts the connections of each address; one too many is closed before it has asked anything.
final class PeerCount: @unchecked Sendable {
  private let lock = NSLock()
  private var open: [String: Int] = [:]
  private let limits: ConnectionLimits
  private let proxies: TrustedProxies

  init(_ limits: ConnectionLimits, proxies: TrustedProxies) {
    (self.limits, self.proxies) = (limits, proxies)
  }

  /// - Returns: whether the connection may stay; then ``leave(_:)`` is owed.
  func enter(_ peer: String) -> Bool {
    let isProxy = proxies.trusts(peer) || Address(peer)?.isLoopback ?? false
    let peer = Address(peer)?.household ?? peer
    return lock.withLock {
      let count = open[peer, default: 0]
      guard count < (isProxy ? limits.perProxy : limits.perPeer) else { return false }
      open[peer] = count + 1
      return true
    }
  }

  func leave(_ peer: String) {
    let peer = Address(peer)?.household ?? peer
    lock.withLock {
      let count = (open[peer] ?? 1) - 1
      open[peer] = count > 0 ? count : nil
    }
  }
}

/// Stands in every connection: the count of its address, and the time its request has. A body that comes drop by drop is
/// answered with 408 and the connection closed; a head that does so meets the server's own idle limit.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let limits: ConnectionLimits
  private let count: PeerCount
  private var peer: String?
  private var began: NIODeadline?
  private var deadline = NIODeadline.distantFuture
  private var timer: Scheduled<Void>?
  private var isAnswering = false

  init(_ limits: ConnectionLimits, _ count: PeerCount) { (self.limits, self.count) = (limits, count) }

  func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { enter(context) } }

  func channelActive(context: ChannelHandlerContext) {
    enter(context)
    context.fireChannelActive()
  }

  private func enter(_ context: ChannelHandlerContext) {
    guard peer == nil else { return }
    let address = context.channel.remoteAddress?.ipAddress ?? "?"
    guard count.enter(address) else { return context.close(promise: nil) }
    peer = address
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { leave() }

  private func leave() {
    timer?.cancel()
    timer = nil
    if let peer { count.leave(peer) }
    peer = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      let now = NIODeadline.now()
      (began, deadline, isAnswering) = (now, now + limits.bodyGrace, false)
      watch(context)
    case .body(let bytes):
      let earned = TimeAmount.milliseconds(
        Int64(bytes.readableBytes) * 1_000 / Int64(max(1, limits.bytesPerSecond)))
      deadline = min(deadline + earned, (began ?? .now()) + limits.longestBody)
    case .end: began = nil
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .head = unwrapOutboundIn(data) { isAnswering = true }
    context.write(data, promise: promise)
  }

  private func watch(_ context: ChannelHandlerContext) {
    guard timer == nil else { return }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleTask(deadline: deadline) {
      let (guardian, context) = bound.value
      guardian.timer = nil
      guard guardian.began != nil else { return }
      guard NIODeadline.now() >= guardian.deadline else { return guardian.watch(context) }
      guardian.shut(context)
    }
  }

  private func shut(_ context: ChannelHandlerContext) {
    if !isAnswering {
      let head = HTTPResponse(
        status: .requestTimeout, headerFields: [.connection: "close", .contentLength: "0"])
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
    context.close(promise: nil)
  }
}
