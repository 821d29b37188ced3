import Basics
import Formats
import Registry
import Rules
import Storage

/// What a dossier is put together with besides the register.
package struct DossierMeans: Sendable {
  package var rules: DossierRules
  package var forms: ReviewForms
  package var opinions: OpinionRules
  package var ballots: BallotRules
  package var layout: LayoutProfile
  package var mark: String?

  package init(
    rules: DossierRules, forms: ReviewForms, opinions: OpinionRules, ballots: BallotRules,
    layout: LayoutProfile, mark: String?
  ) {
    (self.rules, self.forms, self.opinions, self.ballots) = (rules, forms, opinions, ballots)
    (self.layout, self.mark) = (layout, mark)
  }
}

extension Session {
  /// The dossier of a subject as an actor may have it: who compiles it at the unit, or whoever decides on the subject.
  package func dossier(
    of subject: ReviewSubject, named name: String, guidance: Guidance, procedures: RoundProcedures,
    means: DossierMeans, for actor: Registry.Actor, at moment: Moment, today: Day
  ) throws -> Dossier {
    guard let round = try reviewRound(subject.round) else { throw RightsRefusal.notFound }
    let asOf = AsOf(today)
    let procedure = try procedures.procedure(of: guidance)
    let decider = try decider(of: subject, in: round, procedure, asOf: asOf)
    let here = try rights(of: actor, on: subject.organisation, at: moment)
    let decides = try rights(of: actor, on: decider, at: moment).contains(.manageRounds)
    guard here.contains(.recordReviews) || decides else {
      throw here.isEmpty ? RightsRefusal.notFound : .lacking(.recordReviews)
    }
    guard let place = try organisationNear(subject.organisation, asOf: asOf) else {
      throw RightsRefusal.notFound
    }
    var papers: [Dossier.Paper] = []
    papers += try formPapers(subject, round, guidance, means)
    papers += try opinionPapers(subject, means.opinions, actor, moment)
    papers += try minutesPapers(subject, round, guidance, means.ballots)
    papers += try gradePapers(subject, name, guidance, asOf)
    let prompts = try reviewPrompts(for: subject.subject, year: round.period.year)
    if !prompts.isEmpty, subject.entity != .cell {
      papers.append(
        .init(
          item: "prompts", name: "Gợi ý kiểm điểm",
          blocks: prompts.map { .paragraph(.init(PrintedText($0.content))) }))
    }
    papers += try complaintPapers(
      subject, reads: decides && (try readsComplaints(of: decider, actor, asOf: asOf, at: moment)))
    papers += try factPapers(subject, round, guidance)
    return Dossier(
      rules: means.rules, subject: subject, name: name, organisationName: place.name,
      superior: try superiors(of: subject.organisation, asOf: asOf).last?.name, period: round.period,
      guidance: guidance, papers: papers, madeOn: today)
  }

  private func formPapers(
    _ subject: ReviewSubject, _ round: Round, _ guidance: Guidance, _ means: DossierMeans
  ) throws -> [Dossier.Paper] {
    let year = round.period.year
    let day = AsOf(min(round.period.lastDay, round.populationOn))
    return try filledForms(of: subject.subject, year: year).compactMap { filled in
      guard filled.quarter == round.period.quarter,
        let form = means.forms.form(filled.form, of: filled.guidance)
      else { return nil }
      let head =
        try subject.member.map { try formHead(of: $0, year: year, asOf: day) }
        ?? formHead(of: subject.organisation, year: year, asOf: day)
      let print = FormPrint(
        form, of: guidance.pack, head: head, answers: filled.answers, layout: means.layout, mark: means.mark,
        sentOn: filled.sentOn)
      return Dossier.Paper(
        item: "forms", name: "\(form.code) \(form.name)", blocks: [], document: print.document)
    }
  }

