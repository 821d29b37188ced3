import Basics
import Registry

/// OpenAPI — bản mô tả giao diện dữ liệu (3.1), made from ``Site/endpoints``.
enum OpenAPI {
  static let document: JSON = [
    "openapi": "3.1.0",
    "info": [
      "title": "ChiBo", "version": "1",
      "description":
        "Cùng những câu hỏi như các trang, cùng quyền. Ngoài phạm vi của tài khoản, một thứ coi như không tồn tại (404).",
    ],
    "servers": [["url": "/"]],
    "security": [["bearer": []], ["session": []]],
    "paths": .object(
      Dictionary(Site.endpoints.map { ($0.openPath, path($0)) }, uniquingKeysWith: { a, _ in a })),
    "components": [
      "securitySchemes": [
        "bearer": ["type": "http", "scheme": "bearer", "description": "Tạo bằng chibo token create."],
        "session": [
          "type": "apiKey", "in": "cookie", "name": "chibo",
          "description": "Phiên của trình duyệt đã đăng nhập.",
        ],
      ],
      "responses": [
        "Refused": [
          "description": "Lý do và cách xử lý.",
          "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Error"]]],
        ]
      ],
      "schemas": .object(OpenAPISchemas.all),
    ],
  ]

  private static func path(_ endpoint: Endpoint) -> JSON {
    var operation: [String: JSON] = [
      "summary": .string(endpoint.summary),
      "operationId": .string(operationID(endpoint)),
      "parameters": .array(
        endpoint.pathParameters.map(pathParameter) + endpoint.parameters.map { parameter($0) }),
      "responses": responses(endpoint),
    ]
    if let right = endpoint.access.right {
      operation["x-right"] = .string(right.name)
      operation["description"] = .string("Cần quyền “\(right.title)”.")
    }
    if endpoint.access == .everyone { operation["security"] = [] }
    return ["get": .object(operation)]
  }

  /// `/organisations/:to-chuc/members` → `organisations-one-members`.
  private static func operationID(_ endpoint: Endpoint) -> String {
    endpoint.path.split(separator: "/").map { $0.utf8.first == UInt8(ascii: ":") ? "one" : String($0) }
      .joined(separator: "-")
  }

  private static func responses(_ endpoint: Endpoint) -> JSON {
    let refused: JSON = ["$ref": "#/components/responses/Refused"]
    var answers: [String: JSON] = [
      "200": [
        "description": "Có.",
        "content": [
          "application/json": ["schema": ["$ref": .string("#/components/schemas/\(endpoint.schema)")]]
        ],
      ],
      "400": refused, "500": refused, "503": refused,
    ]
    if endpoint.access != .everyone { answers["401"] = refused }
    if endpoint.access.right != nil { answers["403"] = refused }
    if !endpoint.pathParameters.isEmpty || endpoint.parameters.contains(where: { $0.name == "organisation" })
    {
      answers["404"] = refused
    }
    if let conflicts = endpoint.conflicts {
      answers["409"] = [
        "description": .string(conflicts),
        "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Error"]]],
      ]
    }
    return .object(answers)
  }

  private static func pathParameter(_ name: String) -> JSON {
    let schema: JSON =
      name == "loai"
      ? ["type": "string", "enum": .array(["members", "organisations", "units", "gradings", "roll-out"])]
      : name == "bo" ? ["type": "string"] : OpenAPISchemas.id
    return ["name": .string(name), "in": "path", "required": true, "schema": schema]
  }

  private static func parameter(_ parameter: Parameter) -> JSON {
    var members: [String: JSON] = [
      "name": .string(parameter.name), "in": "query", "required": .bool(parameter.isRequired),
      "description": .string(parameter.note),
      "schema": schema(parameter),
    ]
    switch parameter.kind {
    case .choices: (members["style"], members["explode"]) = ("form", false)
    default: break
    }
    return .object(members)
  }

  private static func schema(_ parameter: Parameter) -> JSON {
    func words(_ list: [String]) -> JSON { .array(list.map { .string($0) }) }
    switch parameter.kind {
    case .day: return ["type": "string", "format": "date"]
    case .moment: return ["type": "string", "anyOf": [["format": "date"], ["format": "date-time"]]]
    case .text(let most): return ["type": "string", "maxLength": .int(most)]
    case .integer(let range):
      var members: [String: JSON] = [
        "type": "integer", "minimum": .int(range.lowerBound), "maximum": .int(range.upperBound),
      ]
      if parameter.name == "limit" { members["default"] = 50 }
      if parameter.name == "offset" { members["default"] = 0 }
      return .object(members)
    case .choice(let list): return ["type": "string", "enum": words(list)]
    case .choices(let list): return ["type": "array", "items": ["type": "string", "enum": words(list)]]
    case .id: return OpenAPISchemas.id
    case .ids(let list):
      return [
        "type": "string",
        "pattern": .string("^(\(list.joined(separator: "|"))|[0-9a-z]{13}(,[0-9a-z]{13})*)$"),
      ]
    case .range(let list):
      return [
        "type": "string", "pattern": .string("^(\(list.joined(separator: "|"))|[0-9]{1,3}-[0-9]{1,3})$"),
      ]
    }
  }
}
