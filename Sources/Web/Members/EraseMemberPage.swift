import Basics
import Markup
import Registry

/// Erasing a person's data by law: for good, so the name is typed.
extension Visit {
  func eraseMemberPage(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await memberPicture(on: .form, asOf: today)
    return try await page(
      "Xóa dữ liệu cá nhân · \(picture.name)", breadcrumbs: memberTrail(picture, isForm: true),
      body: """
        \(PageHeading("Xóa dữ liệu cá nhân", kind: picture.name, lede: "Chỉ dùng khi luật yêu cầu. Họ tên, ngày sinh, quê quán, nơi ở, số thẻ và mọi điều khác trong lý lịch bị xóa trắng ở mọi ngày, cả trong nhật ký. Người này còn lại là một số để các số đếm trước đây vẫn đúng."))
        \(trouble.summary)
        \(Notice(.warning, "Không lấy lại được.", reason: "Bản sao lưu đã làm trước đó vẫn còn dữ liệu cũ; người vận hành phải hủy chúng theo quyết định."))
        \(Form(action: "/dang-vien/\(picture.member)/xoa-du-lieu", csrf: csrf, body: """
          \(DecisionFields(visit: self, trouble: trouble, legend: "Quyết định xóa dữ liệu"))
          \(TextField("ly-do", label: "Lý do", value: form["ly-do"], width: .full, hint: "Không ghi tên người; lý do được giữ mãi trong nhật ký.", error: trouble.on("ly-do"), isRequired: true, maximumLength: 300))
          \(TextField("xac-nhan", label: "Gõ họ và tên để xác nhận", value: form["xac-nhan"], width: .full, hint: "Đúng từng chữ: \(picture.name)", error: trouble.on("xac-nhan"), isRequired: true, maximumLength: 200))
          \(Actions("\(Submit("Xóa dữ liệu cá nhân", kind: .destructive))"))
          """))
        """)
  }

  func eraseMember() async throws -> Answer {
    let id = try member
    return try await attempt {
      guard let decision = try decision(isRequired: true) else { throw RequestRefusal.missing("văn bản") }
      try await perform(
        EraseMember(id, confirmation: form["xac-nhan"], reason: form["ly-do"], decision: decision))
      return .redirect("/dang-vien/\(id)", done: .erased)
    } else: {
      try await eraseMemberPage($0)
    }
  }
}
