import Basics
import Rules

/// How the numbers of a vote are told in sentences: the same on the page and in the minutes.
extension VotingBase {
  /// Who makes the number a result is counted of.
  package func baseSentence(isAttended: Bool) -> String {
    var less: [String] = []
    if deducted > 0, away > 0 { less.append("\(away) người đang sinh hoạt tạm thời ở nơi khác") }
    if deducted > 0, exemptAbsent > 0 { less.append("\(exemptAbsent) người được miễn sinh hoạt mà vắng") }
    let minus = less.isEmpty ? "" : ", trừ " + less.joined(separator: " và ")
    return
      "Triệu tập \(convened) đảng viên chính thức\(minus): số tính kết quả là \(base), không phải số có mặt\(isAttended ? " (\(present))" : "")."
  }

  package func quorumSentence(_ rules: BallotRules) -> String {
    let share = "\(rules.quorum.share.numerator)/\(rules.quorum.share.denominator)"
    let needed = "Cần ít nhất \(quorumNeeded) người dự (\(share) của \(base)), có mặt \(present)"
    if hasQuorum { return "\(needed): đủ." }
    return rules.quorum.effect == .block
      ? "\(needed): thiếu \(quorumNeeded - present), chưa biểu quyết được."
      : "\(needed): thiếu \(quorumNeeded - present); kết quả sẽ ghi kèm điều này."
  }
}

extension Majority {
  /// How many votes are needed, and of what.
  package func sentence(of base: VotingBase) -> String {
    let whole = base.denominator(self, valid: nil)
    guard let whole, let needed = needed(of: whole) else {
      return "Cần \(shareWords) số phiếu hợp lệ; biết được khi kiểm phiếu."
    }
    return "Cần \(shareWords) \(baseWords) (\(whole)): từ \(needed) phiếu trở lên."
  }

  package var shareWords: String {
    let isHalf = share.numerator == 1 && share.denominator == 2
    if isStrict { return isHalf ? "quá nửa" : "quá \(share.numerator)/\(share.denominator)" }
    return "ít nhất \(share.numerator)/\(share.denominator)"
  }

  package var baseWords: String {
    switch of {
    case .entitled: "số đảng viên chính thức được triệu tập"
    case .convened: "số tính kết quả"
    case .present: "số người có mặt"
    case .valid: "số phiếu hợp lệ"
    }
  }
}

extension BallotRules {
  /// Said where a rule was not read in the document itself.
  package static func doubt(_ certainty: String, cite: String = "") -> String? {
    // Where the citation says so itself it is not said twice.
    guard !cite.contains("nhớ lại") else { return nil }
    return switch certainty {
    case "A": nil
    case "B": "theo nguồn thứ cấp, nên đối chiếu văn bản"
    case "C": "nhớ lại, cần đối chiếu văn bản"
    case "D": "suy ra từ văn bản khác"
    case "L": "quy ước của sổ, cấp ủy đổi được"
    default: "chưa thấy văn bản nào quy định"
    }
  }
}

extension BallotResult.Line {
  /// What came of a line, with the reason.
  package func sentence(needed: Int, gradeName: (String) -> String) -> String {
    if let carried {
      let votes = votes.first { $0.grade == carried }?.votes ?? 0
      return "\(gradeName(carried)): \(votes) phiếu, cần \(needed)."
    }
    if secondRound.count > 1 {
      return
        "Không mức nào đủ \(needed) phiếu; bỏ phiếu lại giữa: \(secondRound.map(gradeName).joined(separator: "; "))."
    }
    return "Không mức nào đủ \(needed) phiếu."
  }
}
