import Basics

/// Says what an uploaded file really is when it is not a workbook: an extension proves nothing.
enum FileKind {
  /// Refuses everything that does not begin like a packed file, naming what it is.
  static func requirePacked(_ bytes: [UInt8]) throws(FormatRefusal) {
    if bytes.isEmpty { throw .emptyFile }
    if bytes.starts(with: [0x50, 0x4B, 3, 4]) { return }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      // An encrypted .xlsx is packed into the old container, under this name in UTF-16.
      let name: [UInt8] = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
      throw contains(bytes.prefix(1_000_000), name) ? .encryptedWorkbook : .oldExcel
    }
    if bytes.starts(with: "%PDF".utf8) { throw .notWorkbook("tệp PDF") }
    let start = lowered(bytes.prefix(2000).filter { $0 != 0 })
    if contains(start[...], Array("urn:schemas-microsoft-com:office:spreadsheet".utf8)) {
      throw .notWorkbook("bảng tính XML 2003")
    }
    if ["<html", "<!doctype html", "<table", "<head", "<body", "<meta"].contains(where: {
      contains(start[...], Array($0.utf8))
    }) {
      throw .notWorkbook("trang HTML đổi tên đuôi")
    }
    if start.starts(with: "{\\rtf".utf8) { throw .notWorkbook("văn bản RTF") }
    if looksLikeText(bytes.prefix(4000)) { throw .notWorkbook("tệp văn bản hoặc CSV") }
    throw .notWorkbook("loại tệp khác")
  }

  /// Refuses packed files that are not workbooks, and workbooks that carry programs.
  static func requireWorkbook(_ archive: ZipArchive) throws(FormatRefusal) {
    let names = archive.entries.map { lowered(Array($0.name.utf8)) }
    func any(_ end: String) -> Bool { names.contains { $0.reversed().starts(with: end.utf8.reversed()) } }
    if any("vbaproject.bin") || any("macrosheets/sheet1.xml") { throw .macros }
    if any("word/document.xml") { throw .notWorkbook("văn bản Word (.docx)") }
    if any("ppt/presentation.xml") { throw .notWorkbook("bản trình chiếu (.pptx)") }
    if any("workbook.bin") { throw .notWorkbook("bảng tính nhị phân (.xlsb)") }
    if archive.contains("mimetype") { throw .notWorkbook("bảng tính OpenDocument (.ods)") }
    guard archive.contains("[Content_Types].xml") else { throw .notWorkbook("tệp nén ZIP thông thường") }
  }

  private static func lowered(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { (65...90).contains($0) ? $0 + 32 : $0 }
  }

  private static func contains(_ bytes: ArraySlice<UInt8>, _ part: [UInt8]) -> Bool {
    guard let head = part.first, bytes.count >= part.count else { return false }
    var at = bytes.startIndex
    while at <= bytes.endIndex - part.count {
      if bytes[at] == head, bytes[at..<at + part.count].elementsEqual(part) { return true }
      at += 1
    }
    return false
  }

  private static func looksLikeText(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.starts(with: [0xFF, 0xFE]) || !bytes.contains { $0 < 9 || (14..<32).contains($0) }
  }
}

extension FormatRefusal {
  static let emptyFile = Self(
    "file.empty", "Tệp rỗng, không có byte nào.", remedy: "Chọn lại tệp rồi tải lên.")
  static let oldExcel = Self(
    "xlsx.oldExcel", "Tệp thuộc định dạng cũ của Office (.xls, .doc), không phải tệp Excel .xlsx.",
    remedy: "Mở bằng Excel, chọn Lưu thành › Sổ làm việc Excel (.xlsx), rồi tải tệp mới.")
  static let encryptedWorkbook = Self(
    "xlsx.encrypted", "Tệp Excel được đặt mật khẩu nên không đọc được.",
    remedy: "Bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc), lưu lại rồi tải lên.")
  static let macros = Self(
    "xlsx.macros", "Tệp Excel có chứa macro (chương trình), không được nhận.",
    remedy: "Chọn Lưu thành › Sổ làm việc Excel (.xlsx) để bỏ macro, rồi tải tệp mới.")
  static func notWorkbook(_ what: String) -> Self {
    Self(
      "xlsx.notWorkbook", "Tệp không phải là tệp Excel (.xlsx): đây là \(what).",
      remedy: "Mở bằng Excel hoặc LibreOffice, chọn Lưu thành › Sổ làm việc Excel (.xlsx), rồi tải tệp mới.")
  }
  static func brokenWorkbook(_ what: String) -> Self {
    Self(
      "xlsx.broken", "Tệp Excel bị hỏng: \(what).",
      remedy: "Mở tệp bằng Excel và lưu lại bằng tên mới, rồi tải lên.")
  }
  static func tooManyRows(_ limit: Int) -> Self {
    Self(
      "xlsx.tooManyRows", "Tệp Excel có quá \(limit) dòng có dữ liệu.",
      remedy: "Chia tệp thành nhiều phần (mỗi phần không quá \(limit) dòng) rồi tải từng phần.")
  }
  static func tooMuch(_ what: String, _ limit: Int) -> Self {
    Self(
      "xlsx.tooMuch", "Tệp Excel có quá \(limit) \(what).",
      remedy: "Chia tệp thành nhiều phần nhỏ hơn rồi tải lại.")
  }
}
