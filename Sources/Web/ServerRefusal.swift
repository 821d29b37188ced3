import Basics

package enum ServerRefusal: Refusal, Equatable {
  case portInUse(Int)
  case portForbidden(Int)
  case noSuchHost(String)

  package var reason: String {
    switch self {
    case .portInUse(let port): "Cổng \(port) đang được một chương trình khác dùng."
    case .portForbidden(let port): "Không được phép mở cổng \(port)."
    case .noSuchHost(let host): "Máy này không có địa chỉ \(host)."
    }
  }
  package var remedy: String {
    switch self {
    case .portInUse: "Dừng chương trình ấy (có thể là một chibo serve khác), hoặc chọn cổng khác bằng --port."
    case .portForbidden: "Chọn cổng từ 1024 trở lên bằng --port."
    case .noSuchHost: "Dùng --host 127.0.0.1, hoặc địa chỉ có thật của máy."
    }
  }
}
