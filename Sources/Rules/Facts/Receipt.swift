import Basics

/// Receipt — biên nhận của một lần chạy: what was run on what and what came out, so that anyone can run it again and see the same.
public struct Receipt: Hashable, Sendable {
  /// The version of the engine's meaning: it changes when the same pack and facts could give another result.
  public static let engineVersion = "rules/3"

  public var engine: String
  public var pack: String
  public var packHash: String
  public var year: Int
  /// `nil`: the whole year.
  public var quarter: Int?
  public var snapshotHash: String
  /// The checksums of ``Checksums/figures``.
  public var checksums: [String: JSON]

  public init(
    _ program: Program, packHash: String, _ snapshot: Snapshot, _ verdicts: Verdicts,
    mapping: Mapping = Mapping()
  ) {
    engine = Self.engineVersion
    pack = program.pack.name
    self.packHash = packHash
    (year, quarter) = (program.period.year, program.period.quarter)
    snapshotHash = snapshot.hash
    checksums = Checksums(program, snapshot, verdicts, mapping: mapping).figures
  }

  public var json: JSON {
    var object: [String: JSON] = [
      "engine": .string(engine), "pack": .string(pack), "packHash": .string(packHash), "year": .int(year),
      "snapshotHash": .string(snapshotHash),
      "checksums": .object(checksums),
    ]
    if let quarter { object["quarter"] = .int(quarter) }
    return .object(object)
  }
}
