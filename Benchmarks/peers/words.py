"""Words and small calculations both Python servers share: what ChiBo's Swift enums carry."""

from datetime import date, timedelta

STILL = 2**63 - 1
EVERYTHING = STILL - 1
END = 99991231
BEGINNING = 10101
IDLE_MS = 30 * 60 * 1000
PAGE_SIZE = 50

ORGANISATION_KINDS = {
    "centre": "Trung ương",
    "province": "Đảng bộ tỉnh, thành phố",
    "district": "Đảng bộ huyện",
    "baseCommittee": "Đảng bộ cơ sở",
    "baseCell": "Chi bộ cơ sở",
    "section": "Đảng bộ bộ phận",
    "agencyCell": "Chi bộ cơ quan",
    "residentialCell": "Chi bộ ấp, khu phố",
    "subordinateCell": "Chi bộ trực thuộc khác",
}
CELLS = [(k, ORGANISATION_KINDS[k]) for k in ("baseCell", "agencyCell", "residentialCell", "subordinateCell")]
CELL_KINDS = {kind for kind, _ in CELLS}
UNIT_KINDS = {
    "country": "Nước", "province": "Tỉnh", "city": "Thành phố", "district": "Huyện", "commune": "Xã",
    "ward": "Phường", "town": "Thị trấn", "specialZone": "Đặc khu",
}
SECTORS = {
    "party": "Đảng", "council": "Hội đồng nhân dân", "administration": "Ủy ban nhân dân",
    "front": "Mặt trận Tổ quốc", "massOrganisation": "Đoàn thể", "other": "Khác",
}
SCOPES = {
    "members": "Đảng viên", "staff": "Cán bộ, công chức của cơ quan", "residents": "Nhân dân trên địa bàn",
    "massOrganisation": "Đoàn thể", "organisation": "Tổ chức đảng trực thuộc", "administration": "Chính quyền",
}
EVENTS = {
    "found": "Thành lập", "rename": "Đổi tên", "move": "Chuyển về cấp trên khác", "mergeInto": "Sáp nhập",
    "mergeAsNew": "Hợp nhất", "end": "Kết thúc hoạt động",
}
SEXES = {"male": "Nam", "female": "Nữ", "unknown": ""}

_VIEW = {"viewOrganisations", "viewMembers", "viewBriefings"}
_OFFICE = _VIEW | {
    "exportMembers", "editMembers", "transferMembers", "importRosters", "changeStructure", "appoint",
    "recordGradings", "recordRollOut", "answerSurveys", "issueBriefings", "remarkOnBriefings", "manageAccounts",
    "viewHistory",
}
ROLES = {
    "secretary": ("Bí thư, cấp ủy chi bộ", _VIEW | {"editMembers", "transferMembers", "appoint", "answerSurveys", "remarkOnBriefings"}),
    "office": ("Văn phòng cấp ủy", _OFFICE),
    "commission": ("Ban tổ chức, cấp ủy cấp trên", _OFFICE | {"manageMandates", "manageSurveys"}),
    "inspector": ("Kiểm tra, giám sát", _VIEW | {"viewHistory", "remarkOnBriefings"}),
    "reader": ("Chỉ xem số liệu", {"viewOrganisations", "viewBriefings"}),
    "administrator": ("Quản trị tài khoản", {"manageAccounts"}),
}
MENU = [
    ("Tổ chức", "/to-chuc", "viewOrganisations"),
    ("Đảng viên", "/dang-vien", "viewMembers"),
    ("Chuyển sinh hoạt", "/chuyen-sinh-hoat", "viewMembers"),
    ("Văn bản giao việc", "/van-ban-giao-viec", "viewOrganisations"),
    ("Khảo sát", "/khao-sat", "viewOrganisations"),
    ("Báo cáo", "/bao-cao", "viewBriefings"),
    ("Tài khoản", "/tai-khoan", "manageAccounts"),
    ("Nhật ký", "/nhat-ky", "viewHistory"),
]
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}

# Steps from an organisation to what lies below it or before it (ChiBo: Sources/Registry/Rights/Reach.swift).
_IS_PART = f"""
    s.parent_id IS NOT NULL AND s.withdrawn_by = {STILL}
      AND ((s.effective_from <= %(d)s AND (s.effective_to > %(d)s OR s.final = 1))
        OR (s.effective_from > %(d)s AND NOT EXISTS (
          SELECT 1 FROM organisation_state t WHERE t.organisation_id = s.organisation_id
            AND t.withdrawn_by = {STILL} AND t.effective_from < s.effective_from)))
"""
_IS_WHOLE_HEIR = f"""
    p.withdrawn_by = {STILL} AND p.effective_on <= %(d)s AND NOT EXISTS (
      SELECT 1 FROM organisation_succession q WHERE q.predecessor_id = p.predecessor_id
        AND q.successor_id <> p.successor_id AND q.withdrawn_by = {STILL})
"""
_EDGES = f"""
    (SELECT s.parent_id AS upper_id, s.organisation_id AS lower_id FROM organisation_state s WHERE {_IS_PART}
     UNION ALL
     SELECT p.successor_id, p.predecessor_id FROM organisation_succession p
     WHERE {_IS_WHOLE_HEIR})
"""
ABOVE = f"""
    WITH RECURSIVE above(id) AS (
      SELECT s.organisation_id FROM organisation_state s WHERE s.organisation_id = %(o)s AND s.withdrawn_by = {STILL}
      UNION
      SELECT CASE WHEN w.way = 0 THEN s.parent_id ELSE p.successor_id END
      FROM above a CROSS JOIN (SELECT 0 AS way UNION ALL SELECT 1) w
      LEFT JOIN organisation_state s ON w.way = 0 AND s.organisation_id = a.id AND {_IS_PART}
      LEFT JOIN organisation_succession p ON w.way = 1 AND p.predecessor_id = a.id AND {_IS_WHOLE_HEIR}
      WHERE s.id IS NOT NULL OR p.id IS NOT NULL
    ) SELECT id FROM above
"""
REACH = f"""
    WITH RECURSIVE reach(id) AS (
      SELECT o.id FROM organisation o WHERE o.id IN (%(roots)s)
      UNION
      SELECT e.lower_id FROM reach r JOIN {_EDGES} e ON e.upper_id = r.id
    ) SELECT id FROM reach
"""


