"""Two workbooks out of the sample: its organisations and all its members of one day, as an office would hand them in."""

import sqlite3
import zipfile
from xml.sax.saxutils import escape

from peers.words import EVERYTHING, ORGANISATION_KINDS, SEXES, UNIT_KINDS, day_text

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def holds(table):
    return (f"{table}.effective_from <= :day AND {table}.effective_to > :day "
            f"AND {table}.recorded_by <= {EVERYTHING} AND {table}.withdrawn_by > {EVERYTHING}")


def write(file, headings, rows):
    """One sheet of inline strings: the least a workbook can be."""
    def line(number, cells):
        return f'<row r="{number}">' + "".join(
            f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{escape(str(text))}</t></is></c>'
            for place, text in enumerate(cells) if text not in (None, "")) + "</row>"

    sheet = "".join(line(number, cells) for number, cells in enumerate([headings, *rows], 1))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", _HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                      '<Default Extension="xml" ContentType="application/xml"/>'
                      '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
                      '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>')
        book.writestr("_rels/.rels", _HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                      '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        book.writestr("xl/workbook.xml", _HEAD + '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
                      'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Danh sách" sheetId="1" r:id="rId1"/></sheets></workbook>')
        book.writestr("xl/_rels/workbook.xml.rels", _HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                      '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
        book.writestr("xl/worksheets/sheet1.xml", _HEAD + '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
                      + sheet + "</sheetData></worksheet>")


def organisations(sample, day, file):
    database = sqlite3.connect(sample)
    rows = database.execute(
        f"""SELECT s.name, s.kind, p.name, s.code, u.kind, u.name, u.code, s.neighbourhood
        FROM organisation_closure c JOIN organisation_state s ON s.organisation_id = c.descendant_id
        JOIN organisation_state d ON d.organisation_id = c.ancestor_id AND d.kind = 'district' AND {holds('d')}
        JOIN organisation_state p ON p.organisation_id = s.parent_id AND {holds('p')}
        LEFT JOIN administrative_unit_state u ON u.unit_id = s.unit_id AND s.kind = 'baseCommittee' AND {holds('u')}
        WHERE c.depth > 0 AND {holds('c')} AND {holds('s')} ORDER BY c.depth, s.name_order""", {"day": day})
    found = [
        (name, ORGANISATION_KINDS[kind], above, code, UNIT_KINDS.get(unit_kind, ""), unit, unit_code, hamlet, "1/1/2007")
        for name, kind, above, code, unit_kind, unit, unit_code, hamlet in rows]
    write(file, ["Tên tổ chức đảng", "Loại tổ chức đảng", "Cấp trên trực tiếp", "Mã tổ chức đảng", "Loại đơn vị hành chính",
                 "Đơn vị hành chính", "Mã đơn vị hành chính", "Ấp, khu phố", "Ngày thành lập"], found)
    return len(found)


def members(sample, day, file):
    database = sqlite3.connect(sample)
    rows = database.execute(
        f"""SELECT s.name, s.sex, s.born_on, s.ethnicity, s.home_place, s.residence, s.occupation, s.admitted_on, s.official_on,
          (SELECT min(n.value) FROM member_number n WHERE n.member_id = s.member_id AND n.kind = 'card'), s.education, s.theory,
          o.name, o.code
        FROM membership m JOIN member_state s ON s.member_id = m.member_id AND {holds('s')}
        JOIN organisation_state o ON o.organisation_id = m.organisation_id AND {holds('o')}
        WHERE m.kind = 'official' AND {holds('m')} ORDER BY o.code, s.name_order""", {"day": day})
    found = [
        (number, name, SEXES[sex], day_text(born), ethnicity, home, residence, work, day_text(admitted),
         day_text(official if official and official <= day else None),
         card, education, theory, cell, code)
        for number, (name, sex, born, ethnicity, home, residence, work, admitted, official, card, education, theory, cell, code)
        in enumerate(rows, 1)]
    write(file, ["STT", "Họ và tên", "Giới tính", "Ngày sinh", "Dân tộc", "Quê quán", "Nơi ở", "Nghề nghiệp", "Ngày vào Đảng",
                 "Ngày chính thức", "Số thẻ đảng viên", "Học vấn", "Lý luận chính trị", "Chi bộ", "Mã chi bộ"], found)
    return len(found)
