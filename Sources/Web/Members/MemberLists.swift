import Basics
import Markup
import Registry

extension Visit {
  /// Members of one organisation and everything below it on the day.
  func membersOfOrganisation(_ trouble: FormTrouble) async throws -> Answer {
    let (system, actor, asOf, id) = (system, actor, asOf, try organisation)
    let (now, query) = (system.now, MemberListQuery(method == .post ? form : self.query))
    let (state, superiors, rights, count, members, guests) = try await system.read { session throws in
      guard let state = try session.organisationNear(id, asOf: asOf) else { throw RightsRefusal.notFound }
      let reach = try session.reach(of: actor, with: .viewOrganisations, at: now)
      let sight = try session.listSight(of: actor, asOf: asOf, at: now)
      return (
        state, try session.superiors(of: id, asOf: asOf).filter { reach?.contains($0.organisation) ?? true },
        try session.rights(of: actor, on: id, at: now),
        try session.memberCount(in: [id], query.filter, asOf: asOf, seen: sight),
        try session.members(
          in: [id], query.filter, asOf: asOf, seen: sight,
          offset: (query.page - 1) * MemberListQuery.pageSize,
          limit: MemberListQuery.pageSize),
        try session.guests(in: [id], query, asOf: asOf, seen: sight)
      )
    }
    let path = "/to-chuc/\(id)/dang-vien"
    let list = MemberIndexPage(
      visit: self, title: state.name,
      lede: "\(count: count, query) ngày \(day.vietnamese), ở đây và mọi tổ chức trực thuộc, xếp theo tên.",
      path: path, query: query, count: count,
      members: members, guests: guests, canAdd: rights.contains(.editMembers),
      canExport: rights.contains(.exportMembers),
      trouble: trouble)
    return try await page(
      "Đảng viên · \(state.name)",
      breadcrumbs: [Link("Tổ chức", link("/to-chuc"))]
        + (superiors + [state]).map { Link($0.name, link("/to-chuc/\($0.organisation)")) },
      travels: method == .get, styles: ["/styles/members.css"], body: list.html)
  }

  /// Members of everything the person's right extends to, or of one of its tops.
  func membersInReach(_ trouble: FormTrouble = FormTrouble()) async throws -> Answer {
    let (system, actor, asOf) = (system, actor, asOf)
    let (now, query) = (system.now, MemberListQuery(method == .post ? form : self.query))
    let (tops, chosen, canExport, count, members, guests) = try await system.read { session throws in
      let tops = try session.topOrganisations(of: actor, with: .viewMembers, asOf: asOf, at: now)
      let chosen = query.chosen(of: tops)
      let sight = try session.listSight(of: actor, asOf: asOf, at: now)
      let canExport = try chosen.allSatisfy {
        try session.rights(of: actor, on: $0, at: now).contains(.exportMembers)
      }
      return (
        tops, chosen, canExport, try session.memberCount(in: chosen, query.filter, asOf: asOf, seen: sight),
        try session.members(
          in: chosen, query.filter, asOf: asOf, seen: sight,
          offset: (query.page - 1) * MemberListQuery.pageSize,
          limit: MemberListQuery.pageSize),
        try session.guests(in: chosen, query, asOf: asOf, seen: sight)
      )
    }
    let names = tops.filter { chosen.contains($0.organisation) }.map(\.name).joined(separator: "; ")
    let list = MemberIndexPage(
      visit: self, title: "Đảng viên trong phạm vi",
      lede: "\(count: count, query) ngày \(day.vietnamese): \(names).",
      path: "/dang-vien", query: query, count: count, members: members, guests: guests, tops: tops,
      canExport: canExport && !chosen.isEmpty,
      trouble: trouble)
    return try await page(
      "Đảng viên", travels: method == .get, styles: ["/styles/members.css"], body: list.html)
  }
}

extension Asked {
  /// Who stays here for a time, on the first page. There is seldom anybody, and how many there are is remembered.
  fileprivate func guests(
    in organisations: [ID<Organisation>], _ query: MemberListQuery, asOf: AsOf, seen sight: ListSight
  ) throws -> [MemberListing] {
    guard query.page == 1,
      try memberCount(in: organisations, query.guests, asOf: asOf, seen: sight) > 0
    else { return [] }
    return try members(in: organisations, query.guests, asOf: asOf, seen: sight, limit: 500)
  }
}

extension MemberListQuery {
  /// The one top that is asked for, else all of them; a foreign organisation counts as none.
  func chosen(of tops: [OrganisationState]) -> [ID<Organisation>] {
    let all = tops.map(\.organisation)
    guard !value("to-chuc").isEmpty else { return all }
    return all.filter { "\($0)" == value("to-chuc") }
  }
}

extension HTML.StringInterpolation {
  mutating func appendInterpolation(count: Int, _ query: MemberListQuery) {
    appendInterpolation("\(Number.grouped(count)) đảng viên\(query.isFiltered ? " khớp điều kiện lọc" : "")")
  }
}
