import Foundation

extension Visit {
  /// Browsers ask for it beside pages that name no icon (JSON, files): their console stays quiet.
  func favicon() throws -> Answer {
    guard let icon = FileManager.default.contents(atPath: site.content.folder + "/Public/icons/chibo.ico")
    else {
      throw RequestRefusal.noPage
    }
    return .bytes(Array(icon), type: "image/vnd.microsoft.icon")
  }
}
