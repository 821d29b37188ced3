internal import CPango

/// One text set in lines of a given width. A class around Pango's; it stays with the thread that made it.
final class TextLayout {
  struct Style {
    var family: String
    var size: Double
    var isBold = false
    var isItalic = false
    var isUnderlined = false
    var alignment = PrintedDocument.Paragraph.Alignment.left
    var indent = 0.0
    var gray = 0.0
  }

  struct Line {
    /// From the left edge of the box.
    var x: Double
    var width: Double
    fileprivate var pango: UnsafeMutablePointer<PangoLayoutLine>
  }

  let style: Style
  private(set) var lines: [Line] = []
  private let layout: OpaquePointer
  private var links: [(range: Range<Int32>, target: SafeLink)] = []

  /// - Parameter width: `nil` for one line of any length.
  init?(_ context: OpaquePointer, _ text: PrintedText, _ style: Style, width: Double?) {
    guard let layout = pango_cairo_create_layout(context) else { return nil }
    (self.layout, self.style) = (layout, style)
    pango_context_set_round_glyph_positions(pango_layout_get_context(layout), 0)
    setFont()
    let attributes = pango_attr_list_new()
    var bytes: [UInt8] = []
    for run in text.runs {
      let start = bytes.count
      bytes += Array(run.text.utf8)
      add(run, start, bytes.count, to: attributes)
    }
    bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        pango_layout_set_text(layout, $0.baseAddress ?? nil, Int32(clamping: bytes.count))
      }
    }
    if bytes.isEmpty { pango_layout_set_text(layout, "", 0) }
    pango_layout_set_attributes(layout, attributes)
    pango_attr_list_unref(attributes)
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    if let width { pango_layout_set_width(layout, Self.units(max(10, width))) }
    pango_layout_set_indent(layout, Self.units(style.indent))
    switch style.alignment {
    case .justified: pango_layout_set_justify(layout, 1)
    case .left: break
    case .center: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
    case .right: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
    }
    readLines()
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

  var widest: Double { lines.map(\.width).max() ?? 0 }

  /// The base line of a line whose box begins at `top` and is `height` high; Times' ascent and descent.
  func baseline(top: Double, height: Double) -> Double {
    top + (height - 1.107 * style.size) / 2 + 0.891 * style.size
  }

  func draw(_ line: Int, on context: OpaquePointer, x: Double, baseline: Double) {
    guard lines.indices.contains(line) else { return }
    let line = lines[line]
    cairo_set_source_rgb(context, style.gray, style.gray, style.gray)
    cairo_move_to(context, x + line.x, baseline)
    pango_cairo_show_layout_line(context, line.pango)
    for link in links { mark(link.target, link.range, line, on: context, x: x, baseline: baseline) }
  }

  private func setFont() {
    guard let font = pango_font_description_new() else { return }
    // The family is set by itself: parsed from text, "Times New Roman" would be "Times New" in a style "Roman".
    pango_font_description_set_family(font, style.family)
    pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
    pango_font_description_set_weight(font, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
    pango_font_description_set_style(font, style.isItalic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL)
    pango_layout_set_font_description(layout, font)
    pango_font_description_free(font)
  }

  private func add(_ run: PrintedText.Run, _ start: Int, _ end: Int, to list: OpaquePointer?) {
    func insert(_ attribute: UnsafeMutablePointer<PangoAttribute>?) {
      guard let attribute else { return }
      attribute.pointee.start_index = UInt32(clamping: start)
      attribute.pointee.end_index = UInt32(clamping: end)
      pango_attr_list_insert(list, attribute)
    }
    if run.isBold { insert(pango_attr_weight_new(PANGO_WEIGHT_BOLD)) }
    if run.isItalic { insert(pango_attr_style_new(PANGO_STYLE_ITALIC)) }
    if style.isUnderlined || run.link != nil { insert(pango_attr_underline_new(PANGO_UNDERLINE_SINGLE)) }
    if let link = run.link {
      insert(pango_attr_foreground_new(0x0505, 0x3838, 0x8080))
      links.append((Int32(clamping: start)..<Int32(clamping: end), link))
    }
  }

  private func readLines() {
    guard let walk = pango_layout_get_iter(layout) else { return }
    defer { pango_layout_iter_free(walk) }
    repeat {
      guard let line = pango_layout_iter_get_line_readonly(walk) else { break }
      var logical = PangoRectangle()
      pango_layout_iter_get_line_extents(walk, nil, &logical)
      let scale = Double(PANGO_SCALE)
      lines.append(Line(x: Double(logical.x) / scale, width: Double(logical.width) / scale, pango: line))
    } while pango_layout_iter_next_line(walk) != 0
  }

  private func mark(
    _ target: SafeLink, _ range: Range<Int32>, _ line: Line, on context: OpaquePointer, x: Double,
    baseline: Double
  ) {
    let start = line.pango.pointee.start_index
    let (from, to) = (max(range.lowerBound, start), min(range.upperBound, start + line.pango.pointee.length))
    guard from < to else { return }
    var ranges: UnsafeMutablePointer<Int32>?
    var count: Int32 = 0
    pango_layout_line_get_x_ranges(line.pango, from, to, &ranges, &count)
    guard let ranges else { return }
    defer { g_free(ranges) }
    // An apostrophe would end the attribute.
    let address = target.text.utf8.map { $0 == 0x27 ? "%27" : String(UnicodeScalar($0)) }.joined()
    guard address.utf8.allSatisfy({ $0 < 0x80 }) else { return }
    for n in 0..<Int(count) {
      let left = x + Double(ranges[2 * n]) / Double(PANGO_SCALE)
      let width = Double(ranges[2 * n + 1] - ranges[2 * n]) / Double(PANGO_SCALE)
      let box = [left, baseline - 0.8 * style.size, width, style.size].map { String(Int($0.rounded())) }
      cairo_tag_begin(context, CAIRO_TAG_LINK, "uri='\(address)' rect=[\(box.joined(separator: " "))]")
      cairo_tag_end(context, CAIRO_TAG_LINK)
    }
  }

  private static func units(_ points: Double) -> Int32 {
    Int32(max(-1e6, min(1e6, points)) * Double(PANGO_SCALE))
  }
}
