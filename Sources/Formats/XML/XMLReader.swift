import Basics
internal import CXML
import Glibc

/// Reads XML piece by piece. No network, no entities of its own, no DOCTYPE: what needs one is refused.
///
/// Names are compared without their prefix, so `x:row` and `row` are the same element; where the namespace matters,
/// look at ``namespace``.
///
///     let reader = try XMLReader(bytes)
///     while try reader.next() != .done {
///       if reader.node == .start, reader.isNamed("row") { … reader["r"] … }
///     }
public final class XMLReader {
  public enum Node: Sendable { case start, end, text, done }

  public private(set) var node = Node.done
  private let input: Input
  private let handle: xmlTextReaderPtr
  private let limits: XMLLimits
  /// An empty element `<a/>` is told as a start and an end, like `<a></a>`.
  private var endIsDue = false
  private var current: xmlNodePtr?
  private var localName: UnsafePointer<xmlChar>?

  public convenience init(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws(FormatRefusal) {
    try self.init(source: MemorySource(bytes), limits: limits)
  }

  init(source: any ByteSource, limits: XMLLimits = XMLLimits()) throws(FormatRefusal) {
    _ = Self.prepared
    // Some slack, for the parser reads ahead.
    let input = Input(source, stretch: limits.text + 65_536)
    let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
    let handle = xmlReaderForIO(
      { context, buffer, count in
        guard let context, let buffer, count > 0 else { return -1 }
        let input = Unmanaged<Input>.fromOpaque(context).takeUnretainedValue()
        return input.fill(UnsafeMutableRawBufferPointer(start: buffer, count: Int(count)))
      }, { _ in 0 }, Unmanaged.passUnretained(input).toOpaque(), nil, nil, options)
    guard let handle else { throw .brokenXML }
    // Without these, faults would be printed to the log by libxml2 itself: those of this document, and those it tells of
    // before it knows of which (an encoding it does not know). The second belongs to the thread.
    xmlSetStructuredErrorFunc(nil) { _, _ in }
    xmlTextReaderSetStructuredErrorHandler(handle, { _, _ in }, nil)
    (self.input, self.handle, self.limits) = (input, handle, limits)
  }

  deinit { xmlFreeTextReader(handle) }

  /// Steps to the next start, end or text; comments and processing instructions are passed over.
  @discardableResult public func next() throws(FormatRefusal) -> Node {
    if endIsDue {
      endIsDue = false
      node = .end
      return .end
    }
    while true {
      input.delivered = 0
      let step = xmlTextReaderRead(handle)
      if let failure = input.failure { throw failure }
      guard step >= 0 else { throw .brokenXML }
      guard step == 1 else {
        (node, current, localName) = (.done, nil, nil)
        return .done
      }
      switch xmlTextReaderNodeType(handle) {
      case 1:
        guard Int(xmlTextReaderDepth(handle)) < limits.depth else { throw .xmlTooDeep }
        current = xmlTextReaderCurrentNode(handle)
        localName = current?.pointee.name
        guard hasFewAttributes else { throw .tooManyAttributes }
        endIsDue = xmlTextReaderIsEmptyElement(handle) == 1
        node = .start
        return .start
      case 15:
        current = xmlTextReaderCurrentNode(handle)
        localName = current?.pointee.name
        node = .end
        return .end
      case 3, 4, 13, 14:
        current = xmlTextReaderCurrentNode(handle)
        localName = nil
        guard contentLength <= limits.text else { throw .xmlTextTooLong }
        node = .text
        return .text
      case 5, 6, 10, 12: throw .doctype
      default: continue
      }
    }
  }

  /// The name of the element that starts or ends here, without prefix; empty on text.
  public var name: String { localName.map(Self.string) ?? "" }

  public func isNamed(_ name: StaticString) -> Bool {
    guard let localName else { return false }
    return Self.equal(localName, name)
  }

  public var namespace: String { current?.pointee.ns?.pointee.href.map { Self.string($0) } ?? "" }

  /// The text that stands here; empty on elements.
  public var text: String {
    guard node == .text, let content = current?.pointee.content else { return "" }
    return Self.string(content)
  }

  /// An attribute of the element that starts here, by its name without prefix.
  public subscript(name: StaticString) -> String? {
    guard node == .start, let current else { return nil }
    var attribute = current.pointee.properties
    while let here = attribute {
      if let found = here.pointee.name, Self.equal(found, name) { return value(of: here) }
      attribute = here.pointee.next
    }
    return nil
  }

  /// All text up to the end of the element that starts here; the reader then stands on that end.
  public func innerText() throws(FormatRefusal) -> String {
    guard node == .start else { return "" }
    var result = ""
    var depth = 1
    while depth > 0 {
      switch try next() {
      case .start: depth += 1
      case .end: depth -= 1
      case .text:
        result += text
        guard result.utf8.count <= limits.text else { throw .xmlTextTooLong }
      case .done: throw .brokenXML
      }
    }
    return result
  }

  /// Passes over the element that starts here; the reader then stands on its end.
  public func skip() throws(FormatRefusal) {
    guard node == .start else { return }
    var depth = 1
    while depth > 0 {
      switch try next() {
      case .start: depth += 1
      case .end: depth -= 1
      case .text: break
      case .done: throw .brokenXML
      }
    }
  }

  private var hasFewAttributes: Bool {
    var count = 0
    var attribute = current?.pointee.properties
    while let here = attribute, count <= limits.attributes {
      (attribute, count) = (here.pointee.next, count + 1)
    }
    var namespace = current?.pointee.nsDef
    while let here = namespace, count <= limits.attributes {
      (namespace, count) = (here.pointee.next, count + 1)
    }
    return count <= limits.attributes
  }

  private var contentLength: Int {
    current?.pointee.content.map { strlen(UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)) } ?? 0
  }

