import Basics
import Storage

extension Session {
  /// The person behind "account:…", "operator" or "sample" in the journal.
  package func personName(ofActor written: String) throws -> String {
    switch written {
    case Actor.operatorOfMachine.written: return Actor.operatorOfMachine.name
    case Actor.sample.written: return Actor.sample.name
    default:
      guard let id: ID<Account> = written.split(separator: ":").last.flatMap({ ID(text: $0) }) else {
        return written
      }
      return try account(id)?.person ?? written
    }
  }

  package func personNames(ofActors written: some Sequence<String>) throws -> [String: String] {
    var names: [String: String] = [:]
    for actor in Set(written) { names[actor] = try personName(ofActor: actor) }
    return names
  }
}
