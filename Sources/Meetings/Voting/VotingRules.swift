import Basics
import Registry
import Rules

/// Voting rules — cách tính kết quả biểu quyết, from `Content/Meetings/voting.yaml`: who makes the base on a day, when a
/// meeting may decide, the majority where nothing else names one.
package struct VotingRules: Sendable {
  package enum Deduction: String, Sendable, Decodable { case away, exemptAbsent }
  package enum QuorumEffect: String, Sendable, Decodable { case block, mark }

  package struct Base: Sendable, Decodable {
    package var from: Day
    package var less: Set<Deduction>
    package var cite: String
    package var certainty: String
  }
  package struct Quorum: Sendable {
    package var share: Ratio
    package var effect: QuorumEffect
    package var cite: String
    package var certainty: String
  }

  package struct Source: Sendable, Decodable {
    package var cite: String
    package var certainty: String
  }
  package struct Tellers: Sendable, Decodable {
    package var atLeast: Int
    package var cite: String
    package var certainty: String
  }
  /// Secret ballots on paper at a meeting.
  package struct Secret: Sendable, Decodable {
    package var tellers: Tellers
    package var elections: Source
  }

  private let bases: [Base]
  package let secret: Secret
  package let quorum: Quorum
  /// Where nothing names one.
  package let majority: Majority
  /// All that may be asked for, the usual one first.
  package let majorities: [Majority]

  package init(_ content: Content) throws {
    let path = "Meetings/voting.yaml"
    let file = try content.yaml(path, as: VotingFile.self)
    secret = file.secret
    guard secret.tellers.atLeast >= 2 else {
      throw ContentRefusal.unreadable(path, "tổ kiểm phiếu phải có từ hai người")
    }
    bases = file.votingBase.sorted { $0.from > $1.from }
    guard let quorum = Ratio(file.quorum.atLeast), let share = Ratio(file.majority.moreThan),
      let of = Majority.Base(rawValue: file.majority.of)
    else { throw ContentRefusal.unreadable(path, "tỷ lệ không đọc được") }
    self.quorum = Quorum(
      share: quorum, effect: file.quorum.effect, cite: file.quorum.cite, certainty: file.quorum.certainty)
    majority = Majority(
      id: file.majority.id, of: of, moreThan: share, isSecret: file.majority.secret, cite: file.majority.cite,
      certainty: Certainty(rawValue: file.majority.certainty) ?? .n)
    majorities =
      try [majority]
      + file.others.map { other in
        guard let share = Ratio(other.atLeast), let of = Majority.Base(rawValue: other.of) else {
          throw ContentRefusal.unreadable(path, "tỷ lệ không đọc được")
        }
        var made = Majority(
          id: other.id, of: of, moreThan: share, isSecret: nil, cite: other.cite,
          certainty: Certainty(rawValue: other.certainty) ?? .n)
        (made.isStrict, made.purpose) = (false, other.purpose)
        return made
      }
  }

  /// Who is left out of the base on a day.
  package func base(on day: Day) -> Base? { bases.first { $0.from <= day } }

  /// Said where a rule was not read in the document itself.
  package static func doubt(_ certainty: String, cite: String = "") -> String? {
    // Where the citation says so itself it is not said twice.
    guard !cite.contains("chưa đối chiếu") else { return nil }
    return switch certainty {
    case "A": nil
    case "B": "ChiBo chưa đọc văn bản gốc, nên đối chiếu"
    case "C": "ChiBo chưa đối chiếu với văn bản gốc"
    case "D": "suy ra từ văn bản khác"
    case "L": "quy ước của sổ, cấp ủy đổi được"
    default: "chưa thấy văn bản nào quy định"
    }
  }
}

private struct VotingFile: Decodable {
  struct MajorityEntry: Decodable {
    var id: String
    var of: String
    var moreThan: String
    var secret: Bool
    var cite: String
    var certainty: String
  }
  struct Other: Decodable {
    var id: String
    var of: String
    var atLeast: String
    var purpose: String
    var cite: String
    var certainty: String
  }
  struct Quorum: Decodable {
    var atLeast: String
    var effect: VotingRules.QuorumEffect
    var cite: String
    var certainty: String
  }
  var votingBase: [VotingRules.Base]
  var majority: MajorityEntry
  var quorum: Quorum
  var secret: VotingRules.Secret
  var others: [Other]
}
