// chibo-verify — the independent checker of the history. It imports nothing of ChiBo: only the written format of
// docs/history-format.md, a database library and SHA-256.
import Foundation

exit(run(Array(CommandLine.arguments.dropFirst())))

func run(_ words: [String]) -> Int32 {
  let arguments: Arguments
  do { arguments = try Arguments(words) } catch is Arguments.Help {
    print(Arguments.usage)
    return 0
  } catch {
    if let wrong = error as? Arguments.Wrong { complain(wrong.message) }
    complain(Arguments.usage)
    return 64
  }
  var place = ""
  do {
    let store: any Store =
      switch arguments.place {
      case .folder(let folder): try SQLiteStore(folder: folder)
      case .address(let address): try PostgresStore(address: address)
      }
    place = store.place
    let outcome = try check(store, head: arguments.head)
    print(arguments.json ? Report.json(outcome, place: place) : Report.text(outcome, place: place))
    return 0
  } catch {
    let error = (error as? SQLiteFailure)?.asError ?? error
    if let broken = error as? Broken {
      print(arguments.json ? Report.json(broken, place: place) : Report.text(broken, place: place))
      return 1
    }
    if let refused = error as? Refused {
      if arguments.json { print(Report.json(refused)) } else { complain(Report.text(refused)) }
      return 2
    }
    complain("Lỗi của chương trình kiểm tra: \((error as? Fault)?.message ?? "\(error)")")
    return 70
  }
}

func check(_ store: any Store, head: String?) throws -> Outcome {
  var outcome = Outcome()
  let register = try Register(store)
  if let damage = try store.damage() {
    throw Broken("file.damaged", "Cơ sở dữ liệu báo: \(damage).", .fileDamaged)
  }
  try Chain(store: store, kept: Set(register.kept.map(\.name)).union([Settings.table]), wanted: head).check(
    &outcome)
  try register.check(&outcome)
  _ = try Closure.check(store, register.tables)
  return outcome
}

func complain(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
