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
      .get(path, .inside(.viewBriefings)) { try await $0.whatIfPage() },
      .get("\(path)/tom-tat", .inside(.viewBriefings)) { try await $0.whatIfSummary() },
      .get("\(path)/tung-diem", .inside(.viewBriefings)) { try await $0.whatIfAttributionPage() },
      .get("\(path)/nguong", .inside(.viewBriefings)) { try await $0.whatIfSweepPage(FormTrouble()) },
      .get("\(path)/nguoi", .inside(.recordGradings)) { try await $0.whatIfMoversPage() },
      .get("\(path)/ten", .inside(.recordGradings)) { try await $0.openNamePage(FormTrouble()) },
      .post("\(path)/ten", .inside(.recordGradings)) { try await $0.openName() },
    ]
  }
}
