import Basics
import Markup
import Registry
import Reviews
import Rules

/// Recorded facts — dữ kiện đã ghi: what a decided grade rested on, to read. Whoever has to change it takes the decision back first.
struct RecordedFacts: Piece {
  var sheet: ReviewSheet
  var key: ReviewSheet.SubjectKey

  var html: HTML {
    Section(
      "Dữ kiện", id: "du-kien",
      note: "Mức đã quyết định nên dữ kiện chỉ để xem. Dữ kiện sai thì rút kết quả trước rồi ghi lại.",
      body: Table(
        "Dữ kiện đã ghi", columns: [.init("Dữ kiện"), .init("Đã ghi"), .init("Chứng minh bằng")],
        rows: rows(sheet.guidance.pack.facts.filter { $0.entity == key.entity }, key)
          + (key.entity == "cell" ? rows(sheet.factsOfTheWhole, .init("base", key.subject)) : []),
        empty: EmptyState(
          "Không có dữ kiện nào được ghi", advice: "Kết quả này ghi từ quyết định, không qua phần tính.")
      ).html
    ).html
  }

  /// What people answered, and what the register supplied where nobody did.
  private func rows(_ facts: [Rules.Fact], _ key: ReviewSheet.SubjectKey) -> [Table.Row] {
    let recorded = Dictionary(
      sheet.facts[key, default: []].map { ($0.fact, $0) }, uniquingKeysWith: { a, _ in a })
    return facts.compactMap { fact in
      if let known = recorded[fact.id] {
        let value = fact.raw(known.value).map { fact.text($0) } ?? known.value
        let proof: HTML =
          known.evidence.isEmpty ? Badge("Chưa có văn bản chứng minh", .attention).html : "\(known.evidence)"
        return Table.Row(["\(fact.name)", "\(value)", proof])
      }
      guard let row = sheet.row(key), let raw = sheet.snapshot.tables[key.entity]?.columns[fact.id]?[row]
      else {
        return nil
      }
      return Table.Row(["\(fact.name)", "\(fact.text(raw))", "Theo sổ"])
    }
  }
}
