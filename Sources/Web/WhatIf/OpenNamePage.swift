import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  private var data: FormData { method == .post ? form : query }

  /// Asks what the name is opened for.
  func openNamePage(_ trouble: FormTrouble) async throws -> Answer {
    let picture = try await whatIfPicture(.recordGradings)
    return try await whatIfShell(
      "Xem tên", picture,
      OpenNamePage(visit: self, picture: picture, word: data["ma"], entity: data["loai"], trouble: trouble)
        .html)
  }

  /// Shows the name once, after the purpose is written down.
  func openName() async throws -> Answer {
    try await attempt {
      try mattersOnly(["muc-dich"])
      let picture = try await whatIfPicture(.recordGradings)
      let opened = try await system.openName(
        data["ma"], of: data["loai"], in: picture.snapshot, purpose: form.paragraphs("muc-dich"),
        guidance: picture.tried.name, by: actor)
      return try await whatIfShell(
        "Tên đã mở", picture, OpenedNamePage(picture: picture, opened: opened, entity: data["loai"]).html)
    } else: {
      try await openNamePage($0)
    }
  }
}

struct OpenNamePage: Piece {
  var visit: Visit
  var picture: WhatIfPicture
  var word: String
  var entity: String
  var trouble: FormTrouble

  var html: HTML {
    """
    \(PageHeading("Xem tên của \(word)", kind: "Thử hướng dẫn", lede: "Chỉ người được xem mức xếp loại ấy mới mở được tên. Tên người mở, lúc mở và mục đích được ghi lại, và hiện trong danh sách ai đã xem hồ sơ."))
    \(trouble.summary)
    \(Form(action: "\(picture.path)/ten", csrf: visit.csrf, body: """
      \(picture.fields)\(HiddenField("loai", entity))\(HiddenField("ma", word))\(visit.keptNames(["muc-dich"]))
      \(TextArea("muc-dich", label: "Mở để làm gì", value: visit.form.paragraphs("muc-dich"), rows: 3, hint: "Ví dụ: đối chiếu dữ kiện với hồ sơ trước khi góp ý dự thảo.", error: trouble.on("muc-dich"), isRequired: true, maximumLength: 500))
      \(Actions("\(Submit("Ghi mục đích và xem tên")) \(ButtonLink("Quay lại", picture.address("/nguoi"), kind: .quiet))"))
      """))
    """
  }
}

struct OpenedNamePage: Piece {
  var picture: WhatIfPicture
  var opened: OpenedName
  var entity: String

  var html: HTML {
    """
    \(PageHeading(opened.name, kind: "Tên đã mở", lede: "\(opened.place)"))
    \(Notice(.done, "Việc mở tên đã được ghi lại cùng mục đích."))
    \(Actions("\(ButtonLink("Dữ kiện và mức năm \(picture.year)", path)) \(ButtonLink("Quay lại danh sách", picture.address("/nguoi"), kind: .quiet))"))
    """
  }

  private var path: String {
    switch opened.subject {
    case .member(let id): "/dang-vien/\(id)/kiem-diem?nam=\(picture.year)"
    case .organisation(let id): "/to-chuc/\(id)/kiem-diem/du-kien?loai=\(entity)&nam=\(picture.year)"
    }
  }
}
