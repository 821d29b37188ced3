import Basics
import Markup
import Registry
import Reviews

/// Comments of the place of residence outside of a review: asked for from a member's contact book, written by the cell of
/// residence, read by the member.
extension Site {
  var residenceCommentRoutes: [Route] {
    let one = "/nhan-xet-cu-tru/:nhan-xet"
    return [
      .post("/dang-vien/:dang-vien/noi-cu-tru/nhan-xet", .member(.recordLiaison)) {
        try await $0.askResidenceComment()
      },
      .get(one, .signedIn) { try await $0.residenceCommentShow(FormTrouble()) },
      .post(one, .signedIn) { try await $0.moveResidenceComment() },
      .get("\(one)/in", .signedIn) { try await $0.printResidenceComment() },
    ]
  }
}

/// A comment with what its page needs.
struct ResidenceCommentPlace: Sendable {
  var comment: ResidenceComment
  var name: String
  var cellName: String
  /// From the side where the member belongs, and from the side where they live.
  var here: RightSet
  var there: RightSet
  /// It is about whoever looks.
  var isOwn: Bool
  var head: FormHead

  var path: String { "/nhan-xet-cu-tru/\(comment.comment)" }
  /// Writes what the residence says.
  var says: Bool {
    guard comment.state == .asked, !isOwn else { return false }
    return (comment.asked == nil ? here : there).contains(.recordLiaison)
  }
  /// May see what was said.
  var sees: Bool { isOwn || here.contains(.viewMembers) || there.contains(.recordLiaison) }
}

extension Visit {
  private func requireResidenceComment() async throws -> ResidenceCommentPlace {
    let id: ID<ResidenceComment> = try found(id("nhan-xet"))
    let (system, actor, today) = (system, actor, today)
    let now = system.now
    let place = try found(
      try await system.read { session throws -> ResidenceCommentPlace? in
        guard let comment = try session.residenceComment(id) else { return nil }
        let here = try session.rights(of: actor, onMember: comment.member, at: now)
        let there = try session.askedRights(of: actor, on: comment, at: now)
        let isOwn = try session.ownMember(of: actor) == comment.member
        guard isOwn || here.contains(.viewMembers) || there.contains(.recordLiaison) else { return nil }
        let cell = try session.organisationNear(comment.from, asOf: AsOf(comment.askedOn))
        return ResidenceCommentPlace(
          comment: comment, name: try session.member(comment.member, asOf: AsOf(today))?.person.name ?? "",
          cellName: cell?.name ?? "", here: here, there: there, isOwn: isOwn,
          head: try session.formHead(
            of: comment.from, year: comment.askedOn.year, asOf: AsOf(comment.askedOn)))
      })
    if !place.isOwn { try await system.noteReading(of: place.comment.member, by: actor, on: .form) }
    return place
  }

  func residenceCommentShow(_ trouble: FormTrouble) async throws -> Answer {
    let place = try await requireResidenceComment()
    let member = place.comment.member
    let trail =
      place.isOwn
      ? [Link("Của tôi", "/cua-toi")]
      : place.here.contains(.viewMembers)
        ? [Link(place.name, "/dang-vien/\(member)"), Link("Nơi cư trú", "/dang-vien/\(member)/noi-cu-tru")]
        : []
    return try await page(
      "Nhận xét của nơi cư trú", breadcrumbs: trail,
      body: ResidenceCommentPage(
        visit: self, place: place, liaison: try liaisonRules, rules: try opinionRules, trouble: trouble
      ).html)
  }

  func askResidenceComment() async throws -> Answer {
    let member = try member
    return try await attempt {
      if form["viec-xin"].isEmpty {
        throw FormTroubles(trouble: FormTrouble("viec-xin", "Chọn xin nhận xét để làm gì."))
      }
      let comment = try await perform(
        AskResidenceComment(
          about: member, occasion: form["viec-xin"], asked: form.id("noi-hoi"), askedName: form["noi-khac"],
          on: try day(in: "ngay-hoi", "ngày"), rules: try liaisonRules))
      return .redirect("/nhan-xet-cu-tru/\(comment)", done: .saved)
    } else: {
      try await contactBook($0)
    }
  }

  func moveResidenceComment() async throws -> Answer {
    let place = try await requireResidenceComment()
    let id = place.comment.comment
    return try await attempt {
      switch form["viec"] {
      case "ghi":
        var content: [String: String] = [:]
        for heading in try opinionRules.headings(of: .residence) {
          content[heading.id] = form.paragraphs("muc-\(heading.id)")
        }
        try await perform(
          SayResidenceComment(
            id, content: content, author: form["nguoi-ky"], on: try day(in: "ngay-ghi", "ngày"),
            rules: try opinionRules))
      case "doc":
        try await perform(
          ReadResidenceComment(id, reply: form.paragraphs("tra-loi"), isOnPaper: !place.isOwn))
      case "thoi": try await perform(CancelResidenceComment(id, reason: form["ly-do"]))
      default: throw RequestRefusal.missing("việc")
      }
      return .redirect(place.path, done: .saved)
    } else: {
      try await residenceCommentShow($0)
    }
  }

  func printResidenceComment() async throws -> Answer {
    let place = try await requireResidenceComment()
    return try printed(
      ResidenceCommentPrint(
        place.comment, name: place.name, cellName: place.cellName, head: place.head,
        liaison: try liaisonRules, opinions: try opinionRules,
        layout: try rules.layout(on: today)?.profile ?? .party, mark: opening.mark
      ).document, name: "Phiếu xin ý kiến nơi cư trú, \(place.name)")
  }
}
