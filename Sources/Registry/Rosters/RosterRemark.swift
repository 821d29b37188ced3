import Basics

/// Roster remark — điều thấy ở một ô: what can be wrong or noteworthy in one field of a roster.
enum RosterRemark: Sendable {
  case missing(String)
  case formulaError(String)
  case noName(String), oddName(String)
  case unknownSex(String), bothSexes
  case yearOnly(Int), unreadableDay(String), wrongDay(RosterDate.Fault, String)
  case serialDay(String, Day), packedDay(String, Day), shortYear(String, Day), ambiguousYear(String)
  case inFuture(Day, Day), officialBeforeAdmission(Day, Day), admittedBeforeBirth(Day, Day)
  case tooYoung(Int, RosterRules.Age), tooOld(Day, Day, RosterRules.Age), tooEarly(Day, RosterRules.Earliest)
  case malformedNumber(String, String, String), paddedNumber(String)
  case unknownPost(String)
  case underMerge(String), hiddenByMerge(String)
  case converted(String, LegacyVietnamese.Encoding)
  case telling(String)

  func finding(sheet: String, row: Int, column: String, value: String?) -> Finding {
    let (code, severity, what, remedy) = words
    return Finding(
      code, severity, sheet: sheet, row: row, column: column, value: value?.isEmpty ?? true ? nil : value,
      message: "Dòng \(row), cột “\(column)”: \(what)", remedy: remedy)
  }

  /// The same about a field of a form.
  func finding(onForm column: RosterColumn) -> Finding {
    let (code, severity, what, remedy) = words
    return Finding(
      code, severity, column: column.title, message: "\(column.title): \(what)",
      remedy: remedy.replacing("Sửa trong tệp rồi tải lại dòng này", with: "Sửa rồi ghi lại")
        .replacing("trong tệp rồi tải lại dòng này", with: "rồi ghi lại")
        .replacing("rồi tải lại dòng này", with: "rồi ghi lại"))
  }

  private var words: (code: String, severity: Finding.Severity, what: String, remedy: String) {
    let again = "Sửa trong tệp rồi tải lại dòng này."
    switch self {
    case .missing(let title):
      return (
        "field.missing", .error, "thiếu \(title.lowercased()).", "Bổ sung trong tệp rồi tải lại dòng này."
      )
    case .formulaError(let error):
      return (
        "field.formulaError", .error, "công thức trong ô bị lỗi (\(error)).",
        "Gõ giá trị thay cho công thức rồi tải lại dòng này."
      )
    case .telling(let number):
      return (
        "text.number", .error, "số “\(number)” giống số định danh hoặc số điện thoại của một người.",
        "Bỏ số ấy khỏi ô này rồi tải lại dòng này; số thẻ, số lý lịch có cột riêng."
      )
    case .noName(let name):
      return ("name.unreadable", .error, "“\(name.prefix(60))” không phải là họ tên.", again)
    case .oddName(let name):
      return (
        "name.odd", .warning, "“\(name)” trông không giống họ tên.",
        "Xem lại; nếu đúng thì cứ để, họ tên được giữ nguyên từng chữ."
      )
    case .unknownSex(let text):
      return ("sex.unknown", .warning, "không hiểu “\(text)”; giới tính để là chưa rõ.", "Ghi Nam hoặc Nữ.")
    case .bothSexes:
      return ("sex.both", .error, "cả cột Nam và cột Nữ đều có ghi.", "Chỉ để một cột rồi tải lại dòng này.")
    case .yearOnly(let year):
      return (
        "day.yearOnly", .error, "chỉ có năm \(year), thiếu ngày và tháng.",
        "Ghi đủ ngày/tháng/năm theo lý lịch rồi tải lại dòng này."
      )
    case .unreadableDay(let text):
      return (
        "day.unreadable", .error, "không đọc được ngày “\(text)”.",
        "Ghi theo dạng ngày/tháng/năm, ví dụ 03/02/1985, rồi tải lại dòng này."
      )
    case .wrongDay(let fault, let text): return Self.words(fault, text)
    case .serialDay(let number, let day):
      return (
        "day.serial", .warning, "số \(number) được hiểu là số ngày của Excel: \(day.vietnamese).",
        "Đối chiếu lại; nếu sai thì ghi ngày/tháng/năm."
      )
    case .packedDay(let text, let day):
      return (
        "day.packed", .warning, "“\(text)” được hiểu là \(day.vietnamese).",
        "Đối chiếu lại; nếu sai thì ghi ngày/tháng/năm."
      )
    case .shortYear(let text, let day):
      return (
        "day.shortYear", .warning, "năm ghi hai chữ số, “\(text)” chỉ có thể là \(day.vietnamese).",
        "Đối chiếu lại; lần sau ghi đủ bốn chữ số của năm."
      )
    case .ambiguousYear(let text):
      return (
        "day.ambiguousYear", .error, "năm ghi hai chữ số, “\(text)” không chắc thuộc thế kỷ nào.",
        "Ghi đủ bốn chữ số của năm rồi tải lại dòng này."
      )
    case .inFuture(let day, let today):
      return ("day.future", .error, "\(day.vietnamese) ở sau ngày \(today.vietnamese).", again)
    case .officialBeforeAdmission(let admitted, let official):
      return (
        "day.officialBeforeAdmission", .error,
        "ngày chính thức \(official.vietnamese) trước ngày vào Đảng \(admitted.vietnamese).",
        "Đối chiếu lý lịch, sửa một trong hai ngày rồi tải lại dòng này."
      )
    case .admittedBeforeBirth(let born, let admitted):
      return (
        "day.admittedBeforeBirth", .error,
        "ngày vào Đảng \(admitted.vietnamese) không sau ngày sinh \(born.vietnamese).",
        "Đối chiếu lý lịch, sửa một trong hai ngày rồi tải lại dòng này."
      )
    case .tooYoung(let age, let rule):
      return (
        "age.tooYoung", rule.severity,
        "vào Đảng khi mới \(age) tuổi, dưới \(rule.years). Căn cứ: \(rule.source)\(rule.certainty.remark).",
        "Đối chiếu ngày sinh và ngày vào Đảng trong lý lịch rồi tải lại dòng này."
      )
    case .tooOld(let born, let day, let rule):
      return (
        "age.tooOld", rule.severity,
        "sinh \(born.vietnamese), \(born.age(on: day)) tuổi vào ngày \(day.vietnamese).",
        "Xem lại năm sinh; nếu đúng thì cứ để."
      )
    case .tooEarly(let day, let rule):
      return (
        "day.tooEarly", rule.severity, "\(day.vietnamese) trước \(rule.source) (\(rule.day.vietnamese)).",
        again
      )
    case .malformedNumber(let kind, let value, let shapes):
      return (
        "number.malformed", .error, "\(kind) “\(value)” không đúng dạng (\(shapes)).",
        "Đối chiếu thẻ hoặc lý lịch, sửa rồi tải lại dòng này."
      )
    case .paddedNumber(let value):
      return (
        "number.padded", .warning, "Excel đã bỏ số 0 đứng đầu; được hiểu là \(value).",
        "Định dạng cột này là Văn bản (Text) trước khi gõ."
      )
    case .unknownPost(let title):
      return (
        "post.unknown", .notice, "không rõ “\(title)” thuộc khối nào nên được tính vào “Khác”.",
        "Ghi chức vụ đầy đủ, hoặc ghi ở cột “Chức vụ Đảng”, “Chức vụ chính quyền”, “Chức vụ đoàn thể”."
      )
    case .underMerge(let area):
      return (
        "merge.covered", .warning, "ô nằm trong vùng gộp \(area) nên coi như để trống.",
        "Bỏ gộp ô (Merge) và ghi giá trị cho từng dòng."
      )
    case .hiddenByMerge(let area):
      return (
        "merge.hidden", .error, "ô có giá trị nhưng bị vùng gộp \(area) che mất.",
        "Bỏ gộp ô (Merge), xem lại giá trị rồi tải lại dòng này."
      )
    case .converted(let text, let encoding):
      return (
        "text.converted", .notice, "chữ gõ bằng bảng mã \(encoding.title) đã đổi sang Unicode: “\(text)”.",
        "Xem lại dấu; không cần gõ lại nếu đúng."
      )
    }
  }

