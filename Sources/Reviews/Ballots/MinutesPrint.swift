import Basics
import Formats
import Registry
import Rules

/// The minutes of a review meeting on paper: what was recorded, in the order it happened; what the register does not know
/// (who was in the chair, what was said) is left open to be written by hand.
package struct MinutesPrint: Sendable {
  package var minutes: MeetingMinutes
  package var guidance: Guidance
  package var rules: BallotRules
  package var head: FormHead
  package var names: [ID<ReviewSubject>: String]
  /// Number and hash of the journal's last entry: on paper they anchor the register's history.
  package var journal: (sequence: Int, hash: String)
  package var layout: LayoutProfile
  package var mark: String?

  package init(
    _ minutes: MeetingMinutes, guidance: Guidance, rules: BallotRules, head: FormHead,
    names: [ID<ReviewSubject>: String], journal: (sequence: Int, hash: String), layout: LayoutProfile,
    mark: String?
  ) {
    (self.minutes, self.guidance, self.rules, self.head) = (minutes, guidance, rules, head)
    (self.names, self.journal, self.layout, self.mark) = (names, journal, layout, mark)
  }

  package var document: PrintedDocument {
    var blocks: [PrintedDocument.Block] = [
      .letterhead(
        .init(
          superior: head.superior.map { [$0.uppercased()] } ?? [], issuer: [head.issuer.uppercased()],
          number: "Số      -BB/…",
          placeAndDate: (head.place.map { "\($0), " } ?? "") + minutes.meeting.heldOn.inWords)),
      .title(
        ["BIÊN BẢN"],
        subject: ["hội nghị kiểm điểm, đánh giá, xếp loại chất lượng \(minutes.round.period.vietnamese)"]),
      .heading(1, "I. THỜI GIAN, THÀNH PHẦN"),
      open("Họp \(minutes.meeting.heldOn.inWords), tại", 14), open("Chủ trì", 20), open("Thư ký", 20),
    ]
    blocks +=
      minutes.isHeld
      ? [
        said(present), said(minutes.base.baseSentence(isAttended: true)),
        said(minutes.base.quorumSentence(rules)),
      ] : [open("Có mặt", 22), said(minutes.base.baseSentence(isAttended: false))]
    blocks += [
      .heading(1, "II. NỘI DUNG"),
      said(
        "Hội nghị kiểm điểm theo \(guidance.pack.title). Ý kiến phát biểu và kết luận của người chủ trì:"),
    ]
    blocks += (0..<6).map { _ in
      .paragraph(.init(PrintedText(Self.dots(32)), alignment: .left, hasFirstLineIndent: false))
    }
    blocks.append(.heading(1, "III. BIỂU QUYẾT"))
    if minutes.votes.isEmpty { blocks.append(said("Hội nghị không biểu quyết mức xếp loại.")) }
    for (n, vote) in minutes.votes.enumerated() { blocks += ballot(n + 1, vote) }
    if !minutes.proposals.isEmpty {
      blocks.append(.heading(1, "IV. MỨC ĐỀ NGHỊ"))
      blocks.append(proposals)
    }
    blocks += [
      said("Biên bản lập xong, đọc cho hội nghị nghe và thông qua."),
      .signatures(
        .init(
          recipients: ["Cấp ủy cấp trên", "Lưu"],
          signers: [
            .init(office: "THƯ KÝ", isOfficeBold: true, name: ""),
            .init(office: "CHỦ TRÌ", isOfficeBold: true, name: ""),
          ])),
      .note(
        PrintedText(
          "Lập từ những gì đã ghi vào sổ. Nhật ký của sổ lúc in: số \(journal.sequence), mã \(journal.hash.prefix(16)).",
          italic: true)),
    ]
    return PrintedDocument(
      title: "Biên bản hội nghị kiểm điểm, \(head.issuer), \(minutes.meeting.heldOn.vietnamese)",
      layout: layout, mark: mark, blocks: blocks)
  }

  private var present: String {
    let base = minutes.base
    var parts = ["Có mặt \(base.present) đảng viên chính thức"]
    if base.excused > 0 { parts.append("vắng có lý do \(base.excused)") }
    if base.absent > 0 { parts.append("vắng không có lý do \(base.absent)") }
    if base.probationaryPresent > 0 {
      parts.append("\(base.probationaryPresent) đảng viên dự bị dự, không biểu quyết")
    }
    return parts.joined(separator: ", ") + "."
  }

  private func ballot(_ number: Int, _ vote: MeetingMinutes.Vote) -> [PrintedDocument.Block] {
    let round = vote.secondOf == nil ? "" : ", vòng hai"
    let kind = vote.ballot.mode == .cards ? "" : vote.ballot.isSecret ? ", bỏ phiếu kín" : ", không kín"
    var blocks: [PrintedDocument.Block] = [
      .heading(2, "\(number). \(vote.ballot.mode.title)\(kind)\(round)")
    ]
    guard vote.state == .published, let result = vote.result else {
      switch vote.state {
      case .open: blocks.append(said("Đang bỏ phiếu; chưa có kết quả."))
      case .counted, .cancelAsked, .published: blocks.append(said("Đã kiểm phiếu, chưa công bố."))
      case .cancelled: blocks.append(said("Cuộc bỏ phiếu này đã hủy, không có kết quả."))
      }
      return blocks
    }
    if let majority = vote.majority {
      blocks.append(
        said(
          "Quy định: \(majority.shareWords) \(majority.baseWords) (\(result.base)), từ \(result.needed) phiếu trở lên"
            + (majority.source.cite.map { " (\($0))" } ?? "") + "."))
    }
    let count = result.count
    switch vote.ballot.mode {
    case .paper:
      blocks.append(
        said(
          "In \(count.printed) phiếu, còn lại \(count.unused); phát \(count.issued), thu \(count.returned), không thu được \(count.missing); hợp lệ \(count.valid), không hợp lệ \(count.invalid). Hai người nhập, số liệu giống nhau."
        ))
    case .electronic:
      blocks.append(
        said(
          "Có quyền bỏ phiếu \(vote.ballot.eligible), đã bỏ \(count.returned); hợp lệ \(count.valid), để trắng \(count.invalid)."
        ))
    case .cards: blocks.append(said("Biểu quyết \(count.returned) người."))
    }
    blocks.append(table(result))
    blocks.append(
      .note(PrintedText("Mã kiểm tra của kết quả này: \(result.digest.prefix(32))", italic: true)))
    return blocks
  }

  private func table(_ result: BallotResult) -> PrintedDocument.Block {
    .table(
      PrintedTable(
        columns: [
          .init(weight: 0.5, alignment: .center), .init(weight: 2.4), .init(weight: 3.2), .init(weight: 2.6),
        ],
        header: [["TT", "Họ và tên, tổ chức", "Số phiếu cho từng mức", "Kết quả"]],
        rows: result.lines.map { line in
          let votes = line.votes.map { "\(name($0.grade)): \($0.votes)" }
          let rest = line.without > 0 ? ["Không chọn: \(line.without)"] : []
          return .init([
            PrintedText("\(line.line.position)"), PrintedText(names[line.line.subject] ?? ""),
            PrintedText((votes + rest).joined(separator: "\n")),
            PrintedText(line.sentence(needed: result.needed, gradeName: name), bold: line.carried != nil),
          ])
        }))
  }

  private var proposals: PrintedDocument.Block {
    .table(
      PrintedTable(
        columns: [.init(weight: 0.5, alignment: .center), .init(weight: 3), .init(weight: 3)],
        header: [["TT", "Họ và tên, tổ chức", "Mức đề nghị"]],
        rows: minutes.proposals.enumerated().map { n, grade in
          .init([
            PrintedText("\(n + 1)"), PrintedText(names[grade.subject] ?? ""), PrintedText(name(grade.grade)),
          ])
        }))
  }

  private func name(_ grade: String) -> String { guidance.pack.gradeName(grade) }
  private func said(_ text: String) -> PrintedDocument.Block { .paragraph(.init(PrintedText(text))) }
  /// A line that ends in dots, to be written by hand.
  private func open(_ text: String, _ dots: Int) -> PrintedDocument.Block {
    .paragraph(.init(PrintedText("\(text): \(Self.dots(dots))"), alignment: .left))
  }
  private static func dots(_ count: Int) -> String { String(repeating: "…", count: count) }
}
