/// Piece shape — biểu mẫu của một mục: what a provision of a pack may hold, key by key, so that a form can ask for it. Keys that a
/// shape does not name are edited as text; nothing is out of reach.
public struct PieceShape: Sendable {
  public enum Kind: Hashable, Sendable {
    case line, long, expression, number, day
    case choice([Word])
    /// A word out of what the pack itself names.
    case name(Names)
    /// Words, one a line.
    case words
    /// Conditions of a rule, one a row.
    case conditions
    /// A list of small maps, one a row.
    case rows([Field])
    /// A map from names to words, one a row.
    case pairs
    /// What has no form of its own: as text.
    case text
  }

  public enum Names: Hashable, Sendable {
    case articles, entities, scales, decisions, outcomes, zones, grades
  }

  public struct Word: Hashable, Sendable {
    public var word: String
    public var title: String
  }

  public struct Field: Hashable, Sendable {
    /// Relative to the piece: `rounds/from`.
    public var path: String
    public var label: String
    public var kind: Kind
    public var hint: String?

    init(_ path: String, _ label: String, _ kind: Kind = .line, _ hint: String? = nil) {
      (self.path, self.label, self.kind, self.hint) = (path, label, kind, hint)
    }

    public var key: String { path.split(separator: "/").first.map(String.init) ?? path }
  }

  /// "Quy tắc"
  public var title: String
  public var fields: [Field]
  /// Whether the piece can be taken out, and stands in an order.
  public var isItem = false

  /// The shape of what a path leads to; `nil` where only text will do.
  public static func of(_ path: PackPath) -> PieceShape? {
    let keys = path.steps.map { if case .key(let key) = $0 { key } else { "#" } }
    switch (keys.first, keys.count) {
    case (nil, _): return identity
    case ("parameters", 1): return nil
    case ("parameters", 2): return parameter
    case ("facts", 3): return fact
    case ("grades", 2):
      return PieceShape(title: "Mức", fields: [Field("name", "Tên mức"), cite, certainty])
    case ("entities", 2):
      return PieceShape(
        title: "Loại đối tượng",
        fields: [Field("name", "Tên"), Field("within", "Nằm trong", .name(.entities))])
    case ("decisions", 2): return decision
    case ("decisions", 4): return keys[2] == "rules" ? rule : nil
    case ("procedure", 3): return keys[1] == "stages" ? stage : nil
    case (let key?, 2): return lists[key]
    default: return nil
    }
  }

  private static let lists: [String: PieceShape] = [
    "basis": basis, "variables": variable, "bands": band, "aggregates": aggregate, "quotas": quota,
    "majorities": majority, "forms": form, "defaults": openZone, "local": local, "untranslatable": limit,
  ]
}

extension PieceShape {
  private static let cite = Field(
    "cite", "Căn cứ", .line, "Như trong văn bản: “Quy định 366, Điều 11, khoản 2”.")
  private static let article = Field("article", "Nội dung điều khoản bên cạnh", .name(.articles))
  private static let certainty = Field(
    "certainty", "Độ chắc chắn",
    .choice(Certainty.allCases.map { Word(word: $0.rawValue, title: "\($0.rawValue) · \($0.vietnamese)") }),
    "A và B thì quyết định được; còn lại chỉ là đề nghị. Bỏ trống: như cả bộ quy tắc.")
  private static let zone = Field(
    "zone", "Chỗ chưa có quy định", .name(.zones),
    "Quyết định được theo lựa chọn ghi ở đó dù không có văn bản.")
  private static let note = Field("note", "Lời chú", .long)
  private static let source = [
    cite, article, certainty, zone, note,
  ]

  private static func choice(_ words: [(String, String)]) -> Kind {
    .choice(words.map { Word(word: $0.0, title: $0.1) })
  }

  public static let units = choice(UnitWord.all.map { ($0, UnitWord.vietnamese($0)) })

  private static let rounding = choice([
    ("down", "xuống"), ("up", "lên"), ("halfUp", "nửa thì lên"), ("halfDown", "nửa thì xuống"),
  ])

  public static let identity = PieceShape(
    title: "Nhận dạng",
    fields: [
      Field("title", "Tên"), Field("version", "Bản thứ"),
      Field("issuedOn", "Ngày ban hành", .day, "Để trống khi chưa ký."),
      Field("validFrom", "Có hiệu lực từ", .day),
      Field("validTo", "Hết hiệu lực", .day, "Để trống khi chưa biết."),
      Field("rounds/from", "Dùng từ năm", .number),
      Field("rounds/to", "Đến năm", .number, "Để trống khi chưa biết."),
      Field(
        "rounds/period", "Xếp loại theo", choice([("year", "năm"), ("quarter", "quý")])),
      certainty,
    ])

