import Basics
import Foundation
import Registry
import Storage
import TextReuse

/// All regulations of a register in one index in memory, which grows as they are recorded. Their texts weigh each
/// other; whoever asks is shown only what lies in their reach.
package final class ReuseShelf: @unchecked Sendable {
  /// How many papers are read while somebody waits; more are read in the background.
  private static let atOnce = 300

  private let lock = NSLock()
  private var index: ReuseIndex?
  private var known: Set<String> = []
  private var isReading = false

  package init() {}

  package enum State: Sendable {
    case ready(ReuseIndex)
    /// Papers are still being read in the background.
    case reading(left: Int)
    case empty
  }

  private struct Paper: Sendable {
    var id: String
    var tree: String
    var audience: String
    var file: ID<RegulationPaper>
  }

  /// The index with everything recorded by now. Call it away from the threads that answer pages.
  package func state(
    of system: System, tools: ReuseTools, outline: @escaping @Sendable (RegulationPaper) async -> Outline
  ) async throws -> State {
    let all = try await system.read { try $0.reusePapers() }.map {
      Paper(id: $0.id, tree: $0.tree, audience: $0.audience, file: $0.file)
    }
    let (index, missing) = lock.withLock { (self.index, all.filter { !known.contains($0.id) }) }
    if missing.isEmpty { return index.map { .ready($0) } ?? .empty }
    if missing.count > Self.atOnce {
      let mine = lock.withLock {
        if isReading { return false }
        isReading = true
        return true
      }
      if mine {
        Task.detached(priority: .background) { [self] in
          _ = try? await add(missing, system, tools, outline)
          lock.withLock { isReading = false }
        }
      }
      return .reading(left: missing.count)
    }
    return .ready(try await add(missing, system, tools, outline))
  }

  private func add(
    _ papers: [Paper], _ system: System, _ tools: ReuseTools,
    _ outline: @Sendable (RegulationPaper) async -> Outline
  ) async throws -> ReuseIndex {
    var writer = ReuseWriter(tools.masks)
    var documents: [ReuseDocument] = []
    for paper in papers {
      guard let kept = try await system.read({ try $0.regulationPaper(paper.file) }) else { continue }
      let read = await outline(kept)
      documents.append(writer.document(read, id: paper.id, tree: paper.tree, audience: paper.audience))
    }
    return try lock.withLock {
      let builder = SegmentBuilder(library: tools.library, after: index)
      for document in documents where !known.contains(document.id) { builder.add(document) }
      let segment = try builder.build()
      let grown = ReuseIndex(index, adding: segment, leastTrees: tools.words.leastTrees)
      index = grown
      known.formUnion(papers.map(\.id))
      return grown
    }
  }
}

extension Session {
  /// Every regulation with a paper: whose tree it stands in, and for whom it is meant.
  func reusePapers() throws -> [(id: String, tree: String, audience: String, file: ID<RegulationPaper>)] {
    try all(
      """
      SELECT r.regulation_id, r.file_id, s.kind, s.parent_id, s.organisation_id FROM regulation r
      JOIN organisation_state s ON s.organisation_id = r.organisation_id AND s.effective_from <= r.effective_from
        AND s.effective_to > r.effective_from AND s.withdrawn_by = \(Int64.max)
      WHERE r.file_id IS NOT NULL AND r.withdrawn_by = \(Int64.max) ORDER BY r.regulation_id
      """
    ) { row in
      let id: ID<WorkingRegulation> = try row.id(0)
      let kind: Organisation.Kind = try row.choice(2)
      let own: ID<Organisation> = try row.id(4)
      let tree = kind.isCell ? try row.ifID(3) ?? own : own
      return (id.description, tree.description, ReuseAudience.of(kind), try row.id(1))
    }
  }
}

/// For whom mandated passages must be meant in a regulation of a kind of organisation.
package enum ReuseAudience {
  package static func of(_ kind: Organisation.Kind) -> String { kind.isCell ? "cell" : "committee" }
}
