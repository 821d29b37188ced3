import Basics
import Registry
import Storage

/// Writes down a working regulation that was issued, with its paper and what it stands on.
///
/// From its day on it replaces the one before; one that is written down afterwards holds until the next.
package struct RecordRegulation: Act {
  package static let name = "regulation.record"
  package var organisation: ID<Organisation>
  package var document: DecisionEntry
  package var title: String
  package var day: Day
  package var term: String
  package var frame: String
  package var paper: RegulationPaper?
  /// Citations as written, in their order.
  package var bases: [String]

  package init(
    of organisation: ID<Organisation>, document: DecisionEntry, title: String, from day: Day,
    term: String = "",
    frame: String = "", paper: RegulationPaper? = nil, bases: [String] = []
  ) {
    (self.organisation, self.document, self.title, self.day) = (organisation, document, title, day)
    (self.term, self.frame, self.paper, self.bases) = (term, frame, paper, bases)
  }

  package func perform(in register: Transaction, by actor: Actor) throws -> ID<WorkingRegulation> {
    try register.require(.recordRegulations, of: actor, on: organisation)
    guard let state = try register.session.organisation(organisation, asOf: AsOf(day)) else {
      throw RegulationRefusal.notThere(day)
    }
    guard day >= document.key.date else { throw RegulationRefusal.beforeItsPaper(document.key.date) }
    let title = try FreeText.line(title)
    guard !title.isEmpty else { throw RegulationRefusal.untitled }
    guard bases.count <= Self.mostBases else { throw RegulationRefusal.tooManyBases(Self.mostBases) }
    let known = try register.session.regulations(of: organisation)
    if known.contains(where: { $0.period.from == day }) { throw RegulationRefusal.sameDay(day) }
    let decision = try register.decision(document)
    if known.contains(where: { $0.document == decision }) { throw RegulationRefusal.known(document.key) }
    let next = known.map(\.period.from).filter { $0 > day }.min() ?? .endOfTime
    let running = known.filter { $0.period.from < day && $0.period.to > day }
    try register.change(running, in: Period(from: day, to: .endOfTime)) { _ in nil }
    let id: ID<WorkingRegulation> = register.newID()
    let file = try paper.map { try register.keep($0) }
    try register.insert(
      WorkingRegulation(
        id: register.newID(WorkingRegulation.self).number, regulation: id, organisation: organisation,
        document: decision, title: title, term: VietnameseText.clean(term), frame: frame, file: file,
        fileHash: paper?.hash ?? "",
        period: Period(from: day, to: min(next, state.isFinal ? state.period.to : next)),
        decision: nil))
    for (n, citation) in bases.map({ VietnameseText.clean($0) }).filter({ !$0.isEmpty }).enumerated() {
      let cited = CitedDocument(citation)
      try register.insert(
        RegulationBasis(
          id: register.newID(RegulationBasis.self).number, regulation: id, position: n + 1,
          citation: String(citation.prefix(900)), number: cited?.number ?? "", issuedOn: cited?.day))
    }
    register.note("organisation", organisation)
    register.note("regulation", id)
    return id
  }

  private static let mostBases = 60
}

extension Transaction {
  /// Keeps a paper as it came; only its hash goes into the journal, with the regulation.
  func keep(_ paper: RegulationPaper) throws -> ID<RegulationPaper> {
    let id: ID<RegulationPaper> = newID()
    try session.run(
      """
      INSERT INTO regulation_file (id, name, hash, size, content, frozen_by)
      VALUES (\(id), \(String(paper.name.prefix(200))), \(paper.hash), \(paper.bytes.count), \(paper.bytes), \(entry))
      """)
    return id
  }

  func regulation(_ id: ID<WorkingRegulation>) throws -> WorkingRegulation {
    guard let regulation = try session.regulation(id) else { throw RightsRefusal.notFound }
    return regulation
  }
}

/// Writes down that a regulation no longer holds from a day on, though none replaces it yet.
package struct EndRegulation: Act {
  package static let name = "regulation.end"
  package var regulation: ID<WorkingRegulation>
  package var day: Day
  package var decision: DecisionEntry

  package init(_ regulation: ID<WorkingRegulation>, from day: Day, decision: DecisionEntry) {
    (self.regulation, self.day, self.decision) = (regulation, day, decision)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let held = try register.regulation(regulation)
    try register.require(.recordRegulations, of: actor, on: held.organisation)
    guard held.period.from < day, day < held.period.to else { throw RegulationRefusal.notInForce(day) }
    let decision = try register.decision(decision)
    try register.withdraw(held)
    var ended = held.copied(row: register.newID(WorkingRegulation.self).number)
    ended.period.to = day
    ended.decision = decision
    try register.insert(ended)
    register.note("organisation", held.organisation)
    register.note("regulation", regulation)
  }
}

