/// A form sent as multipart/form-data (RFC 7578), read from a bounded buffer.
///
///     body = [ preamble CRLF ] "--" boundary CRLF part { CRLF "--" boundary CRLF part } CRLF "--" boundary "--"
///     part = { header CRLF } CRLF bytes
public struct Multipart: Sendable {
  public struct Part: Sendable {
    public var name: String
    /// As sent, made harmless; `nil` for an ordinary form field.
    public var fileName: FileName?
    /// As sent: a claim, never a proof.
    public var contentType: String?
    public var bytes: [UInt8]

    /// The value of an ordinary field; `nil` if it is not UTF-8.
    public var text: String? { String(validating: bytes, as: UTF8.self) }
  }

  public struct Limits: Sendable {
    public var bodyBytes: Int
    public var parts: Int
    public var headerBytes: Int
    public var fieldBytes: Int
    public var fileBytes: Int

    public init(
      bodyBytes: Int = 55_000_000, parts: Int = 1000, headerBytes: Int = 8192, fieldBytes: Int = 1_000_000,
      fileBytes: Int = 50_000_000
    ) {
      (self.bodyBytes, self.parts, self.headerBytes) = (bodyBytes, parts, headerBytes)
      (self.fieldBytes, self.fileBytes) = (fieldBytes, fileBytes)
    }
  }

  public var parts: [Part] = []

  /// All values of a field, in the order sent.
  public func texts(_ name: String) -> [String] {
    parts.filter { $0.name == name && $0.fileName == nil }.compactMap(\.text)
  }
  public func text(_ name: String) -> String? { parts.first { $0.name == name && $0.fileName == nil }?.text }
  /// The file of a field; `nil` too if none was chosen (browsers then send an empty name and no bytes).
  public func file(_ name: String) -> Part? { parts.first { $0.name == name && $0.fileName != nil } }

  /// - Parameter contentType: the header of the request, with its boundary.
  public static func read(
    _ body: [UInt8], contentType: String, limits: Limits = Limits()
  ) throws(FormatRefusal) -> Multipart {
    guard let header = HeaderParameters(contentType.utf8), header.value == "multipart/form-data",
      let boundary = header["boundary"], (1...70).contains(boundary.utf8.count),
      boundary.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F })
    else { throw .brokenForm }
    guard body.count <= limits.bodyBytes else { throw .fileTooLarge(body.count, limits.bodyBytes) }

    var result = Multipart()
    let delimiter = Array("\r\n--\(boundary)".utf8)
    // The first delimiter may stand at the very start, without its line break.
    guard
      var at = body.starts(with: delimiter.dropFirst(2))
        ? delimiter.count - 2 : after(delimiter, in: body, from: 0)
    else { throw .brokenForm }
    while true {
      if body[at...].starts(with: "--".utf8) { return result }
      while at < body.count, body[at] == 0x20 || body[at] == 0x09 { at += 1 }
      guard body[at...].starts(with: [13, 10]) else { throw .brokenForm }
      at += 2
      guard result.parts.count < limits.parts else { throw .formTooLarge }
      guard let end = after(delimiter, in: body, from: max(0, at - 2)) else { throw .brokenForm }
      try result.parts += part(body[at..<max(at, end - delimiter.count)], limits)
      at = end
    }
  }

  /// None if the part is a file field without a file.
  private static func part(_ slice: ArraySlice<UInt8>, _ limits: Limits) throws(FormatRefusal) -> [Part] {
    var at = slice.startIndex
    var disposition: HeaderParameters?
    var contentType: String?
    while true {
      guard let end = slice[at...].firstIndex(of: 13), slice.index(after: end) < slice.endIndex,
        slice[end + 1] == 10,
        end - slice.startIndex <= limits.headerBytes
      else { throw .brokenForm }
      let line = slice[at..<end]
      at = end + 2
      if line.isEmpty { break }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw .brokenForm }
      let name = line[..<colon].map { (65...90).contains($0) ? $0 + 32 : $0 }
      let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
      if name.elementsEqual("content-disposition".utf8) { disposition = HeaderParameters(value) }
      if name.elementsEqual("content-type".utf8) { contentType = String(validating: value, as: UTF8.self) }
    }
    guard let disposition, disposition.value == "form-data", let name = disposition["name"],
      name.utf8.count <= 200
    else { throw .brokenForm }
    let content = Array(slice[at...])
    guard let sent = disposition["filename"] else {
      guard content.count <= limits.fieldBytes else { throw .formTooLarge }
      return [Part(name: name, contentType: contentType, bytes: content)]
    }
    if sent.isEmpty, content.isEmpty { return [] }
    guard content.count <= limits.fileBytes else { throw .fileTooLarge(content.count, limits.fileBytes) }
    return [Part(name: name, fileName: FileName(sent), contentType: contentType, bytes: content)]
  }

  /// Where the text goes on behind the next delimiter. Jumps ahead by the byte under the delimiter's end
  /// (Horspool), so that a body full of dashes costs no more than it is long.
  private static func after(_ delimiter: [UInt8], in body: [UInt8], from start: Int) -> Int? {
    let length = delimiter.count
    guard length > 0, body.count - start >= length else { return nil }
    return body.withUnsafeBufferPointer { body in
      delimiter.withUnsafeBufferPointer { delimiter in
        var jumps = [Int](repeating: length, count: 256)
        for n in 0..<length - 1 { jumps[Int(delimiter[n])] = length - 1 - n }
        var at = start
        while at <= body.count - length {
          var n = length - 1
          while n >= 0, body[at + n] == delimiter[n] { n -= 1 }
          if n < 0 { return at + length }
          at += jumps[Int(body[at + length - 1])]
        }
        return nil
      }
    }
  }
}

extension FormatRefusal {
  static let brokenForm = Self(
    "form.broken", "Biểu mẫu gửi lên không trọn vẹn.", remedy: "Tải lại trang rồi gửi lần nữa.")
  static let formTooLarge = Self(
    "form.tooLarge", "Biểu mẫu gửi lên có quá nhiều mục hoặc một mục quá dài.",
    remedy: "Rút ngắn nội dung, hoặc gửi làm nhiều lần.")
}
