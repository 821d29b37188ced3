import ArgumentParser
import Basics
import Registry

struct Token: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Mã truy cập API.", subcommands: [Create.self])

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Tạo mã truy cập với quyền của một người dùng.")
    @OptionGroup var place: DataOptions
    @Option(help: "Tên đăng nhập.") var user: String

    func run() async throws {
      let database = try await place.open(creating: false)
      let system = System(database)
      let user = user
      guard let account = try await system.read({ try $0.account(named: user) }), !account.isDisabled else {
        throw UserRefusal(name: user)
      }
      print(try await system.createToken(for: account.id))
      await database.close()
    }
  }
}

struct AccountCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account", abstract: "Tài khoản, khi không ai đăng nhập được.", subcommands: [Reset.self])

  struct Reset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Tạo mã đặt lại mật khẩu cho một người dùng.")
    @OptionGroup var place: DataOptions
    @Option(help: "Tên đăng nhập.") var user: String

    func run() async throws {
      let database = try await place.open(creating: false)
      let system = System(database)
      let user = user
      guard let account = try await system.read({ try $0.account(named: user) }) else {
        throw UserRefusal(name: user)
      }
      let code = try await system.perform(StartReset(account.id), by: .operatorOfMachine)
      print(
        "Mã đặt lại mật khẩu của \(account.userName): \(code)\nDùng một lần ở trang /dat-mat-khau, trong 24 giờ."
      )
      await database.close()
    }
  }
}

private struct UserRefusal: Refusal {
  var name: String
  var reason: String { "Không có tài khoản đang dùng nào tên “\(name)”." }
  var remedy: String { "Xem tên đăng nhập ở trang Tài khoản." }
}
