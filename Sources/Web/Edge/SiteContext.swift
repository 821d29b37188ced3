import Hummingbird
import Logging
import NIOCore

/// What travels with one request.
struct SiteContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The other end of the connection: the visitor, or a proxy (see ``TrustedProxies``).
  let peer: String

  init(source: Source) {
    coreContext = .init(source: source)
    peer = source.channel.remoteAddress?.ipAddress ?? "?"
  }
}
