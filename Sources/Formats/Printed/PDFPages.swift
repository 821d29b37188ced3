import Basics
internal import CPango

/// The pages of a PDF while they are filled from the top. Knows nothing of blocks.
final class PDFPages {
  let layout: LayoutProfile
  let mark: String?
  let context: OpaquePointer
  private let surface: OpaquePointer
  private let sink = ByteSink()
  private(set) var page = 1
  /// Where the next thing begins.
  var y: Double

  var x: Double { layout.points(layout.left) }
  var width: Double { layout.contentWidth }
  var top: Double { layout.points(layout.top) }
  /// Where the text must end.
  var bottom: Double { max(top + 100, layout.height - layout.points(layout.bottom)) }
  var room: Double { bottom - y }
  var isAtTop: Bool { y <= top + 0.01 }

  init(title: String, layout: LayoutProfile, mark: String?) throws(FormatRefusal) {
    guard
      let surface = cairo_pdf_surface_create_for_stream(
        ByteSink.write, Unmanaged.passUnretained(sink).toOpaque(), layout.width, layout.height)
    else { throw .cannotPrint }
    guard let context = cairo_create(surface) else {
      cairo_surface_destroy(surface)
      throw .cannotPrint
    }
    (self.surface, self.context, self.layout, self.mark) = (surface, context, layout, mark)
    y = layout.points(layout.top)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, PrintedText(title).plain)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "ChiBo")
    // A date that does not move: the same document is the same bytes.
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z")
    furnish()
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  func turn() {
    cairo_show_page(context)
    page += 1
    y = top
    furnish()
  }

  /// Turns the page unless so much room is left.
  func require(_ height: Double) {
    if room < height - 0.01, !isAtTop { turn() }
  }

  func finish() throws(FormatRefusal) -> [UInt8] {
    cairo_surface_finish(surface)
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
      cairo_status(context) == CAIRO_STATUS_SUCCESS
        || cairo_status(context) == CAIRO_STATUS_SURFACE_FINISHED
    else { throw .cannotPrint }
    return sink.bytes
  }

  func text(_ text: PrintedText, _ style: TextLayout.Style, width: Double?) -> TextLayout? {
    TextLayout(context, text, style, width: width)
  }

  func style(
    _ size: Double, bold: Bool = false, italic: Bool = false,
    _ alignment: PrintedDocument.Paragraph.Alignment = .left
  ) -> TextLayout.Style {
    .init(family: layout.fontFamily, size: size, isBold: bold, isItalic: italic, alignment: alignment)
  }

  func rule(_ x1: Double, _ x2: Double, y: Double, thickness: Double = 0.75) {
    cairo_set_source_rgb(context, 0, 0, 0)
    cairo_set_line_width(context, thickness)
    cairo_new_path(context)
    cairo_move_to(context, x1, y)
    cairo_line_to(context, x2, y)
    cairo_stroke(context)
  }

  func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double, gray: Double? = nil) {
    // Text leaves its pen behind; every shape begins afresh.
    cairo_new_path(context)
    cairo_rectangle(context, x, y, width, height)
    if let gray {
      cairo_set_source_rgb(context, gray, gray, gray)
      cairo_fill_preserve(context)
    }
    cairo_set_source_rgb(context, 0, 0, 0)
    cairo_set_line_width(context, 0.5)
    cairo_stroke(context)
  }

  /// The mark and the number of the page, in the upper margin.
  private func furnish() {
    var baseline = top - 12
    if layout.hasPageNumbers, page > 1,
      let number = text(PrintedText(String(page)), style(13, .center), width: width)
    {
      number.draw(0, on: context, x: x, baseline: baseline)
      baseline -= 16
    } else if mark != nil {
      baseline -= 16
    }
    if let mark, let line = text(PrintedText(mark, bold: true), style(10, .center), width: width) {
      for at in line.lines.indices.prefix(2) {
        line.draw(
          at, on: context, x: x,
          baseline: max(14, baseline) + Double(at) * 11 - Double(min(2, line.lines.count) - 1) * 11)
      }
    }
  }
}