  private func opinionPapers(
    _ subject: ReviewSubject, _ rules: OpinionRules, _ actor: Registry.Actor, _ moment: Moment
  ) throws -> [Dossier.Paper] {
    try opinions(about: subject.id, for: actor, at: moment).filter { $0.state == .entered }.map { opinion in
      var blocks: [PrintedDocument.Block] = [
        .paragraph(.init(PrintedText("Nơi nhận xét: \(opinion.askedName). Người ký: \(opinion.author).")))
      ]
      for heading in rules.headings(of: opinion.kind) {
        guard let text = opinion.content[heading.id], !text.isEmpty else { continue }
        blocks.append(.heading(3, heading.name))
        blocks.append(.paragraph(.init(PrintedText(text))))
      }
      if !opinion.reply.isEmpty {
        let isCopied = try isReplyOnPaper(opinion.request)
        blocks.append(
          .heading(3, "Trả lời của người được nhận xét\(isCopied ? " (chép từ bản giấy đã ký)" : "")"))
        blocks.append(.paragraph(.init(PrintedText(opinion.reply))))
      }
      blocks.append(.note(PrintedText("Vào hồ sơ ngày \(opinion.day.vietnamese).")))
      return Dossier.Paper(
        item: opinion.kind == .residence ? "residence" : "opinions", name: rules.name(of: opinion.kind),
        blocks: blocks)
    }
  }

  /// Of the minutes what concerns the subject: how many were there, and how its line was voted.
  private func minutesPapers(
    _ subject: ReviewSubject, _ round: Round, _ guidance: Guidance, _ rules: BallotRules
  ) throws -> [Dossier.Paper] {
    try reviewMeetings(of: subject.organisation, in: round.id).compactMap { meeting in
      guard let minutes = try meetingMinutes(meeting.id, guidance: guidance, rules: rules) else { return nil }
      let base = minutes.base
      // Of a meeting at which nobody was written down there is nothing to tell.
      guard minutes.isHeld else { return nil }
      var blocks: [PrintedDocument.Block] = [
        .paragraph(
          .init(
            PrintedText(
              "Hội nghị của \(minutes.organisationName) ngày \(meeting.heldOn.vietnamese). Triệu tập \(base.convened), có mặt \(base.present), vắng có lý do \(base.excused), vắng \(base.absent). Số tính kết quả: \(base.base)."
            )))
      ]
      // What was counted and is not published yet belongs to no dossier.
      for vote in minutes.votes where vote.state == .published {
        guard let result = vote.result,
          let line = result.lines.first(where: { $0.line.subject == subject.id })
        else { continue }
        blocks.append(
          .table(
            PrintedTable(
              columns: [.init(weight: 3), .init(weight: 1, alignment: .center)],
              header: [["Mức", "Số phiếu"]],
              rows: line.votes.map {
                .init([PrintedText(guidance.pack.gradeName($0.grade)), PrintedText("\($0.votes)")])
              })))
        let said =
          line.carried.map { "Đạt số phiếu cần (\(result.needed)): \(guidance.pack.gradeName($0))." }
          ?? "Không mức nào đạt số phiếu cần (\(result.needed))."
        blocks.append(.paragraph(.init(PrintedText(said))))
      }
      return Dossier.Paper(
        item: "minutes", name: "Trích biên bản ngày \(meeting.heldOn.vietnamese)", blocks: blocks)
    }
  }