  private static func words(_ fault: RosterDate.Fault, _ text: String) -> (
    String, Finding.Severity, String, String
  ) {
    let again = "Sửa trong tệp rồi tải lại dòng này."
    switch fault {
    case .notInCalendar(let day, let month, let year):
      let written = text.isEmpty ? "\(day)/\(month)/\(year)" : text
      return ("day.notInCalendar", .error, "\(written) không có trong lịch.", again)
    case .yearOnly(let year):
      return (
        "day.yearOnly", .error, "chỉ có năm \(year), thiếu ngày và tháng.",
        "Ghi đủ ngày/tháng/năm theo lý lịch rồi tải lại dòng này."
      )
    case .noDay(let month, let year):
      return (
        "day.yearOnly", .error, "chỉ có tháng \(month) năm \(year), thiếu ngày.",
        "Ghi đủ ngày/tháng/năm theo lý lịch rồi tải lại dòng này."
      )
    case .twoDigitYear:
      return (
        "day.ambiguousYear", .error, "năm ghi hai chữ số, “\(text)” không chắc thuộc thế kỷ nào.",
        "Ghi đủ bốn chữ số của năm rồi tải lại dòng này."
      )
    case .several:
      return (
        "day.several", .error, "“\(text)” có nhiều ngày trong một ô.",
        "Để mỗi ngày một cột, hoặc đặt đề mục “Ngày vào Đảng / chính thức”."
      )
    case .unreadable:
      return (
        "day.unreadable", .error, "không đọc được ngày “\(text)”.",
        "Ghi theo dạng ngày/tháng/năm, ví dụ 03/02/1985, rồi tải lại dòng này."
      )
    case .formulaError(let error):
      return (
        "field.formulaError", .error, "công thức trong ô bị lỗi (\(error)).",
        "Gõ ngày thay cho công thức rồi tải lại dòng này."
      )
    }
  }

  /// Every code with what it means and what to do, for the manual.
  static let codes: [String] = [
    "field.missing", "field.formulaError", "name.unreadable", "name.odd", "sex.unknown", "sex.both",
    "day.notInCalendar",
    "day.yearOnly", "day.unreadable", "day.several", "day.serial", "day.packed", "day.shortYear",
    "day.ambiguousYear",
    "day.future", "day.officialBeforeAdmission", "day.admittedBeforeBirth", "day.tooEarly", "age.tooYoung",
    "age.tooOld",
    "number.malformed", "number.padded", "post.unknown", "merge.covered", "merge.hidden", "text.converted",
  ]
}
