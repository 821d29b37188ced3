import Basics
import Markup
import Meetings
import Registry
import Reporting

/// The book of incoming and outgoing documents of an organisation.
extension Site {
  var documentRoutes: [Route] {
    let list = "/to-chuc/:to-chuc/van-ban"
    let one = "\(list)/:van-ban"
    return [
      .get(list, .organisation(.viewMeetings)) { try await $0.documentIndex(FormTrouble()) },
      .post(list, .organisation(.recordMeetings)) { try await $0.bookDocument() },
      .get("\(list)/in", .organisation(.viewMeetings)) { try await $0.printDocumentBook() },
      .get(one, .organisation(.viewMeetings)) { try await $0.documentShow(FormTrouble()) },
      .post("\(one)/sua", .organisation(.recordMeetings)) { try await $0.reviseDocument() },
      .post("\(one)/ket-qua", .organisation(.recordMeetings)) { try await $0.closeDocument() },
      .post("\(one)/giao-viec", .organisation(.recordMeetings)) { try await $0.assignDocument() },
      .post("\(one)/huy", .organisation(.recordMeetings)) { try await $0.cancelDocument() },
    ]
  }
}

/// A year of one book, with what its page needs.
struct BookPicture: Sendable {
  var organisation: OrganisationState
  var rights: RightSet
  var book: BookedDocument.Book
  var year: Int
  var years: [Int]
  var lines: [BookLine]
  /// Lines of books of organisations that are no more, which are carried on here.
  var inherited: [BookLine]
  /// Names of the organisations in whose books those stand.
  var origins: [ID<Organisation>: String]
  /// Who may be named as handler.
  var people: [(ID<Member>, String)]
  var names: [ID<Member>: String]
  /// Documents from above that oblige the organisation, the latest first.
  var mandates: [(id: ID<Mandate>, title: String)]

  var path: String { "/to-chuc/\(organisation.organisation)/van-ban" }
  var address: String { "\(path)?so=\(book.address)&nam=\(year)" }
  var writes: Bool { rights.contains(.recordMeetings) }
  func name(_ member: ID<Member>?) -> String? {
    member.map { names[$0] ?? "đảng viên ngoài phạm vi được xem" }
  }

  init(
    _ organisation: OrganisationState, _ book: BookedDocument.Book, year: Int, only: BookLine? = nil,
    for actor: Registry.Actor, today: Day, at now: Moment, in session: Asked
  ) throws {
    (self.organisation, self.book, self.year) = (organisation, book, year)
    let id = organisation.organisation
    rights = try session.rights(of: actor, on: id, at: now)
    years = try session.documentYears(of: id)
    lines = try only.map { [$0] } ?? session.bookedDocuments(of: id, book, year: year)
    inherited =
      try only == nil
      ? session.inheritedDocuments(of: id, asOf: AsOf(today)).filter { $0.document.book == book } : []
    origins = try Set((lines + inherited).map(\.document.organisation)).subtracting([id]).reduce(into: [:]) {
      $0[$1] = try session.organisationNear($1, asOf: AsOf(today))?.name
    }
    (people, names) = try AssignmentPeople.read(
      organisation, and: [], rights, for: actor, today: today, now: now, in: session)
    let others = Set(
      (lines + inherited).flatMap { [$0.document.handler, $0.task?.member].compactMap { $0 } }
    )
    .subtracting(names.keys)
    if rights.contains(.viewMembers), !others.isEmpty {
      names.merge(
        try session.memberNames(others.sorted(), on: today, for: actor, at: now),
        uniquingKeysWith: { a, _ in a })
    }
    guard rights.contains(.recordMeetings), book == .incoming else {
      mandates = []
      return
    }
    let above = Set(try session.superiors(of: id, asOf: AsOf(today)).map(\.organisation) + [id])
    mandates = try session.mandates(asOf: AsOf(today)).reversed().filter {
      above.contains($0.scope) && $0.obliged.kinds.contains(organisation.kind)
    }.prefix(40).map { mandate in
      let key = try session.decision(mandate.document)?.key
      return (mandate.mandate, "\(key.map { "\($0.citation): " } ?? "")\(mandate.subject)")
    }
  }
}

extension BookedDocument.Book {
  var address: String { self == .incoming ? "den" : "di" }
  init?(address: String) {
    switch address {
    case "den", "": self = .incoming
    case "di": self = .outgoing
    default: return nil
    }
  }
}

extension Visit {
  var documentRules: DocumentRules { get throws { try site.documentRules(site.content) } }

  func bookPicture() async throws -> BookPicture {
    let organisation = try await meetingOrganisation()
    let book = BookedDocument.Book(address: form.has("so") ? form["so"] : query["so"]) ?? .incoming
    let asked = query.number("nam") ?? form.number("nam")
    let year = asked.flatMap { (1930...2200).contains($0) ? $0 : nil } ?? today.year
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    return try await system.read {
      try BookPicture(organisation, book, year: year, for: actor, today: today, at: now, in: $0)
    }
  }