def day_text(number):
    """20140421 → 21/4/2014; nothing stays nothing."""
    return f"{number % 100}/{number // 100 % 100}/{number // 10000}" if number else ""


def day_iso(number):
    return f"{number // 10000:04}-{number // 100 % 100:02}-{number % 100:02}"


def day_before(number):
    day = date(number // 10000, number // 100 % 100, number % 100) - timedelta(days=1)
    return day.year * 10000 + day.month * 100 + day.day


def today():
    now = date.today()
    return now.year * 10000 + now.month * 100 + now.day


def asked_day(text):
    """`?ngay=2014-04-21`, or today."""
    if not text:
        return today()
    day = date.fromisoformat(text)
    return day.year * 10000 + day.month * 100 + day.day


def period_text(start, end):
    if start == BEGINNING and end == END:
        return "không rõ từ khi nào"
    if start == BEGINNING:
        return f"đến {day_text(day_before(end))}"
    if end == END:
        return f"từ {day_text(start)}"
    return f"{day_text(start)} – {day_text(day_before(end))}"


def grouped(number):
    return f"{number:,}".replace(",", ".")


def shown_pages(page, pages):
    """The first, the last and the neighbours; None is a gap."""
    shown, last = [], 0
    for number in (n for n in range(1, pages + 1) if n in (1, pages) or abs(n - page) <= 1):
        if number > last + 1:
            shown.append(None)
        shown.append(number)
        last = number
    return shown


def frame(path, day, person, csrf, grants, mark):
    """What every page has around its body."""
    now = today()
    roles = [ROLES[role] for role, _ in grants]
    rights = set().union(*(r for _, r in roles))
    return {
        "path": path, "day": day, "is_today": day == now, "today": now, "person": person, "csrf": csrf, "mark": mark,
        "role": roles[0][0] if roles else "", "rights_anywhere": rights,
        "query": "" if day == now else f"?ngay={day_iso(day)}",
        "menu": [("Hôm nay", "/", False)]
        + [(title, to, path.startswith(to)) for title, to, right in MENU if right in rights],
    }


WRITING = [
    ("Thêm một đảng viên", "dang-vien/moi", "editMembers", True, True),
    ("Nhập danh sách đảng viên từ Excel", "nhap-danh-sach", "importRosters", True, False),
    ("Nhập danh sách tổ chức từ Excel", "nhap-to-chuc", "importRosters", False, False),
    ("Thành lập tổ chức trực thuộc", "thanh-lap", "changeStructure", False, False),
    ("Đổi tên", "doi-ten", "changeStructure", True, False),
    ("Chuyển về cấp trên khác", "chuyen", "changeStructure", True, False),
    ("Sáp nhập, hợp nhất", "sap-nhap", "changeStructure", True, False),
    ("Kết thúc hoạt động", "ket-thuc", "changeStructure", True, False),
    ("Đính chính", "dinh-chinh", "changeStructure", True, False),
]


def writing(is_cell, has_parent, rights):
    """The links under "Ghi sổ"; the last two columns: shown for cells, shown for cells only."""
    return [
        (title, end) for title, end, right, for_cells, only_cells in WRITING
        if right in rights and (for_cells if is_cell else not only_cells) and (end != "chuyen" or has_parent)
    ]


def paging(page, count, path, day, text):
    from urllib.parse import quote

    pages = (count + PAGE_SIZE - 1) // PAGE_SIZE
    kept = ([f"tim={quote(text)}"] if text else []) + ([] if day == today() else [f"ngay={day_iso(day)}"])
    return {
        "page": page, "pages": pages, "previous": page - 1, "next": page + 1, "shown": shown_pages(page, pages),
        "first": (page - 1) * PAGE_SIZE + 1, "last": min(page * PAGE_SIZE, count),
        "page_path": f"{path}?" + "".join(f"{pair}&" for pair in kept),
    }


def fold(text):
    """Without marks, in small letters: Hường → huong."""
    import unicodedata

    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


FILTERS = {
    "day": day_text, "iso": day_iso, "grouped": grouped, "kind": ORGANISATION_KINDS.get, "sector": SECTORS.get,
    "scope": SCOPES.get, "event": EVENTS.get, "sex": SEXES.get,
}
