import Basics
import Markup
import Meetings
import Registry
import Reviews

extension Visit {
  /// A member's own page: the form of the year, what was decided in the years before and why.
  func ownPage(_ trouble: FormTrouble = FormTrouble()) async throws -> Answer {
    let (system, actor, asOf) = (system, actor, AsOf(today))
    let now = system.now
    let years = try guidances.years(until: today.year).prefix(12)
    let (forms, today) = (try reviewForms, today)
    let (guidances, procedures) = (try guidances, try roundProcedures)
    let (rules, meetingRules, feeRules) = (try ballotRules, try meetingRules, try feeRules)
    let picture = try await system.read { session throws -> OwnPicture? in
      guard let member = try session.ownMember(of: actor) else { return nil }
      var picture = OwnPicture(
        member: member, name: try session.member(member, asOf: asOf)?.person.name ?? actor.name)
      picture.opinions = try session.ownOpinions(of: member, for: actor, at: now)
      picture.comments = try session.residenceComments(of: member).filter { $0.state != .cancelled }
      picture.votes = try session.ownVotes(of: member, rules: rules)
      picture.fees = try OwnFees(of: member, rules: feeRules, today: today, in: session)
      picture.meetings = try OwnMeetings(of: member, rules: meetingRules, today: today, in: session)
      picture.helped = try session.prospectFiles(helpedBy: member, on: today)
      for year in years {
        let grading = try session.grading(of: .member(member), year: year)
        picture.years.append(
          OwnPicture.Year(
            year: year, forms: try session.filledForms(of: .member(member), year: year), grading: grading,
            derivation: try grading.flatMap { try session.derivation(of: $0.id) },
            prompts: try session.reviewPrompts(for: .member(member), year: year).map(\.content),
            complaint: try session.ownResult(
              of: member, year: year, guidances: guidances, procedures: procedures, today: today),
            document: try grading?.decision.flatMap { try session.decision($0) }?.key.citation,
            quarters: try session.reviewQuarters(of: member, year: year),
            standing: try session.ownStanding(
              of: member, year: year, guidances: guidances, procedures: procedures, today: today)))
      }
      return picture
    }
    guard let picture else {
      return try await page(
        "Của tôi",
        body: """
          \(PageHeading("Của tôi", kind: "Đảng viên"))
          \(EmptyState("Tài khoản này chưa nối với hồ sơ đảng viên nào", advice: "Đề nghị người quản trị tài khoản của chi bộ nối tài khoản với hồ sơ của mình; khi ấy bản kiểm điểm và kết quả xếp loại của mình hiện ở đây."))
          """)
    }
    return try await page(
      "Của tôi",
      body: OwnMemberPage(
        visit: self, picture: picture, forms: forms, opinions: try opinionRules,
        development: try developmentRules, liaison: try liaisonRules, trouble: trouble
      ).html)
  }
}

struct OwnPicture: Sendable {
  struct Year: Sendable {
    var year: Int
    var forms: [FilledForm]
    var grading: Grading?
    var derivation: GradingDerivation?
    var prompts: [String]
    var complaint: OwnResult?
    /// Of a grade that was decided without a round.
    var document: String?
    var quarters: [OwnQuarter] = []
    /// In the round of the year; `nil` where none lists oneself.
    var standing: OwnStanding?
  }
  var member: ID<Member>
  var name: String
  var years: [Year] = []
  /// Secret ballots that wait for one's own vote, or have it.
  var votes: [OwnVote] = []
  /// The next meeting, and what one was given to do.
  var meetings: OwnMeetings?
  var fees: OwnFees?
  /// Whom one was given to help on the way into the Party, or introduces.
  var helped: [ProspectFile] = []
  /// What others were asked to say about oneself; what it says only once it was shared.
  var opinions: [OwnOpinion] = []
  /// What the place of residence was asked to say outside of a review.
  var comments: [ResidenceComment] = []
}

struct OwnMemberPage: Piece {
  var visit: Visit
  var picture: OwnPicture
  var forms: ReviewForms
  var opinions: OpinionRules
  var development: DevelopmentRules
  var liaison: LiaisonRules
  var trouble: FormTrouble

  var html: HTML {
    """
    \(PageHeading(picture.name, kind: "Của tôi", lede: "Sinh hoạt, việc được giao, bản kiểm điểm và kết quả xếp loại của chính bạn."))
    \(trouble.summary)
    \(picture.meetings?.html(visit.today.year))
    \(picture.fees?.html)
    \(OwnHelpedPiece(member: picture.member, files: picture.helped, rules: development, today: visit.today))
    \(when: !picture.votes.isEmpty, Section("Bỏ phiếu kín", id: "bo-phieu", body: votes).html)
    \(when: !picture.opinions.isEmpty, OwnOpinionsPiece(visit: visit, opinions: picture.opinions, rules: opinions).html)
    \(when: !picture.comments.isEmpty, Section("Nhận xét của nơi cư trú", id: "noi-cu-tru", body: ResidenceCommentsPiece(visit: visit, member: picture.member, comments: picture.comments, rules: liaison, cells: nil, trouble: trouble).html).html)
    <p><a href="/cua-toi/cam-ket">Bản cam kết năm \(visit.today.year)</a></p>
    <p><a href="/cua-toi/phan-anh">Điều nhân dân phản ánh</a></p>
    \(each: picture.years.filter { $0.year >= visit.today.year - 1 || $0.grading != nil || !$0.forms.isEmpty }, { Section("Năm \($0.year)", body: body($0)).html })
    """
  }

  private var votes: HTML {
    "<ul class=\"plain-list\">\(each: picture.votes, vote)</ul>"
  }

