import Basics

/// Cell year — một năm sinh hoạt của một chi bộ: what two cells of the sample talked about, resolved and did in the year of the
/// report, month by month. All of it is invented.
struct SampleCellYear: Sendable {
  struct Month: Sendable {
    var discussion: String
    var conclusion: String
    /// About what the month's resolution is; it is voted on before.
    var resolution: String
    var tasks: [Task]
  }

  struct Task: Sendable {
    var work: String
    var product: String
    /// How far it was in the month after.
    var progress: String
    var evidence: String
    /// Months until it is closed.
    var lasts: Int
    var outcome: Outcome

    init(
      _ work: String, product: String, progress: String, evidence: String, lasts: Int = 1,
      _ outcome: Outcome = .done
    ) {
      (self.work, self.product, self.progress) = (work, product, progress)
      (self.evidence, self.lasts, self.outcome) = (evidence, lasts, outcome)
    }
  }

  enum Outcome: Sendable { case done, late, notDone }

  struct Concern: Sendable {
    var month: Int
    var topic: String
    var matter: String
    var answer: String
    var isClosed: Bool
  }

  var startsAt: String
  var place: String
  var months: [Month]
  var concerns: [Concern]

  static let year = 2013

  /// What is said of the standing points of an agenda.
  static let usual = [
    "Việc tháng qua cơ bản xong; việc chưa xong xem ở danh sách việc đã giao.",
    "Đảng viên giữ nền nếp công tác; việc của dân đã ghi ở sổ điều nhân dân phản ánh.",
    "Không có việc đột xuất.",
  ]

