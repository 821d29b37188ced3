import Basics
import Foundation
import TextReuse

/// An index of a corpus on disk, made anew or added to.
package struct CorpusIndexing {
  package struct Outcome: Sendable {
    package var documents: Int
    package var segments: Int
    package var findings: [(id: String, finding: Finding)]
  }

  /// Documents indexed together; more need more memory at once.
  private static let together = 10_000

  package let scan: CorpusScan
  package init(_ scan: CorpusScan) { self.scan = scan }

  /// Trees are not divided among segments.
  package func make(_ path: String) throws -> Outcome {
    let library = scan.corpus.library(scan.masks)
    let writer = try IndexFile.Writer(path, passages: library.passages)
    var outcome = Outcome(documents: 0, segments: 0, findings: [])
    for part in parts(scan.corpus.entries) {
      try writer.add(segment(part, library, nil, &outcome))
      outcome.segments += 1
    }
    try writer.finish()
    return outcome
  }

  /// Adds what the index does not have yet.
  package func add(to path: String) throws -> Outcome {
    let index = try IndexFile.open(path)
    let library = Library(index.passages, masks: scan.masks)
    let known = index.ids
    var outcome = Outcome(documents: 0, segments: index.segments.count, findings: [])
    let fresh = scan.corpus.entries.filter { !known.contains($0.id) }
    guard !fresh.isEmpty else { return outcome }
    let segment = try segment(fresh, library, index, &outcome)
    try IndexFile.append(segment, to: path, after: index)
    outcome.segments += 1
    return outcome
  }

  private func segment(
    _ entries: [Corpus.Entry], _ library: Library, _ earlier: ReuseIndex?, _ outcome: inout Outcome
  ) throws -> Segment {
    let read = scan.corpus.read(entries, masks: scan.masks, subjects: nil)
    outcome.findings += read.findings
    let builder = SegmentBuilder(library: library, after: earlier)
    for document in read.documents { builder.add(document) }
    outcome.documents += builder.count
    return try builder.build()
  }

  private func parts(_ entries: [Corpus.Entry]) -> [[Corpus.Entry]] {
    let sorted = entries.sorted { ($0.tree, $0.id) < ($1.tree, $1.id) }
    var parts: [[Corpus.Entry]] = [[]]
    for entry in sorted {
      let last = parts.count - 1
      if parts[last].count >= Self.together, parts[last].last?.tree != entry.tree {
        parts.append([entry])
      } else {
        parts[last].append(entry)
      }
    }
    return parts
  }
}
