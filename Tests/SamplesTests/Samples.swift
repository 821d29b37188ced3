import Basics
import Foundation
import Registry
import Storage
import TestSupport

@testable import Samples

/// A sample made once for all tests of a size: they only read it.
actor MadeSample {
  static let whole = MadeSample(.whole)
  static let small = MadeSample(.small)

  struct Made: Sendable {
    var register: TestRegister
    var summary: GiongTromSample.Summary
    var seconds: Double
  }

  private let size: SampleSize
  private var making: Task<Made, any Error>?
  init(_ size: SampleSize) { self.size = size }

  func made() async throws -> Made {
    if making == nil {
      let size = size
      making = Task { try await Self.make(size, on: .sqlite) }
    }
    guard let making else { throw SampleFault(what: "nobody makes it") }
    return try await making.value
  }

  static func make(_ size: SampleSize, on engine: Engine) async throws -> Made {
    let register = try await TestRegister(engine)
    let start = Date()
    let summary = try await GiongTromSample.create(
      in: register.database, folder: NSTemporaryDirectory() + "chibo-rosters-\(UUID().uuidString)",
      content: try Content.locate(), size: size)
    return Made(register: register, summary: summary, seconds: Date().timeIntervalSince(start))
  }
}

extension Day {
  /// For tests: "2014-04-21".
  init(_ iso: String) { self = Day(iso: iso) ?? .endOfTime }
}