/// Takes back a regulation that was written down by mistake; the one it had replaced holds again.
package struct WithdrawRegulation: Act {
  package static let name = "regulation.withdraw"
  package var regulation: ID<WorkingRegulation>
  package var reason: String
  package init(_ regulation: ID<WorkingRegulation>, reason: String) {
    (self.regulation, self.reason) = (regulation, reason)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    let held = try register.regulation(regulation)
    try register.require(.recordRegulations, of: actor, on: held.organisation)
    let reason = try FreeText.checked(reason)
    guard !reason.isEmpty else { throw RegulationRefusal.noReason }
    try register.withdraw(held)
    for basis in try register.session.bases(of: [regulation]) { try register.withdraw(basis) }
    for note in try register.session.regulationNotes(on: regulation) { try register.withdraw(note.note) }
    let before = try register.session.regulations(of: held.organisation).last {
      $0.period.to == held.period.from && $0.decision == nil
    }
    if let before {
      try register.withdraw(before)
      var longer = before.copied(row: register.newID(WorkingRegulation.self).number)
      longer.period.to = held.period.to
      try register.insert(longer)
    }
    // The draft it was issued from is open again: to be mended, adopted and issued with what was right.
    if let id = try register.session.draftIssued(as: regulation),
      let draft = try register.session.regulationDraft(id)
    {
      try register.step(draft, .returned, text: reason)
    }
    register.note("organisation", held.organisation)
    register.note("regulation", regulation)
  }
}

package enum RegulationRefusal: Refusal, Equatable {
  case notThere(Day)
  case beforeItsPaper(Day)
  case untitled
  case tooManyBases(Int)
  case sameDay(Day)
  case known(DocumentKey)
  case notInForce(Day)
  case noReason
  case unknownFinding
  case nothingChanged
  case notOwner
  case unknownPassage
  case saysNothing
  case tooLong(Int)

  package var reason: String {
    switch self {
    case .notThere(let day): "Ngày \(day.vietnamese) tổ chức này không hoạt động."
    case .beforeItsPaper(let day): "Quy chế có hiệu lực trước ngày ban hành (\(day.vietnamese))."
    case .untitled: "Chưa ghi tên của quy chế."
    case .tooManyBases(let most): "Quy chế nêu quá \(most) căn cứ."
    case .sameDay(let day): "Đã có một bản quy chế có hiệu lực từ ngày \(day.vietnamese)."
    case .known(let key): "Quy chế theo \(key.citation) đã có trong sổ."
    case .notInForce(let day): "Quy chế này không còn đang có hiệu lực vào ngày \(day.vietnamese)."
    case .noReason: "Chưa ghi lý do."
    case .unknownFinding: "Điểm này không còn trong quy chế."
    case .notOwner: "Chỉ nơi ban hành xem trước và trả lời điểm cần xem trên quy chế của mình."
    case .nothingChanged: "Ý kiến này đã được ghi như vậy."
    case .unknownPassage: "Đoạn này không phải đoạn tương tự giữa hai quy chế."
    case .saysNothing: "Lý do quá ngắn, người đọc sau không hiểu vì sao không tính đoạn này."
    case .tooLong(let most): "Lời ghi dài quá \(most) chữ."
    }
  }
  package var remedy: String {
    switch self {
    case .notThere: "Chọn ngày tổ chức đang hoạt động, hoặc ghi quy chế cho tổ chức tiền thân."
    case .beforeItsPaper: "Sửa ngày hiệu lực hoặc ngày ban hành."
    case .untitled: "Ví dụ: Quy chế làm việc của Chi bộ cơ quan xã Long Mỹ."
    case .tooManyBases: "Chỉ giữ các văn bản làm căn cứ trực tiếp."
    case .sameDay: "Rút bản ghi nhầm rồi ghi lại, hoặc sửa ngày hiệu lực."
    case .known: "Mở bản đã ghi; nếu ghi nhầm thì rút bản ấy trước."
    case .notInForce: "Chọn một ngày sau ngày hiệu lực và trước ngày hết hiệu lực."
    case .noReason: "Ghi ngắn gọn vì sao."
    case .unknownFinding: "Tải lại trang; bản quy chế có thể đã được thay."
    case .notOwner: "Đề nghị chi bộ, cấp ủy ban hành quy chế trả lời."
    case .nothingChanged: "Không cần ghi lần nữa."
    case .unknownPassage: "Tải lại trang rồi chọn một đoạn đang được đánh dấu tương tự."
    case .saysNothing: "Ghi cụ thể, ví dụ: câu dùng chung theo mẫu của Ban Tổ chức."
    case .tooLong: "Rút gọn lại."
    }
  }
}
