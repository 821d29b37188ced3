internal import CPango

/// How wide a line of text is, without a page to set it on.
enum TextMeasure {
  static func width(_ text: String, family: String, size: Double, bold: Bool = false) -> Double {
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1) else { return 0 }
    defer { cairo_surface_destroy(surface) }
    guard let context = cairo_create(surface) else { return 0 }
    defer { cairo_destroy(context) }
    return TextLayout(
      context, PrintedText(text), .init(family: family, size: size, isBold: bold), width: nil)?.widest ?? 0
  }
}
