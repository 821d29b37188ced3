import Rules
import Testing

/// What an explanation says to the person who reads it: what a result rests on, what was the reason and what was not, and what
/// would be needed for better.
struct PlainExplanationTests {
  static let pack = "Content/RulePacks/hd-43-btctw-2025-10-31"

  private static let memberHeading =
    "member_id,cell_id,group,admittedOn,common,results,done,late,quality,exceeded,shortcomingsNamed,discipline,degraded,prohibitedActs,exampleBroken,serviceGrade\n"
  private static let memberLine = ",1,outside,2000-01-01,28,65,100,0,1,40,0,none,0,0,0,none\n"

  private func cell(_ changes: [String: String] = [:], members: String? = nil) throws -> GradedFolder {
    var facts = [
      "cell_id": "1", "base_id": "1", "kind": "subordinate", "foundedOn": "2000-01-01", "common": "28",
      "results": "65", "done": "100", "late": "0", "quality": "1", "exceeded": "40", "shortcomingsNamed": "1",
      "remedied": "100", "disciplined": "0", "disciplinedLeaders": "0", "wrongdoing": "0",
      "dutyDiscipline": "none", "memberDegraded": "0",
    ]
    for (key, value) in changes { facts[key] = value }
    let keys = facts.keys.sorted()
    let text = keys.joined(separator: ",") + "\n" + keys.map { facts[$0] ?? "" }.joined(separator: ",") + "\n"
    return try GradedFolder(
      Self.pack, year: 2026,
      [
        "bases.csv": "base_id\n1\n", "cells.csv": text,
        "members.csv": members ?? Self.memberHeading + "1" + Self.memberLine,
      ])
  }

  private func base(_ changes: [String: String] = [:]) throws -> GradedFolder {
    var facts = [
      "base_id": "1", "foundedOn": "2000-01-01", "common": "28", "results": "65", "done": "100", "late": "0",
      "quality": "1", "exceeded": "40", "shortcomingsNamed": "1", "remedied": "100",
      "disciplinedLeaders": "0",
      "wrongdoing": "0", "dutyDiscipline": "none", "memberDegraded": "0", "targetsMissed": "0",
    ]
    for (key, value) in changes { facts[key] = value }
    let keys = facts.keys.sorted()
    let text = keys.joined(separator: ",") + "\n" + keys.map { facts[$0] ?? "" }.joined(separator: ",") + "\n"
    return try GradedFolder(
      Self.pack, year: 2026,
      [
        "bases.csv": text, "cells.csv": "cell_id,base_id,disciplined\n1,1,0\n",
        "members.csv": "member_id,cell_id\n",
      ])
  }

