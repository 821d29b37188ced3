import Basics

/// Paper count — số phiếu giấy của một cuộc bỏ phiếu: printed, given out, returned, valid; the same for the ballots of a review and
/// of a cell's meeting.
package struct PaperCount: Hashable, Sendable {
  package var printed: Int
  /// Printed and not given out.
  package var unused: Int
  package var issued: Int
  package var returned: Int
  /// Given out and not returned.
  package var missing: Int
  package var valid: Int
  package var invalid: Int

  package init(
    printed: Int, unused: Int, issued: Int, returned: Int, missing: Int, valid: Int, invalid: Int
  ) {
    (self.printed, self.unused, self.issued, self.returned) = (printed, unused, issued, returned)
    (self.missing, self.valid, self.invalid) = (missing, valid, invalid)
  }

  /// Far above any meeting, far below what would overflow.
  package static let most = 1_000_000
  package static func isPlausible(_ numbers: [Int]) -> Bool { numbers.allSatisfy { (0...most).contains($0) } }

  /// Where the papers do not add up, with the difference. Empty when they do.
  /// - Parameter votes: every number of votes told, to be of a size that can be added.
  package func findings(eligible: Int, votes: [Int]) -> [Finding] {
    guard Self.isPlausible([printed, unused, issued, returned, missing, valid, invalid] + votes) else {
      return [Self.finding("ballot.range", "Số phiếu không được âm hoặc quá lớn.")]
    }
    var found: [Finding] = []
    func check(_ code: String, _ isRight: Bool, _ message: String) {
      if !isRight { found.append(Self.finding(code, message)) }
    }
    check(
      "ballot.printed", printed == issued + unused,
      "In \(printed), phát \(issued) và còn \(unused): lệch \((printed - issued - unused).magnitude).")
    check(
      "ballot.issued", issued == returned + missing,
      "Phát \(issued), thu \(returned) và không thu được \(missing): lệch \((issued - returned - missing).magnitude)."
    )
    check(
      "ballot.returned", returned == valid + invalid,
      "Thu \(returned), hợp lệ \(valid) và không hợp lệ \(invalid): lệch \((returned - valid - invalid).magnitude)."
    )
    check(
      "ballot.eligible", issued <= eligible,
      "Phát \(issued) phiếu nhưng chỉ có \(eligible) người được bỏ phiếu.")
    return found
  }

  package static func finding(_ code: String, _ message: String) -> Finding {
    Finding(code, .error, message: message, remedy: "Đếm lại phiếu rồi nhập lại.")
  }

  /// Where two counts of the same papers differ: by name only, since the numbers would tell the second what to write.
  package func differences(from first: PaperCount) -> [Finding] {
    [
      ("Số phiếu in", first.printed, printed), ("Số phiếu phát", first.issued, issued),
      ("Số phiếu thu", first.returned, returned), ("Số phiếu hợp lệ", first.valid, valid),
      ("Số phiếu không hợp lệ", first.invalid, invalid),
    ].compactMap { Self.difference($0.0, $0.1, $0.2) }
  }

  package static func difference(_ name: String, _ a: Int, _ b: Int) -> Finding? {
    guard a != b else { return nil }
    return Finding(
      "ballot.differs", .error, message: "\(name): hai lần không khớp.",
      remedy: "Mỗi người đếm lại phần ấy, rồi đối chiếu với biên bản kiểm phiếu.")
  }

  /// "Phát 9 phiếu, thu 9, hợp lệ 8, không hợp lệ 1."
  package var sentence: String {
    let lost = missing > 0 ? ", không thu được \(missing)" : ""
    return "Phát \(issued) phiếu, thu \(returned)\(lost), hợp lệ \(valid), không hợp lệ \(invalid)."
  }
}
