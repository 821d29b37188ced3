import Basics
import Markup
import Registry

extension Visit {
  /// The tree of the day, as far as the person's reach goes.
  func organisationIndex() async throws -> Answer {
    let (system, actor, asOf) = (system, actor, asOf)
    let now = system.now
    let trees = try await system.read { try $0.organisationTrees(for: actor, asOf: asOf, at: now) }
    return try await page(
      "Tổ chức", travels: true,
      body: """
        \(PageHeading("Tổ chức đảng", lede: "Cây tổ chức ngày \(day.vietnamese), với số đảng viên sinh hoạt chính thức."))
        \(trees.isEmpty
          ? EmptyState("Không có tổ chức nào vào ngày này", advice: "Chọn ngày khác ở thanh phía trên.").html
          : OrganisationTree("Cây tổ chức", trees.map { node($0, depth: 0) }).html)
        """)
  }

  private func node(_ branch: OrganisationBranch, depth: Int) -> OrganisationTree.Node {
    OrganisationTree.Node(
      branch.state.name, link("/to-chuc/\(branch.state.organisation)"), note: "\(number: branch.members)",
      children: branch.children.map { node($0, depth: depth + 1) }, isOpen: depth < 1)
  }
}
