internal import CPango

/// Draws a chart with cairo: on a page of a PDF or into a picture for Word.
struct ChartDrawing {
  let chart: Chart
  let family: String
  let context: OpaquePointer

  private typealias Box = (x: Double, y: Double, width: Double, height: Double)
  // Dark red, gold, teal, grey, blue, green: told apart in print without colour by their lightness.
  private static let colours: [(Double, Double, Double)] = [
    (0.61, 0.11, 0.11), (0.85, 0.65, 0.13), (0.18, 0.40, 0.42), (0.60, 0.60, 0.60), (0.20, 0.29, 0.53),
    (0.45, 0.62, 0.30),
  ]

  func draw(x: Double, y: Double, width: Double, height: Double) {
    let scale = chart.scale
    let steps = Int(min(50, ((scale.high - scale.low) / scale.step).rounded()))
    let legend = chart.series.count > 1 ? legendHeight(width) : 0
    let labels = (0...max(1, steps)).map { Chart.label(scale.low + Double($0) * scale.step) }
    let left = (labels.compactMap { layout($0, 9, width: nil)?.widest }.max() ?? 20) + 8
    let slot = (width - left - 4) / Double(max(1, chart.categories.count))
    let names = categoryLayouts(slot)
    let bottom = Double(names.compactMap { $0?.lines.count }.max() ?? 1) * 11 + 6
    let plot: Box = (x + left, y + 12, width - left - 4, max(40, height - 12 - bottom - legend))

    func level(_ value: Double) -> Double {
      plot.y + plot.height * (1 - (value - scale.low) / (scale.high - scale.low))
    }
    cairo_set_line_width(context, 0.5)
    for (n, label) in labels.enumerated() {
      let y = level(scale.low + Double(n) * scale.step)
      cairo_set_source_rgb(context, 0.82, 0.82, 0.82)
      line(plot.x, y, plot.x + plot.width, y)
      if let text = layout(label, 9, width: nil) {
        text.draw(0, on: context, x: plot.x - 4 - text.widest, baseline: y + 3)
      }
    }
    switch chart.kind {
    case .bars: bars(plot, slot, level)
    case .lines: lines(plot, slot, level)
    }
    cairo_set_source_rgb(context, 0.2, 0.2, 0.2)
    cairo_set_line_width(context, 0.8)
    line(plot.x, level(0), plot.x + plot.width, level(0))
    for (n, name) in names.enumerated() {
      guard let name else { continue }
      for at in name.lines.indices {
        let baseline = name.baseline(top: plot.y + plot.height + 3 + Double(at) * 11, height: 11)
        name.draw(at, on: context, x: plot.x + Double(n) * slot + 1, baseline: baseline)
      }
    }
    if legend > 0 { drawLegend(x + left, y + height - legend + 4, width - left) }
  }

  private func bars(_ plot: Box, _ slot: Double, _ level: (Double) -> Double) {
    let count = Double(max(1, chart.series.count))
    let bar = min(40, slot * 0.76 / count)
    for (s, series) in chart.series.enumerated() {
      for (n, value) in values(series).enumerated() {
        guard let value else { continue }
        let left = plot.x + Double(n) * slot + (slot - bar * count) / 2 + Double(s) * bar
        let (top, base) = (level(max(0, value)), level(min(0, value)))
        colour(s)
        cairo_new_path(context)
        cairo_rectangle(context, left, top, max(0.5, bar - 1), max(0.3, base - top))
        cairo_fill(context)
        if let text = layout(Chart.label(value), 8, width: nil), text.widest <= bar + 6 {
          text.draw(
            0, on: context, x: left + (bar - 1 - text.widest) / 2, baseline: value < 0 ? base + 8 : top - 2)
        }
      }
    }
  }

  private func lines(_ plot: Box, _ slot: Double, _ level: (Double) -> Double) {
    for (s, series) in chart.series.enumerated() {
      var isOpen = false
      colour(s)
      cairo_set_line_width(context, 1.8)
      cairo_new_path(context)
      let points = values(series).enumerated().compactMap { n, value in
        value.map { (n: n, x: plot.x + (Double(n) + 0.5) * slot, y: level($0), value: $0) }
      }
      var last = -2
      for point in points {
        if isOpen, point.n == last + 1 {
          cairo_line_to(context, point.x, point.y)
        } else {
          cairo_move_to(context, point.x, point.y)
        }
        (isOpen, last) = (true, point.n)
      }
      cairo_stroke(context)
      for point in points {
        colour(s)
        // Without this the arc would be joined to where the last label was written.
        cairo_new_path(context)
        cairo_arc(context, point.x, point.y, 2.6, 0, 2 * Double.pi)
        cairo_fill(context)
        if chart.series.count == 1, let text = layout(Chart.label(point.value), 8, width: nil),
          text.widest <= slot
        {
          text.draw(0, on: context, x: point.x - text.widest / 2, baseline: point.y - 5)
        }
      }
    }
  }

