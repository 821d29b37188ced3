import Basics
import Foundation

/// PostgreSQL: a few connections, each with its own queue; one transaction runs as synchronous code on one of them.
public final class PostgresDatabase: Database {
  private let connections: ConnectionPool
  private let memory = Memory()
  public let place: String
  public var dialect: Dialect { .postgres }

  /// - Parameter address: `postgres://user@host:5432/name` (or `?host=/folder` for a socket).
  public init(address: String, connections count: Int = 6) async throws {
    let bytes = Array(address.utf8)
    guard bytes.starts(with: "postgres://".utf8) || bytes.starts(with: "postgresql://".utf8) else {
      throw StorageRefusal.address(address)
    }
    place = Self.withoutPassword(address)
    connections = ConnectionPool((0..<max(1, count)).map { PostgresConnection(info: address, number: $0) })
    do { _ = try await read { try $0.count("SELECT 1") } } catch let error as StorageError {
      throw error.kind == .unavailable ? StorageRefusal.unavailable(place) : error as any Error
    }
  }

  public func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
    try await transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", memory, body)
  }

  public func write<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
    try await transaction("BEGIN ISOLATION LEVEL READ COMMITTED", nil, body)
  }

  public func close() async { await connections.close() }

  private func transaction<T: Sendable>(
    _ begin: String, _ memory: Memory?, _ body: @escaping @Sendable (any Session) throws -> T
  ) async throws -> T {
    let connection = await connections.take()
    do {
      let value = try await connection.perform { try Self.attempt(connection, begin, memory, body, left: 3) }
      await connections.give(connection)
      return value
    } catch {
      await connections.give(connection)
      throw error
    }
  }

  /// Once more after a conflict between writers, or when the connection was found dead before anything was done.
  private static func attempt<T>(
    _ connection: PostgresConnection, _ begin: String, _ memory: Memory?, _ body: (any Session) throws -> T,
    left: Int
  ) throws -> T {
    try connection.open()
    var committing = false
    do {
      _ = try connection.execute(begin)
      let value = try body(PostgresSession(connection, memory.map(Recollection.init)))
      committing = true
      _ = try connection.execute("COMMIT")
      return value
    } catch {
      if !connection.isBroken { _ = try? connection.execute("ROLLBACK") }
      guard left > 0, let failure = error as? StorageError else { throw error }
      let mayRetry =
        failure.kind == .serialization || (failure.kind == .unavailable && connection.isBroken && !committing)
      guard mayRetry else { throw error }
      return try attempt(connection, begin, memory, body, left: left - 1)
    }
  }

  private static func withoutPassword(_ address: String) -> String {
    guard var parts = URLComponents(string: address) else { return "postgres://…" }
    parts.password = nil
    parts.queryItems = parts.queryItems?.filter { $0.name != "password" }
    return parts.string ?? "postgres://…"
  }
}

extension PostgresConnection {
  fileprivate func perform<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try body() }) }
    }
  }
}

/// Hands out connections in the order they were asked for.
private actor ConnectionPool {
  private let all: [PostgresConnection]
  private var free: [PostgresConnection]
  private var waiting: [CheckedContinuation<PostgresConnection, Never>] = []

  init(_ connections: [PostgresConnection]) { (all, free) = (connections, connections) }

  func take() async -> PostgresConnection {
    if let connection = free.popLast() { return connection }
    return await withCheckedContinuation { waiting.append($0) }
  }

  func give(_ connection: PostgresConnection) {
    if waiting.isEmpty {
      free.append(connection)
    } else {
      waiting.removeFirst().resume(returning: connection)
    }
  }

  func close() { for connection in all { connection.queue.sync { connection.close() } } }
}

private final class PostgresSession: Session {
  private let connection: PostgresConnection
  let recollection: Recollection?
  init(_ connection: PostgresConnection, _ recollection: Recollection?) {
    (self.connection, self.recollection) = (connection, recollection)
  }

  var dialect: Dialect { .postgres }

  func query(_ sql: SQL, _ each: (Row) throws -> Void) throws {
    let (text, values) = sql.rendered(for: .postgres)
    _ = try connection.execute(text, values, each)
  }

  func run(_ sql: SQL) throws -> Int {
    let (text, values) = sql.rendered(for: .postgres)
    return try connection.execute(text, values) { _ in }
  }

  func script(_ text: String) throws { _ = try connection.execute(text) }
}
