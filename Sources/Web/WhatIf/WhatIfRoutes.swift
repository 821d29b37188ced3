import Registry

/// What-if: what another guidance, or a draft, would have given on the records of a year. Figures for whoever may see figures there;
/// single persons only as pseudonyms, and their names only to whoever may see their grades, with the purpose written down.
extension Site {
  var whatIfRoutes: [Route] {
    Self.whatIfRoutes(at: "/huong-dan-xep-loai/:bo/tac-dong")
      + Self.whatIfRoutes(at: "/huong-dan-xep-loai/du-thao/:du-thao/tac-dong")
  }

  static func whatIfRoutes(at path: String) -> [Route] {
    [
      .get(path, .inside(.viewBriefings)) { try await $0.telling { try await $0.whatIfPage() } }.heavy,
      .get("\(path)/tom-tat", .inside(.viewBriefings)) {
        try await $0.tellingBriefly { try await $0.whatIfSummary() }
      }.heavy,
      .get("\(path)/tung-diem", .inside(.viewBriefings)) {
        try await $0.telling { try await $0.whatIfAttributionPage() }
      }.heavy,
      .get("\(path)/nguong", .inside(.viewBriefings)) {
        try await $0.telling { try await $0.whatIfSweepPage(FormTrouble()) }
      }.heavy,
      .get("\(path)/nguoi", .inside(.recordGradings)) {
        try await $0.telling { try await $0.whatIfMoversPage() }
      }.heavy,
      .get("\(path)/ten", .inside(.recordGradings)) {
        try await $0.telling { try await $0.openNamePage(FormTrouble()) }
      }.heavy,
      // Not refused for others' sake, or the purpose that was typed would be lost; the figures are there from the page before.
      .post("\(path)/ten", .inside(.recordGradings)) { try await $0.openName() },
    ]
  }
}
