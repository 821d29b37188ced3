import Basics
import Markup
import Registry
import Reviews
import Rules

extension Visit {
  /// The electronic ballot of the address, for the one who has a vote in it; for everybody else there is none.
  private func requireOwnVote() async throws -> OwnBallot {
    let (system, actor, rules) = (system, actor, try ballotRules)
    let id: ID<Ballot> = try found(id("phieu"))
    let picture = try await system.read {
      session throws -> (OwnVote, [BallotLine], [ID<ReviewSubject>: String], Round, OrganisationState)? in
      guard let member = try session.ownMember(of: actor),
        let vote = try session.ownVote(of: member, in: id, rules: rules),
        let round = try session.reviewRound(vote.meeting.round),
        let place = try session.organisationNear(vote.meeting.organisation, asOf: AsOf(vote.meeting.heldOn))
      else { return nil }
      let lines = try session.ballotLines(of: id)
      return (
        vote, lines, try session.paperNames(of: lines.map(\.subject), on: vote.meeting.heldOn), round, place
      )
    }
    let (vote, lines, names, round, place) = try found(picture)
    let guidance = try found(try guidances[round.pack])
    return OwnBallot(
      vote: vote, lines: lines, names: names, guidance: guidance, period: round.period.vietnamese,
      organisationName: place.name)
  }

  func ownBallot(_ trouble: FormTrouble, isIncomplete: Bool = false) async throws -> Answer {
    let own = try await requireOwnVote()
    let key = OwnBallotPage.isKey(form["khoa"]) ? form["khoa"] : Self.hex(system.secret(bytes: 16))
    return try await page(
      "Phiếu kín", breadcrumbs: [Link("Của tôi", "/cua-toi")], styles: ["/styles/rounds.css"],
      body: OwnBallotPage(visit: self, own: own, key: key, isIncomplete: isIncomplete, trouble: trouble).html)
  }

  /// Takes one's own vote. Lines left open are asked about once; what was marked stays marked meanwhile.
  func castOwnBallot() async throws -> Answer {
    let id: ID<Ballot> = try found(id("phieu"))
    let own = try await requireOwnVote()
    var marks: [ID<BallotLine>: String] = [:]
    for line in own.lines {
      let mark = form[OwnBallotPage.field(line)]
      if !mark.isEmpty { marks[line.id] = mark }
    }
    let isWhole = marks.count == own.lines.count
    if own.vote.state == .open, !isWhole, form["de-trong"].isEmpty {
      return try await ownBallot(FormTrouble(), isIncomplete: true).asRefused
    }
    guard OwnBallotPage.isKey(form["khoa"]) else { throw RequestRefusal.missing("khóa của phiếu") }
    let rules = try ballotRules
    return try await attempt {
      try await system.cast(marks, in: id, rules: rules, retryKey: form["khoa"], by: actor)
      return .redirect("/cua-toi", done: .voted)
    } else: {
      try await ownBallot($0)
    }
  }
}

/// A ballot as the one who votes sees it.
struct OwnBallot: Sendable {
  var vote: OwnVote
  var lines: [BallotLine]
  var names: [ID<ReviewSubject>: String]
  var guidance: Guidance
  var period: String
  var organisationName: String
}

struct OwnBallotPage: Piece {
  var visit: Visit
  var own: OwnBallot
  var key: String
  var isIncomplete: Bool
  var trouble: FormTrouble

  /// As the page made it: 32 digits of chance.
  static func isKey(_ text: String) -> Bool {
    text.utf8.count == 32 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }

  static func field(_ line: BallotLine) -> String { "dong-\(line.position)" }

  var html: HTML {
    """
    \(PageHeading("Phiếu kín", kind: own.organisationName, lede: "Mức xếp loại chất lượng \(own.period), hội nghị ngày \(own.vote.meeting.heldOn.vietnamese)."))
    \(trouble.summary)
    \(body)
    """
  }

  private var body: HTML {
    let home = Link("Về trang của tôi", "/cua-toi")
    if own.vote.state == .cancelled {
      return Notice(.info, "Cuộc bỏ phiếu này đã hủy; phiếu của nó không được tính.", action: home).html
    }
    if own.vote.state != .open {
      return Notice(
        .info,
        own.vote.hasVoted
          ? "Cuộc bỏ phiếu đã kết thúc; lá phiếu của bạn đã được tính."
          : "Cuộc bỏ phiếu đã kết thúc; bạn không bỏ phiếu ở cuộc này.", action: home
      ).html
    }
    if own.vote.hasVoted { return Notice(.done, "Bạn đã bỏ phiếu ở cuộc này.", action: home).html }
    guard own.vote.isReady else {
      return Notice(
        .info, "Chưa bỏ phiếu được.", reason: BallotRefusal.noKeys.reason,
        remedy: "Một lát nữa mở lại trang này.", action: home
      ).html
    }
    return form
  }

  private var form: HTML {
    Form(
      action: "/cua-toi/phieu/\(own.vote.ballot.id)", csrf: visit.csrf, label: "Phiếu kín",
      body: """
        \(Notice(.info, "Lá phiếu được khóa trước khi ghi; mở ra phải có đủ hai phần khóa do hai người của tổ kiểm phiếu giữ, sổ không giữ phần nào.", reason: "Kết thúc thì mọi phiếu được mở cùng lúc, xáo trộn và tách khỏi tên. Người lấy được tệp dữ liệu không biết ai bỏ gì; người sửa được chương trình trên máy chủ trong lúc bỏ phiếu thì có thể. Cần kín cả với người ấy thì bỏ phiếu giấy. Bỏ rồi thì không xem lại, không đổi được."))
        \(HiddenField("khoa", key))
        \(each: own.lines, line)
        \(when: isIncomplete, """
          \(Notice(.warning, "Còn dòng chưa chọn. Những dòng đã chọn vẫn giữ nguyên.", remedy: "Chọn nốt, hoặc đánh dấu ô dưới đây rồi bỏ phiếu."))
          \(Checkbox("de-trong", label: "Để trống những dòng chưa chọn"))
          """)
        \(Actions("\(Submit("Bỏ phiếu"))"))
        """
    ).html
  }

  private func line(_ line: BallotLine) -> HTML {
    RadioGroup(
      Self.field(line), label: "\(line.position). \(own.names[line.subject] ?? "")",
      choices: line.grades.map { Choice($0, own.guidance.pack.gradeName($0)) },
      selected: visit.form[Self.field(line)]
    ).html
  }
}
