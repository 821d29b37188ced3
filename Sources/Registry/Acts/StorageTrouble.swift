import Basics
import Storage

/// Trouble with the database that a person can do something about, told apart from faults of ours. For layers that do
/// not know the database.
package enum StorageTrouble {
  package static func refusal(_ error: any Error) -> (any Refusal)? {
    if let refusal = error as? StorageRefusal { return refusal }
    return (error as? StorageError).flatMap { StorageRefusal($0) }
  }
}
