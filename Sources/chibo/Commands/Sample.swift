import ArgumentParser
import Basics
import Foundation
import Registry
import Samples
import Storage

struct Sample: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tạo sổ mẫu bằng dữ liệu mô phỏng.", subcommands: [GiongTrom.self])

  struct GiongTrom: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "giong-trom",
      abstract: "Huyện Giồng Trôm năm 2014: tổ chức, đảng viên, chi bộ cơ quan, cuộc khảo sát.")
    @OptionGroup var place: DataOptions
    @Option(
      help: ArgumentHelp(
        "Nơi để các danh sách Excel (mặc định: rosters trong thư mục dữ liệu).", valueName: "thư mục"))
    var rosters: String?
    @Option(help: .hidden) var format = OutputFormat.text

    func run() async throws {
      let content = try Content.locate()
      let folder =
        rosters ?? place.data.map { ($0 as NSString).appendingPathComponent("rosters") } ?? "rosters"
      let summary = try await make(content, folder: folder)
      switch format {
      case .text: print(Self.text(summary))
      case .json: print(Self.json(summary).text())
      }
    }

    /// In a folder the register is made aside and put in place when it is whole, so that a kill leaves nothing half-made.
    private func make(_ content: Content, folder: String) async throws -> GiongTromSample.Summary {
      guard let data = place.data, !FileManager.default.fileExists(atPath: SQLiteDatabase.file(in: data))
      else {
        return try await fill(try await place.open(creating: true), content, folder)
      }
      let aside = (data as NSString).appendingPathComponent("dang-tao-so-mau")
      try? FileManager.default.removeItem(atPath: aside)
      let database = try await DataOptions(data: aside).open(creating: true)
      let summary = try await fill(database, content, folder)
      try SQLiteDatabase.foldIntoOneFile(SQLiteDatabase.file(in: aside))
      // The log of the last writes first, if one is left: the file itself makes the register visible.
      for suffix in ["-wal", ""] {
        let name = SQLiteDatabase.file(in: aside) + suffix
        guard suffix.isEmpty || FileManager.default.fileExists(atPath: name) else { continue }
        try FileManager.default.moveItem(atPath: name, toPath: SQLiteDatabase.file(in: data) + suffix)
      }
      try? FileManager.default.removeItem(atPath: aside)
      return summary
    }

    private func fill(_ database: any Database, _ content: Content, _ folder: String) async throws
      -> GiongTromSample.Summary
    {
      let shows = format == .text
      do {
        let summary = try await GiongTromSample.create(in: database, folder: folder, content: content) {
          line in
          if shows {
            print(line)
            fflush(nil)
          }
        }
        await database.close()
        return summary
      } catch {
        await database.close()
        throw error
      }
    }

    private static func text(_ summary: GiongTromSample.Summary) -> String {
      """

      DỮ LIỆU MÔ PHỎNG: huyện Giồng Trôm, ngày 21/4/2014
      Xã, thị trấn: \(summary.units)
      Tổ chức đảng: \(summary.organisations)
      Đảng viên: \(summary.members)
      Chi bộ cơ quan: \(summary.agencyCells), đảng viên: \(summary.agencyCellMembers)
      Người đã ghi từ trước đến nay: \(summary.people)
      Danh sách Excel: \(summary.rosters) tệp ở \(summary.rosterFolder)
      Lịch sử: \(summary.entries) mục, mã cuối \(summary.head)
      Sau ngày khảo sát chỉ mô phỏng một ít kết nạp và từ trần; các lần sắp xếp 1/2/2020 và 1/7/2025 được ghi trước ngày hiệu lực.
      """
    }

    private static func json(_ summary: GiongTromSample.Summary) -> JSON {
      .object([
        "units": .int(summary.units), "organisations": .int(summary.organisations),
        "members": .int(summary.members),
        "agencyCells": .int(summary.agencyCells), "agencyCellMembers": .int(summary.agencyCellMembers),
        "people": .int(summary.people), "rosters": .int(summary.rosters),
        "rosterFolder": .string(summary.rosterFolder),
        "entries": .int(summary.entries), "head": .string(summary.head),
      ])
    }
  }
}

extension DataOptions {
  init(data: String) {
    self.init()
    (self.data, database) = (data, nil)
  }
}
