import Basics
import Registry
import Reviews

/// What a briefing needs from the content folder: scales of grades, bands of age, layouts of paper.
package struct BriefingRules: Sendable {
  package var scales: GradeScales
  package var ageBands: [AgeBand]
  package var layouts: [BriefingLayout]

  package init(_ content: Content) throws {
    scales = try GradeScales(content)
    let bands = try content.yaml("Briefings/age-bands.yaml", as: AgeBandFile.self).bands
    guard !bands.isEmpty, bands.allSatisfy({ 0 <= $0.from && $0.from <= $0.to }) else {
      throw ContentRefusal.unreadable("Briefings/age-bands.yaml", "khoảng tuổi trống hoặc ngược")
    }
    ageBands = bands
    layouts = try content.yaml("Briefings/layouts.yaml", as: LayoutFile.self).layouts.sorted {
      $0.from < $1.from
    }
    guard !layouts.isEmpty else {
      throw ContentRefusal.unreadable("Briefings/layouts.yaml", "không có thể thức nào")
    }
  }

  /// The layout of the day: the last that began by then.
  package func layout(on day: Day) -> BriefingLayout? {
    layouts.last { $0.from <= day.description } ?? layouts.first
  }
}

/// A band of ages in completed years, both ends included.
package struct AgeBand: Sendable, Hashable, Codable {
  package var from: Int
  package var to: Int
  package var title: String
}

/// Layout of paper — thể thức — as a document of its day prescribes it.
package struct BriefingLayout: Sendable, Hashable, Codable {
  /// `2017-02-06`: from this day on.
  package var from: String
  package var basis: String
  package var confirmed: Bool
  package var numberPrefix: String
  package var top: Double
  package var bottom: Double
  package var left: Double
  package var right: Double
  package var size: Double
  package var line: Double
}

private struct AgeBandFile: Decodable { var bands: [AgeBand] }
private struct LayoutFile: Decodable { var layouts: [BriefingLayout] }
