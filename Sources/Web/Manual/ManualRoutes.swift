import Foundation
import Markup
import Registry

/// The manual: what stands in Content/Manual, as pages, with its sample files.
extension Site {
  var manualRoutes: [Route] {
    [
      .get("/huong-dan", .signedIn) { try await $0.manualIndex() },
      .get("/huong-dan/:trang-sach", .signedIn) { try await $0.manualPage() },
    ]
  }
}

extension Visit {
  private var manualFolder: String { site.content.folder + "/Manual" }

  /// The first page leads, the others follow by title.
  func manualIndex() async throws -> Answer {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: manualFolder)) ?? []
    var pages: [(name: String, title: String)] = []
    for file in files.sorted() where file.hasSuffix(".md") {
      pages.append((String(file.dropLast(3)), ManualText(try site.content.text("Manual/\(file)")).title))
    }
    pages.sort { $0.name == "bat-dau" && $1.name != "bat-dau" }
    return try await page(
      "Hướng dẫn",
      body: """
        \(PageHeading("Hướng dẫn", lede: "Mọi việc trong ChiBo, theo thứ tự người ta làm."))
        \(Section("Các trang", body: "<ul>\(each: pages, { "<li><a\(href: "/huong-dan/\($0.name)")>\($0.title)</a></li>" })</ul>"))
        """)
  }

  func manualPage() async throws -> Answer {
    let name = parameters.get("trang-sach") ?? ""
    // Only plain names: letters, digits, hyphens, and the ending of a sample file.
    guard name.utf8.count < 80,
      name.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 }),
      name.utf8.first != 46, name.utf8.firstRange(of: "..".utf8) == nil
    else { throw RequestRefusal.noPage }
    if name.utf8.suffix(5).elementsEqual(".xlsx".utf8) {
      guard let data = FileManager.default.contents(atPath: "\(manualFolder)/\(name)") else {
        throw RequestRefusal.noPage
      }
      return .file(
        Array(data), name: name, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    }
    guard FileManager.default.fileExists(atPath: "\(manualFolder)/\(name).md") else {
      throw RequestRefusal.noPage
    }
    let text = ManualText(try site.content.text("Manual/\(name).md"))
    return try await page(
      text.title, breadcrumbs: [Link("Hướng dẫn", "/huong-dan")], styles: ["/styles/manual.css"],
      body: "<div class=\"manual\">\(text)</div>")
  }
}
