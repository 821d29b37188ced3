import Basics
import Formats

/// Reads the rows of one sheet into typed values, and says what is wrong with each.
struct RosterReader {
  let sheet: RosterSheet
  let rules: RosterRules
  /// The day the roster speaks of.
  let day: Day
  private let numbers: RosterNumbers
  private let posts: RosterPosts
  private let maps: [ColumnMap]

  init(_ sheet: RosterSheet, _ rules: RosterRules, day: Day) {
    (self.sheet, self.rules, self.day) = (sheet, rules, day)
    numbers = RosterNumbers(rules: rules, day: day)
    posts = RosterPosts(rules)
    maps = sheet.headers.map { ColumnMap($0) }
  }

  func rows() -> [RosterRow] {
    let marked = sheet.headers.indices.map { marksOnly($0) }
    return sheet.records.map { record in
      var reading = RowReading(record, maps[record.header], sheet, marked[record.header])
      return row(&reading)
    }
  }

  private func row(_ reading: inout RowReading) -> RosterRow {
    readName(&reading)
    readSex(&reading)
    readBirth(&reading)
    readAdmission(&reading)
    readNumbers(&reading)
    readPlaces(&reading)
    reading.row.posts = RosterPosts.distinct(
      [RosterColumn.partyPost, .statePost, .massPost, .post].flatMap {
        posts.read(reading.text($0), under: $0)
      })
    for title in posts.unknown(reading.text(.post), under: .post) {
      reading.add(.unknownPost(title), at: .post)
    }
    readWords(&reading)
    reading.checkMerges()
    for column in rules.required where reading.has(column) && column != .cell && reading.isMissing(column) {
      reading.add(.missing(column.title), at: column)
    }
    crossCheck(&reading)
    return reading.row
  }

  // MARK: The person

  private func readName(_ reading: inout RowReading) {
    var name = reading.text(.name)
    if name.isEmpty, reading.has(.familyName) {
      name = VietnameseText.clean(reading.text(.familyName) + " " + reading.text(.givenName))
    }
    reading.row.person.name = RosterName.capitalised(name)
    guard !name.isEmpty else { return }
    let column: RosterColumn = reading.has(.name) ? .name : .familyName
    if name.hasPrefix("#"), reading.isFormulaError(column) {
      reading.add(.formulaError(name), at: column)
    } else if let remark = PersonCheck(rules: rules, day: day).name(name) {
      reading.add(remark, at: column)
    }
  }

  private func readSex(_ reading: inout RowReading) {
    let text = VietnameseText.fold(reading.text(.sex))
    switch text {
    case "": break
    case "nam", "m", "male", "trai": reading.row.person.sex = .male
    case "nu", "f", "female", "gai": reading.row.person.sex = .female
    default: reading.add(.unknownSex(reading.text(.sex)), at: .sex)
    }
    let (male, female) = (reading.text(.male), reading.text(.female))
    if reading.has(.male), reading.has(.female) {
      if !male.isEmpty, !female.isEmpty {
        reading.add(.bothSexes, at: .male)
      } else if !male.isEmpty || !female.isEmpty {
        reading.row.person.sex = male.isEmpty ? .female : .male
      }
    } else if reading.has(.female), text.isEmpty {
      // One column "Nữ" with crosses: no cross, no woman.
      reading.row.person.sex =
        female.isEmpty || ["khong", "0"].contains(VietnameseText.fold(female)) ? .male : .female
    }
  }

  private func readBirth(_ reading: inout RowReading) {
    if reading.has(.birthDay), reading.has(.birthMonth), reading.has(.birthYear) {
      let parts = [RosterColumn.birthDay, .birthMonth, .birthYear].map { reading.text($0) }
      if parts.allSatisfy(\.isEmpty) { return }
      let numbers = parts.compactMap { Int($0) }
      if numbers.count == 3 {
        reading.row.person.bornOn = day(
          RosterDate.made(numbers[0], numbers[1], numbers[2]), &reading, .birthDay)
      } else if let year = Int(parts[2]), parts[0].isEmpty {
        reading.add(.yearOnly(year), at: .birthYear)
      } else {
        reading.add(.unreadableDay(parts.joined(separator: "/")), at: .birthDay)
      }
      return
    }
    for column in [RosterColumn.bornOn, .male, .female] where reading.has(column) {
      // Columns Nam and Nữ hold crosses, or the day of birth.
      if column != .bornOn,
        !reading.text(column).utf8.contains(where: { (48...57).contains($0) }) || reading.text(column) == "1"
      {
        continue
      }
      if let born = day(reading.date(column), &reading, column) { reading.row.person.bornOn = born }
    }
  }

