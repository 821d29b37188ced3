import Basics
import Registry
import Storage

/// What is written on a line of the book.
package struct DocumentWords: Sendable, Hashable {
  /// The name of its kind; of an outgoing document the sign of the kind.
  package var type: String
  package var number: String
  package var datedOn: Day
  package var party: String
  package var subject: String
  package var handler: ID<Member>?
  package var dueOn: Day?
  package var mandate: Int64?

  package init(
    type: String, number: String = "", datedOn: Day, party: String, subject: String,
    handler: ID<Member>? = nil, dueOn: Day? = nil, mandate: Int64? = nil
  ) {
    (self.type, self.number, self.datedOn, self.party) = (type, number, datedOn, party)
    (self.subject, self.handler, self.dueOn, self.mandate) = (subject, handler, dueOn, mandate)
  }
}

/// Enters a document into the book. The book gives the number: the next one of its row, without a gap, whoever asks at the same
/// time. The first of a year may be told, where a paper book or the term of the committee has numbers before it.
package struct BookDocument: Act {
  package static let name = "document.book"
  package var organisation: ID<Organisation>
  package var book: BookedDocument.Book
  package var day: Day
  package var words: DocumentWords
  package var first: Int?
  package var rules: DocumentRules

  package init(
    _ words: DocumentWords, into book: BookedDocument.Book, of organisation: ID<Organisation>, on day: Day,
    first: Int? = nil, rules: DocumentRules
  ) {
    (self.words, self.book, self.organisation, self.day) = (words, book, organisation, day)
    (self.first, self.rules) = (first, rules)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> ID<BookedDocument> {
    let session = register.session
    try register.require(.recordMeetings, of: actor, on: organisation)
    guard day <= register.today else { throw DocumentRefusal.future(day) }
    guard let state = try session.organisation(organisation, asOf: AsOf(day)) else {
      throw MeetingRefusal.beforeFounding
    }
    let kind = book == .outgoing ? rules.kind(words.type) : nil
    guard book == .incoming || kind != nil else { throw DocumentRefusal.noType }
    let series = kind.map { rules.series(of: $0) } ?? ""
    let last = try session.lastBooked(of: organisation, book, year: day.year, series: series)
    if let last, book == .outgoing, day < last.day { throw DocumentRefusal.beforeLast(last.day) }
    if first != nil, last != nil { throw DocumentRefusal.notFirst }
    let position = last.map { $0.position + 1 } ?? max(1, first ?? 1)
    var new = BookedDocument(
      id: register.newID(), document: register.newID(), organisation: organisation, book: book,
      year: day.year, series: series, position: position, type: kind?.name ?? "",
      number: kind.map { rules.number(position, $0, of: state.kind) } ?? "", datedOn: day, bookedOn: day,
      party: "", subject: "", handler: nil, dueOn: nil, doneOn: nil, outcome: "", cancelled: "",
      mandate: nil, assignment: nil)
    try new.write(words, in: session, rules, today: register.today)
    if book == .incoming {
      let same = try session.bookedDocuments(of: organisation, .incoming, year: day.year).first {
        $0.document.isSame(as: new)
      }
      if let same { throw DocumentRefusal.twice(same.document.position) }
    }
    try register.insert(new)
    register.note("organisation", organisation)
    register.note("document", new.document)
    return new.document
  }
}

/// Mends the words of a line: never its number, nor the day under which the number was given.
package struct ReviseDocument: Act {
  package static let name = "document.revise"
  package var document: ID<BookedDocument>
  package var words: DocumentWords
  package var rules: DocumentRules
  package init(_ document: ID<BookedDocument>, _ words: DocumentWords, rules: DocumentRules) {
    (self.document, self.words, self.rules) = (document, words, rules)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let line = try register.takeDocument(document, by: actor)
    let old = line.document
    var new = old
    try new.write(
      words, in: register.session, rules, today: register.today, keeping: old.handler,
      keepers: try register.session.keepers(of: line, asOf: register.asOf))
    guard new.values != old.values else { return }
    try register.exchange(old, for: new)
  }
}

/// Writes down that a document was dealt with, and how; or, without a day, that it was not.
package struct CloseDocument: Act {
  package static let name = "document.close"
  package var document: ID<BookedDocument>
  package var day: Day?
  package var outcome: String
  package init(_ document: ID<BookedDocument>, on day: Day?, outcome: String) {
    (self.document, self.day, self.outcome) = (document, day, outcome)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let line = try register.takeDocument(document, by: actor)
    guard line.task == nil else { throw DocumentRefusal.assignedDone }
    var new = line.document
    new.outcome = try FreeText.line(outcome)
    if let day {
      guard day <= register.today else { throw DocumentRefusal.future(day) }
      guard day >= new.bookedOn else { throw DocumentRefusal.dueEarlier(new.bookedOn) }
      guard !new.outcome.isEmpty else { throw DocumentRefusal.noOutcome }
    } else {
      guard FreeText.tells(new.outcome) else { throw DocumentRefusal.noReason }
    }
    new.doneOn = day
    try register.exchange(line.document, for: new)
  }
}

/// Takes a line out of use, with the reason. Its number is given to nothing else.
package struct CancelDocument: Act {
  package static let name = "document.cancel"
  package var document: ID<BookedDocument>
  package var reason: String
  package init(_ document: ID<BookedDocument>, reason: String) {
    (self.document, self.reason) = (document, reason)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws {
    let old = try register.takeDocument(document, by: actor).document
    let reason = try FreeText.line(reason)
    guard FreeText.tells(reason) else { throw DocumentRefusal.noReason }
    var new = old
    new.cancelled = reason
    try register.exchange(old, for: new)
  }
}

/// Turns an incoming document into a task: from then on the task says what became of it.
package struct AssignDocument: Act {
  package static let name = "document.assign"
  package var document: ID<BookedDocument>
  package var task: String
  package var member: ID<Member>?
  package var due: Day?
  package var product: String
  package var rules: MeetingRules
  package init(
    _ document: ID<BookedDocument>, as task: String, to member: ID<Member>?, due: Day?, product: String = "",
    rules: MeetingRules
  ) {
    (self.document, self.task, self.member) = (document, task, member)
    (self.due, self.product, self.rules) = (due, product, rules)
  }

  package func perform(in register: Transaction, by actor: Registry.Actor) throws -> ID<Assignment> {
    let line = try register.takeDocument(document, by: actor)
    guard line.document.book == .incoming else { throw RightsRefusal.notFound }
    guard line.task == nil else { throw DocumentRefusal.alreadyAssigned }
    var new = line.document
    let keeper = try register.keeper(of: line, for: member, by: actor)
    let given = try Assign(
      task, to: member, of: keeper, on: register.today, due: due, product: product,
      mandate: new.mandate, rules: rules
    ).perform(in: register, by: actor)
    (new.assignment, new.handler, new.doneOn) = (given, member ?? new.handler, nil)
    new.dueOn = due ?? new.dueOn
    try register.exchange(line.document, for: new)
    return given
  }
}

extension Transaction {
  fileprivate func takeDocument(_ id: ID<BookedDocument>, by actor: Registry.Actor) throws -> BookLine {
    guard let line = try session.bookedDocument(id) else { throw RightsRefusal.notFound }
    if try keepers(of: line, by: actor).isEmpty {
      try require(.recordMeetings, of: actor, on: line.document.organisation)
    }
    guard !line.document.isCancelled else { throw DocumentRefusal.cancelled }
    return line
  }

  /// Of those that carry a document on, those somebody writes for.
  private func keepers(of line: BookLine, by actor: Registry.Actor) throws -> [ID<Organisation>] {
    try session.keepers(of: line, asOf: asOf).filter {
      try session.rights(of: actor, on: $0, at: now).contains(.recordMeetings)
    }
  }

  /// Which of them gives the task a document becomes: the one to which whoever gets it belongs.
  fileprivate func keeper(of line: BookLine, for member: ID<Member>?, by actor: Registry.Actor) throws
    -> ID<Organisation>
  {
    let keepers = try keepers(of: line, by: actor)
    let own = try member.flatMap { member in
      try keepers.first { try session.works(member, in: $0, on: today) }
    }
    return own ?? keepers.first ?? line.document.organisation
  }

  fileprivate func exchange(_ old: BookedDocument, for new: BookedDocument) throws {
    var new = new
    new.id = newID()
    try withdraw(old)
    try insert(new)
    note("organisation", new.organisation)
    note("document", new.document)
  }
}

extension BookedDocument {
  fileprivate mutating func write(
    _ words: DocumentWords, in session: any Session, _ rules: DocumentRules, today: Day,
    keeping: ID<Member>? = nil, keepers: [ID<Organisation>] = []
  ) throws {
    (party, subject) = (try FreeText.line(words.party), try FreeText.line(words.subject))
    if book == .incoming {
      (type, number, datedOn) = (
        try FreeText.line(words.type), try FreeText.line(words.number), words.datedOn
      )
      guard datedOn <= bookedOn else { throw DocumentRefusal.datedLater(bookedOn) }
    }
    guard !subject.isEmpty else { throw DocumentRefusal.noSubject }
    guard !party.isEmpty else { throw DocumentRefusal.noParty }
    (handler, dueOn) = (words.handler, words.dueOn)
    if let dueOn {
      guard dueOn >= bookedOn else { throw DocumentRefusal.dueEarlier(bookedOn) }
      guard dueOn <= bookedOn.adding(days: rules.dueDays) else { throw DocumentRefusal.tooFar(dueOn) }
    }
    if let handler, handler != keeping {
      let isHere = try Set(keepers + [organisation]).contains { place in
        try [bookedOn, today].contains { try session.works(handler, in: place, on: $0) }
      }
      guard isHere else { throw DocumentRefusal.notHere }
    }
    if let mandate = words.mandate, mandate != self.mandate {
      guard
        try session.exists(
          "SELECT 1 FROM mandate m WHERE m.mandate_id = \(mandate) AND \(AsOf(bookedOn).believed("m"))")
      else { throw RightsRefusal.notFound }
    }
    mandate = words.mandate
  }

  /// The same paper once more: number, day and sender are the same.
  fileprivate func isSame(as other: BookedDocument) -> Bool {
    guard !isCancelled, !number.isEmpty, datedOn == other.datedOn else { return false }
    return VietnameseText.fold(number).utf8.elementsEqual(VietnameseText.fold(other.number).utf8)
      && VietnameseText.fold(party).utf8.elementsEqual(VietnameseText.fold(other.party).utf8)
  }
}

extension Session {
  /// Whether somebody belongs to an organisation on a day or holds a post of it.
  package func works(_ member: ID<Member>, in organisation: ID<Organisation>, on day: Day) throws -> Bool {
    let asOf = AsOf(day)
    return try exists(
      """
      SELECT 1 FROM membership m WHERE m.member_id = \(member) AND m.organisation_id = \(organisation)
        AND m.kind <> 'residence' AND \(asOf.holds("m"))
      UNION ALL
      SELECT 1 FROM appointment a WHERE a.member_id = \(member) AND a.organisation_id = \(organisation)
        AND \(asOf.holds("a"))
      """)
  }
}
