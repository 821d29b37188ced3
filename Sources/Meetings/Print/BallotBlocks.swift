import Basics
import Formats
import Registry
import Rules

/// A secret ballot in the minutes: who counted, the papers, what every option got, which had the votes needed.
struct BallotBlocks {
  var paper: MeetingPaper
  var rules: VotingRules
  var story: MeetingBallotStory

  var blocks: [PrintedDocument.Block] {
    let ballot = story.ballot
    var blocks = [MeetingPaper.said("Bỏ phiếu kín", ballot.question)]
    guard let result = story.result else {
      let why = ballot.reason.isEmpty ? "" : ": \(ballot.reason)"
      return blocks + [MeetingPaper.said("Cuộc bỏ phiếu \(ballot.state.title)\(why).")]
    }
    blocks += papers
    blocks.append(
      .table(
        PrintedTable(
          columns: [
            .init(weight: 0.5, alignment: .center), .init(weight: 4), .init(weight: 1.4, alignment: .right),
          ],
          header: [["TT", ballot.kind == .election ? "Người trong danh sách bầu" : "Phương án", "Số phiếu"]],
          rows: result.count.votes.enumerated().map { place, votes in
            .init([
              PrintedText("\(place + 1)"), PrintedText(paper.option(place, of: story)),
              PrintedText("\(votes)"),
            ])
          })))
    let majority = rules.majorities.first { $0.id.utf8.elementsEqual(ballot.majority.utf8) }
    let cite = majority?.source.cite.map { " (\($0))" } ?? ""
    let asked = majority.map { " Quy định: \($0.shareWords) \($0.baseWords)\(cite)." } ?? ""
    blocks.append(MeetingPaper.said(paper.resultSentence(of: story) + asked))
    if !ballot.hasQuorum {
      blocks.append(
        .note(
          PrintedText(
            "Lúc bỏ phiếu không đủ số người dự theo quy định; kết quả ghi kèm điều này.", italic: true)))
    }
    return blocks
  }

  /// Who counted, and the papers.
  var papers: [PrintedDocument.Block] {
    let names = story.tellers.compactMap { paper.name($0) }
      .map { ($0, VietnameseText.nameOrder($0)) }.sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
    var blocks: [PrintedDocument.Block] = []
    if !names.isEmpty { blocks.append(MeetingPaper.said("Tổ kiểm phiếu", names.joined(separator: ", "))) }
    if let result = story.result {
      blocks.append(
        MeetingPaper.said(
          "\(result.count.papers.sentence) \(story.entrySentence)")
      )
    }
    return blocks
  }
}

extension MeetingPaper {
  /// "Cần 5 trên 9: trúng cử Nguyễn Văn An." The same on the page and in the minutes.
  package func resultSentence(of story: MeetingBallotStory) -> String {
    let ballot = story.ballot
    guard let result = story.result else { return "Chưa có kết quả." }
    let names = result.chosen.map { option($0, of: story) }.joined(separator: ", ")
    let needed = "Cần \(ballot.needed) trên \(ballot.base)"
    if !result.tied.isEmpty {
      let tied = result.tied.map { option($0, of: story) }.joined(separator: ", ")
      let done = names.isEmpty ? "" : "trúng cử \(names); "
      return "\(needed): \(done)bằng phiếu nhau ở chỗ cuối: \(tied); hội nghị quyết định bầu lại hay không."
    }
    switch ballot.kind {
    case .election:
      let short =
        result.chosen.count < ballot.seats ? " Còn thiếu \(ballot.seats - result.chosen.count) người." : ""
      return names.isEmpty
        ? "\(needed): không ai đủ số phiếu." : "\(needed): trúng cử \(names).\(short)"
    case .question, .choice:
      return names.isEmpty
        ? "\(needed): không phương án nào đủ số phiếu." : "\(needed): thông qua “\(names)”."
    }
  }
}
