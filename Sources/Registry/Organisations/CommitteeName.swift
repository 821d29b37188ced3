/// The body that issues for an organisation: "Huyện ủy Giồng Trôm" for the district's.
package enum CommitteeName {
  package static func of(_ organisation: String) -> String {
    let names = [
      ("Đảng bộ tỉnh ", "Tỉnh ủy "), ("Đảng bộ thành phố ", "Thành ủy "), ("Đảng bộ huyện ", "Huyện ủy "),
      ("Đảng bộ thị xã ", "Thị ủy "), ("Đảng bộ quận ", "Quận ủy "), ("Đảng bộ ", "Đảng ủy "),
    ]
    for (prefix, committee) in names where organisation.utf8.starts(with: prefix.utf8) {
      return committee + String(decoding: organisation.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    }
    return organisation
  }
}
