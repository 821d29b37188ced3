import Foundation
import Testing

@testable import Formats

@Suite struct ZipTests {
  @Test func `ghi rồi đọc lại, hai lần ghi giống nhau từng byte`() throws {
    var file = ZipFile()
    file.add("[Content_Types].xml", text: "<Types/>")
    file.add("word/văn bản.xml", text: "Chi bộ cơ quan xã")
    let bytes = try file.bytes()
    #expect(try file.bytes() == bytes)

    let archive = try ZipArchive(bytes)
    #expect(archive.entries.map(\.name) == ["[Content_Types].xml", "word/văn bản.xml"])
    #expect(try archive.bytes(of: "word/văn bản.xml") == Array("Chi bộ cơ quan xã".utf8))
    #expect(try archive.bytes(of: "không có") == nil)
  }

  @Test func `từ chối bom nén trước khi mở`() throws {
    var file = ZipFile()
    file.add("a", [UInt8](repeating: 0, count: 40_000_000))
    let bytes = try file.bytes()
    #expect(zipCode(bytes) == "zip.unpacksTooLarge")
    var many = ZipFile()
    for n in 0..<3 { many.add("a\(n)", [UInt8](repeating: 0, count: 40_000_000)) }
    let loose = ZipLimits(ratio: 1_000_000)
    let packed = try many.bytes()
    #expect(zipCode(packed, loose) == "zip.unpacksTooLarge")
  }

  @Test func `kích thước khai gian bị phát hiện khi mở`() throws {
    var file = ZipFile()
    file.add("a", [UInt8](repeating: 65, count: 5_000_000))
    var bytes = try file.bytes()
    // The declared size stands at 22 of the local header and at 24 of the central record.
    for at in 0..<bytes.count - 46 {
      let mark = Array(bytes[at..<at + 4])
      let place = mark == [0x50, 0x4B, 3, 4] ? at + 22 : mark == [0x50, 0x4B, 1, 2] ? at + 24 : nil
      if let place { bytes.replaceSubrange(place..<place + 4, with: [10, 0, 0, 0]) }
    }
    let archive = try ZipArchive(bytes, limits: ZipLimits(unpackedBytes: 1_000_000))
    #expect(archive.entries.map(\.size) == [10])
    let result = code { _ = try archive.bytes(of: "a") }
    #expect(["zip.broken", "zip.unpacksTooLarge"].contains(result))
  }

  @Test(arguments: ["../x", "/x", "C:\\x", "C:x", "a/../../x", "a\\b", "./x", "a\nb"])
  func `tên trỏ ra ngoài thư mục bị từ chối`(name: String) throws {
    var file = ZipFile()
    file.add(String(repeating: "n", count: name.utf8.count), text: "x")
    let bytes = try rename(file.bytes(), to: name)
    #expect(zipCode(bytes) == "zip.unsafeName")
  }

  @Test func `tên trùng và quá nhiều tệp con`() throws {
    var file = ZipFile()
    file.add("ab", text: "1")
    file.add("AB", text: "2")
    #expect(try zipCode(file.bytes()) == "zip.sameNameTwice")
    var many = ZipFile()
    for n in 0..<2001 { many.add("\(n)", []) }
    #expect(try zipCode(many.bytes()) == "zip.tooManyEntries")
  }

  @Test func `liên kết tượng trưng bị từ chối`() throws {
    var file = ZipFile()
    file.add("a", text: "/etc/passwd")
    var bytes = try file.bytes()
    for at in 0..<bytes.count - 46 where Array(bytes[at..<at + 4]) == [0x50, 0x4B, 1, 2] {
      bytes[at + 5] = 3  // made by Unix
      bytes.replaceSubrange(at + 38..<at + 42, with: [0, 0, 0xFF, 0xA1])  // mode 0120777
    }
    #expect(zipCode(bytes) == "zip.unsafeName")
  }

  @Test func `các phần chồng nhau bị từ chối`() throws {
    var file = ZipFile()
    file.add("a", text: "một")
    file.add("b", text: "hai")
    var bytes = try file.bytes()
    var records: [Int] = []
    for at in 0..<bytes.count - 46 where Array(bytes[at..<at + 4]) == [0x50, 0x4B, 1, 2] {
      records.append(at)
    }
    bytes.replaceSubrange(records[1] + 42..<records[1] + 46, with: bytes[records[0] + 42..<records[0] + 46])
    #expect(zipCode(bytes) == "zip.overlapping")
  }

  private func rename(_ bytes: [UInt8], to name: String) -> [UInt8] {
    var bytes = bytes
    let new = Array(name.utf8)
    let old = [UInt8](repeating: UInt8(ascii: "n"), count: new.count)
    for at in 0...bytes.count - new.count where Array(bytes[at..<at + new.count]) == old {
      bytes.replaceSubrange(at..<at + new.count, with: new)
    }
    return bytes
  }
}

private func zipCode(_ bytes: [UInt8], _ limits: ZipLimits = ZipLimits()) -> String {
  code { _ = try ZipArchive(bytes, limits: limits) }
}

/// The code of the refusal that the work ends with; "" if it does not end with one.
func code(_ work: () throws -> Void) -> String {
  do {
    try work()
    return ""
  } catch {
    return (error as? FormatRefusal)?.code ?? "\(error)"
  }
}
