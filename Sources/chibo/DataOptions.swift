import ArgumentParser
import Basics
import Foundation
import Registry
import Schema
import Storage

/// Where the data lie: a folder (SQLite) or a PostgreSQL database.
struct DataOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Thư mục dữ liệu (SQLite).", valueName: "thư mục"))
  var data: String?

  @Option(help: ArgumentHelp("Cơ sở dữ liệu PostgreSQL: postgres://…", valueName: "địa chỉ"))
  var database: String?

  func validate() throws {
    guard (data == nil) != (database == nil) else {
      throw ValidationError("Cho biết nơi đặt dữ liệu: --data THƯ-MỤC hoặc --database postgres://…")
    }
  }

  /// Opens and brings the schema up to date.
  func open(creating: Bool) async throws -> any Database {
    let opened: any Database
    if let database {
      opened = try await PostgresDatabase(address: database)
    } else {
      opened = try SQLiteDatabase(folder: data ?? "", creating: creating)
    }
    try await Schema.migrator.migrate(opened)
    return opened
  }
}

/// How results are printed. Another word is refused in Vietnamese, as everything a person reads is.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

extension Day: ExpressibleByArgument {
  public init?(argument: String) {
    if let day = Day(iso: argument) {
      self = day
      return
    }
    // As people write it: 21/4/2014, 21-04-2014, 21.4.2014.
    let parts = argument.unicodeScalars.split(omittingEmptySubsequences: false) {
      "/-.".unicodeScalars.contains($0)
    }
    .map { String($0) }
    let numbers = parts.compactMap { $0.utf8.count <= 4 ? Int($0) : nil }
    guard parts.count == 3, numbers.count == 3, parts[2].utf8.count == 4,
      let day = Day(year: numbers[2], month: numbers[1], day: numbers[0])
    else { return nil }
    self = day
  }
}