  @Test func `lời vì sao chỉ nêu điều kiện không đạt`() throws {
    let remedied = try cell(["remedied": "90"]).explain("cellGrade", "1")
    #expect(remedied.rule == "C14")
    let because = try #require(remedied.because)
    #expect(because.contains("đã khắc phục đủ") && because.contains("90 %"), "\(because)")
    #expect(!because.contains("kỷ luật") && !because.contains("vượt mức"), "\(because)")
    let both = try #require(
      try base(["exceeded": "20", "disciplinedLeaders": "1"]).explain("baseGrade", "1").because)
    #expect(both.contains("20 %") && both.contains("kỷ luật") && !both.contains("khắc phục"), "\(both)")
    let late = try #require(try base(["late": "10"]).explain("baseGrade", "1").because)
    #expect(late.contains("chậm") && !late.contains("chất lượng"), "\(late)")
  }

  @Test func `kết quả không dựa vào mức của đảng viên thì mức ấy chưa chắc cũng vẫn theo hướng dẫn`() throws {
    // Founded six months after admission is only derived: this person's grade is proposed.
    let proposed = Self.memberHeading + "1" + Self.memberLine.replacing("2000-01-01", with: "2026-03-01")
    let run = try cell(["remedied": "90"], members: proposed)
    #expect(try run.explain("memberGrade", "1").standing == .proposed)
    // C14 would decide whatever the member's grade: the cell does not fulfil C11 and C12 by itself.
    let cell = try run.explain("cellGrade", "1")
    #expect(cell.rule == "C14" && cell.standing == .decided && cell.doubts.isEmpty)
    // Where the grade of the member is what the result hangs on, it is a proposal and says so.
    let hanging = try self.cell(members: proposed).explain("cellGrade", "1")
    #expect(hanging.standing == .proposed, "\(hanging.text)")
    #expect(hanging.doubts.contains { $0.contains("1 đảng viên") }, "\(hanging.doubts)")
  }

  @Test func `đề xuất nói rõ dựa vào quy tắc nào chưa chắc chắn`() throws {
    let member = try cell(
      members: Self.memberHeading + "1" + Self.memberLine.replacing("2000-01-01", with: "2026-03-01")
    )
    .explain("memberGrade", "1")
    #expect(member.standing == .proposed)
    #expect(
      member.doubts.count == 1 && member.doubts[0].contains("M3") && member.doubts[0].contains("suy ra"),
      "\(member.doubts)")
    #expect(member.text.contains(member.doubts[0]))
    let sure = try cell().explain("memberGrade", "1")
    #expect(sure.standing == .decided && sure.doubts.isEmpty)
  }

  @Test func `mức do người chọn cũng được chỉ đường: đảng bộ lên xuất sắc`() throws {
    let explanation = try base(["exceeded": "20"]).explain("baseGrade", "1")
    #expect(explanation.outcome == "HTT")
    let step = try #require(explanation.next.first)
    #expect(step.grade == "HTXS" && step.rule == "B12" && step.isAsked)
    #expect(step.unmet.count == 1 && step.unmet.first?.gap == "còn thiếu 10 %")
    #expect(explanation.text.contains("Để được xét Hoàn thành xuất sắc nhiệm vụ (B12) còn:\n  ✗"))
    // Not a way down: a rule by which people might also lower the grade is none to a better one.
    #expect(!explanation.next.contains { $0.rule == "B2" })
  }

  @Test func `bị tỷ lệ cắt thì mức trên chỉ còn vướng tỷ lệ`() throws {
    let good = "Tests/Corpus/packs/good/annual-review.yaml"
    var members = "member_id,cell_id,tasks,discipline,attendance,votes_for,votes_total,probation,exempt\n"
    for n in 1...6 { members += "\(n),\(n),95,none,12,\(7 - n % 2),7,0,0\n" }
    let cells = "cell_id,committee_id,disciplined\n" + (1...6).map { "\($0),1,0\n" }.joined()
    let run = try GradedFolder(good, ["members.csv": members, "cells.csv": cells])
    let cut = try #require(
      try (1...6).map { try run.explain("cellGrade", "\($0)") }.first { $0.quotas.contains(where: \.isCut) })
    let step = try #require(cut.next.first)
    #expect(step.rule == "C4" && step.unmet.count == 1 && step.blockedBy.isEmpty)
    #expect(step.unmet.first?.values.map(\.name) == ["Được", "Thứ tự"])
    #expect(cut.text.contains("Để đạt A (C4) còn:\n  ✗ Ở trong"), "\(cut.text)")
  }

  @Test func `chưa đủ dữ kiện thì không nói là theo quy tắc nào`() throws {
    let explanation = try cell(
      members: Self.memberHeading + "1" + Self.memberLine.replacing("outside", with: "")
    )
    .explain("memberGrade", "1")
    #expect(explanation.standing == .undetermined)
    #expect(!explanation.text.contains("Theo quy tắc") && explanation.text.contains("Chưa qua được quy tắc"))
  }

  @Test func `tỷ lệ được làm tròn, không cắt, và không làm tròn thành đủ hay thành không`() throws {
    func text(_ part: Int, _ whole: Int) throws -> String {
      let members =
        "member_id,cell_id,tasks,discipline,attendance,votes_for,votes_total,probation,exempt\n1,1,95,none,12,\(part),\(whole),0,0\n"
      let explanation = try GradedFolder(
        "Tests/Corpus/packs/good/annual-review.yaml",
        ["members.csv": members, "cells.csv": "cell_id,committee_id,disciplined\n1,1,0\n"]
      ).explain("memberGrade", "1")
      return explanation.text
    }
    // The share stands among the values of a condition only through a variable; the count below has one too.
    let cells = try GradedFolder(
      "Tests/Corpus/packs/good/annual-review.yaml",
      [
        "members.csv": "member_id,cell_id,exempt,discipline,attendance,tasks\n"
          + (1...104).map { "\($0),1,0,none,\($0 <= 6 ? 0 : 12),60\n" }.joined(),
        "cells.csv": "cell_id,committee_id,disciplined\n1,1,0\n",
      ]
    ).explain("cellGrade", "1")
    #expect(cells.counts.contains { $0.text == "6 trên 104 (≈ 5,8 %)" }, "\(cells.counts.map(\.text))")
    #expect(try text(2, 3).contains("votesFor: 2"))
    let nearly = try GradedFolder(
      "Tests/Corpus/packs/good/annual-review.yaml",
      [
        "members.csv": "member_id,cell_id,exempt,discipline,attendance,tasks\n"
          + (1...3000).map { "\($0),1,0,none,\($0 == 1 ? 12 : 0),60\n" }.joined(),
        "cells.csv": "cell_id,committee_id,disciplined\n1,1,0\n",
      ]
    ).explain("cellGrade", "1")
    #expect(nearly.counts.contains { $0.text == "2999 trên 3000 (≈ 99,9 %)" }, "\(nearly.counts.map(\.text))")
  }

  @Test func `lời của hướng dẫn: khung điểm có đối tượng, số tháng có đơn vị, không có hai chữ không`() throws
  {
    let loaded = try #require(PackLoader.load(at: Corpus.path(Self.pack)).pack)
    let document = PackDocument(try #require(PackLoader.program(loaded, year: 2026).program))
    let text = document.markdown
    for subject in ["Đảng viên", "Chi bộ", "Tập thể lãnh đạo", "Đảng bộ cơ sở"] {
      #expect(text.contains("Mức theo điểm (\(subject))"))
    }
    #expect(text.contains("Thời gian từ khi được kết nạp: 6 tháng"))
    #expect(!text.contains("không phải không") && text.contains("khác “không”"))
  }

  @Test(arguments: Corpus.shipped) func `không lời nào của bộ có sẵn lặp hai chữ không`(_ name: String) throws
  {
    let loaded = try #require(PackLoader.load(at: Corpus.path("Content/RulePacks/\(name)")).pack)
    let text = PackDocument(try #require(PackLoader.program(loaded).program)).markdown
    #expect(!text.contains("không phải không") && !text.contains("không Có ") && !text.contains("không Bị "))
  }
}
