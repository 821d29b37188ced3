/// Numbers of chapters in words, as a line's head has them and as they are written; the longest of those that begin alike first.
enum NumberWords {
  static let all: [(plain: StaticString, written: String)] = [
    ("muoi mot", "mười một"), ("muoi hai", "mười hai"), ("muoi ba", "mười ba"), ("muoi bon", "mười bốn"),
    ("muoi lam", "mười lăm"), ("muoi sau", "mười sáu"), ("muoi bay", "mười bảy"), ("muoi tam", "mười tám"),
    ("muoi chin", "mười chín"), ("muoi", "mười"), ("hai muoi", "hai mươi"), ("nhat", "nhất"), ("mot", "một"),
    ("hai", "hai"), ("nhi", "nhì"), ("ba", "ba"), ("bon", "bốn"), ("tu", "tư"), ("nam", "năm"),
    ("sau", "sáu"),
    ("bay", "bảy"), ("tam", "tám"), ("chin", "chín"), ("cuoi", "cuối"),
  ]
}