  static let basis = PieceShape(
    title: "Căn cứ",
    fields: [
      Field("document", "Văn bản"), Field("issuedOn", "Ngày ban hành", .day), Field("issuer", "Nơi ban hành"),
      Field("title", "Về việc", .long), certainty, cite,
    ], isItem: true)

  static let parameter = PieceShape(
    title: "Tham số",
    fields: [
      Field("name", "Tên", .long),
      Field(
        "value", "Giá trị", .number,
        "12; 66,67; 20 %; 2/3. Đang là phần trăm thì số trơn cũng là phần trăm. Để trống nếu giá trị đổi theo ngày."
      ),
      Field(
        "values", "Giá trị theo thời gian",
        .rows([Field("from", "Từ ngày", .day), Field("value", "Giá trị", .number), cite])),
      Field("unit", "Đơn vị", units),
    ] + source, isItem: true)

  static let fact = PieceShape(
    title: "Dữ kiện",
    fields: [
      Field("name", "Tên"),
      Field(
        "type", "Kiểu",
        choice([
          ("boolean", "có hoặc không"), ("enum", "một trong các giá trị"), ("integer", "số nguyên"),
          ("percent", "phần trăm"), ("decimal", "số có lẻ"), ("date", "ngày"),
        ])),
      Field("values", "Các giá trị", .pairs, "Mã của giá trị và tên của nó."),
      Field("places", "Số chữ số lẻ", .number), Field("unit", "Đơn vị", units),
      Field("range", "Từ – đến", .words, "Hai số, mỗi số một dòng."),
      Field(
        "missing", "Khi để trống", .text,
        "undetermined: chưa kết luận được; { default: false }: coi là không."),
      Field("question", "Câu hỏi", .long), Field("evidence", "Chứng minh bằng", .long),
      Field("source", "Lấy từ sổ"),
      Field("atMost", "Là một phần của", .line, "Mã của dữ kiện mà số này không bao giờ nhiều hơn."),
      Field(
        "onlyWith", "Chỉ có khi có", .line,
        "Mã của dữ kiện: nó là không hoặc 0 thì dữ kiện này cũng vậy."),
    ], isItem: true)

  static let variable = PieceShape(
    title: "Giá trị tính ra",
    fields: [
      Field("id", "Mã"), Field("of", "Của", .name(.entities)), Field("name", "Tên"),
      Field("value", "Cách tính", .expression),
    ], isItem: true)

  static let band = PieceShape(
    title: "Khung điểm",
    fields: [
      Field("id", "Mã"), Field("of", "Của", .name(.entities)), Field("name", "Tên"),
      Field("value", "Số được chia khung", .expression),
      Field("range", "Từ – đến", .words, "Hai số, mỗi số một dòng."),
      Field("scale", "Thang", .name(.scales)),
      Field("to", "Khung của từng mức", .pairs, "[90, 100] kể cả hai đầu; [70, 90) không kể đầu cuối."),
    ] + source, isItem: true)

  static let aggregate = PieceShape(
    title: "Số tổng hợp",
    fields: [
      Field("id", "Mã"), Field("of", "Của", .name(.entities)), Field("name", "Tên"),
      Field(
        "count", "Đếm số", .name(.entities),
        "Chỉ chọn một cách tổng hợp: đếm, tỷ lệ, trung bình, tổng, có, mọi."),
      Field("share", "Tỷ lệ của", .name(.entities)), Field("mean", "Trung bình của", .name(.entities)),
      Field("sum", "Tổng của", .name(.entities)), Field("any", "Có ít nhất một", .name(.entities)),
      Field("all", "Mọi", .name(.entities)), Field("where", "Chỉ tính khi", .expression),
      Field("base", "Trên số"), Field("value", "Giá trị cộng", .expression),
      Field("points", "Điểm của từng mức", .pairs),
      Field("decision", "Theo việc xếp loại", .name(.decisions)),
      Field("scale", "Nhân với", .number), Field("rounding", "Làm tròn", rounding),
    ] + source, isItem: true)

  static let decision = PieceShape(
    title: "Việc xếp loại",
    fields: [
      Field("id", "Mã"), Field("of", "Của", .name(.entities)), Field("name", "Tên"),
      Field("scale", "Thang", .name(.scales)),
      Field(
        "hitPolicy", "Chọn quy tắc",
        choice([("first", "quy tắc đầu tiên đúng"), ("unique", "đúng một quy tắc được đúng")])),
    ], isItem: true)

  static let rule = PieceShape(
    title: "Quy tắc",
    fields: [
      Field("id", "Mã"),
      Field("when", "Khi mọi điều sau đều đúng", .conditions),
      Field("any", "và một trong các điều sau", .conditions),
      Field("then", "Kết quả", .name(.outcomes)),
      Field("between", "Nếu cần quyết định: giữa các mức", .words),
      Field("by", "Ai quyết định"), Field("question", "Điều phải quyết định", .long),
      Field("because", "Lời giải thích", .long, "{done} là giá trị của dữ kiện."),
      Field("except", "Là ngoại lệ của quy tắc"),
    ] + source, isItem: true)

