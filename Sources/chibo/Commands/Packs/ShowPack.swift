import ArgumentParser
import Basics
import Rules

/// Prints a pack as a document a person can read.
struct ShowPack: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "In bộ quy tắc như một văn bản đọc được.")

  @OptionGroup var pack: PackArgument
  @Option(help: ArgumentHelp("Dạng in ra.", valueName: "dạng")) var format: OutputFormat = .text

  func run() throws {
    let document = PackDocument(try pack.load().program(pack.round))
    switch format {
    case .text: print(document.markdown)
    case .json: print(json(document).text(indented: true))
    }
  }

  private func json(_ document: PackDocument) -> JSON {
    .object([
      "title": .string(document.title),
      "identity": .array(document.identity.map { .object(["name": .string($0.0), "value": .string($0.1)]) }),
      "sections": .array(
        document.sections.map { section in
          .object(["title": .string(section.title), "items": .array(section.items.map(item))])
        }),
    ])
  }

  private func item(_ item: PackDocument.Item) -> JSON {
    var object: [String: JSON] = [
      "id": .string(item.id), "title": .string(item.title), "lines": .array(item.lines.map { .string($0) }),
    ]
    for (key, value) in [
      ("cite", item.cite), ("article", item.article), ("certainty", item.certainty?.rawValue),
      ("zone", item.zone), ("note", item.note),
    ] {
      if let value { object[key] = .string(value) }
    }
    return .object(object)
  }
}
