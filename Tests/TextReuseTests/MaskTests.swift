import Testing

@testable import TextReuse

@Suite struct `Lớp thay tên` {
  private func words(_ text: String) -> [UInt32] { MaskedText(Syllables(text), World.masks).words }

  @Test func `đổi tên đơn vị không làm thành văn bản khác`() {
    #expect(
      words("Đảng ủy xã Bình Hòa và Ban Thường vụ quyết định") == words("Chi bộ ấp 5 và Chi ủy quyết định"))
    #expect(words("tại cơ quan xã Lương Quới họp") == words("tại ấp Bình Đông họp"))
    #expect(words("Chi bộ họp") != words("Chi ủy họp"))
  }

  @Test func `một danh sách đoàn thể tính là một, tên chỉ nhận khi liền nhau`() {
    #expect(
      words("lãnh đạo Hội Nông dân, Đoàn Thanh niên và Mặt trận Tổ quốc") == words("lãnh đạo Hội Nông dân"))
    #expect(words("xã. Bình yên") != words("xã yên"))
    #expect(words("đoàn viên, thanh niên") == Syllables("đoàn viên, thanh niên").words)
  }

  @Test func `dòng viết hoa toàn bộ không bị coi là một cái tên dài`() {
    var shouted = Syllables("QUAN HỆ CỦA CHI BỘ BÀN VIỆC CHUNG")
    shouted.forgetShouting()
    #expect(MaskedText(shouted, World.masks).words == words("quan hệ của chi bộ bàn việc chung"))
    var sentence = Syllables("Chi bộ ấp Bình Hòa họp bàn việc chung")
    sentence.forgetShouting()
    #expect(MaskedText(sentence, World.masks).words == words("Chi bộ họp bàn việc chung"))
  }

  @Test func `lớp thay tên trả lại đúng chữ đã thay`() {
    let text =
      "Ban Thường vụ báo cáo Đảng ủy xã Bình Hòa, lãnh đạo Hội Nông dân và Đoàn Thanh niên theo quy chế"
    let masked = MaskedText(Syllables(text), World.masks)
    let bytes = Array(text.utf8)
    let shown = masked.words.indices.map { String(decoding: bytes[masked.place($0)], as: UTF8.self) }
    #expect(
      shown == [
        "Ban Thường vụ", "báo", "cáo", "Đảng ủy xã Bình Hòa", "lãnh", "đạo",
        "Hội Nông dân và Đoàn Thanh niên", "theo",
        "quy", "chế",
      ])
    // Every word of the text stands behind exactly one masked word.
    #expect(
      masked.spans.flatMap { Array($0.start..<$0.end) } == (0..<UInt32(masked.syllables.count)).map { $0 })
  }

  @Test func `khác nhau từng chữ: giữ nguyên, thay tên, chữ khác`() {
    let own = "Chi ủy giúp Chi bộ ấp 5 chuẩn bị nội dung họp"
    let source = "Ban Thường vụ giúp Đảng ủy xã Bình Hòa soạn nội dung họp"
    let differences = WordDifferences(
      MaskedText(Syllables(own), World.masks), MaskedText(Syllables(source), World.masks))
    let bytes = Array(own.utf8)
    let pieces = differences.own.map {
      "\($0.kind.rawValue): \(String(decoding: bytes[$0.range], as: UTF8.self))"
    }
    #expect(
      pieces == [
        "renamed: Chi ủy", "same: giúp", "renamed: Chi bộ ấp 5", "changed: chuẩn bị", "same: nội dung họp",
      ])
    #expect(differences.source.map(\.kind) == [.renamed, .same, .renamed, .changed, .same])
  }

  @Test func `khoản dài cả vạn chữ vẫn so xong`() {
    let long = String(repeating: "bàn việc chung ", count: 5000)
    let other = String(repeating: "việc riêng ta ", count: 5000)
    let differences = WordDifferences(
      MaskedText(Syllables("a " + long), World.masks), MaskedText(Syllables("b " + other), World.masks))
    #expect(!differences.own.isEmpty)
  }
}