  private func value(of attribute: xmlAttrPtr) -> String? {
    guard let child = attribute.pointee.children else { return "" }
    if child.pointee.next == nil, child.pointee.type == XML_TEXT_NODE {
      return child.pointee.content.map { Self.string($0) } ?? ""
    }
    // Several pieces, when characters were written as &#…;
    var text = ""
    var piece: xmlNodePtr? = child
    while let here = piece {
      guard here.pointee.type == XML_TEXT_NODE else { return nil }
      text += here.pointee.content.map { Self.string($0) } ?? ""
      piece = here.pointee.next
    }
    return text
  }

  private static func string(_ bytes: UnsafePointer<xmlChar>) -> String { String(cString: bytes) }

  private static func equal(_ bytes: UnsafePointer<xmlChar>, _ name: StaticString) -> Bool {
    let count = name.utf8CodeUnitCount
    var at = 0
    while at < count {
      if bytes[at] != name.utf8Start[at] { return false }
      at += 1
    }
    return bytes[count] == 0
  }

  /// Once per process: the parser's tables, and no loader for anything outside the given bytes.
  private static let prepared: Void = {
    xmlInitParser()
    xmlSetExternalEntityLoader { _, _, _ in nil }
  }()

  /// Hands bytes to libxml2; a fault of the source is kept and thrown from ``next()``, for it cannot pass through C.
  private final class Input {
    let source: any ByteSource
    var failure: FormatRefusal?
    /// Bytes handed over since the last tag or text was complete, and how many may be.
    var delivered = 0
    let stretch: Int

    init(_ source: any ByteSource, stretch: Int) { (self.source, self.stretch) = (source, stretch) }

    func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int32 {
      if failure != nil { return -1 }
      do {
        let count = try source.read(into: buffer)
        delivered += count
        if delivered > stretch { throw FormatRefusal.xmlTextTooLong }
        return Int32(clamping: count)
      } catch {
        failure = error as? FormatRefusal ?? .brokenZip
        return -1
      }
    }
  }
}

extension FormatRefusal {
  static let brokenXML = Self(
    "xml.broken", "Nội dung bên trong tệp bị hỏng hoặc không đúng chuẩn.",
    remedy: "Mở tệp bằng Word hoặc Excel và lưu lại bằng tên mới, rồi tải lên.")
  static let doctype = Self(
    "xml.doctype", "Tệp chứa khai báo DOCTYPE hoặc thực thể, không an toàn.",
    remedy: "Mở tệp bằng Word hoặc Excel và lưu lại bằng tên mới, rồi tải lên.")
  static let xmlTooDeep = Self(
    "xml.tooDeep", "Nội dung bên trong tệp lồng nhau quá sâu.",
    remedy: "Mở tệp bằng Word hoặc Excel và lưu lại bằng tên mới, rồi tải lên.")
  static let tooManyAttributes = Self(
    "xml.tooManyAttributes", "Nội dung bên trong tệp có một phần tử mang quá nhiều thuộc tính.",
    remedy: "Mở tệp bằng Word hoặc Excel và lưu lại bằng tên mới, rồi tải lên.")
  static let xmlTextTooLong = Self(
    "xml.textTooLong", "Tệp chứa một đoạn chữ dài quá giới hạn.",
    remedy: "Chia đoạn chữ hoặc ô đó thành nhiều phần nhỏ hơn rồi tải lại.")
}