  static let agency = SampleCellYear(
    startsAt: "16:00", place: "Hội trường Ủy ban nhân dân xã",
    months: [
      Month(
        discussion: "Góp ý chương trình công tác năm của chi bộ; phân công đảng viên theo từng mặt công tác.",
        conclusion: "Thông qua chương trình công tác năm; mỗi đảng viên nhận ít nhất một việc cụ thể.",
        resolution: "về nhiệm vụ của chi bộ năm 2013",
        tasks: [
          Task(
            "Lập bảng phân công nhiệm vụ của từng đảng viên", product: "bảng phân công",
            progress: "Đã gửi dự thảo cho chi ủy.", evidence: "Bảng phân công số 01-PC/CB")
        ]),
      Month(
        discussion: "Việc tiếp dân và trả hồ sơ những ngày trước, sau Tết.",
        conclusion: "Bộ phận một cửa trực đủ giờ; hồ sơ chậm phải có thư xin lỗi.",
        resolution: "về trực một cửa dịp Tết",
        tasks: [
          Task(
            "Theo dõi hồ sơ trễ hạn của bộ phận một cửa", product: "báo cáo tháng",
            progress: "Đã lập bảng theo dõi từng lĩnh vực.", evidence: "Báo cáo số 02-BC/CB")
        ]),
      Month(
        discussion: "Đảng viên cơ quan ở nhiều nơi, ít dự họp với chi bộ ấp nơi mình ở.",
        conclusion: "Giới thiệu đủ đảng viên về giữ mối liên hệ với chi bộ nơi cư trú.",
        resolution: "về giữ mối liên hệ với chi bộ nơi cư trú",
        tasks: [
          Task(
            "Lập danh sách và giấy giới thiệu về nơi cư trú", product: "giấy giới thiệu",
            progress: "Đã ghi nơi ở của từng đảng viên.", evidence: "Danh sách số 03-DS/CB")
        ]),
      Month(
        discussion: "Tình hình thu, chi ngân sách xã quý một; thu các khoản đóng góp của dân.",
        conclusion: "Công khai thu, chi ở trụ sở và nhà văn hóa các ấp.",
        resolution: "về công khai tài chính xã",
        tasks: [
          Task(
            "Niêm yết thu, chi quý một tại trụ sở và các ấp", product: "biên bản niêm yết",
            progress: "Đã niêm yết tại trụ sở, còn hai ấp.", evidence: "Biên bản niêm yết", .late)
        ]),
      Month(
        discussion: "Chuẩn bị lấy ý kiến về quy chế làm việc của chi bộ cơ quan.",
        conclusion: "Chức năng của chi bộ cơ quan cần ghi rõ, không chép lại quy chế của Đảng ủy.",
        resolution: "về sửa quy chế làm việc của chi bộ",
        tasks: [
          Task(
            "Dự thảo sửa quy chế làm việc của chi bộ", product: "dự thảo quy chế",
            progress: "Đã đối chiếu từng điều với quy chế của Đảng ủy.", evidence: "Dự thảo lần một", lasts: 2
          )
        ]),
      Month(
        discussion: "Sơ kết sáu tháng; hai đồng chí nêu việc họp chậm giờ.",
        conclusion: "Họp đúng giờ; nội dung gửi trước ba ngày.",
        resolution: "về nhiệm vụ sáu tháng cuối năm",
        tasks: [
          Task(
            "Gửi nội dung kỳ họp trước ba ngày", product: "giấy mời kèm tài liệu",
            progress: "Kỳ tháng bảy đã gửi đúng hạn.", evidence: "Sổ công văn đi")
        ]),
      Month(
        discussion: "Bồi dưỡng nhân viên trẻ là quần chúng ưu tú.",
        conclusion: "Cử người giúp đỡ, giới thiệu đi học lớp nhận thức về Đảng.",
        resolution: "về tạo nguồn phát triển đảng viên",
        tasks: [
          Task(
            "Rà soát nhân viên chưa là đảng viên", product: "danh sách nguồn",
            progress: "Đã trao đổi với công đoàn, đoàn thanh niên.", evidence: "Danh sách số 04-DS/CB")
        ]),
      Month(
        discussion: "Việc cấp giấy chứng nhận quyền sử dụng đất còn chậm.",
        conclusion: "Mỗi tuần báo cáo số hồ sơ tồn cho chi ủy.",
        resolution: "về giải quyết hồ sơ đất đai tồn đọng",
        tasks: [
          Task(
            "Giảm số hồ sơ đất đai tồn quá ba mươi ngày", product: "bảng số liệu từng tuần",
            progress: "Đã giải quyết hơn một nửa.", evidence: "Bảng số liệu tháng chín", .notDone)
        ]),
      Month(
        discussion: "Học tập và làm theo tấm gương đạo đức Hồ Chí Minh trong giờ giấc, thái độ tiếp dân.",
        conclusion: "Từng đảng viên ghi một việc làm theo và tự kiểm ở kỳ cuối năm.",
        resolution: "về việc làm theo của đảng viên",
        tasks: [
          Task(
            "Tập hợp việc làm theo của từng đảng viên", product: "bảng tổng hợp",
            progress: "Đã nhận của hầu hết đảng viên.", evidence: "Bảng tổng hợp")
        ]),
      Month(
        discussion: "Chương trình kiểm tra, giám sát của chi bộ; phòng chống lụt bão, triều cường.",
        conclusion: "Phân công trực; kiểm tra việc thu, nộp đảng phí.",
        resolution: "về phòng chống triều cường",
        tasks: [
          Task(
            "Lập lịch trực phòng chống triều cường", product: "lịch trực",
            progress: "Đã lập lịch đến hết tháng mười một.", evidence: "Lịch trực số 05-L/CB")
        ]),
      Month(
        discussion: "Chuẩn bị kiểm điểm, đánh giá chất lượng chi bộ và đảng viên cuối năm.",
        conclusion: "Đảng viên gửi bản kiểm điểm trước kỳ tháng mười hai.",
        resolution: "về kiểm điểm cuối năm",
        tasks: [
          Task(
            "Thu bản kiểm điểm của đảng viên", product: "bản kiểm điểm", progress: "Đã thu gần đủ.",
            evidence: "Sổ nhận bản kiểm điểm")
        ]),
      Month(
        discussion: "Kiểm điểm năm; ý kiến nhận xét của chi bộ nơi cư trú.",
        conclusion: "Chi bộ đề nghị mức xếp loại gửi Đảng ủy.",
        resolution: "về kết quả kiểm điểm năm 2013",
        tasks: [
          Task(
            "Khắc phục việc chậm công khai thu, chi", product: "báo cáo khắc phục",
            progress: "Quý một năm 2014 đã niêm yết ở các ấp.", evidence: "Báo cáo số 06-BC/CB", lasts: 6)
        ]),
    ],
    concerns: [
      Concern(
        month: 4, topic: "procedure", matter: "Chờ lâu khi làm giấy khai sinh vào sáng thứ hai",
        answer: "Bố trí thêm người nhận hồ sơ sáng thứ hai.", isClosed: true),
      Concern(
        month: 9, topic: "power", matter: "Loa truyền thanh của ấp không nghe được hai tuần nay",
        answer: "Đài huyện đã thay bộ thu.", isClosed: false),
    ])

