import Foundation
import Hummingbird
import Logging
import NIOCore
import Registry

/// The running server.
package struct Server: Sendable {
  package var site: Site
  package var host: String
  package var port: Int
  package var limits: ConnectionLimits

  package init(site: Site, host: String, port: Int, limits: ConnectionLimits = ConnectionLimits()) {
    (self.site, self.host, self.port, self.limits) = (site, host, port, limits)
  }

  /// Serves until the process is asked to stop. `whenReady` gets the port that was opened.
  package func run(whenReady: @escaping @Sendable (Int) async -> Void) async throws {
    var logger = Logger(label: "chibo.http")
    logger.logLevel = .error
    let (limits, count) = (limits, PeerCount(limits, proxies: site.proxies))
    let app = Application(
      router: site.router(),
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [ConnectionGuard(limits, count)], idleTimeout: limits.idle)),
      configuration: .init(address: .hostname(host, port: port), serverName: nil),
      onServerRunning: { await whenReady($0.localAddress?.port ?? port) },
      logger: logger)
    do { try await app.runService() } catch let error as IOError where error.errnoCode == EADDRINUSE {
      throw ServerRefusal.portInUse(port)
    } catch let error as IOError where error.errnoCode == EACCES {
      throw ServerRefusal.portForbidden(port)
    } catch let error as IOError where error.errnoCode == EADDRNOTAVAIL {
      throw ServerRefusal.noSuchHost(host)
    } catch  where error is SocketAddressError || error is SocketAddressError.UnknownHost {
      throw ServerRefusal.noSuchHost(host)
    }
  }
}
