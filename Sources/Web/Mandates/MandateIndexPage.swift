import Basics
import Markup
import Registry
import Reporting

extension Visit {
  /// Mandates in force on the day, with how far the units of the person's reach are.
  func mandateIndex() async throws -> Answer {
    let pictures = try await mandatePictures()
    let (system, actor) = (system, actor)
    let now = system.now
    let canIssue = try await system.read { session throws in
      try actor.account.map { try session.grants(of: $0, at: now) }?.contains {
        $0.role.rights.contains(.manageMandates)
      } ?? false
    }
    return try await page(
      "Văn bản giao việc", travels: true,
      body: """
        \(PageHeading("Văn bản giao việc", lede: "Văn bản cấp trên có hiệu lực ngày \(day.vietnamese) giao đơn vị trong phạm vi phải làm một việc; mỗi đơn vị thực hiện bằng một quyết định.", actions: canIssue ? "\(ButtonLink("Ghi văn bản mới", "/van-ban-giao-viec/moi", kind: .primary))" : ""))
        \(pictures.isEmpty
          ? EmptyState("Không có văn bản nào vào ngày này", advice: canIssue ? "Ghi văn bản đầu tiên, hoặc chọn ngày khác." : "Chọn ngày khác ở thanh phía trên.").html
          : "\(each: pictures, entry)")
        """)
  }

  private func entry(_ picture: MandatePicture) -> HTML {
    let (mandate, progress) = (picture.mandate, picture.progress)
    let late = progress.overdue.count
    let path = link("/van-ban-giao-viec/\(mandate.mandate)")
    return Section(
      picture.title, note: "\(picture.document.map { "\($0.key.issuer), \($0.key.date.vietnamese)" } ?? "")",
      body: """
        <p><a\(href: path)>\(mandate.subject)</a>: \(mandate.duty).</p>
        \(Progress("\(mandate.obliged.title), \(picture.countedPlace)", done: progress.fulfilled, of: progress.obliged, records: path))
        <p class="hint">\(mandate.dueOn.map { "Hạn \($0.vietnamese). " } ?? "Không đặt hạn. ")\(progress.first.map { first in "Quyết định từ \(first.vietnamese) đến \((progress.last ?? first).vietnamese)." } ?? "Chưa có quyết định nào.") \(when: late > 0, Badge("\(late) đơn vị quá hạn", .attention).html)</p>
        """
    ).html
  }
}