  static let hamlet = SampleCellYear(
    startsAt: "19:00", place: "Nhà văn hóa ấp",
    months: [
      Month(
        discussion: "Góp ý chương trình năm; giữ vệ sinh đường ấp dịp Tết.",
        conclusion: "Mỗi tổ nhân dân tự quản dọn một đoạn đường.",
        resolution: "về nhiệm vụ của chi bộ năm 2013",
        tasks: [
          Task(
            "Vận động các tổ dọn vệ sinh đường ấp trước Tết", product: "đường sạch",
            progress: "Ba tổ đã làm xong.", evidence: "Biên bản họp tổ trưởng")
        ]),
      Month(
        discussion: "Thăm hỏi gia đình chính sách dịp Tết; an ninh trật tự.",
        conclusion: "Chia nhóm đi thăm; không để hộ nào bị sót.",
        resolution: "về thăm gia đình chính sách",
        tasks: [
          Task(
            "Lập danh sách và đi thăm gia đình chính sách", product: "danh sách đã thăm",
            progress: "Đã thăm quá nửa.", evidence: "Danh sách đã thăm")
        ]),
      Month(
        discussion: "Đường liên ấp ngập khi triều cường, xe học sinh khó qua.",
        conclusion: "Góp công đắp lề; đề nghị xã hỗ trợ đá.",
        resolution: "về đắp lề đường liên ấp",
        tasks: [
          Task(
            "Vận động nhân dân góp công đắp lề đường liên ấp", product: "300 mét lề đường",
            progress: "Đã họp dân, đăng ký ngày công.", evidence: "Biên bản nghiệm thu", lasts: 2)
        ]),
      Month(
        discussion: "Nước sinh hoạt cuối mùa khô.",
        conclusion: "Đề nghị trạm cấp nước báo trước lịch cắt nước.",
        resolution: "về nước sinh hoạt mùa khô",
        tasks: [
          Task(
            "Theo dõi và báo lịch cắt nước cho dân", product: "bảng tin ấp",
            progress: "Đã dán lịch ở bảng tin.", evidence: "Ảnh bảng tin")
        ]),
      Month(
        discussion: "Tổ hợp tác trồng bưởi da xanh; giá cả.",
        conclusion: "Mời cán bộ khuyến nông nói chuyện ở kỳ sau.",
        resolution: "về giúp nhau làm kinh tế",
        tasks: [
          Task(
            "Mời cán bộ khuyến nông tập huấn", product: "buổi tập huấn",
            progress: "Đã liên hệ trạm khuyến nông.", evidence: "Giấy mời và danh sách dự", .late)
        ]),
      Month(
        discussion: "Sơ kết sáu tháng; đảng viên trẻ đi làm xa vắng nhiều kỳ.",
        conclusion: "Báo trước lịch họp; đảng viên đi làm xa làm thủ tục sinh hoạt tạm thời.",
        resolution: "về nhiệm vụ sáu tháng cuối năm",
        tasks: [
          Task(
            "Gặp đảng viên vắng nhiều kỳ", product: "báo cáo chi ủy", progress: "Đã gặp hai người.",
            evidence: "Báo cáo tại kỳ tháng bảy")
        ]),
      Month(
        discussion: "Ngày thương binh, liệt sĩ; sửa mái nhà cho hộ khó khăn.",
        conclusion: "Cùng Mặt trận ấp vận động sửa nhà.",
        resolution: "về đền ơn đáp nghĩa",
        tasks: [
          Task(
            "Cùng Mặt trận ấp vận động sửa nhà tình nghĩa", product: "nhà đã sửa",
            progress: "Đã có đủ vật liệu.", evidence: "Biên bản bàn giao", lasts: 2)
        ]),
      Month(
        discussion: "Đưa trẻ đến trường đầu năm học.",
        conclusion: "Đến từng gia đình có con bỏ học.",
        resolution: "về vận động học sinh đến trường",
        tasks: [
          Task(
            "Vận động học sinh trở lại lớp", product: "số em đã trở lại", progress: "Đã đến các gia đình.",
            evidence: "Báo cáo của trường")
        ]),
      Month(
        discussion: "Đèn đường ngã ba chợ hỏng; an toàn giao thông.",
        conclusion: "Đề nghị điện lực sửa; thắp sáng bằng góp của dân.",
        resolution: "về thắp sáng đường ấp",
        tasks: [
          Task(
            "Vận động lắp đèn trước ngõ", product: "số bóng đèn đã lắp", progress: "Lắp được một phần ba.",
            evidence: "Danh sách hộ lắp đèn", .notDone)
        ]),
      Month(
        discussion: "Triều cường tháng mười; đê bao.",
        conclusion: "Tổ xung kích trực đêm các ngày rằm.",
        resolution: "về trực đê bao",
        tasks: [
          Task(
            "Phân công tổ xung kích trực đê bao", product: "lịch trực", progress: "Đã trực hai đợt.",
            evidence: "Sổ trực")
        ]),
      Month(
        discussion: "Góp ý đảng viên cơ quan cư trú ở ấp; ngày hội đại đoàn kết.",
        conclusion: "Mời đảng viên cơ quan cư trú ở ấp cùng dự.",
        resolution: "về ngày hội đại đoàn kết",
        tasks: [
          Task(
            "Mời đảng viên cư trú ở ấp dự ngày hội", product: "danh sách dự", progress: "Đã gửi giấy mời.",
            evidence: "Danh sách dự")
        ]),
      Month(
        discussion: "Kiểm điểm năm; nhận xét đảng viên cư trú ở ấp.",
        conclusion: "Đề nghị mức xếp loại gửi Đảng ủy.",
        resolution: "về kết quả kiểm điểm năm 2013",
        tasks: [
          Task(
            "Theo dõi việc sửa cống đầu ấp", product: "cống thông", progress: "Xã đã khảo sát.",
            evidence: "Biên bản bàn giao cống", lasts: 6)
        ]),
    ],
    concerns: [
      Concern(
        month: 3, topic: "road", matter: "Đường liên ấp ngập khi triều cường, học sinh khó đi",
        answer: "Xã cấp đá, nhân dân đắp lề trong quý hai.", isClosed: true),
      Concern(
        month: 4, topic: "water", matter: "Nước sinh hoạt yếu vào buổi chiều",
        answer: "Trạm cấp nước tăng giờ bơm và báo lịch.", isClosed: true),
      Concern(
        month: 9, topic: "road", matter: "Đèn đường ngã ba chợ hỏng từ đầu tháng",
        answer: "Điện lực đã thay bóng.", isClosed: false),
      Concern(
        month: 11, topic: "environment", matter: "Rác dồn ở đầu cầu, mùi hôi khi nắng",
        answer: "Đặt thùng rác, tổ thu gom đi hai ngày một lần.", isClosed: false),
    ])
}
