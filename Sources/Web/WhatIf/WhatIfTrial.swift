import Basics
import Foundation
import Markup
import Registry
import Reviews
import Rules

/// A local decision that is tried and not recorded: one more place of a quota, another way of rounding.
struct WhatIfTrial: Sendable {
  var path: String
  /// Empty while only the point is chosen.
  var value: String
  var choices: LocalChoices

  /// `nil` where nothing is tried, or what is named is not left open.
  init?(_ data: FormData, of guidance: Guidance) {
    let path = data["muc"]
    guard guidance.pack.local.contains(where: { $0.path.utf8.elementsEqual(path.utf8) }) else { return nil }
    (self.path, choices) = (path, LocalChoices(guidance.pack))
    value = VietnameseText.clean(data["gia-tri"])
  }

  func ruling(on day: Day) -> LocalDecision? {
    value.isEmpty
      ? nil : LocalDecision(document: "thử", issuedOn: day, issuer: "thử", values: [path: value])
  }

  /// For an address.
  var address: [(String, String)] {
    [("muc", path), ("gia-tri", value)].map {
      ($0.0, $0.1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
    }
  }

  var sentence: String {
    value.isEmpty
      ? "Chưa chọn giá trị để thử" : "Thử: \(choices.title(path)) – \(choices.words(value, for: path))"
  }
}

/// First what is tried, then how: the page works without scripts.
struct WhatIfTrialForm: Piece {
  var picture: WhatIfPicture

  var html: HTML {
    let pack = picture.tried.pack
    guard !pack.local.isEmpty else { return "" }
    let words = LocalChoices(pack)
    let fields: HTML = """
      \(HiddenField("nam", "\(picture.year)"))\(HiddenField("don-vi", "\(picture.organisation.organisation)"))\(HiddenField("voi", picture.tried.name))\
      \(picture.whatIf.keepsDecided ? HiddenField(Visit.keepsDecided, "giu").html : "")\
      \(picture.version.map { HiddenField("ban", "\($0)").html })
      """
    let body: HTML
    if let trial = picture.trial {
      let allowed = words.choices(trial.path)
      let value: HTML =
        allowed.isEmpty
        ? TextField(
          "gia-tri", label: "Giá trị", value: trial.value, hint: words.hint(trial.path), isRequired: true,
          maximumLength: 80
        ).html
        : Select("gia-tri", label: "Giá trị", choices: allowed, selected: trial.value, isRequired: true).html
      body = """
        \(fields)\(HiddenField("muc", trial.path))
        <p><strong>\(words.title(trial.path))</strong> <span class="hint">Khi chưa có quyết định: \(words.usual(trial.path)).</span></p>
        \(value)
        \(Actions("\(Submit("Thử", kind: .secondary)) \(ButtonLink("Thử điều khác", without, kind: .quiet))"))
        """
    } else {
      body = """
        \(fields)
        \(Select("muc", label: "Điều được thử", choices: pack.local.map { Choice($0.path, words.title($0.path)) }, isRequired: true))
        \(Actions("\(Submit("Tiếp tục", kind: .secondary))"))
        """
    }
    return Section(
      "Thử một quyết định riêng", id: "thu",
      note: "Thêm một chỗ trong tỷ lệ, làm tròn khác đi…: không ghi gì vào sổ.",
      body: Form(asking: "\(picture.path)#thu", label: "Thử một quyết định riêng", body: body).html
    ).html
  }

  private var without: String {
    var plain = picture
    plain.trial = nil
    plain.other = picture.tried
    return plain.address() + "#thu"
  }
}
