import Testing

@testable import Formats

@Suite struct XMLReaderTests {
  @Test func `đọc phần tử, thuộc tính, chữ, không kể tiền tố`() throws {
    let reader = try XMLReader(
      Array(#"<x:a xmlns:x="urn:n"><x:b c="1 &amp; &#7897;"/>chữ<![CDATA[<>]]></x:a>"#.utf8))
    try reader.next()
    #expect(
      reader.isNamed("a") && reader.namespace == "urn:n" && !reader.isNamed("ab") && !reader.isNamed(""))
    try reader.next()
    #expect(reader["c"] == "1 & ộ" && reader["d"] == nil)
    #expect(try reader.next() == .end)
    #expect(reader.isNamed("b"))
    #expect(try reader.next() == .text)
    #expect(reader.text == "chữ")
    try reader.next()
    #expect(reader.text == "<>")
    #expect(try reader.next() == .end)
    #expect(try reader.next() == .done)
    #expect(try reader.next() == .done)
  }

  @Test(arguments: [
    #"<!DOCTYPE a><a/>"#,
    #"<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x"><a/>"#,
    #"<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>"#,
    #"<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]><a/>"#,
    #"<!DOCTYPE a [<!ENTITY b "1"><!ENTITY c "&b;&b;&b;&b;">]><a t="&c;">&c;</a>"#,
  ])
  func `DOCTYPE bị từ chối`(text: String) {
    #expect(drained(text) == "xml.doctype")
  }

  @Test func `lồng quá sâu, chữ quá dài, cắt cụt`() {
    #expect(["xml.tooDeep", "xml.broken"].contains(drained(String(repeating: "<a>", count: 200_000))))
    var attributes = ""
    for n in 0..<1_000_000 { attributes += " a\(n)=''" }
    #expect(drained("<a\(attributes)/>") == "xml.textTooLong")
    #expect(
      drained(
        "<a" + attributes.utf8.split(separator: 32).prefix(600).map { " " + String(Substring($0)) }.joined()
          + "/>") == "xml.tooManyAttributes")
    let long = String(repeating: "x", count: 3_000_000)
    #expect(drained("<a>\(long)</a>") == "xml.textTooLong")
    #expect(drained("<a><b>") == "xml.broken")
    #expect(drained("") == "xml.broken")
    #expect(drained("<a>&unknown;</a>") != "")
    #expect(
      drained(#"<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd"/></a>"#) == "")
  }

  private func drained(_ text: String) -> String { code { try drain(text) } }

  private func drain(_ text: String) throws {
    let reader = try XMLReader(Array(text.utf8))
    while try reader.next() != .done { _ = (reader.text, reader["t"]) }
  }
}
