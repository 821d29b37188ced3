import Basics
import Formats
import Registry
import Rules

/// The minutes of a meeting on paper, put together from agenda, attendance, discussion, votes, resolutions and assignments.
package struct MeetingMinutesPrint: Sendable {
  package var paper: MeetingPaper
  package var rules: MeetingRules
  /// Number and hash of the journal's entry the minutes know: on paper they anchor the register's history.
  package var journal: (sequence: Int, hash: String)
  package var layout: LayoutProfile
  package var mark: String?

  package init(
    _ paper: MeetingPaper, rules: MeetingRules, journal: (sequence: Int, hash: String),
    layout: LayoutProfile = .party, mark: String? = nil
  ) {
    (self.paper, self.rules, self.journal) = (paper, rules, journal)
    (self.layout, self.mark) = (layout, mark)
  }

  package var document: PrintedDocument {
    PrintedDocument(
      title: "Biên bản, \(paper.organisation.name), \(paper.meeting.heldOn.vietnamese)", layout: layout,
      mark: mark, blocks: blocks)
  }

  var blocks: [PrintedDocument.Block] {
    let meeting = paper.meeting
    var blocks = [
      paper.letterhead("BB", on: meeting.heldOn),
      .title(["BIÊN BẢN"], subject: [meeting.title.lowercasedFirst]),
    ]
    if let version = paper.version, version.version > 1 {
      blocks.append(MeetingPaper.said("Bản đính chính lần \(version.version - 1)", version.reason))
    }
    blocks += opening
    blocks.append(.heading(1, "II. NỘI DUNG"))
    for (n, item) in paper.items.enumerated() { blocks += self.item(n + 1, item) }
    if paper.items.isEmpty { blocks.append(MeetingPaper.said("Chưa ghi nội dung.")) }
    if !paper.resolutions.isEmpty {
      blocks.append(.heading(1, "III. NGHỊ QUYẾT"))
      for resolution in paper.resolutions {
        blocks.append(
          MeetingPaper.said("Nghị quyết số \(resolution.number)", resolution.title))
        blocks += MeetingPaper.told(resolution.text)
      }
    }
    if !paper.assignments.isEmpty {
      blocks.append(.heading(1, "\(paper.resolutions.isEmpty ? "III" : "IV"). PHÂN CÔNG NHIỆM VỤ"))
      blocks.append(paper.assignmentTable())
    }
    return blocks + ending
  }

  // MARK: Time and people

  private var opening: [PrintedDocument.Block] {
    let meeting = paper.meeting
    var blocks: [PrintedDocument.Block] = [
      .heading(1, "I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN"),
      MeetingPaper.said("Thời gian", paper.timeInWords),
      MeetingPaper.said("Địa điểm", meeting.place.isEmpty ? MeetingPaper.dots : meeting.place),
      MeetingPaper.said("Chủ trì", paper.name(meeting.chair) ?? MeetingPaper.dots),
      MeetingPaper.said("Thư ký", paper.name(meeting.clerk) ?? MeetingPaper.dots),
    ]
    guard paper.isAttended else {
      return blocks + [MeetingPaper.said("Có mặt", "chưa ghi người dự.")]
    }
    blocks.append(MeetingPaper.said("Có mặt", present))
    let absent = paper.attendance.filter { $0.presence != .present }
    if !absent.isEmpty { blocks.append(MeetingPaper.said("Vắng", list(absent))) }
    let early = paper.attendance.filter { $0.presence == .present && $0.left != nil }
    if !early.isEmpty { blocks.append(MeetingPaper.said("Về trước khi kết thúc", names(early))) }
    blocks.append(MeetingPaper.said(paper.base.baseSentence(isAttended: true)))
    blocks.append(MeetingPaper.said(paper.base.quorumSentence(rules.voting.quorum)))
    return blocks
  }

  private var present: String {
    let base = paper.base
    let probationary =
      base.probationaryPresent > 0
      ? ", \(base.probationaryPresent) đảng viên dự bị dự, không biểu quyết" : ""
    return "\(base.present) trên \(base.convened) đảng viên chính thức được triệu tập\(probationary)."
  }

  /// The absent by name; why, only as "có lý do".
  private func list(_ people: [Attendance]) -> String {
    let kinds: [(Presence, String)] = [(.excused, "có lý do"), (.absent, "không có lý do")]
    return kinds.compactMap { kind, words in
      let these = people.filter { $0.presence == kind }
      return these.isEmpty ? nil : "\(these.count) \(words) (\(names(these)))"
    }.joined(separator: "; ") + "."
  }

  private func names(_ people: [Attendance]) -> String {
    people.compactMap { paper.name($0.member) }
      .map { ($0, VietnameseText.nameOrder($0)) }
      .sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0).joined(separator: ", ")
  }

  // MARK: Items

  private func item(_ number: Int, _ item: MeetingItem) -> [PrintedDocument.Block] {
    var blocks: [PrintedDocument.Block] = [.heading(2, "\(number). \(item.title)")]
    if let presenter = paper.name(item.presenter) {
      blocks.append(MeetingPaper.said("Người trình bày", presenter))
    }
    if !item.papers.isEmpty { blocks.append(MeetingPaper.said("Tài liệu", item.papers)) }
    if item.kind == .minutes { blocks += approvals }
    if item.kind == .followUp {
      blocks.append(
        paper.followUps.isEmpty
          ? MeetingPaper.said("Không có việc nào đang mở.") : paper.followUpTable())
    }
    blocks += MeetingPaper.told(item.discussion)
    for vote in paper.votes(on: item.item) { blocks += self.vote(vote) }
    for story in paper.ballots where story.ballot.item == item.item && story.ballot.vote == nil {
      blocks += BallotBlocks(paper: paper, rules: rules.voting, story: story).blocks
    }
    if !item.conclusion.isEmpty {
      blocks.append(.paragraph(.init(PrintedText("Kết luận:", bold: true))))
      blocks += MeetingPaper.told(item.conclusion)
    }
    if item.outcome == .carried { blocks.append(MeetingPaper.said("Chuyển sang kỳ sau.")) }
    return blocks
  }

  private var approvals: [PrintedDocument.Block] {
    paper.approvals.isEmpty
      ? []
      : paper.approvals.map {
        MeetingPaper.said(
          $0.isApproved
            ? "Thông qua biên bản \($0.title.lowercasedFirst), ngày \($0.heldOn.vietnamese)."
            : "Biên bản \($0.title.lowercasedFirst), ngày \($0.heldOn.vietnamese): chưa ghi việc thông qua.")
      }
  }

  private func vote(_ vote: MeetingVote) -> [PrintedDocument.Block] {
    let majority = rules.voting.majorities.first { $0.id.utf8.elementsEqual(vote.majority.utf8) }
    let cite = majority?.source.cite.map { " (\($0))" } ?? ""
    let asked = majority.map { "Quy định: \($0.shareWords) \($0.baseWords)\(cite)." } ?? ""
    let story = paper.ballot(of: vote)
    var blocks = [
      MeetingPaper.said(story == nil ? "Biểu quyết bằng thẻ" : "Bỏ phiếu kín", vote.question)
    ]
    if let story { blocks += BallotBlocks(paper: paper, rules: rules.voting, story: story).papers }
    let sentence = vote.sentence(isSecret: story != nil)
    blocks.append(MeetingPaper.said([sentence, asked].filter { !$0.isEmpty }.joined(separator: " ")))
    if !vote.hasQuorum {
      blocks.append(
        .note(
          PrintedText(
            "Lúc biểu quyết không đủ số người dự theo quy định; kết quả ghi kèm điều này.", italic: true)))
    }
    return blocks
  }

  // MARK: The end

  private var ending: [PrintedDocument.Block] {
    var blocks = [MeetingPaper.said("Biên bản lập xong, đọc cho hội nghị nghe và thông qua.")]
    if let version = paper.version {
      blocks.append(
        MeetingPaper.said("Bản \(version.version), chốt ngày \(version.issuedOn?.vietnamese ?? "…").")
      )
    } else {
      blocks.append(MeetingPaper.said("Bản nháp, chưa chốt."))
    }
    return blocks + [
      .signatures(
        .init(signers: [
          .init(
            office: "NGƯỜI GHI BIÊN BẢN", isOfficeBold: true, name: paper.name(paper.meeting.clerk) ?? ""),
          .init(office: "CHỦ TRÌ HỘI NGHỊ", isOfficeBold: true, name: paper.name(paper.meeting.chair) ?? ""),
        ])),
      .note(
        PrintedText(
          "Lập từ những gì đã ghi vào sổ. Dấu đầu lịch sử: số \(journal.sequence), mã \(journal.hash.prefix(32)).",
          italic: true)),
    ]
  }
}

extension String {
  /// For a title within a sentence.
  package var lowercasedFirst: String {
    var scalars = unicodeScalars[...]
    guard let first = scalars.popFirst() else { return self }
    return String(first).lowercased() + String(String.UnicodeScalarView(scalars))
  }
}
