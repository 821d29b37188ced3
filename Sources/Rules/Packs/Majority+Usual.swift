extension Majority {
  /// A majority that stands outside of any pack: the one of the Charter, for guidances that name none.
  public init(
    id: String, of: Base, moreThan share: Ratio, isSecret: Bool?, cite: String?, certainty: Certainty
  ) {
    (self.id, self.of, self.share, isStrict, tie, purpose) = (id, of, share, true, nil, nil)
    self.isSecret = isSecret
    source = Source(cite: cite, article: nil, certainty: certainty, zone: nil, note: nil)
  }
}
