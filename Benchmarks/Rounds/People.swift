import Basics
import Crypto
import Foundation
import Registry
import Schema
import Storage

/// Opens accounts for people of the round and signs them in, for `Benchmarks/load.py`: members first, each linked to a file of their own, then a
/// secretary for every tenth of them. Who they are, with what they show the server, is written as JSON.
///
/// Passwords and sign-in pages are left out on purpose: what is measured is the last week of December, not its first minute.
func signIn(
  _ people: Int, below base: ID<Organisation>, in system: System, _ database: any Database, to path: String
)
  async throws
{
  let me = Registry.Actor.operatorOfMachine
  let today = AsOf(Moment.now.day)
  let cells = try await system.read { try $0.children(of: base, asOf: today).map(\.organisation) }
  let members: [(ID<Member>, ID<Organisation>)] = try await system.read { session throws in
    try session.all(
      """
      SELECT member_id, organisation_id FROM membership WHERE kind = 'official' AND withdrawn_by = \(Schema.stillBelieved)
      ORDER BY member_id
      """
    ) { (try $0.id(0), try $0.id(1)) }
  }
  let secretaries = people / 10
  guard !cells.isEmpty, members.count >= people else { exit(70) }
  var lines: [String] = []
  for n in 0..<people {
    let isSecretary = n < secretaries
    // Spread over all cells.
    let (member, cell) = members[n * members.count / people]
    let place = isSecretary ? cells[n % cells.count] : cell
    let account = try await system.perform(
      CreateAccount(userName: "nguoi.\(n)", person: "Người \(n)", organisation: place), by: me
    ).account
    if isSecretary {
      try await system.perform(GrantRight(.secretary, on: place, to: account), by: me)
    } else {
      try await system.perform(LinkMemberAccount(account, to: member), by: me)
    }
    let token = SHA256.hash(data: Array("load \(path) \(n) \(Moment.now.milliseconds)".utf8)).map {
      ($0 < 16 ? "0" : "") + String($0, radix: 16)
    }.joined()
    let hash = Array(SHA256.hash(data: Array(token.utf8)))
    let (now, csrf) = (Moment.now, String(token.reversed().prefix(32)))
    try await database.write { session in
      try session.run(
        """
        INSERT INTO sign_in (token_hash, account_id, kind, csrf, created_at, used_at, ends_at)
        VALUES (\(hash), \(account), 'browser', \(csrf), \(now), \(now), \(now.adding(seconds: System.longestSeconds)))
        """)
    }
    lines.append(
      """
      {"token":"\(token)","csrf":"\(csrf)","cell":"\(place)","base":"\(base)","member":\(isSecretary ? "null" : "\"\(member)\"")}
      """)
  }
  try ("[" + lines.joined(separator: ",\n") + "]\n").write(toFile: path, atomically: true, encoding: .utf8)
}
