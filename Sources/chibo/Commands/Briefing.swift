import ArgumentParser
import Basics
import Foundation
import Registry
import Reporting

/// The consolidated briefing, on the terminal or as a file.
struct BriefingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "briefing", abstract: "Báo cáo tổng hợp của một tổ chức vào một ngày.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, html, docx, xlsx, pdf
    var isBinary: Bool { [.docx, .xlsx, .pdf].contains(self) }
  }

  @OptionGroup var place: DataOptions
  @OptionGroup var unit: UnitOption
  @Option(help: ArgumentHelp("Ngày của số liệu: 2014-04-21; mặc định hôm nay.", valueName: "ngày")) var asOf:
    Day?
  @Option(help: "Theo đơn vị khi đó (then) hoặc quy về đơn vị hôm nay (now).") var structure:
    Briefing.Structure = .then
  @Option(help: "text, json, html, docx, xlsx, pdf.") var format: Format = .text
  @Option(help: ArgumentHelp("Ghi vào tệp.", valueName: "tệp")) var out: String?
  @Option(help: ArgumentHelp("Địa chỉ của trang, để số liệu trong tệp mở được.", valueName: "địa chỉ"))
  var baseUrl: String?

  func validate() throws {
    guard let baseUrl else { return }
    guard let url = URLComponents(string: baseUrl), ["http", "https"].contains(url.scheme),
      url.host?.isEmpty == false
    else {
      throw ValidationError("--base-url cần dạng http://máy-chủ:8080")
    }
  }

  func run() async throws {
    let content = try Content.locate()
    let rules = try BriefingRules(content)
    if format.isBinary, out == nil, isatty(1) == 1 { throw OutputRefusal.terminal(format.rawValue) }
    let database = try await place.open(creating: false)
    let system = System(database)
    let (unit, asOf, structure, today) = (unit, asOf ?? system.today, structure, system.today)
    let briefing = try await system.read { session throws in
      let organisation = try unit.resolve(on: asOf, in: session).organisation
      return try session.briefing(
        of: organisation, asOf: AsOf(asOf), structure: structure, today: today, rules: rules,
        seen: .whole)
    }
    await database.close()
    let bytes: [UInt8] =
      switch format {
      case .text: Array(briefing.text().utf8)
      case .json: Array((try briefing.json() + "\n").utf8)
      case .html: try briefing.page(base: baseUrl, content: content)
      case .docx: try briefing.docx(base: baseUrl, rules: rules)
      case .xlsx: try briefing.xlsx(base: baseUrl)
      case .pdf: try briefing.pdf(base: baseUrl, rules: rules)
      }
    try Output.write(bytes, to: out)
  }
}

extension Briefing.Structure: ExpressibleByArgument {}

/// Where a command's result goes.
enum Output {
  /// Writes a file whole or not at all; without a name, to the standard output.
  static func write(_ bytes: [UInt8], to file: String?) throws {
    guard let file else {
      fflush(nil)
      FileHandle.standardOutput.write(Data(bytes))
      return
    }
    // Writing whole puts a new file in the old one's place: a device or a folder must not be replaced so.
    var status = stat()
    if stat(file, &status) == 0, status.st_mode & S_IFMT != S_IFREG { throw OutputRefusal.notAFile(file) }
    do { try Data(bytes).write(to: URL(fileURLWithPath: file), options: .atomic) } catch {
      throw OutputRefusal.cannotWrite(file, Self.reason(error, file))
    }
  }

  /// In words of our own: those of the system are English.
  private static func reason(_ error: any Error, _ file: String) -> String {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    if !FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) || !isFolder.boolValue {
      return "không có thư mục \(folder)."
    }
    let found = error as NSError
    let code = (found.userInfo[NSUnderlyingErrorKey] as? NSError)?.code ?? found.code
    switch Int32(truncatingIfNeeded: code) {
    case ENOSPC: return "hết chỗ trên đĩa."
    case EROFS: return "đĩa chỉ đọc được."
    default:
      return access(folder, W_OK) == 0 ? "máy báo lỗi \(code)." : "không có quyền ghi vào thư mục \(folder)."
    }
  }

  /// The bytes of a file of the user's.
  static func read(_ file: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: file) else { throw OutputRefusal.cannotRead(file) }
    return Array(data)
  }
}

enum OutputRefusal: Refusal {
  case terminal(String), cannotWrite(String, String), cannotRead(String), notAFile(String)

  var reason: String {
    switch self {
    case .terminal(let format): "Dạng \(format) không hiện được trên màn hình dòng lệnh."
    case .cannotWrite(let file, let why): "Không ghi được \(file): \(why)"
    case .cannotRead(let file): "Không đọc được tệp \(file)."
    case .notAFile(let file): "\(file) đã có và không phải một tệp thường."
    }
  }
  var remedy: String {
    switch self {
    case .terminal: "Thêm --out TỆP, hoặc chuyển hướng vào tệp."
    case .cannotWrite: "Kiểm tra thư mục, quyền ghi và chỗ trống của đĩa."
    case .cannotRead: "Kiểm tra lại đường dẫn."
    case .notAFile: "Ghi tên một tệp khác."
    }
  }
}
