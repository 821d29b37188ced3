import Basics
import Registry

/// What may be written down about a prospect, as addresses call it.
enum ProspectWork: String, CaseIterable {
  case correct = "sua"
  case papers = "giay-to"
  case tie = "phan-cong"
  case untie = "thoi-phan-cong"
  case vote = "bieu-quyet"
  case decide = "quyet-dinh"
  case admit = "le-ket-nap"
  case recognise = "cong-nhan"
  case stop = "thoi-xet"
  case cancel = "huy-quyet-dinh"
  case erase = "xoa-du-lieu"
  case undo = "rut"

  var title: String {
    switch self {
    case .correct: "Sửa, chuyển chi bộ"
    case .papers: "Ghi giấy tờ"
    case .tie: "Phân công, ghi người giới thiệu"
    case .untie: "Thôi phân công"
    case .vote: "Ghi biểu quyết"
    case .decide: "Ghi quyết định kết nạp"
    case .admit: "Ghi lễ kết nạp"
    case .recognise: "Ghi công nhận chính thức"
    case .stop: "Thôi xét"
    case .cancel: "Hủy quyết định kết nạp"
    case .erase: "Xóa dữ liệu"
    case .undo: "Rút một bước"
    }
  }

  /// The likely one first.
  static func next(
    of file: ProspectFile, _ stage: ProspectStage, on today: Day, _ rules: DevelopmentRules
  ) -> [ProspectWork] {
    switch stage {
    case .listed, .applicant: [.vote, .decide, .correct, .stop]
    case .proposed: [.decide, .vote, .correct, .stop]
    case .decided: [.admit, .decide, .cancel, .stop]
    case .probation:
      file.officialOn(rules).map { $0 <= today } ?? false
        ? file.carried(.cellRecognition) == nil
          ? [.vote, .recognise, .cancel] : [.recognise, .vote, .cancel]
        : [.cancel]
    case .recognised: [.cancel]
    case .stopped: [.erase]
    case .cancelled: file.admitted == nil ? [.erase] : []
    case .left: []
    }
  }

  /// Which votes may be written down.
  static func votes(at stage: ProspectStage) -> [ProspectStep.Kind] {
    stage == .probation ? [.cellRecognition, .committeeRecognition] : [.cellVote, .committeeVote]
  }
}
