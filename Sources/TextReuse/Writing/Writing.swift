import Basics

/// Writing — bảng mã của chữ: how the code points of a run are to be read.
public enum Writing: UInt8, Sendable, Hashable, CaseIterable {
  case unicode, tcvn3, tcvn3Capitals, vni

  public init(_ encoding: LegacyVietnamese.Encoding?) {
    switch encoding {
    case .tcvn3: self = .tcvn3
    case .tcvn3Capitals: self = .tcvn3Capitals
    case .vni: self = .vni
    case nil: self = .unicode
    }
  }
}
