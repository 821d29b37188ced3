import Basics
import Storage

/// Register mode — chế độ của sổ: a sample, a trial, or real data. Real data stay shut out until an act records the
/// permission of the competent body.
package enum RegisterMode: String, Sendable, Codable {
  case sample, trial, real

  /// Stands on every page, print and export; nil in a register of real data.
  package var mark: String? {
    switch self {
    case .sample, .trial: "DỮ LIỆU MÔ PHỎNG"
    case .real: nil
    }
  }

  package var title: String {
    switch self {
    case .sample: "Sổ mẫu"
    case .trial: "Sổ dùng thử"
    case .real: "Sổ dữ liệu thật"
    }
  }
}

extension Session {
  /// A register that says nothing is on trial.
  package func registerMode() throws -> RegisterMode {
    try first("SELECT value FROM register_setting WHERE name = 'mode'") { try $0.text(0) }
      .flatMap(RegisterMode.init) ?? .trial
  }
}

/// Opens the register for real data: who permitted it, by which document, on which machine.
package struct OpenRealData: Act {
  package static let name = "register.openRealData"
  package var permission: DecisionEntry
  /// The machine the permission names.
  package var machine: String

  package init(permission: DecisionEntry, machine: String) {
    (self.permission, self.machine) = (permission, machine)
  }

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.requireOperator(actor)
    switch try register.session.registerMode() {
    case .sample: throw RegisterModeRefusal.isSample
    case .real: throw RegisterModeRefusal.isOpen
    case .trial: break
    }
    let machine = VietnameseText.clean(machine)
    guard !machine.isEmpty else { throw RegisterModeRefusal.noMachine }
    _ = try register.decision(permission)
    try register.set(mode: .real)
    register.note("machine", .string(machine))
  }
}

/// Says, before anything is written, that this register will hold simulated data only. There is no way back.
package struct MarkAsSample: Act {
  package static let name = "register.markAsSample"
  package init() {}

  package func perform(in register: Transaction, by actor: Actor) throws {
    try register.requireOperator(actor)
    guard try register.session.registerMode() == .trial else { throw RegisterModeRefusal.isOpen }
    guard try !register.session.exists("SELECT 1 FROM member LIMIT 1") else {
      throw RegisterModeRefusal.hasMembers
    }
    try register.set(mode: .sample)
  }
}

extension Transaction {
  fileprivate func set(mode: RegisterMode) throws {
    try write(RegisterSetting(name: "mode", value: mode.rawValue))
    note("mode", .string(mode.rawValue))
  }

  /// Sets one of the register's settings; the journal keeps every value it ever had.
  func write(_ setting: RegisterSetting) throws {
    try session.run(
      """
      INSERT INTO register_setting (name, value) VALUES (\(setting.name), \(setting.value))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """)
    try logUpdate(setting)
  }
}

struct RegisterSetting: Record {
  var name: String
  var value: String
  static let table: StaticString = "register_setting"
  static let columns: [StaticString] = ["name", "value"]
  var row: Int64 { 0 }
  var values: [SQLValue] { [.text(name), .text(value)] }
}

package enum RegisterModeRefusal: Refusal, Equatable {
  case isSample, isOpen, noMachine, hasMembers

  package var reason: String {
    switch self {
    case .isSample: "Đây là sổ mẫu; dữ liệu mô phỏng không bao giờ thành dữ liệu thật."
    case .isOpen: "Sổ này đã mở cho dữ liệu thật."
    case .noMachine: "Chưa ghi tên máy được phép chứa dữ liệu."
    case .hasMembers: "Sổ đã có đảng viên nên không đánh dấu thành sổ mẫu được nữa."
    }
  }
  package var remedy: String {
    switch self {
    case .isSample, .hasMembers: "Lập một sổ mới trong thư mục dữ liệu khác."
    case .isOpen: "Không cần làm lại."
    case .noMachine: "Ghi tên máy đúng như trong văn bản cho phép."
    }
  }
}
