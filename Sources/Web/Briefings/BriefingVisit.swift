import Reporting

extension Visit {
  /// Scales, bands of age and layouts.
  var rules: BriefingRules { get throws { try site.briefingRules(site.content) } }
}
