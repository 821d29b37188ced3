import Basics
import Registry
import Storage

/// What an office writes down about a mandated passage.
package struct MandatedPassageEntry: Sendable {
  package var text: String
  package var audience: MandatedPassage.Audience
  package var document: DecisionEntry
  package var period: Period

  package init(
    _ text: String, for audience: MandatedPassage.Audience, by document: DecisionEntry, from: Day,
    to: Day = .endOfTime
  ) {
    (self.text, self.audience, self.document) = (text, audience, document)
    period = Period(from: from, to: to)
  }
}

/// Records a passage that regulations below an organisation must or may repeat.
///
/// It then counts as likeness for nobody there, so more is asked than to record a regulation: the right to compare those of the
/// whole subtree, which the office has and the secretary of a cell has not.
package struct RecordMandatedPassage: Act {
  package static let name = "mandatedPassage.record"
  package var organisation: ID<Organisation>
  package var entry: MandatedPassageEntry

  package init(_ entry: MandatedPassageEntry, at organisation: ID<Organisation>) {
    (self.organisation, self.entry) = (organisation, entry)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<MandatedPassage> {
    try register.requireMandating(at: organisation, of: actor)
    let known = try register.session.mandatedPassages(of: organisation)
    guard known.count < Self.most else { throw MandatedPassageRefusal.tooMany(Self.most) }
    let id: ID<MandatedPassage> = register.newID()
    try register.insert(
      try register.passage(entry, id, at: organisation, among: known.map(\.passage), reason: ""))
    register.note("organisation", organisation)
    register.note("passage", id)
    return id
  }

  private static let most = 500
}

/// Writes a passage down anew where it was written down wrongly; what was known before stays readable.
package struct CorrectMandatedPassage: Act {
  package static let name = "mandatedPassage.correct"
  package var passage: ID<MandatedPassage>
  package var entry: MandatedPassageEntry
  package var reason: String

  package init(_ passage: ID<MandatedPassage>, to entry: MandatedPassageEntry, reason: String) {
    (self.passage, self.entry, self.reason) = (passage, entry, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let held = try register.heldPassage(passage, by: actor)
    let reason = try register.passageReason(reason)
    let others = try register.session.mandatedPassages(of: held.organisation).map(\.passage).filter {
      $0.passage != passage
    }
    let new = try register.passage(entry, passage, at: held.organisation, among: others, reason: reason)
    var same = new
    (same.id, same.reason) = (held.id, held.reason)
    guard same != held else { throw MandatedPassageRefusal.nothingChanged }
    try register.withdraw(held)
    try register.insert(new)
    register.note("organisation", held.organisation)
    register.note("passage", passage)
  }
}

/// Takes a passage back: from now on it counts for no regulation, whatever its days were.
package struct WithdrawMandatedPassage: Act {
  package static let name = "mandatedPassage.withdraw"
  package var passage: ID<MandatedPassage>
  package var reason: String
  package init(_ passage: ID<MandatedPassage>, reason: String) {
    (self.passage, self.reason) = (passage, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let held = try register.heldPassage(passage, by: actor)
    let reason = try register.passageReason(reason)
    try register.withdraw(held)
    var gone = held.copied(row: register.newID(MandatedPassage.self).number)
    (gone.state, gone.reason) = (.withdrawn, reason)
    try register.insert(gone)
    register.note("organisation", held.organisation)
    register.note("passage", passage)
  }
}

extension Transaction {
  fileprivate func requireMandating(at organisation: ID<Organisation>, of actor: Actor) throws {
    try require(.recordRegulations, of: actor, on: organisation)
    try require(.compareRegulations, of: actor, on: organisation)
    guard let state = try session.organisationNear(organisation, asOf: asOf) else {
      throw RightsRefusal.notFound
    }
    guard !state.kind.isCell else { throw MandatedPassageRefusal.cell(state.name) }
  }

  fileprivate func heldPassage(_ id: ID<MandatedPassage>, by actor: Actor) throws -> MandatedPassage {
    guard let held = try session.mandatedPassage(id)?.passage else { throw RightsRefusal.notFound }
    try requireMandating(at: held.organisation, of: actor)
    guard held.state == .holds else { throw MandatedPassageRefusal.gone }
    return held
  }

  fileprivate func passageReason(_ text: String) throws -> String {
    let reason = try FreeText.line(text)
    guard FreeText.tells(reason) else { throw MandatedPassageRefusal.noReason }
    return reason
  }

  fileprivate func passage(
    _ entry: MandatedPassageEntry, _ id: ID<MandatedPassage>, at organisation: ID<Organisation>,
    among others: [MandatedPassage], reason: String
  ) throws -> MandatedPassage {
    // One clause: line breaks of what was pasted say nothing.
    let text = try FreeText.line(entry.text)
    guard text.split(separator: " ").count >= MandatedPassage.fewestWords else {
      throw MandatedPassageRefusal.tooShort
    }
    guard text.unicodeScalars.count <= MandatedPassage.longestText else {
      throw MandatedPassageRefusal.tooLong
    }
    let day = entry.document.key.date
    guard entry.period.from >= day else { throw MandatedPassageRefusal.beforeItsPaper(day) }
    guard !entry.period.isEmpty else { throw MandatedPassageRefusal.emptyPeriod }
    let fold = VietnameseText.fold(text)
    let twin = others.first {
      $0.state == .holds && $0.audience == entry.audience && $0.period.overlaps(entry.period)
        && VietnameseText.fold($0.text).utf8.elementsEqual(fold.utf8)
    }
    if let twin { throw MandatedPassageRefusal.known(twin.period) }
    return MandatedPassage(
      id: newID(MandatedPassage.self).number, passage: id, organisation: organisation, text: text,
      audience: entry.audience, state: .holds, reason: reason, period: entry.period,
      decision: try decision(entry.document))
  }
}

package enum MandatedPassageRefusal: Refusal, Equatable {
  case cell(String)
  case tooMany(Int), tooShort, tooLong
  case beforeItsPaper(Day), emptyPeriod
  case known(Period)
  case noReason, nothingChanged, gone

  package var reason: String {
    switch self {
    case .cell(let name): "\(name) là chi bộ, không có tổ chức bên dưới để quy định."
    case .tooMany(let most): "Ở đây đã ghi \(most) đoạn."
    case .tooShort:
      "Đoạn này ngắn dưới \(MandatedPassage.fewestWords) chữ, nhiều câu khác sẽ bị nhận nhầm là nó."
    case .tooLong: "Đoạn này dài quá \(MandatedPassage.longestText) ký tự."
    case .beforeItsPaper(let day): "Văn bản nguồn ghi ngày \(day.vietnamese), sau ngày bắt đầu có giá trị."
    case .emptyPeriod: "Ngày hết giá trị không sau ngày bắt đầu."
    case .known(let period): "Đoạn này đã ghi ở đây cho cùng đối tượng, \(period.vietnamese)."
    case .noReason: "Lý do chưa có, hoặc quá ngắn để người sau hiểu."
    case .nothingChanged: "Không có gì khác với điều đang ghi."
    case .gone: "Đoạn này đã rút, không sửa được nữa."
    }
  }
  package var remedy: String {
    switch self {
    case .cell: "Đảng ủy hoặc cấp trên của chi bộ ghi đoạn bắt buộc."
    case .tooMany: "Rút những đoạn không còn dùng."
    case .tooShort: "Chép trọn câu, trọn khoản của văn bản nguồn."
    case .tooLong: "Tách thành từng khoản, mỗi khoản một đoạn."
    case .beforeItsPaper: "Sửa ngày của văn bản, hoặc ngày bắt đầu có giá trị."
    case .emptyPeriod: "Kiểm tra lại hai ngày, hoặc để trống ngày hết giá trị."
    case .known: "Sửa đoạn đã ghi, hoặc chọn thời gian khác."
    case .noReason: "Ghi cụ thể, ví dụ: chép thiếu một vế của Điều 4."
    case .nothingChanged: "Sửa một ô rồi ghi, hoặc quay lại."
    case .gone: "Ghi đoạn mới nếu văn bản vẫn quy định như vậy."
    }
  }

  /// Which part of the entry it is about.
  package enum Part: Sendable { case text, document, from, to, reason, whole }
  package var part: Part {
    switch self {
    case .tooShort, .tooLong, .known: .text
    case .beforeItsPaper: .from
    case .emptyPeriod: .to
    case .noReason: .reason
    case .cell, .tooMany, .nothingChanged, .gone: .whole
    }
  }
}