  /// The line of the address, if it is one of the organisation of the address, or carried on by it.
  func requireBookLine() async throws -> (line: BookLine, picture: BookPicture) {
    let id: ID<BookedDocument> = try found(id("van-ban"))
    let here = try organisation
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    return try found(
      try await system.read { session throws -> (BookLine, BookPicture)? in
        guard let line = try session.bookedDocument(id),
          try line.document.organisation == here
            || session.keepers(of: line, asOf: AsOf(today)).contains(here),
          let state = try session.organisationNear(here, asOf: AsOf(today))
        else { return nil }
        let picture = try BookPicture(
          state, line.document.book, year: line.document.year, only: line, for: actor, today: today, at: now,
          in: session)
        return (line, picture)
      })
  }

  /// What a form says about a document; days that are none are told at their fields.
  func documentWords(_ book: BookedDocument.Book, bookedOn: Day?) throws -> DocumentWords {
    var trouble = FormTrouble()
    if form["trich-yeu-vb"].isEmpty { trouble.add("trich-yeu-vb", "Ghi văn bản nói về việc gì.") }
    if form["noi"].isEmpty {
      trouble.add("noi", book == .incoming ? "Ghi nơi gửi." : "Ghi nơi nhận.")
    }
    let due = form.day("han-xu-ly")
    if due == nil, !form["han-xu-ly"].isEmpty {
      trouble.add("han-xu-ly", "“\(form["han-xu-ly"])” không có trong lịch.")
    }
    let dated = book == .incoming ? form.day("ngay-ky") : bookedOn
    if dated == nil, book == .incoming {
      trouble.add(
        "ngay-ky",
        form["ngay-ky"].isEmpty
          ? "Ghi ngày của văn bản." : "“\(form["ngay-ky"])” không có trong lịch.")
    }
    guard trouble.isEmpty else { throw FormTroubles(trouble: trouble) }
    return DocumentWords(
      type: form["loai-vb"], number: form["so-vb"], datedOn: dated ?? today, party: form["noi"],
      subject: form["trich-yeu-vb"], handler: form.id("xu-ly"), dueOn: due,
      mandate: form.id("giao", Mandate.self)?.number)
  }

  func bookDocument() async throws -> Answer {
    let organisation = try await meetingOrganisation()
    return try await attempt {
      let book = BookedDocument.Book(address: form["so"]) ?? .incoming
      var trouble = FormTrouble()
      let field = "ngay-so"
      let day = form.day(field)
      if day == nil {
        trouble.add(
          field, form[field].isEmpty ? "Ghi ngày." : "“\(form[field])” không có trong lịch.")
      }
      if book == .outgoing, try documentRules.kind(form["loai-vb"]) == nil {
        trouble.add("loai-vb", "Chọn loại văn bản.")
      }
      let first = form.number("so-dau")
      if first == nil, !form["so-dau"].isEmpty { trouble.add("so-dau", "Ghi một số, ví dụ 15.") }
      var words: DocumentWords?
      do { words = try documentWords(book, bookedOn: day) } catch let other as FormTroubles {
        for (field, message) in other.trouble.messages { trouble.add(field, message) }
      }
      guard trouble.isEmpty, let day, let words else { throw FormTroubles(trouble: trouble) }
      let id = try await perform(
        BookDocument(
          words, into: book, of: organisation.organisation, on: day, first: first, rules: try documentRules))
      return .redirect("/to-chuc/\(organisation.organisation)/van-ban/\(id)", done: .documentBooked)
    } else: {
      try await documentIndex($0)
    }
  }

  func reviseDocument() async throws -> Answer {
    let (line, picture) = try await requireBookLine()
    return try await attempt {
      let document = line.document
      try await perform(
        ReviseDocument(
          document.document, try documentWords(document.book, bookedOn: document.bookedOn),
          rules: try documentRules))
      return .redirect("\(picture.path)/\(document.document)", done: .saved)
    } else: {
      try await documentShow($0)
    }
  }

  func closeDocument() async throws -> Answer {
    let (line, picture) = try await requireBookLine()
    return try await attempt {
      let isReopening = form.has("mo-lai")
      let day = isReopening ? nil : try day(in: "ngay-xong", "ngày xong")
      try await perform(CloseDocument(line.document.document, on: day, outcome: form["giai-quyet"]))
      return .redirect("\(picture.path)/\(line.document.document)", done: .saved)
    } else: {
      try await documentShow($0.at("giai-quyet"))
    }
  }

  func assignDocument() async throws -> Answer {
    let (line, picture) = try await requireBookLine()
    return try await attempt {
      let due = try assignmentDue()
      try await perform(
        AssignDocument(
          line.document.document, as: form.paragraphs("viec"), to: form.id("nguoi-lam"), due: due,
          product: form["san-pham"], rules: try meetingRules))
      return .redirect("\(picture.path)/\(line.document.document)", done: .assigned)
    } else: {
      try await documentShow($0)
    }
  }

  func cancelDocument() async throws -> Answer {
    let (line, picture) = try await requireBookLine()
    return try await attempt {
      try await perform(CancelDocument(line.document.document, reason: form["ly-do-huy"]))
      return .redirect("\(picture.path)/\(line.document.document)", done: .withdrawn)
    } else: {
      try await documentShow($0.at("ly-do-huy"))
    }
  }
}
