import Registry
import TextReuse

/// What stands in `Content/Regulations/masks.yaml`.
package struct RegulationMasks: Decodable, Sendable {
  struct Role: Decodable, Sendable {
    var name: String
    var phrases: [String]
    var takesName: Bool?
    var absorbs: [String]?
    var joins: Bool?
  }

  var joiners: [String]
  var roles: [Role]

  package static func load(_ content: Content) throws -> Masks {
    let file = try content.yaml("Regulations/masks.yaml", as: RegulationMasks.self)
    return Masks(
      file.roles.map {
        Masks.Role(
          $0.name, $0.phrases, takesName: $0.takesName ?? false, absorbs: $0.absorbs ?? [],
          joins: $0.joins ?? false)
      }, joiners: file.joiners)
  }
}
