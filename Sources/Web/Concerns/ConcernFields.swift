import Basics
import Markup
import Registry
import Reporting

/// The fields of a matter: what, about what, where, when it was heard.
struct ConcernFields: Piece {
  var visit: Visit
  var rules: ConcernRules
  var hamlet: String
  var trouble: FormTrouble
  /// What stands, where it is mended.
  var known: Concern?

  var html: HTML {
    let form = visit.form
    func typed(_ field: String, _ otherwise: String?) -> String {
      form.has(field) ? form[field] : otherwise ?? ""
    }
    let matter = form.has("noi-dung") ? form.paragraphs("noi-dung") : known?.matter ?? ""
    return """
      \(TextArea("noi-dung", label: "Việc", value: matter, rows: 3, hint: "Ví dụ: đường liên ấp ngập khi triều cường. Không ghi tên, số điện thoại, nhà của ai. Tố cáo, khiếu nại có nơi nhận riêng.", error: trouble.on("noi-dung"), isRequired: true, maximumLength: 2000))
      \(visit.keptNames(["noi-dung", "ap"], evenBare: true))
      \(Select("linh-vuc", label: "Lĩnh vực", choices: rules.topics.map { Choice($0.id, $0.name) }, selected: typed("linh-vuc", known?.topic), error: trouble.on("linh-vuc"), isRequired: true))
      \(TextField("ap", label: "Ấp, khu phố", value: typed("ap", known?.hamlet ?? hamlet), hint: "Không ghi nhỏ hơn ấp, khu phố.", error: trouble.on("ap"), isRequired: true, maximumLength: rules.place.longest))
      \(DayField("ngay-nghe", label: "Ngày nghe", value: typed("ngay-nghe", (known?.heardOn ?? visit.today).vietnamese), error: trouble.on("ngay-nghe"), isRequired: true))
      """
  }
}
