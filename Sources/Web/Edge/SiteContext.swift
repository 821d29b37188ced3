import Hummingbird
import Logging
import NIOCore

/// What travels with one request.
struct SiteContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Whom the connection comes from; the last proxy's address where one stands before the server.
  let peer: String

  init(source: Source) {
    coreContext = .init(source: source)
    peer = source.channel.remoteAddress?.ipAddress ?? "?"
  }
}
