import Basics
import Markup
import Registry

/// The fields of a personal record on a form: as typed before, else as the register has them.
struct PersonFields: Piece {
  var form: FormData
  var person: PersonalRecord
  var numbers: [MemberNumber.Kind: String]?
  var trouble: FormTrouble

  init(
    _ form: FormData, _ person: PersonalRecord, numbers: [MemberNumber.Kind: String]?, _ trouble: FormTrouble
  ) {
    (self.form, self.person, self.numbers, self.trouble) = (form, person, numbers, trouble)
  }

  var html: HTML {
    """
    \(text("ho-ten", "Họ và tên", person.name, .full, isRequired: true, length: 80))
    \(RadioGroup("gioi", label: "Giới tính", choices: Member.Sex.allCases.map { Choice($0.rawValue, $0.title) }, selected: value("gioi", person.sex.rawValue)))
    \(day("ngay-sinh", "Ngày sinh", person.bornOn, isRequired: isNew || person.bornOn != nil))
    \(day("ngay-vao", "Ngày vào Đảng", person.admittedOn, isRequired: isNew || person.admittedOn != nil))
    \(day("ngay-chinh-thuc", "Ngày chính thức", person.officialOn, hint: "Bỏ trống khi còn dự bị."))
    \(when: numbers != nil, numberFields)
    \(text("que-quan", "Quê quán", person.homePlace, .full))
    \(text("noi-o", "Nơi ở", person.residence, .full))
    \(RadioGroup("dia-phuong", label: "Là người địa phương", choices: [Choice("co", "Phải"), Choice("khong", "Không phải"), Choice("", "Chưa rõ")], selected: value("dia-phuong", person.isLocal.map { $0 ? "co" : "khong" } ?? "")))
    \(text("dan-toc", "Dân tộc", person.ethnicity))
    \(text("nghe", "Nghề nghiệp", person.occupation, .full))
    \(text("hoc-van", "Học vấn, chuyên môn", person.education, .full))
    \(text("ly-luan", "Lý luận chính trị", person.theory))
    """
  }

  /// The register may have older records without these days; a new one needs them.
  private var isNew: Bool { person.name.isEmpty }

  private var numberFields: HTML {
    """
    \(text("so-the", "Số thẻ đảng viên", numbers?[.card] ?? "", length: 40))
    \(text("so-ly-lich", "Số lý lịch", numbers?[.record] ?? "", length: 40))
    """
  }

  private func value(_ name: String, _ known: String) -> String { form.has(name) ? form[name] : known }

  private func text(
    _ name: String, _ label: String, _ known: String, _ width: TextField.Width = .medium,
    isRequired: Bool = false, length: Int = 200
  ) -> TextField {
    TextField(
      name, label: label, value: value(name, known), width: width, error: trouble.on(name),
      isRequired: isRequired,
      maximumLength: length)
  }

  private func day(
    _ name: String, _ label: String, _ known: Day?, hint: String? = DayField.hint,
    isRequired: Bool = false
  ) -> DayField {
    DayField(
      name, label: label, value: value(name, known?.vietnamese ?? ""), hint: hint, error: trouble.on(name),
      isRequired: isRequired)
  }
}

extension Visit {
  /// The record a form tells; days that are in no calendar are said all at once.
  func typedPerson() throws -> PersonalRecord {
    var trouble = FormTrouble()
    func day(_ name: String) -> Day? {
      guard !form[name].isEmpty else { return nil }
      let day = form.day(name)
      if day == nil {
        trouble.add(
          name, "“\(form[name].prefix(40))” không có trong lịch; ghi theo ngày/tháng/năm, ví dụ 21/4/2014.")
      }
      return day
    }
    let (born, admitted, official) = (day("ngay-sinh"), day("ngay-vao"), day("ngay-chinh-thuc"))
    if form["ho-ten"].isEmpty { trouble.add("ho-ten", "Ghi họ và tên đầy đủ, có dấu.") }
    if let born, born > today { trouble.add("ngay-sinh", "Ngày sinh ở sau hôm nay.") }
    guard trouble.isEmpty else { throw FormTroubles(trouble: trouble) }
    return PersonalRecord(
      name: form["ho-ten"], sex: Member.Sex(rawValue: form["gioi"]) ?? .unknown, bornOn: born,
      admittedOn: admitted,
      officialOn: official, ethnicity: form["dan-toc"], homePlace: form["que-quan"], residence: form["noi-o"],
      isLocal: form["dia-phuong"] == "co" ? true : form["dia-phuong"] == "khong" ? false : nil,
      occupation: form["nghe"],
      education: form["hoc-van"], theory: form["ly-luan"])
  }

  var typedNumbers: [MemberNumber.Kind: String] { [.card: form["so-the"], .record: form["so-ly-lich"]] }
}
