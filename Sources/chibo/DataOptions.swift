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

enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

extension Day: ExpressibleByArgument {
  public init?(argument: String) {
    guard let day = Day(iso: argument) else { return nil }
    self = day
  }
}