  private func gradePapers(
    _ subject: ReviewSubject, _ name: String, _ guidance: Guidance, _ asOf: AsOf
  ) throws -> [Dossier.Paper] {
    let history = try reviewGradeHistory(of: subject.id)
    func text(_ grade: ReviewGrade) -> String { guidance.pack.gradeName(grade.grade) }
    /// The ballot it rests on, or what was said where there is none in the register.
    func ground(_ grade: ReviewGrade) throws -> String {
      let meeting = try grade.ballot.flatMap { try ballot($0) }.flatMap { try reviewMeeting($0.meeting) }
      let vote = meeting.map { "Bỏ phiếu ngày \($0.heldOn.vietnamese)" }
      return [vote, grade.reason].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "; ")
    }
    func by(_ grade: ReviewGrade) throws -> String { try organisationNear(grade.by, asOf: asOf)?.name ?? "" }
    var papers: [Dossier.Paper] = []
    let earlier = history.filter { $0.grade.step != .decided && $0.isBelieved }.map(\.grade)
    if !earlier.isEmpty {
      papers.append(
        .init(
          item: "appraisal", name: "Mức tự nhận, đề nghị, thẩm định",
          blocks: [
            .table(
              PrintedTable(
                columns: [
                  .init(weight: 1.2), .init(weight: 2), .init(weight: 1), .init(weight: 2),
                  .init(weight: 2.4),
                ],
                header: [["Bước", "Mức", "Ngày", "Nơi xếp", "Căn cứ, lý do"]],
                rows: try earlier.map { grade in
                  .init([
                    PrintedText(grade.step.title + (grade.isForOther ? " (nhập hộ)" : "")),
                    PrintedText(text(grade)), PrintedText(grade.day.vietnamese), PrintedText(try by(grade)),
                    PrintedText(try ground(grade)),
                  ])
                }))
          ]))
    }
    for (number, entry) in history.filter({ $0.grade.step == .decided }).enumerated() {
      let grade = entry.grade
      let citation = try grade.decision.flatMap { try decision($0) }?.key.citation ?? ""
      var blocks: [PrintedDocument.Block] = [
        .paragraph(
          .init(
            PrintedText([
              .init("Mức: "), .init(text(grade), bold: true),
              .init(
                ". Ngày \(grade.day.vietnamese), \(try by(grade)) quyết định\(citation.isEmpty ? "" : " tại \(citation)")."
              ),
            ])))
      ]
      if !grade.reason.isEmpty { blocks.append(.paragraph(.init(PrintedText("Lý do: \(grade.reason)")))) }
      if let derivation = try derivation(of: grade.grading ?? ID(grade.id.number)) {
        blocks.append(.heading(3, "Cách tính lúc quyết định"))
        blocks += derivation.explanation.replacing("\(subject.subject.number)", with: name).split(
          separator: "\n"
        ).map {
          .paragraph(.init(PrintedText(String($0)), alignment: .left, hasFirstLineIndent: false))
        }
        blocks.append(
          .note(
            PrintedText(
              "\(derivation.pack), \(derivation.engine); mã dữ kiện \(derivation.factsHash.prefix(12)).")))
      }
      let kind =
        entry.isBelieved ? number == 0 ? "Kết quả xếp loại" : "Kết quả xếp loại lại" : "Kết quả đầu, đã thay"
      papers.append(.init(item: "conclusion", name: kind, blocks: blocks))
    }
    return papers
  }

  private func complaintPapers(_ subject: ReviewSubject, reads: Bool) throws -> [Dossier.Paper] {
    try reviewComplaints(about: subject.id).enumerated().map { number, complaint in
      var blocks: [PrintedDocument.Block] = [
        .paragraph(
          .init(
            PrintedText(
              "\(complaint.channel?.title ?? "Đơn thư"), nhận ngày \(complaint.receivedOn.vietnamese).")))
      ]
      if reads, let content = complaint.content {
        blocks.append(.paragraph(.init(PrintedText("Nội dung: \(content)"))))
      }
      if complaint.state == .verified {
        let citation = try complaint.decision.flatMap { try decision($0) }?.key.citation ?? ""
        blocks.append(
          .paragraph(
            .init(
              PrintedText(
                "Trả lời ngày \(complaint.verifiedOn?.vietnamese ?? "")\(citation.isEmpty ? "" : " (\(citation))"): \(complaint.outcome?.title ?? "").\(reads ? " \(complaint.finding)" : "")"
              ))))
      } else {
        blocks.append(.paragraph(.init("Chưa trả lời.")))
      }
      return Dossier.Paper(item: "complaints", name: "Đơn thư \(number + 1)", blocks: blocks)
    }
  }

  private func factPapers(_ subject: ReviewSubject, _ round: Round, _ guidance: Guidance) throws
    -> [Dossier.Paper]
  {
    guard round.period.quarter == 0 else { return [] }
    let facts = try reviewFacts(
      of: subject.subject, entity: subject.entity.rawValue, year: round.period.year)
    guard !facts.isEmpty else { return [] }
    let rows = facts.map { fact -> PrintedTable.Row in
      let known = guidance.pack.facts.first { $0.id == fact.fact && $0.entity == fact.entity }
      let value = known.flatMap { known in known.raw(fact.value).map { known.text($0) } } ?? fact.value
      return .init([PrintedText(known?.name ?? fact.fact), PrintedText(value), PrintedText(fact.evidence)])
    }
    return [
      Dossier.Paper(
        item: "facts", name: "Dữ kiện và văn bản chứng minh",
        blocks: [
          .table(
            PrintedTable(
              columns: [.init(weight: 2.5), .init(weight: 1.5), .init(weight: 2.5)],
              header: [["Dữ kiện", "Giá trị", "Văn bản chứng minh"]], rows: rows))
        ])
    ]
  }
}
