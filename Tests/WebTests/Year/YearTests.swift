import Foundation
import TestSupport
import Testing

@testable import Web

/// A whole year of an agency cell and of a residential cell, told in the manual and carried out as told.
@Suite struct `Một năm trong sách hướng dẫn` {
  private static let files = ["mot-nam-chi-bo-co-quan.md", "mot-nam-chi-bo-thon.md"]

  /// The stories as the manual has them, or with one text of a file put for another.
  private static func stories(_ file: String = "", _ old: String = "", _ new: String = "") throws
    -> [YearStory]
  {
    try files.map { name in
      let path = "\(SiteWorld.contentFolder)/Manual/\(name)"
      var text = try String(contentsOfFile: path, encoding: .utf8)
      if name == file {
        try #require(text.components(separatedBy: old).count == 2, "“\(old)” phải đứng đúng một chỗ")
        text = text.replacingOccurrences(of: old, with: new)
      }
      return try YearStory(text, file: "Content/Manual/\(name)")
    }
  }

  @Test(arguments: Engine.available)
  func `mọi câu của hai trang đều làm được và đúng như trang`(engine: Engine) async throws {
    let stories = try Self.stories()
    #expect(stories.allSatisfy { $0.sentences.count > 40 && $0.people.count > 5 })
    try await SiteWorld.with(engine) { world in
      let walk = try await YearWalk(world, stories)
      for (sentence, why) in await walk.run(stories, steps: YearSteps.all) {
        Issue.record("\(sentence.file):\(sentence.line): “\(sentence.text)”: \(why)")
      }
    }
  }

  /// A story in which one number is another fails, at that line and for that reason.
  @Test(arguments: [
    (files[0], "có mặt 8”", "có mặt 7”", "trang kỳ họp không có"),
    (files[0], "564.000 đồng", "565.000 đồng", "Đã thu tháng này"),
    (
      files[1], "7 trên 8 đảng viên có mặt, Đỗ Văn Sáu", "8 trên 8 đảng viên có mặt, Đỗ Văn Sáu",
      "không phải 8"
    ),
  ])
  func `đổi một con số trong câu thì bài kiểm tra không qua`(
    file: String, old: String, new: String, reason: String
  ) async throws {
    let stories = try Self.stories(file, old, new)
    let line = try String(contentsOfFile: "\(SiteWorld.contentFolder)/Manual/\(file)", encoding: .utf8)
      .components(separatedBy: "\n").firstIndex { $0.contains(old) }
    try await SiteWorld.with(.sqlite) { world in
      let walk = try await YearWalk(world, stories)
      let failures = await walk.run(stories, steps: YearSteps.all, stopsAtFirst: true)
      let (sentence, why) = try #require(failures.first)
      #expect(why.contains(reason), "\(why)")
      #expect(sentence.file.hasSuffix(file) && abs(sentence.line - (line ?? -9) - 1) <= 1, "\(sentence)")
    }
  }

  @Test func `câu không khớp bước nào được nói ra kèm tệp và dòng`() async throws {
    var story = try YearStory(
      "# Một năm của Chi bộ cơ quan xã An Bình\n\nLời kể.\n\n- Ngày 3/1/2026, bí thư bay lên.\n",
      file: "thu.md")
    story.people = []
    let stories = [story]
    try await SiteWorld.with(.sqlite) { world in
      let walk = try await YearWalk(world, stories)
      let failures = await walk.run(stories, steps: YearSteps.all)
      let (sentence, why) = try #require(failures.first)
      #expect(sentence.line == 5 && sentence.file == "thu.md" && why.contains("không có bước nào"))
    }
  }
}
