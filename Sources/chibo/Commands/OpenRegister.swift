import ArgumentParser
import Basics
import Registry

/// Opens a register for real data, on the permission of the competent body.
struct OpenRegister: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open-real-data",
    abstract: "Mở sổ cho dữ liệu thật, theo văn bản cho phép của cơ quan có thẩm quyền.")
  @OptionGroup var place: DataOptions
  @Option(help: "Loại văn bản.") var type = "Quyết định"
  @Option(help: "Số và ký hiệu.") var number: String
  @Option(help: "Cơ quan ban hành.") var issuer: String
  @Option(help: "Ngày ban hành (YYYY-MM-DD).") var date: Day
  @Option(help: "Máy được phép chứa dữ liệu.") var machine: String

  func run() async throws {
    let database = try await place.open(creating: false)
    let permission = DecisionEntry(
      DocumentKey(type: type, number: number, issuer: issuer, date: date),
      subject: "Cho phép quản lý dữ liệu thật")
    try await System(database).perform(
      OpenRealData(permission: permission, machine: machine), by: .operatorOfMachine)
    print("Sổ đã mở cho dữ liệu thật theo \(permission.key.citation), trên máy \(machine).")
    await database.close()
  }
}
