import Basics
import Formats
import Registry

/// Reminder slips — phiếu nhắc việc: one for everybody who still owes something, cut apart and handed out; for those without an
/// account the only way. How many, by when; not what.
package struct ReminderPrint: Sendable {
  package var organisation: String
  package var reminders: [(name: String, reminder: AssignmentReminder)]
  package var day: Day
  package var layout: LayoutProfile
  package var mark: String?

  package init(
    _ reminders: [(name: String, reminder: AssignmentReminder)], of organisation: String, on day: Day,
    layout: LayoutProfile = .party, mark: String? = nil
  ) {
    (self.reminders, self.organisation, self.day) = (reminders, organisation, day)
    (self.layout, self.mark) = (layout, mark)
  }

  private static let aSheet = 4

  package var document: PrintedDocument {
    var blocks: [PrintedDocument.Block] = []
    for (place, one) in reminders.enumerated() {
      if place > 0 { blocks.append(place % Self.aSheet == 0 ? .pageBreak : cut) }
      blocks += slip(one.name, one.reminder)
    }
    if blocks.isEmpty { blocks.append(MeetingPaper.said("Không ai còn việc sắp đến hạn hay quá hạn.")) }
    var layout = layout
    layout.hasPageNumbers = false
    return PrintedDocument(
      title: "Phiếu nhắc việc, \(organisation)", layout: layout, mark: mark, blocks: blocks)
  }

  private func slip(_ name: String, _ reminder: AssignmentReminder) -> [PrintedDocument.Block] {
    func days(_ days: [Day]) -> String { days.map(\.vietnamese).joined(separator: ", ") }
    var blocks: [PrintedDocument.Block] = [
      centred(PrintedText(organisation.uppercased(), bold: true)),
      centred(PrintedText("PHIẾU NHẮC VIỆC, ngày \(day.vietnamese)", bold: true)),
      MeetingPaper.said("Kính gửi", "đồng chí \(name)"),
      MeetingPaper.said("Đồng chí có \(reminder.sentence)."),
    ]
    if !reminder.overdue.isEmpty { blocks.append(MeetingPaper.said("Hạn đã qua", days(reminder.overdue))) }
    if !reminder.soon.isEmpty { blocks.append(MeetingPaper.said("Hạn sắp đến", days(reminder.soon))) }
    blocks.append(
      .note(
        PrintedText(
          "Xem việc gì ở trang Của tôi hoặc hỏi người chủ trì; xong rồi thì báo lại, vướng mắc thì báo trước hạn.",
          italic: true)))
    return blocks
  }

  private func centred(_ text: PrintedText) -> PrintedDocument.Block {
    .paragraph(.init(text, alignment: .center, hasFirstLineIndent: false))
  }
  private var cut: PrintedDocument.Block {
    centred(PrintedText(Array(repeating: "–", count: 44).joined(separator: " ")))
  }
}
