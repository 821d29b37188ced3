import Basics
import Formats
import Registry

/// A resolution on paper, with the tasks given by it.
package struct ResolutionPrint: Sendable {
  package var resolution: Resolution
  package var assignments: [Assignment]
  package var names: [ID<Member>: String]
  package var organisation: OrganisationState
  package var superior: String?
  package var place: String?
  package var layout: LayoutProfile
  package var mark: String?

  package init(
    _ resolution: Resolution, assignments: [Assignment], names: [ID<Member>: String],
    organisation: OrganisationState, superior: String?, place: String?, layout: LayoutProfile = .party,
    mark: String? = nil
  ) {
    (self.resolution, self.assignments, self.names) = (resolution, assignments, names)
    (self.organisation, self.superior, self.place) = (organisation, superior, place)
    (self.layout, self.mark) = (layout, mark)
  }

  package var document: PrintedDocument {
    PrintedDocument(title: resolution.citation, layout: layout, mark: mark, blocks: blocks)
  }

  var blocks: [PrintedDocument.Block] {
    var blocks: [PrintedDocument.Block] = [
      .letterhead(
        .init(
          superior: superior.map { [$0.uppercased()] } ?? [], issuer: [organisation.name.uppercased()],
          number: "Số \(resolution.number)",
          placeAndDate: (place.map { "\($0), " } ?? "") + resolution.adoptedOn.inWords)),
      .title(["NGHỊ QUYẾT"], subject: [resolution.title]),
    ]
    if resolution.state != .valid {
      let day = resolution.changedOn.map { " từ ngày \($0.vietnamese)" } ?? ""
      let why = resolution.reason.isEmpty ? "" : ": \(resolution.reason)"
      blocks.append(MeetingPaper.said("Nghị quyết này \(resolution.state.title)\(day)\(why)."))
    }
    blocks += MeetingPaper.told(resolution.text)
    if !assignments.isEmpty {
      blocks.append(.heading(1, "PHÂN CÔNG THỰC HIỆN"))
      blocks.append(
        .table(
          PrintedTable(
            columns: [
              .init(weight: 0.65, alignment: .center), .init(weight: 3.4), .init(weight: 2),
              .init(weight: 1.6),
              .init(weight: 2),
            ],
            header: [["TT", "Nhiệm vụ", "Người thực hiện", "Hạn", "Sản phẩm"]],
            rows: assignments.enumerated().map { n, task in
              .init([
                PrintedText("\(n + 1)"), PrintedText(task.task),
                PrintedText(task.member.flatMap { names[$0] } ?? "chưa giao cho ai"),
                PrintedText(task.dueOn?.vietnamese ?? ""), PrintedText(task.product),
              ])
            })))
    }
    blocks.append(
      .signatures(
        .init(
          recipients: ["Cấp ủy cấp trên", "Đảng viên", "Lưu"],
          signers: [
            .init(
              authority: organisation.kind.isCell ? "T/M CHI BỘ" : "T/M ĐẢNG ỦY", office: "BÍ THƯ", name: "")
          ])))
    return blocks
  }
}
