import Basics
import Markup
import Registry

/// Both axes of time of one member: what was so from when, and since when the register knew; values set right later
/// stay to be seen.
struct MemberHistory: Piece {
  var picture: MemberPicture
  var today: Day

  var html: HTML {
    let values = Self.fields.flatMap(entries)
    return """
      \(HistoryTable("Lịch sử nơi sinh hoạt", entries: places))
      \(when: !values.isEmpty, HistoryTable("Lịch sử lý lịch", entries: values).html, else: unchanged)
      """
  }

  private var unchanged: HTML {
    picture.states.last.map {
      "<p class=\"nothing\">Lý lịch chưa thay đổi từ khi ghi vào sổ (\($0.recordedAt.vietnamese)).</p>"
    } ?? ""
  }

  // MARK: Places

  private var places: [HistoryTable.Entry] {
    let believed = picture.memberships.filter { $0.isBelieved(by: picture.asOf) }
    return picture.memberships.compactMap { record in
      let fact = record.fact
      let isSuperseded = !record.isBelieved(by: picture.asOf)
      // A membership that has merely ended stands once, with its end and the moment it was first written down.
      if isSuperseded, believed.contains(where: { Self.same($0.fact, fact) }) { return nil }
      let first = picture.memberships.last { Self.same($0.fact, fact) } ?? record
      let name = picture.organisations[fact.organisation]?.name ?? ""
      return HistoryTable.Entry(
        "\(name)\(when: fact.kind != .official, " (\(fact.kind.title.lowercased()))")",
        from: text(fact.period.from),
        until: end(fact.period), recorded: first.recordedAt.vietnamese,
        recordedBy: picture.actors[first.actor],
        basis: "\(picture.basis(of: fact))", isSuperseded: isSuperseded)
    }
  }

  private static func same(_ a: Membership, _ b: Membership) -> Bool {
    a.organisation == b.organisation && a.kind == b.kind && a.period.from == b.period.from
  }

  private func text(_ day: Day) -> String { day == .beginningOfTime ? "không rõ" : day.vietnamese }
  private func end(_ period: Period) -> String? { period.isOpen ? nil : period.to.previous.vietnamese }

  // MARK: Values

  private static let fields: [(String, @Sendable (PersonalRecord) -> String)] = [
    ("Họ và tên", { $0.name }), ("Giới tính", { $0.sex.title }),
    ("Ngày sinh", { $0.bornOn?.vietnamese ?? "" }),
    ("Ngày vào Đảng", { $0.admittedOn?.vietnamese ?? "" }),
    ("Ngày chính thức", { $0.officialOn?.vietnamese ?? "" }),
    ("Dân tộc", { $0.ethnicity }), ("Quê quán", { $0.homePlace }), ("Nơi ở", { $0.residence }),
    ("Người địa phương", { $0.isLocal.map { $0 ? "phải" : "không phải" } ?? "" }),
    ("Nghề nghiệp", { $0.occupation }),
    ("Học vấn, chuyên môn", { $0.education }), ("Lý luận chính trị", { $0.theory }),
  ]

  /// A field that has ever had more than one value: its values over time, then those set right.
  private func entries(_ field: (title: String, value: @Sendable (PersonalRecord) -> String)) -> [HistoryTable
    .Entry]
  {
    let states = picture.states
    guard Set(states.map { field.value($0.fact.person) }).count > 1 else { return [] }
    func entry(_ value: String, _ period: Period, _ record: Recorded<MemberState>, isSuperseded: Bool)
      -> HistoryTable.Entry
    {
      HistoryTable.Entry(
        "\(field.title): \(value.isEmpty ? "chưa ghi" : value)", from: text(period.from), until: end(period),
        recorded: record.recordedAt.vietnamese, recordedBy: picture.actors[record.actor],
        basis: record.fact.decision.flatMap { picture.decisions[$0] }.map { "\($0.key.citation)" } ?? "",
        isSuperseded: isSuperseded)
    }
    var entries: [HistoryTable.Entry] = []
    var spans: [(value: String, period: Period)] = []
    let believed = states.filter { $0.isBelieved(by: picture.asOf) }.map(\.fact).sorted {
      $0.period.from < $1.period.from
    }
    for fact in believed {
      let value = field.value(fact.person)
      if let last = spans.last, last.value == value, last.period.to == fact.period.from {
        spans[spans.count - 1].period.to = fact.period.to
      } else {
        spans.append((value, fact.period))
      }
    }
    for span in spans {
      // The earliest entry that told this value for this time.
      guard
        let record = states.last(where: {
          field.value($0.fact.person) == span.value && $0.fact.period.overlaps(span.period)
        })
      else { continue }
      entries.append(entry(span.value, span.period, record, isSuperseded: false))
    }
    for record in states where !record.isBelieved(by: picture.asOf) {
      let value = field.value(record.fact.person)
      let isStillTold = spans.contains { $0.value == value && $0.period.overlaps(record.fact.period) }
      if !isStillTold { entries.append(entry(value, record.fact.period, record, isSuperseded: true)) }
    }
    return entries
  }
}
