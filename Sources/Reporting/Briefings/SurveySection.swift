import Basics
import Registry

/// What the latest survey found and advised.
extension BriefingMaker {
  func surveySection() throws -> Briefing.Section? {
    guard let survey = try session.latestSurvey(of: root.organisation, asOf: asOf) else { return nil }
    let parts = try session.surveyListing(of: survey.id, asOf: asOf)
    func of(_ kind: SurveyPart.Kind) -> [SurveyPartListing] { parts.filter { $0.part.kind == kind } }
    var blocks: [Briefing.Block] = [
      .paragraph("\(survey.title), ngày \(survey.visitedOn.vietnamese). \(survey.team).")
    ]
    let findings = of(.finding)
    if !findings.isEmpty {
      blocks.append(.paragraph("Đánh giá của đoàn:"))
      blocks.append(
        .bullets(
          findings.map { listing in
            let cause = listing.because.map { " (do: \($0.text))" } ?? ""
            return sentence(listing.part.text + cause)
          }))
    }
    for (kind, head) in [(SurveyPart.Kind.advice, "Ý kiến lưu ý, yêu cầu:"), (.petition, "Kiến nghị:")] {
      let list = of(kind)
      guard !list.isEmpty else { continue }
      blocks.append(.paragraph(head))
      blocks.append(
        .bullets(
          list.map { listing in
            let owner = listing.organisationName ?? listing.part.person
            let due = listing.part.dueOn.map { "hạn \($0.vietnamese)" } ?? "không đặt hạn"
            let from = owner.isEmpty ? "" : "\(owner): "
            return sentence("\(from)\(listing.part.text) (\(due); \(listing.status.title.lowercased()))")
          }))
    }
    return Briefing.Section(id: "survey", title: "Kết quả khảo sát gần nhất", blocks: blocks)
  }

  private func sentence(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }
}
