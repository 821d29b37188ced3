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

  package func quorumSentence(_ quorum: VotingRules.Quorum) -> String {
    let share = "\(quorum.share.numerator)/\(quorum.share.denominator)"
    let needed = "Cần ít nhất \(quorumNeeded) người dự (\(share) của \(base)), có mặt \(present)"
    if hasQuorum { return "\(needed): đủ." }
    return quorum.effect == .block
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
