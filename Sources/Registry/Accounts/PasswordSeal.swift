import Basics
import Crypto
import History
import Storage

/// Password seal — dấu của mật khẩu: a digest of the password's hash, kept in the journal, so that whoever writes a hash
/// of their own into the database is found out. From the digest nobody gets to the hash, nor from that to the password.
struct PasswordSeal: Record {
  var account: ID<Account>
  var hash: String

  static let table: StaticString = "account"
  static let columns: [StaticString] = ["id", "password_digest"]
  var row: Int64 { account.number }
  var values: [SQLValue] {
    let digest = SHA256.hash(data: Array("chibo/password/1\n\(hash)".utf8))
    return [account.sqlValue, .text(hex(digest))]
  }
}