  private func vote(_ vote: OwnVote) -> HTML {
    let day = vote.meeting.heldOn.vietnamese
    if vote.hasVoted { return "<li>Hội nghị ngày \(day): bạn đã bỏ phiếu; chờ kết thúc và công bố.</li>" }
    if !vote.isReady {
      return "<li>Hội nghị ngày \(day): sắp bỏ phiếu kín; chờ tổ kiểm phiếu nhận khóa.</li>"
    }
    return
      "<li>\(Badge("đang mở", .undecided)) <a\(href: "/cua-toi/phieu/\(vote.ballot.id)")>Bỏ phiếu, hội nghị ngày \(day)</a></li>"
  }

  private func body(_ year: OwnPicture.Year) -> HTML {
    """
    \(when: !year.prompts.isEmpty, "<h3>Gợi ý kiểm điểm</h3><ul>\(each: year.prompts, { "<li>\($0)</li>" })</ul>")
    <p>\(sent(year))</p>
    \(each: year.quarters, { self.quarter($0, year.year) })
    \(told(year))
    """
  }

  /// A result is its owner's to read once it was made known; before that only that it waits.
  private func told(_ year: OwnPicture.Year) -> HTML {
    if let own = year.complaint, !own.isTold {
      return
        "<p class=\"nothing\">Cấp có thẩm quyền đang hoàn tất kết quả; kết quả hiện ở đây khi được thông báo.</p>"
    }
    return """
      \(year.grading.map { result($0, year) } ?? "<p class=\"nothing\">Chưa có kết quả xếp loại.</p>")
      \(year.complaint.map { $0.html(visit, trouble) } ?? "")
      """
  }

  private func quarter(_ own: OwnQuarter, _ year: Int) -> HTML {
    let path = "/dang-vien/\(picture.member)/ban-kiem-diem?nam=\(year)&quy=\(own.quarter)"
    let pack = (try? visit.guidances)?[own.pack]?.pack
    let told: HTML =
      own.grade.map { grade in
        "Quý \(own.quarter): <strong>\(pack?.gradeName(grade.grade) ?? grade.grade)</strong>, ngày \(grade.day.vietnamese). \(grade.reason) "
      } ?? "Quý \(own.quarter): chưa có kết quả. "
    return "<p>\(told)\(when: own.isGraded, "<a\(href: path)>Phiếu tự đánh giá quý \(own.quarter)</a>")</p>"
  }

  private func sent(_ year: OwnPicture.Year) -> HTML {
    let last = year.forms.filter { $0.quarter == 0 }.max { $0.sentOn < $1.sentOn }
    // Of a year that is over and that no round has listed oneself in nothing is asked.
    if last == nil, year.standing == nil, year.year < visit.today.year {
      return "<span class=\"nothing\">Không có đợt kiểm điểm nào của năm \(year.year) ghi tên bạn.</span>"
    }
    let said: HTML = last.map(told) ?? "Chưa gửi bản kiểm điểm.\(year.standing?.formDue.map(due) ?? "")"
    let path = "/dang-vien/\(picture.member)/ban-kiem-diem?nam=\(year.year)"
    return """
      \(said) <a\(href: path)>\(year.grading == nil ? "Viết, sửa bản kiểm điểm" : "Xem lại")</a>\
      \(year.standing?.grade.map { ownGrade($0, year) } ?? "")
      """
  }

  private func due(_ day: Day) -> HTML {
    day <= visit.today
      ? " <strong>Quá hạn: trước ngày \(day.vietnamese).</strong>" : " Hạn: trước ngày \(day.vietnamese)."
  }

  private func told(_ form: FilledForm) -> HTML {
    form.isForOther
      ? "Bản kiểm điểm đã gửi ngày \(form.sentOn.vietnamese), do chi bộ nhập hộ: đọc lại, không đúng lời mình thì sửa rồi gửi lại."
      : "Bản kiểm điểm đã gửi ngày \(form.sentOn.vietnamese)."
  }

  /// What the register holds as one's own grade, and whether somebody else entered it.
  private func ownGrade(_ own: ReviewGrade, _ year: OwnPicture.Year) -> HTML {
    let name =
      (try? visit.guidances.guidance(of: year.year))?.flatMap { $0.pack.gradeName(own.grade) } ?? own.grade
    let by: HTML =
      own.isForOther
      ? " <span class=\"hint\">(chi bộ nhập hộ ngày \(own.day.vietnamese); không đúng thì gửi bản kiểm điểm của mình, mức đổi theo)</span>"
      : ""
    return "<br>Mức tự xếp trong sổ: <strong>\(name)</strong>\(by)"
  }

  private func result(_ grading: Grading, _ year: OwnPicture.Year) -> HTML {
    let name =
      (try? visit.guidances.guidance(of: year.year))?.flatMap { $0.pack.gradeName(grading.grade) }
      ?? grading.grade
    let own = year.complaint
    let reason = own.map(\.grade.reason) ?? year.derivation?.reason ?? ""
    let document = own?.document ?? year.document
    return """
      <p>Kết quả: <strong>\(name)</strong>, ngày \(grading.gradedOn.vietnamese)\(document.map { ", theo \($0)" } ?? "").</p>
      \(when: !reason.isEmpty, "<p>Lý do của cấp quyết định: \(reason)</p>")
      \(year.derivation.map { "<details class=\"more\"><summary>Cách tính lúc quyết định</summary>\(lines($0))</details>" as HTML })
      """
  }

  /// The explanation as it was kept, a line of it a line here.
  private func lines(_ kept: GradingDerivation) -> HTML {
    let text = kept.explanation.replacing("\(picture.member.number)", with: picture.name)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
    return "<ul class=\"plain-list\">\(each: lines, { "<li>\($0.drop { $0 == " " })</li>" })</ul>"
  }
}
