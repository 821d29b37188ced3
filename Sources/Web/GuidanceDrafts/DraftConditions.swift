import Markup
import Rules

/// The conditions of a rule, one a row: a single comparison as three fields, anything else as an expression; in words beneath.
struct DraftConditions: Piece {
  let fields: DraftFields
  let field: PieceShape.Field
  let path: PackPath

  private var count: Int {
    switch fields.current(path) {
    case .list(let items): items.count
    case .word: 1
    default: 0
    }
  }

  var html: HTML {
    let isWord = fields.current(path)?.word != nil
    let rows = (0..<count).map { row(isWord ? path : path.item($0), $0) }
    return fields.group(field, path, rows + [new])
  }

  private func row(_ place: PackPath, _ n: Int) -> HTML {
    let value = fields.current(place)
    let isNamed = value?["if"] != nil
    let inner = isNamed ? place.key("if") : place
    let text = fields.current(inner)?.word ?? ""
    let isAll = field.path == "when"
    return """
      <div class="draft-condition">
      \(comparison(inner, text))
      \(when: isAll && fields.lines.indices.contains(n), "<p class=\"draft-words\">\(fields.lines.indices.contains(n) ? fields.lines[n] : "")</p>")
      \(fields.error(at: place).map { "<p class=\"error\"><span class=\"unseen\">Lỗi: </span>\($0)</p>" as HTML })
      \(when: isNamed, details(place))
      \(buttons(place, n, isNamed))
      </div>

      """
  }

  private func comparison(_ place: PackPath, _ text: String) -> HTML {
    guard let simple = SimpleCondition(text), fields.typed["o:\(place)"] == nil else {
      return fields.inline("o:\(place)", "Biểu thức", text)
    }
    return three("b:\(place)", simple.left, simple.sign, simple.right)
  }

  private func three(_ name: String, _ left: String, _ sign: SimpleCondition.Sign, _ right: String) -> HTML {
    let typed = fields.typed
    let chosen = typed["\(name):left"] ?? left
    let names = DraftNames(value: fields.tree.value)
    let groups = names.readable(for: names.entity(of: fields.place))
    let isKnown = chosen.isEmpty || groups.contains { $0.choices.contains { $0.value == chosen } }
    let shown = typed["\(name):sign"] ?? sign.rawValue
    return """
      <div class="draft-three">
      <label class="draft-inline"><span>Điều gì</span><select name="\(name):left"><option value=""></option>\
      \(when: !isKnown, "<option value=\"\(chosen)\" selected>\(chosen)</option>")\(each: groups, { group in
        "<optgroup label=\"\(group.title ?? "")\">\(each: group.choices, { "<option value=\"\($0.value)\"\(when: $0.value == chosen, " selected")>\($0.title)</option>" })</optgroup>"
      })</select></label>
      <label class="draft-inline is-sign"><span>thế nào</span><select name="\(name):sign">\(each: SimpleCondition.Sign.allCases, {
        "<option value=\"\($0.rawValue)\"\(when: $0.rawValue == shown, " selected")>\($0.vietnamese)</option>"
      })</select></label>
      <label class="draft-inline"><span>so với</span><input type="text" name="\(name):right" list="ten-gia-tri" \
      value="\(typed["\(name):right"] ?? right)" autocomplete="off"></label>
      </div>
      """
  }

  private func details(_ place: PackPath) -> HTML {
    """
    <div class="draft-row">\(fields.inline("o:\(place.key("name"))", "Tên của điều kiện", fields.current(place.key("name"))?.word ?? ""))\
    \(fields.inline("o:\(place.key("cite"))", "Căn cứ riêng", fields.current(place.key("cite"))?.word ?? ""))\
    <label class="draft-inline"><span>Chắc chắn</span>\(fields.certaintyCell(place.key("certainty"), label: "Độ chắc chắn của điều kiện"))</label></div>
    """
  }

  private func buttons(_ place: PackPath, _ n: Int, _ isNamed: Bool) -> HTML {
    guard fields.current(path)?.word == nil else { return "" }
    func button(_ title: String, _ work: String) -> HTML {
      Submit(title, kind: .quiet, name: "viec", value: "\(work):\(place)").html
    }
    return """
      <p class="draft-buttons">\(when: n > 0, button("Lên", "len"))\(when: n + 1 < count, button("Xuống", "xuong"))\
      \(when: !isNamed, button("Ghi tên, căn cứ riêng", "tach"))\(button("Bỏ", "bo"))</p>
      """
  }

  private var new: HTML {
    """
    <div class="draft-condition is-new"><p class="draft-words">Thêm một điều kiện</p>
    \(three("nb:\(path)", "", .equal, ""))
    \(fields.inline("n:\(path)", "hoặc viết cả biểu thức", ""))
    </div>
    """
  }
}
