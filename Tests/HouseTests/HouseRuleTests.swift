import Foundation
import Testing

@Suite struct `Nếp nhà của mã nguồn` {
  /// Words that must not stand in `Sources`, and why. They are put together here so that this file may be searched too.
  private static let forbidden: [(pattern: String, why: String)] = [
    (#"\btry\#("!")"#, "có thể làm sập tiến trình"),
    (#"\bfatal\#("Error")\("#, "có thể làm sập tiến trình"),
    (#"\bprecondition(Failure)?\("#, "có thể làm sập tiến trình"),
    (#"\bas\#("!") "#, "có thể làm sập tiến trình"),
    (#"\.(first|last|min\(\)|max\(\)|randomElement\(\))\#("!")"#, "có thể làm sập tiến trình"),
    (#"\b(TO\#("DO")|FIX\#("ME")|XX\#("X"))\b"#, "việc chưa xong"),
    (
      #"\.(hasPrefix|hasSuffix|contains)\("[=+@<>&\\"'-]"#,
      "so ký tự an toàn trên cụm chữ (Character), phải dùng utf8 hoặc unicodeScalars"
    ),
    (
      #"[:<]\s*Character\b|\bas Character\b"#,
      "so trên cụm chữ (Character), phải dùng utf8 hoặc unicodeScalars"
    ),
    (#"https?://[a-z.]*(jsdelivr|unpkg|googleapis|cdnjs|gstatic)"#, "sản phẩm chạy không cần mạng"),
    (#"^(?!.*(fold|sqlite_)).*\bLIKE\b"#, "LIKE chỉ dùng trên cột đã bỏ dấu (fold)"),
  ]

  @Test func `không mẫu nguy hiểm nào trong Sources`() throws {
    let rules = try Self.forbidden.map { (try NSRegularExpression(pattern: $0.pattern), $0.why) }
    for file in try SourceTree.sources() {
      for (n, line) in file.lines.enumerated() {
        let range = NSRange(line.startIndex..., in: line)
        for (rule, why) in rules where rule.firstMatch(in: line, range: range) != nil {
          Issue.record("\(file.path):\(n + 1): \(why): \(line)")
        }
      }
    }
  }

  @Test func `máy tính quy tắc không dùng số thực`() throws {
    for file in try SourceTree.sources() where ["Rules", "Storage", "History"].contains(file.module) {
      for (n, line) in file.lines.enumerated() {
        #expect(
          !line.split { !$0.isLetter }.contains { $0 == "Double" || $0 == "Float" }, "\(file.path):\(n + 1)")
      }
    }
  }

  /// Text that becomes SQL unbound is written only where tables come from the database's own catalogue.
  @Test func `câu lệnh SQL luôn gắn giá trị`() throws {
    for file in try SourceTree.sources() where !["Schema", "Storage"].contains(file.module) {
      for (n, line) in file.lines.enumerated() {
        #expect(
          !line.contains("SQL(trusted:") && !line.contains("SQL(stringLiteral:"), "\(file.path):\(n + 1)")
      }
    }
  }

  @Test func `mỗi tệp giữ một ý: không tệp nào dài quá đáng`() throws {
    for file in try SourceTree.sources() { #expect(file.lines.count <= 420, "\(file.path)") }
  }

  /// Only acts write the register: outside of Storage, History, Registry's transaction and the tables that are no part
  /// of the history, nobody writes a fact table by hand.
  @Test func `chỉ việc ghi sổ mới ghi sổ`() throws {
    let writing = try NSRegularExpression(pattern: #"\b(INSERT INTO|UPDATE|DELETE FROM)\s+([a-z_]+)"#)
    let free: Set<String> = [
      "sign_in", "activation", "member_reading", "register_setting", "organisation_closure", "account",
      "right_grant",
      "post", "journal_record", "journal_entry", "journal_head", "schema_migration", "member_state",
      "member_number",
      "import_run", "membership_end", "review_fact", "grading_derivation", "review_step", "review_grade",
      "review_opinion", "review_complaint", "review_form", "review_prompt", "review_form_draft",
      "name_opening", "inspection", "commitment", "meeting_attendance", "assignment", "assignment_progress",
      "liaison_letter", "liaison_step", "residence_comment", "concern", "concern_step", "fee_standing",
      "prospect_state",
      "prospect_paper", "prospect_step", "prospect_reading",
      // Frozen lists too long for the journal, whose hash it keeps; secret ballots, of which it may know nothing.
      "review_subject", "ballot_voter", "sealed_ballot", "regulation_file",
    ]
    for file in try SourceTree.sources() where !["Schema", "chibo-verify"].contains(file.module) {
      for (n, line) in file.lines.enumerated() {
        for match in writing.matches(in: line, range: NSRange(line.startIndex..., in: line)) {
          guard let range = Range(match.range(at: 2), in: line) else { continue }
          #expect(free.contains(String(line[range])), "\(file.path):\(n + 1) \(line)")
          #expect(
            !["Web", "Markup", "Formats", "chibo"].contains(file.module), "\(file.path):\(n + 1) \(line)")
        }
      }
    }
  }
}
