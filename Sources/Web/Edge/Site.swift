import Basics
import Foundation
import Hummingbird
import Logging
import Markup
import Meetings
import Registry
import Regulations
import Reporting
import Reviews

/// The site: a register, its content, and the routes to it.
package struct Site: Sendable {
  package var system: System
  package var content: Content
  /// Whether browsers reach the server through TLS: then cookies say so, and their names too.
  package var isBehindTLS: Bool
  /// Who may say for whom they ask.
  package var proxies: TrustedProxies
  let throttle = SignInThrottle()
  let desk = ImportDesk()
  let briefingRules = Shelf { try BriefingRules($0) }
  let guidances = Shelf { try Guidances($0) }
  let reviewForms = Shelf { try ReviewForms($0, Guidances($0)) }
  let roundProcedures = Shelf { try RoundProcedures($0) }
  let roundRules = Shelf { try RoundRules($0) }
  let ballotRules = Shelf { try BallotRules($0) }
  let meetingRules = Shelf { try MeetingRules($0) }
  let documentRules = Shelf { try DocumentRules($0) }
  let monthReportRules = Shelf { try MonthReportRules($0) }
  let commitmentRules = Shelf { try CommitmentRules($0) }
  let scoreRules = Shelf { try ScoreRules($0) }
  let opinionRules = Shelf { try OpinionRules($0) }
  let liaisonRules = Shelf { try LiaisonRules($0) }
  let badgeRules = Shelf { try BadgeRules($0) }
  let feeRules = Shelf { try FeeRules($0) }
  let concernRules = Shelf { try ConcernRules($0) }
  let developmentRules = Shelf { try DevelopmentRules($0) }
  let snapshots = SnapshotShelf()
  let whatIfs = SharedWork<WhatIfQuestion, WhatIf>(most: 4)
  let heavyWork: HeavyWork
  let regulationRules = Shelf { try RegulationRules($0) }
  let regulationFrames = Shelf { try RegulationFrames($0) }
  let surveyedRegulations = Shelf { try SurveyedRegulations($0) }
  let draftRules = Shelf { try DraftRules($0) }
  let regulationDesk = RegulationDesk()
  let fitRules = Shelf { try FitRules($0) }
  let reuseTools = Shelf { try ReuseTools($0) }
  let reuseShelf = ReuseShelf()
  let logger: Logger

  package init(
    system: System, content: Content, isBehindTLS: Bool = false, proxies: TrustedProxies = .none,
    logger: Logger = Logger(label: "chibo")
  ) {
    self.init(
      system: system, content: content, isBehindTLS: isBehindTLS, proxies: proxies, logger: logger,
      heavy: HeavyWork.Limits())
  }

  init(
    system: System, content: Content, isBehindTLS: Bool = false, proxies: TrustedProxies = .none,
    logger: Logger, heavy: HeavyWork.Limits
  ) {
    (self.system, self.content, self.isBehindTLS, self.logger) = (system, content, isBehindTLS, logger)
    self.proxies = proxies
    heavyWork = HeavyWork(heavy)
  }

  var cookieName: String { isBehindTLS ? "__Host-chibo" : "chibo" }
  /// Carries the token of forms that are sent before anybody is signed in.
  var doorCookieName: String { "\(cookieName)-door" }

  func cookie(_ value: String, lasting seconds: Int) -> Cookie { cookie(cookieName, value, lasting: seconds) }
  func doorCookie(_ value: String) -> Cookie { cookie(doorCookieName, value, lasting: 12 * 3600) }

  private func cookie(_ name: String, _ value: String, lasting seconds: Int) -> Cookie {
    Cookie(
      name: name, value: value, maxAge: seconds, path: "/", secure: isBehindTLS, httpOnly: true,
      sameSite: .lax)
  }

  /// Every route with who may use it, in the order of the menu.
  var routes: [Route] {
    signInRoutes + homeRoutes + organisationRoutes + accountRoutes + apiRoutes + briefingRoutes
      + gradingRoutes + mandateRoutes + surveyRoutes + memberRoutes + transferRoutes + importRoutes
      + liaisonRoutes + listRoutes + residenceCommentRoutes + badgeRoutes + developmentRoutes
      + searchRoutes + historyRoutes + manualRoutes + guidanceRoutes + reviewSheetRoutes + reviewFormRoutes
      + roundRoutes + roundSubjectRoutes + criteriaRoutes + ballotRoutes + opinionRoutes
      + localDecisionRoutes + whatIfRoutes + reviewReportRoutes + regulationRoutes + mandatedPassageRoutes
      + regulationDraftRoutes + meetingRoutes + assignmentRoutes + concernRoutes + calendarRoutes + feeRoutes
      + documentRoutes + monthReportRoutes + inspectionRoutes + commitmentRoutes
      + scoreRoutes
  }

  func router() -> Router<SiteContext> {
    let router = Router(context: SiteContext.self, options: .autoGenerateHeadEndpoints)
    var quiet = Logger(label: "chibo.files")
    quiet.logLevel = .error
    router.add(middleware: HeadersMiddleware(site: self))
    router.add(
      middleware: FileMiddleware(
        content.folder + "/Public",
        cacheControl: CacheControl([(MediaType(type: .any), [.public, .maxAge(3600)])]),
        searchForIndexHtml: false, logger: quiet))
    for route in routes {
      router.on(RouterPath(route.path), method: route.method) { request, context in
        try await serve(route, request, context)
      }
    }
    return router
  }
}
