import TestSupport
import Testing

@testable import Web

@Suite struct `Quyền được hỏi trước các ô` {
  /// Who may only look learns of no form what it lacks.
  @Test(arguments: Engine.available)
  func `người chỉ được xem gửi mẫu trống thì bị từ chối vì quyền, không vì ô thiếu`(engine: Engine)
    async throws
  {
    try await SiteWorld.with(engine) { world in
      let walk = try await RoundWalk.opened(world)
      try await walk.prepared()
      let path = try await walk.memberPath()
      _ = try await walk.client.get(path)
      let sent = try await walk.client.post("\(path)/don-thu", [("ngay-nhan", "20/11/2026")])
      #expect(sent.status == 303)
      let complaint = try #require(RoundWalk.values(try await walk.client.get(path).text, "don").first)
      let watcher = try await world.inspector()
      #expect(try await watcher.get("\(walk.cell)?nam=2026").status == 200)
      let moves = ["gui", "tra-lai", "mien", "mo-lai", "chuan-y", "xac-nhan-mo-lai"]
      var asked = moves.map { ("\(walk.cell)/ket-qua", [("nam", "2026"), ("viec", $0)]) }
      asked += ["van-ban", "huy"].map { ("\(walk.base)/sua-dot", [("nam", "2026"), ("viec-dot", $0)]) }
      asked += [
        ("\(path)/don-thu", [("ngay-nhan", "")]),
        ("\(path)/don-thu/tra-loi", [("don", complaint), ("viec", "tra-loi")]),
        ("\(path)/xep-loai-lai", [("muc", "")]),
      ]
      for (address, fields) in asked {
        let answer = try await watcher.post(address, fields)
        #expect([403, 404].contains(answer.status), "\(address) \(fields): \(answer.status)")
      }
      // Who may is told what the form lacks.
      let lacking = try await walk.client.post(
        "\(walk.cell)/ket-qua", [("nam", "2026"), ("viec", "chuan-y")])
      #expect(lacking.status == 422)
    }
  }
}
