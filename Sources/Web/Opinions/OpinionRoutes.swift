import Basics
import Markup
import Registry
import Reviews

/// Opinions asked for in a review: by the unit, given by whoever was asked, read and answered by whom they are about.
extension Site {
  var opinionRoutes: [Route] {
    let path = "/to-chuc/:to-chuc/dot-kiem-diem/y-kien"
    return [
      .get(path, .organisation(.viewReviews)) { try await $0.opinionIndex(FormTrouble()) },
      .post(path, .organisation(.recordReviews)) { try await $0.askOpinions() },
      .get("\(path)/thu", .organisation(.recordReviews)) { try await $0.opinionLetters() },
      .get("/to-chuc/:to-chuc/y-kien-duoc-hoi", .organisation(.recordReviews)) {
        try await $0.opinionsAskedPage()
      },
      .get("/y-kien/:y-kien", .inside(.viewReviews)) { try await $0.opinionShow(FormTrouble()) },
      .post("/y-kien/:y-kien", .inside(.recordReviews)) { try await $0.moveOpinion() },
      .get("/y-kien/:y-kien/in", .inside(.viewReviews)) { try await $0.printOpinion() },
      .post("/cua-toi/y-kien/:y-kien", .signedIn) { try await $0.readOwnOpinion() },
    ]
  }
}

extension Visit {
  var opinionRules: OpinionRules { get throws { try site.opinionRules(site.content) } }

  /// The opinion of the address as the visitor may see it; for whom it does not concern there is none. Whoever it is about
  /// has a page of their own for it.
  func requireOpinion() async throws -> SeenOpinion {
    let (system, actor) = (system, actor)
    let (id, now): (ID<OpinionRequest>, Moment) = (try found(id("y-kien")), system.now)
    let seen = try await system.read { session throws in
      try session.opinion(id, for: actor, at: now)
    }
    return try found(seen.flatMap { $0.isRated ? nil : $0 })
  }

  /// The texts of a form, under the headings of the kind.
  func typedOpinion(_ kind: ReviewOpinion.Kind) throws -> [String: String] {
    var content: [String: String] = [:]
    for heading in try opinionRules.headings(of: kind) {
      content[heading.id] = form.paragraphs("muc-\(heading.id)")
    }
    return content
  }
}

extension ReviewOpinion {
  func dueText(_ today: Day) -> String {
    guard let dueBefore else { return "" }
    return isOverdue(today) ? "\(dueBefore.vietnamese) · quá hạn" : dueBefore.vietnamese
  }
}
