import Markup
import Reviews

/// What a unit's secretary does next in a round: at most a few things, each with where it is done.
struct UnitNextPiece: Piece {
  var place: RoundPlace
  var picture: RoundPicture
  var sheet: RoundSheet

  struct Step: Sendable {
    var text: String
    var title: String
    var path: String
  }

  private static let most = 3

  var html: HTML {
    let steps = steps
    guard !steps.isEmpty else { return "" }
    return Section(
      "Việc tiếp theo", id: "tiep-theo",
      body: """
        <ul class="matters">\(each: steps, { "<li>\($0.text): <a\(href: $0.path)>\($0.title)</a></li>" })</ul>
        """
    ).html
  }

  var steps: [Step] {
    var found: [Step] = []
    if !picture.sent.isEmpty {
      found.append(
        Step(
          text: "\(picture.sent.count) đơn vị đã gửi kết quả, chờ thẩm định, quyết định, chuẩn y",
          title: "Xem từng đơn vị", path: "#da-gui"))
    }
    if let step = meeting { found.append(step) }
    let opinions = "\(place.path)/y-kien?\(place.asked)"
    if picture.toAsk > 0 {
      found.append(
        Step(text: "\(picture.toAsk) ý kiến nhận xét cần hỏi theo sổ", title: "Hỏi ý kiến", path: opinions))
    }
    if picture.opinions.overdue > 0 {
      found.append(
        Step(text: "\(picture.opinions.overdue) ý kiến quá hạn", title: "Xem và nhắc", path: opinions))
    }
    if picture.opinions.read > 0 {
      found.append(
        Step(
          text: "\(picture.opinions.read) ý kiến đã được đọc, chưa vào hồ sơ", title: "Đưa vào hồ sơ",
          path: opinions))
    }
    if let step = facts { found.append(step) }
    // What can be done side by side: the committee's draft and everybody's own form.
    let waiting = sheet.stages.filter {
      !$0.stage.isOptional && !$0.waiting.isEmpty && $0.stage.actor == .unit
    }
    found += waiting.prefix(Self.most).map(step)
    if !waiting.isEmpty || !place.procedure.isSentUp { return found }
    if sheet.submission == nil || sheet.submission?.state == .returned {
      found.append(
        Step(text: "Mọi bước của đơn vị đã xong", title: "Gửi kết quả lên cấp trên", path: "#ket-qua"))
    }
    return found
  }

  /// Facts the rules wait for: of how many, and which.
  private var facts: Step? {
    guard let facts = picture.facts else { return nil }
    let owing = facts.owing
    guard let first = owing.first else { return nil }
    let kinds = ReviewSubject.Entity.allCases.compactMap { kind in
      let count = owing.count { $0.subject.entity == kind }
      return count == 0 ? nil : "\(count) \(kind.title.lowercased())"
    }
    let named = facts.missing.prefix(2).map {
      "\($0.fact.name.prefix(1).lowercased() + $0.fact.name.dropFirst())"
    }
    return Step(
      text:
        "Thiếu dữ kiện của \(kinds.joined(separator: ", ")), trước hết: \(named.joined(separator: "; "))",
      title: "Ghi dữ kiện",
      path: "\(place.path)/du-kien?\(place.asked)&loai=\(first.subject.entity.rawValue)")
  }

  /// A meeting that is not finished: papers out, or a count that waits to be published.
  private var meeting: Step? {
    guard
      let line = picture.meetings.first(where: {
        $0.states.contains { [.open, .counted, .cancelAsked].contains($0) }
      })
    else { return nil }
    let day = line.meeting.heldOn.vietnamese
    return Step(
      text: line.states.contains(.open)
        ? "Cuộc bỏ phiếu ngày \(day) đang mở" : "Kết quả bỏ phiếu ngày \(day) chưa công bố",
      title: "Mở hội nghị", path: "\(place.path)/hoi-nghi/\(line.meeting.id)")
  }

  private func step(_ line: RoundSheet.StageLine) -> Step {
    let who = "\(line.waiting.count) đối tượng chờ bước “\(line.stage.name)”"
    let meetings =
      picture.currentMeeting.map { "\(place.path)/hoi-nghi/\($0.meeting.id)" }
      ?? "\(place.path)/hoi-nghi?\(place.asked)"
    if line.stage.isForm, line.stage.subjects == [.collective] {
      return Step(
        text: "Tập thể chưa gửi bản kiểm điểm", title: "Viết bản kiểm điểm của tập thể",
        path: "/to-chuc/\(place.organisation.organisation)/kiem-diem/mau?nam=\(place.period.year)")
    }
    if line.stage.isForm {
      return Step(
        text: who, title: "Xem ai chưa gửi bản kiểm điểm",
        path: "/to-chuc/\(place.organisation.organisation)/kiem-diem/mau?nam=\(place.period.year)")
    }
    if line.stage.isMeeting {
      return Step(
        text: who, title: picture.meetings.isEmpty ? "Lập hội nghị" : "Mở hội nghị", path: meetings)
    }
    switch line.stage.keeps {
    case .proposed: return Step(text: who, title: "Bỏ phiếu ở hội nghị", path: meetings)
    case .own:
      return Step(
        text: who, title: "Ghi mức tự xếp", path: "\(place.path)/muc?\(place.asked)&buoc=\(line.stage.id)")
    default:
      return Step(
        text: who, title: "Ghi đã làm", path: "\(place.path)/buoc?\(place.asked)&buoc=\(line.stage.id)")
    }
  }
}

extension RoundPicture {
  /// The meeting where something goes on: where a second ballot is due, else the last at which somebody was written down, else
  /// the last one.
  var currentMeeting: MeetingLine? {
    meetings.last { $0.isSecondDue } ?? meetings.last { $0.isAttended } ?? meetings.last
  }
}

extension RoundProcedure.Stage {
  /// Taken by the unit itself, in a meeting: not by handing in a form, not by giving grades.
  var isMeeting: Bool { keeps == .step && actor == .unit && !isForm && !isOptional }
}