  static let quota = PieceShape(
    title: "Tỷ lệ khống chế",
    fields: [
      Field("id", "Mã"), Field("name", "Tên"), Field("decision", "Của việc xếp loại", .name(.decisions)),
      Field("grade", "Mức bị khống chế", .name(.grades)),
      Field(
        "percent", "Không quá", .expression,
        "Mã của tham số, hoặc tỷ lệ như 20 %. Bỏ trống nếu tỷ lệ có điều kiện."),
      Field(
        "cases", "Tỷ lệ theo điều kiện",
        .rows([Field("when", "Khi", .expression), Field("value", "Không quá", .expression)]),
        "Dòng cuối để trống điều kiện: mọi trường hợp còn lại."),
      Field("of", "So với số người, tổ chức đạt mức", .words, "Mã mức, mỗi mức một dòng."),
      Field(
        "counted", "Số làm gốc",
        choice([("before", "tính trước khi cắt"), ("after", "tính sau khi cắt")])),
      Field(
        "scope", "Tính riêng cho từng", .words, "Loại tổ chức, hoặc dữ kiện phân nhóm; mỗi thứ một dòng."),
      Field("rounding", "Làm tròn", rounding), Field("minimum", "Ít nhất", .number),
      Field("rankBy", "Xếp hạng theo", .words, "score descending; dòng cuối phải là id ascending."),
      Field(
        "ties", "Bằng nhau ở vạch",
        choice([("byKey", "theo khóa cuối cùng"), ("undecided", "để người quyết định")])),
      Field("demoteTo", "Người vượt tỷ lệ xếp", .name(.grades)), Field("because", "Lời giải thích", .long),
    ] + source, isItem: true)

  static let majority = PieceShape(
    title: "Số phiếu cần",
    fields: [
      Field("id", "Mã"), Field("for", "Để"),
      Field(
        "of", "Trên số",
        choice([
          ("entitled", "người có quyền"), ("convened", "người được triệu tập"), ("present", "người có mặt"),
          ("valid", "phiếu hợp lệ"),
        ])),
      Field("moreThan", "Trên", .number, "1/2. Chỉ ghi một trong hai: trên, ít nhất."),
      Field("atLeast", "Ít nhất", .number, "2/3"), Field("tie", "Khi bằng phiếu"),
      Field("secret", "Bỏ phiếu kín", choice([("true", "có"), ("false", "không")])),
    ] + source, isItem: true)

  static let stage = PieceShape(
    title: "Bước",
    fields: [
      Field("id", "Mã"), Field("name", "Tên bước", .long), Field("actor", "Ai làm"),
      Field(
        "due/before", "Hạn: trước", .line, "12-31 là trước ngày 31/12; hoặc mã của một bước, khi có số ngày."),
      Field("due/year", "Của năm", choice([("next", "năm sau")])),
      Field("due/days", "Số ngày", .number),
      Field("due/of", "Tính theo", choice([("workingDay", "ngày làm việc"), ("day", "ngày")])),
      Field("due/after", "Sau bước"), Field("after", "Chờ xong các bước", .words),
    ] + source, isItem: true)

  static let form = PieceShape(
    title: "Mẫu",
    fields: [
      Field("id", "Mã"), Field("code", "Số mẫu"), Field("name", "Tên mẫu"), Field("for", "Dùng cho"),
      Field("fields", "Các phần của mẫu", .words),
    ] + source, isItem: true)

  static let openZone = PieceShape(
    title: "Chỗ chưa có quy định",
    fields: [
      Field("id", "Mã"), Field("title", "Chỗ nào", .long), Field("default", "Đang dùng", .long),
      Field("reason", "Vì sao", .long), cite,
    ], isItem: true)

  static let local = PieceShape(
    title: "Được quyết định riêng",
    fields: [
      Field("id", "Điều được đổi"), Field("name", "Tên"), Field("choices", "Chọn trong", .words),
      Field("atLeast", "Ít nhất", .line, "Một số, hoặc usual: không thấp hơn mức hướng dẫn ghi."),
      Field("atMost", "Nhiều nhất", .line, "Một số, hoặc usual: không cao hơn mức hướng dẫn ghi."),
      Field("zone", "Chỗ chưa có quy định", .name(.zones)), Field("reason", "Vì sao", .long),
    ], isItem: true)

  static let limit = PieceShape(
    title: "Để người xét",
    fields: [
      Field("construct", "Điều gì", .long), Field("reason", "Vì sao không tính được", .long),
      Field("excerpt", "Trích", .long), cite, Field("acceptedBy", "Ai chấp nhận"),
    ], isItem: true)
}
