import Basics
import Foundation
import History
import Registry
import Reviews
import Storage

/// The sample — sổ mẫu Giồng Trôm: the district of 2014 with its past since 2007 and what became of it, made from a
/// seed through the real import and acts. The same seed gives the same history, to the last hash.
package enum GiongTromSample {
  package struct Summary: Sendable, Hashable {
    package var units: Int
    package var organisations: Int
    /// On the day of the visit.
    package var members: Int
    package var agencyCells: Int
    package var agencyCellMembers: Int
    /// Everybody ever written down.
    package var people: Int
    package var rosters: Int
    package var rosterFolder: String
    package var entries: Int
    package var head: String
  }

  package static let seed: UInt64 = 2014

  /// Makes the sample in an empty register.
  ///
  /// - Parameters:
  ///   - folder: where the written rosters are kept; made if missing.
  ///   - progress: told in one line what was done.
  package static func create(
    in database: any Database, folder: String, content: Content, size: SampleSize = .whole,
    seed: UInt64 = seed,
    progress: (String) -> Void = { _ in }
  ) async throws -> Summary {
    guard try await database.read({ try Journal.head(in: $0).sequence == 0 && !$0.hasOrganisations() }) else {
      throw SampleRefusal.notEmpty
    }
    let builder = try GiongTromBuilder(database, folder: folder, content: content, size: size, seed: seed)
    return try await builder.build(progress)
  }
}

package enum SampleRefusal: Refusal, Equatable {
  case notEmpty
  case folder(String)

  package var reason: String {
    switch self {
    case .notEmpty: "Sổ này không trống; dữ liệu mô phỏng chỉ được tạo trong một sổ mới."
    case .folder(let path): "Không ghi được các danh sách vào thư mục \(path)."
    }
  }
  package var remedy: String {
    switch self {
    case .notEmpty: "Cho một thư mục dữ liệu khác sau --data (hoặc một cơ sở dữ liệu trống sau --database)."
    case .folder: "Kiểm tra quyền ghi và chỗ trống trên đĩa rồi làm lại."
    }
  }
}
