import Basics
import Registry

extension FitCheck {
  /// What the paper itself says: kind of document, symbol, term, documents it stands on.
  mutating func papers() {
    let kind = facts.organisation.kind
    let issuing = rules.register.issuing.filter {
      $0.kinds.contains(kind.rawValue) && $0.holds(on: facts.day)
    }
    // The paper's own heading tells; what was typed with it may be a habit.
    let heading = RegulationHead(text.outline, types: rules.register.types).type
    let named = heading.isEmpty ? facts.documentType : heading
    let type = VietnameseText.fold(named)
    if !heading.isEmpty, !facts.documentType.isEmpty,
      !VietnameseText.fold(facts.documentType).utf8.elementsEqual(type.utf8)
    {
      append(
        FitFinding(
          matter: .type, key: "type.heading", severity: .notice,
          title: "Sổ ghi thể loại \(facts.documentType), trên giấy là \(heading)",
          says: "Tiêu đề của văn bản là \(heading.uppercased()).",
          remedy: "Sửa thể loại trong sổ theo văn bản, hoặc kiểm tra có nộp nhầm tệp.",
          source: "Chính văn bản này", certainty: "A"))
    }
    if let barred = issuing.first(where: {
      !$0.allowed && $0.types.contains { VietnameseText.fold($0) == type }
    }) {
      append(
        FitFinding(
          matter: .type, key: "type", severity: .notice,
          title:
            "\(named) không có trong các thể loại \(kind.title.lowercased()) được ban hành khi ấy",
          says: "Quy chế ban hành ngày \(facts.day.vietnamese).",
          remedy: "Hỏi cấp ủy cấp trên; có thể ban hành kèm theo văn bản thuộc thẩm quyền.",
          source: barred.source,
          certainty: barred.certainty))
    }
    symbol(kind)
    sameNumber()
    term()
    bases()
    impossibleDays()
  }

  private mutating func sameNumber() {
    guard let other = facts.sameNumber.max() else { return }
    append(
      FitFinding(
        matter: .symbol, key: "number.same", severity: .notice,
        title: "Số \(facts.documentNumber) đã là số của một bản khác",
        says: "Sổ có bản cùng số, ban hành ngày \(other.vietnamese).",
        remedy: "Kiểm tra số trên văn bản; số chỉ bắt đầu lại khi sang nhiệm kỳ mới.",
        source: "Sổ quy chế", certainty: "A"))
  }

  /// "ngày 31/2/2025": no such day.
  private mutating func impossibleDays() {
    for basis in facts.bases {
      guard let day = CitedDocument.impossibleDay(in: basis.citation) else { continue }
      var finding = FitFinding(
        matter: .basis, key: "basis.day.\(VietnameseText.fold(day))", severity: .warning,
        title: "Căn cứ nêu ngày \(day), không có trong lịch", says: "Không tra được văn bản theo ngày ấy.",
        remedy: "Đối chiếu ngày ban hành với văn bản gốc.", source: "Lịch", certainty: "A")
      finding.marked = basis.citation
      append(finding)
    }
  }

  private mutating func symbol(_ kind: Organisation.Kind) {
    let number = facts.documentNumber
    guard let rule = rules.symbols.first(where: { $0.kinds.contains(kind.rawValue) }),
      let end = number.unicodeScalars.split(separator: "/").last.map({ String(String.UnicodeScalarView($0)) }
      ),
      number.utf8.contains(UInt8(ascii: "/"))
    else { return }
    let fold = VietnameseText.fold(end)
    // "CB", "CBCQ": the symbol of a cell may go on.
    guard !rule.ends.contains(where: { fold.utf8.starts(with: VietnameseText.fold($0).utf8) }) else { return }
    append(
      FitFinding(
        matter: .symbol, key: "symbol", severity: .warning,
        title: "Ký hiệu “\(number)” không phải của \(kind.title.lowercased())",
        says:
          "Văn bản của \(kind.title.lowercased()) thường mang ký hiệu \(rule.ends.map { "…/\($0)" }.joined(separator: " hoặc ")).",
        remedy: "Kiểm tra số, ký hiệu trên văn bản và trong sổ.", source: "Thể thức văn bản của Đảng",
        certainty: "B"))
  }

  private mutating func term() {
    let years = facts.term.unicodeScalars.split { !("0"..."9").contains($0) }.compactMap { Int(String($0)) }
    guard years.count == 2, let first = years.first, let last = years.last, first <= last,
      facts.day.year < first || facts.day.year > last
    else { return }
    append(
      FitFinding(
        matter: .term, key: "term", severity: .warning,
        title: "Nhiệm kỳ \(facts.term) không gồm ngày ban hành",
        says: "Quy chế có hiệu lực từ ngày \(facts.day.vietnamese).",
        remedy: "Kiểm tra nhiệm kỳ; có thể còn giữ từ văn bản cũ hoặc của nơi khác.",
        source: "Chính văn bản này",
        certainty: "A"))
  }

  private mutating func bases() {
    for basis in facts.bases where !basis.number.isEmpty {
      guard let known = rules.register.document(basis.number, issued: basis.issuedOn, citedOn: facts.day),
        let end = known.toDay, end <= facts.day
      else { continue }
      var finding = FitFinding(
        matter: .basis, key: "basis.\(CitedDocument.fold(basis.number))", severity: .warning,
        title: "Căn cứ \(basis.number) đã hết hiệu lực khi ban hành",
        says:
          "\(known.title): hết hiệu lực từ ngày \(end.vietnamese)\(known.replacedBy.map { ", thay bằng \($0)" } ?? "").",
        remedy: "Thay bằng văn bản còn hiệu lực và rà lại nội dung theo văn bản ấy.", source: known.source,
        certainty: known.certainty)
      finding.marked = basis.citation
      append(finding)
    }
  }
}
