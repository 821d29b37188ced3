import Basics

/// Why the structure cannot change as asked.
package enum StructureRefusal: Refusal, Equatable {
  case notThere(String, Day)
  case cycle
  /// The owner is named only to those whose reach it lies in.
  case codeTaken(String, by: String?)
  case noName
  case kindBelow(child: String, parent: String)
  case hasParts(Int)
  case hasMembers(Int)
  case nothingToMerge
  case laterChange(Day)
  case needsParent
  case sameAsBefore

  package var reason: String {
    switch self {
    case .notThere(let name, let day): "\(name) không tồn tại vào ngày \(day.vietnamese)."
    case .cycle: "Một tổ chức không thể nằm dưới chính nó."
    case .codeTaken(let code, let name): "Mã “\(code)” đã là của \(name ?? "một tổ chức khác")."
    case .noName: "Chưa ghi tên tổ chức."
    case .kindBelow(let child, let parent): "\(child) không đặt trực tiếp dưới \(parent)."
    case .hasParts(let count): "Còn \(count) tổ chức trực thuộc chưa được sắp xếp."
    case .hasMembers(let count): "Còn \(count) đảng viên sinh hoạt tại đây."
    case .nothingToMerge: "Chưa chọn tổ chức nào để sáp nhập."
    case .laterChange(let day): "Đã có thay đổi ghi cho ngày \(day.vietnamese), sau ngày này."
    case .needsParent: "Chưa chọn tổ chức đảng cấp trên trực tiếp."
    case .sameAsBefore: "Không có gì thay đổi."
    }
  }

  package var remedy: String {
    switch self {
    case .notThere: "Chọn ngày khác, hoặc chọn tổ chức tiền thân hay kế thừa của ngày ấy."
    case .cycle: "Chọn một cấp trên nằm ngoài tổ chức này."
    case .codeTaken: "Mã không dùng lại; đặt mã khác hoặc để trống để ChiBo tự đặt."
    case .noName: "Ghi tên đầy đủ như trong quyết định."
    case .kindBelow: "Chọn cấp trên là một đảng bộ, không phải chi bộ."
    case .hasParts: "Chuyển các tổ chức ấy về cấp trên khác hoặc kết thúc chúng trước, hay dùng “Sáp nhập”."
    case .hasMembers: "Chuyển sinh hoạt cho các đảng viên ấy trước, hay dùng “Sáp nhập”."
    case .nothingToMerge: "Chọn ít nhất một tổ chức khác với tổ chức nhận."
    case .laterChange: "Hủy thay đổi ấy trước, hoặc chọn ngày muộn hơn."
    case .needsParent: "Chọn cấp trên trực tiếp ra quyết định thành lập."
    case .sameAsBefore: "Không cần ghi lại."
    }
  }
}