  private func values(_ series: Chart.Series) -> [Double?] {
    series.values.prefix(chart.categories.count).map { value in
      value.flatMap { $0.isFinite && $0.magnitude < 1e15 ? $0 : nil }
    }
  }

  /// Where slots are narrow only every second, third … name is printed.
  private func categoryLayouts(_ slot: Double) -> [TextLayout?] {
    let every = max(1, Int((22 / max(0.5, slot)).rounded(.up)))
    return chart.categories.enumerated().map { n, name in
      n % every == 0 ? layout(name, 9, width: slot * Double(every) - 2, alignment: .center) : nil
    }
  }

  private func legendItems(_ width: Double) -> [(series: Int, text: TextLayout, x: Double, row: Int)] {
    var items: [(series: Int, text: TextLayout, x: Double, row: Int)] = []
    var (x, row) = (0.0, 0)
    for (n, series) in chart.series.enumerated() {
      guard let text = layout(series.name, 10, width: nil) else { continue }
      let need = text.widest + 30
      if x > 0, x + need > width { (x, row) = (0, row + 1) }
      items.append((n, text, x, row))
      x += need
    }
    return items
  }

  private func legendHeight(_ width: Double) -> Double {
    Double((legendItems(width - 60).last?.row ?? 0) + 1) * 15 + 6
  }

  private func drawLegend(_ x: Double, _ y: Double, _ width: Double) {
    for item in legendItems(width) {
      let top = y + Double(item.row) * 15
      colour(item.series)
      cairo_new_path(context)
      cairo_rectangle(context, x + item.x, top + 3, 9, 9)
      cairo_fill(context)
      item.text.draw(0, on: context, x: x + item.x + 13, baseline: top + 11)
    }
  }

  private func colour(_ series: Int) {
    let (r, g, b) = Self.colours[series % Self.colours.count]
    cairo_set_source_rgb(context, r, g, b)
  }

  private func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
    cairo_new_path(context)
    cairo_move_to(context, x1, y1)
    cairo_line_to(context, x2, y2)
    cairo_stroke(context)
  }

  private func layout(
    _ text: String, _ size: Double, width: Double?, alignment: PrintedDocument.Paragraph.Alignment = .left
  ) -> TextLayout? {
    TextLayout(
      context, PrintedText(text), .init(family: family, size: size, alignment: alignment, gray: 0.15),
      width: width)
  }
}

/// Collects what cairo writes.
final class ByteSink {
  var bytes: [UInt8] = []

  static let write:
    @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, UInt32) -> cairo_status_t = {
      sink, data, count in
      guard let sink, let data else { return CAIRO_STATUS_WRITE_ERROR }
      let buffer = UnsafeBufferPointer(start: data, count: Int(count))
      Unmanaged<ByteSink>.fromOpaque(sink).takeUnretainedValue().bytes.append(contentsOf: buffer)
      return CAIRO_STATUS_SUCCESS
    }
}

extension Chart {
  /// As a picture, three dots per point.
  func png(width: Double, height: Double, family: String) throws(FormatRefusal) -> [UInt8] {
    let dots = 3.0
    guard
      let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width * dots), Int32(height * dots))
    else {
      throw .cannotPrint
    }
    defer { cairo_surface_destroy(surface) }
    guard let context = cairo_create(surface) else { throw .cannotPrint }
    defer { cairo_destroy(context) }
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_paint(context)
    cairo_scale(context, dots, dots)
    ChartDrawing(chart: self, family: family, context: context).draw(x: 0, y: 0, width: width, height: height)
    let sink = ByteSink()
    guard
      cairo_surface_write_to_png_stream(surface, ByteSink.write, Unmanaged.passUnretained(sink).toOpaque())
        == CAIRO_STATUS_SUCCESS
    else { throw .cannotPrint }
    return sink.bytes
  }
}

extension FormatRefusal {
  static let cannotPrint = Self(
    "print.failed", "Không tạo được bản in.", remedy: "Thử lại; nếu vẫn lỗi, báo người quản trị.")
}
