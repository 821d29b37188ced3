import Registry
import Reviews
import Rules

extension Visit {
  var guidances: Guidances { get throws { try site.guidances(site.content) } }

  /// The guidance the address names.
  var guidance: Guidance { get throws { try found(try guidances[parameters.get("bo") ?? ""]) } }
}
