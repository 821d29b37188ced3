import Testing

@testable import Markup

@Suite("Biểu đồ")
struct ChartTests {
  @Test func `đường nhỏ: từng byte`() {
    #expect(
      Sparkline(title: "Đảng viên", values: [1, 4, 3]).html.string
        == "<svg class=\"sparkline\" role=\"img\" width=\"96\" height=\"24\" viewBox=\"0 0 96 24\"><title>Đảng viên: 1, 4, 3</title><polyline points=\"4,20 48,4 92,9.3\"/><circle cx=\"92\" cy=\"9.3\" r=\"3\"/></svg>"
    )
  }

  @Test func `thanh ngang: từng byte`() {
    let bars = Bars(id: "b", title: "Cơ cấu", bars: [.init("Công chức", 1, records: "/r")], whole: 3)
    #expect(
      bars.html.string == """
        <table class="chart bars">
        <caption>Cơ cấu</caption>
        <thead class="unseen"><tr><th scope="col">Loại</th><th scope="col">Biểu đồ</th><th scope="col">Số</th></tr></thead>
        <tbody>
        <tr><th scope="row">Công chức</th><td class="bar"><svg width="100%" height="14" aria-hidden="true"><rect class="groove" width="100%" height="14"/><rect class="ink-solid" width="33.3%" height="14"/></svg></td><td class="number"><a href="/r">1</a> <span class="share">33,3%</span></td></tr>
        </tbody>
        </table>

        """)
  }

  @Test func `cột chồng: từng byte`() {
    let chart = StackedColumns(
      id: "c", title: "Xếp loại", axis: "Năm", series: [.init("Tốt", .solid), .init("Yếu", .alert)],
      columns: [.init("2012", [19, 1]), .init("2013", [20, 0])])
    #expect(chart.html.string == golden)
  }

  @Test func `số của biểu đồ có trong mô tả và trong bảng`() {
    let timeline = Timeline(
      id: "t", title: "Triển khai",
      events: [
        .init(ordinal: 14, day: "8/4/2008", name: "Bình Hòa"),
        .init(ordinal: 0, day: "25/3/2008", name: "Thị <trấn>"),
      ],
      missing: ["Châu Bình"]
    ).html.string
    #expect(timeline.contains("2 việc, từ 25/3/2008 đến 8/4/2008."))
    #expect(timeline.contains("cx=\"10%\""))
    #expect(timeline.contains("cx=\"90%\""))
    #expect(timeline.contains("Thị &lt;trấn&gt;"))
    #expect(timeline.contains("Chưa có (1): Châu Bình."))

    let pyramid = AgePyramid(id: "p", title: "Tuổi", bands: [.init("18–30", men: 2, women: 1)]).html.string
    #expect(pyramid.contains("18–30 tuổi: nam 2, nữ 1."))
    #expect(pyramid.contains("<th scope=\"row\">18–30</th><td class=\"number\">2</td>"))
  }

  @Test func `biểu đồ không có số nào vẫn dựng được`() {
    #expect(!StackedColumns(id: "c", title: "x", axis: "Năm", series: [], columns: []).html.isEmpty)
    #expect(!Timeline(id: "t", title: "x", events: []).html.isEmpty)
    #expect(!AgePyramid(id: "p", title: "x", bands: []).html.isEmpty)
    #expect(!Bars(id: "b", title: "x", bars: [.init("a", 0)]).html.isEmpty)
    #expect(Sparkline(title: "x", values: []).html.isEmpty)
    #expect(!Progress("x", done: 3, of: 0).html.isEmpty)
  }

  @Test func `cùng số liệu cho cùng byte`() {
    let make = {
      StackedColumns(
        id: "c", title: "x", axis: "Năm", series: [.init("a", .dots)], columns: [.init("1", [7])]
      ).html
    }
    #expect(make() == make())
  }
}

private let golden = """
  <figure class="chart chart-columns">
  <figcaption>Xếp loại</figcaption>
  <ul class="legend" aria-hidden="true"><li><svg width="18" height="12"><rect x="0.5" y="0.5" width="17" height="11" class="ink-solid"/></svg>Tốt</li><li><svg width="18" height="12"><rect x="0.5" y="0.5" width="17" height="11" class="ink-alert" fill="url(#c-alert)"/></svg>Yếu</li></ul>
  <svg class="drawing" role="img" aria-labelledby="c-title c-desc" width="100%" height="250">
  <title id="c-title">Xếp loại</title><desc id="c-desc">2012: Tốt 19, Yếu 1. 2013: Tốt 20, Yếu 0.</desc>
  <defs><pattern id="c-alert" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ink-ground-alert" width="6" height="6"/><rect class="ink-line-alert" width="2" height="6"/><rect class="ink-line-alert" width="6" height="2"/></pattern></defs>
  <line class="axis" x1="0%" x2="100%" y1="224" y2="224"/>
  <rect x="18%" y="34" width="14%" height="190" class="ink-solid"/><text class="value on-solid" x="25%" y="133.5">19</text><rect x="18%" y="24" width="14%" height="10" class="ink-alert" fill="url(#c-alert)"/><text class="value-beside" x="32%" dx="5" y="33.5">1</text><text class="total" x="25%" y="17">20</text><text class="label" x="25%" y="243">2012</text>
  <rect x="68%" y="24" width="14%" height="200" class="ink-solid"/><text class="value on-solid" x="75%" y="128.5">20</text><text class="total" x="75%" y="17">20</text><text class="label" x="75%" y="243">2013</text>
  </svg>
  <details class="chart-data"><summary>Bảng số liệu</summary>
  <div class="table-box"><table class="table"><caption class="unseen">Xếp loại</caption>
  <thead><tr><th scope="col">Năm</th><th scope="col" class="number">Tốt</th><th scope="col" class="number">Yếu</th><th scope="col" class="number">Cộng</th></tr></thead>
  <tbody><tr><th scope="row">2012</th><td class="number">19</td><td class="number">1</td><td class="number">20</td></tr>
  <tr><th scope="row">2013</th><td class="number">20</td><td class="number">0</td><td class="number">20</td></tr>
  </tbody></table></div></details>
  </figure>

  """
