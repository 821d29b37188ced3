extension Actor {
  /// One person, for rules that need two: an account, or whoever stands at the machine.
  package var person: String { account?.description ?? "operator" }
}
