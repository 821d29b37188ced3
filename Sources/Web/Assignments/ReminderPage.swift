import Basics
import Markup
import Meetings
import Registry

extension Visit {
  private func reminders() async throws -> (OrganisationState, [(name: String, reminder: AssignmentReminder)])
  {
    let organisation = try await meetingOrganisation()
    let id = organisation.organisation
    let (system, actor, today, rules) = (system, actor, today, try meetingRules)
    let now = system.now
    let found = try await system.read { session throws in
      let reminders = try session.assignmentReminders(of: id, on: today, rules: rules)
      let names = try session.memberNames(reminders.map(\.member), on: today, for: actor, at: now)
      return reminders.map { (name: names[$0.member] ?? "đảng viên ngoài phạm vi được xem", reminder: $0) }
    }
    let ordered = found.map { ($0, VietnameseText.nameOrder($0.name)) }
      .sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
    return (organisation, ordered)
  }

  /// Who still owes something, the day it is due; nobody who owes nothing.
  func reminderPage() async throws -> Answer {
    let (organisation, reminders) = try await reminders()
    let rule = try meetingRules.remind
    let path = "/to-chuc/\(organisation.organisation)/viec-giao"
    let paper = reminders.count { $0.reminder.isOnPaper }
    return try await page(
      "Nhắc việc",
      breadcrumbs: [
        Link(organisation.name, "/to-chuc/\(organisation.organisation)"), Link("Việc giao", path),
      ],
      body: """
        \(PageHeading("Nhắc việc", kind: organisation.name, lede: "Chỉ người còn việc mở: từ \(rule.beforeDays) ngày trước hạn. Phiếu nhắc chỉ ghi có mấy việc, hạn ngày nào, không ghi việc gì.", actions: reminders.isEmpty ? "" : "\(ButtonLink("In phiếu nhắc (Word)", "\(path)/nhac/in?dang=docx"))\(ButtonLink("In phiếu nhắc (PDF)", "\(path)/nhac/in?dang=pdf", kind: .quiet))"))
        \(Table(
          "Nhắc việc",
          columns: [.init("Người làm"), .init("Quá hạn"), .init("Sắp đến hạn"), .init("Cách nhắc")],
          rows: reminders.map { one in
            let reminder = one.reminder
            return Table.Row([
              "<a\(href: "\(path)?nguoi=\(reminder.member)")>\(one.name)</a>",
              "\(reminder.overdue.map(\.vietnamese).joined(separator: ", "))",
              "\(reminder.soon.map(\.vietnamese).joined(separator: ", "))",
              reminder.isOnPaper ? "phiếu giấy" : "tự thấy ở trang Của tôi",
            ], tone: reminder.overdue.isEmpty ? .neutral : .attention)
          },
          empty: EmptyState("Không ai cần nhắc", advice: "Không có việc nào sắp đến hạn hay quá hạn mà còn người làm; việc chưa giao cho ai, người đã chuyển đi thì xem ở Việc giao, mục Cần xem.")))
        \(when: paper > 0, "<p class=\"hint\">\(paper) người không có tài khoản: in phiếu, đưa tận tay.</p>")
        """)
  }

  func printReminders() async throws -> Answer {
    let (organisation, reminders) = try await reminders()
    return try printed(
      ReminderPrint(
        reminders, of: organisation.name, on: today,
        layout: try self.rules.layout(on: today)?.profile ?? .party, mark: opening.mark
      ).document, named: "Phiếu nhắc việc, \(organisation.name)")
  }
}
