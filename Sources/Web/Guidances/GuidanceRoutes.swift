import Registry

/// Guidances: the library, a guidance to read with the provision beside each rule, two of them side by side.
extension Site {
  var guidanceRoutes: [Route] {
    [
      .get("/huong-dan-xep-loai", .signedIn) { try await $0.guidanceIndex() },
      .get("/huong-dan-xep-loai/:bo", .signedIn) { try await $0.guidanceShow() },
      .get("/huong-dan-xep-loai/:bo/so-sanh", .signedIn) { try await $0.guidanceComparison() },
    ] + guidanceDraftRoutes + guidancePrintRoutes
  }
}