  private func readAdmission(_ reading: inout RowReading) {
    if let place = reading.map.place(of: .admittedOn), place == reading.map.place(of: .officialOn) {
      // One column for both: "03/02/1985 - 03/02/1986".
      switch reading.wholeDate(.admittedOn) {
      case .wrong(.several(let days)) where days.count == 2:
        reading.row.person.admittedOn = day(days[0], &reading, .admittedOn)
        reading.row.person.officialOn = day(days[1], &reading, .officialOn)
      case let date: reading.row.person.admittedOn = day(date, &reading, .admittedOn)
      }
      return
    }
    reading.row.person.admittedOn = day(reading.date(.admittedOn), &reading, .admittedOn)
    let official = VietnameseText.fold(reading.text(.officialOn))
    if ["du bi", "dang du bi", "chua", "chua chinh thuc", "db"].contains(official) { return }
    reading.row.person.officialOn = day(reading.date(.officialOn), &reading, .officialOn)
  }

  private func readNumbers(_ reading: inout RowReading) {
    let card = numbers.value(.card, reading.field(.cardNumber))
    if !card.value.isEmpty {
      if numbers.isCard(card.value) {
        reading.row.card = card.value
      } else {
        reading.add(
          .malformedNumber("Số thẻ", reading.text(.cardNumber), numbers.cardShapes()), at: .cardNumber)
      }
      if card.isPadded { reading.add(.paddedNumber(card.value), at: .cardNumber) }
    }
    let record = numbers.value(.record, reading.field(.recordNumber))
    if !record.value.isEmpty {
      if numbers.isRecord(record.value) {
        reading.row.record = record.value
      } else {
        reading.add(
          .malformedNumber("Số lý lịch", reading.text(.recordNumber), numbers.recordShapes()),
          at: .recordNumber)
      }
      if record.isPadded { reading.add(.paddedNumber(record.value), at: .recordNumber) }
    }
  }

  private func readPlaces(_ reading: inout RowReading) {
    let (code, name) = (reading.text(.cellCode), reading.text(.cell))
    if !code.isEmpty {
      reading.row.place = .code(code, column: reading.heading(.cellCode))
    } else if !name.isEmpty {
      reading.row.place = .name(name, column: reading.heading(.cell))
    } else if let section = reading.record.section {
      reading.row.place = .section(section)
    }
    let committee = reading.text(.committee)
    reading.row.committee = committee.isEmpty ? reading.record.committee ?? "" : committee
    reading.row.since = day(reading.date(.since), &reading, .since)
    reading.row.previousPlace = reading.text(.previousPlace)
    reading.row.person.residence = reading.text(.residence)
    reading.row.person.isLocal = reading.isLocal()
  }

  private static let words: [RosterColumn] = [
    .ethnicity, .homePlace, .residence, .occupation, .education, .theory, .post, .partyPost, .statePost,
    .massPost,
  ]

  private func readWords(_ reading: inout RowReading) {
    reading.row.person.ethnicity = reading.text(.ethnicity)
    reading.row.person.homePlace = reading.text(.homePlace)
    reading.row.person.occupation = reading.text(.occupation)
    reading.row.person.education = reading.text(.education)
    reading.row.person.theory = reading.text(.theory)
    for column in Self.words {
      if let number = FreeText.telling(reading.text(column)) { reading.add(.telling(number), at: column) }
    }
    reading.noticeConversion()
  }

  /// Columns of this header that hold nothing but crosses: an empty field there says no.
  private func marksOnly(_ header: Int) -> Set<RosterColumn> {
    var result: Set<RosterColumn> = []
    for column in [RosterColumn.isLocal, .isNotLocal] {
      guard let place = maps[header].place(of: column) else { continue }
      let texts = sheet.records.lazy.filter { $0.header == header }.compactMap { record in
        record.fields.first { $0.column == place }.map { VietnameseText.fold(FieldText($0).text) }
      }
      if texts.allSatisfy({ ["x", "1", ""].contains($0) }) && texts.contains(where: { !$0.isEmpty }) {
        result.insert(column)
      }
    }
    return result
  }
}
