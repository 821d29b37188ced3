import Storage

/// The register while a question is asked of it, for layers that do not know the database.
package typealias Asked = any Session
