"""The unit page and the member list of ChiBo, written for FastAPI, Jinja2 and sqlite3.

Reads ChiBo's own SQLite file. Every request checks the session and the right on the subtree, as ChiBo does. The
handlers are `async` and ask SQLite directly: the questions take less than a hop to a thread pool.
"""

import hashlib
import os
import sqlite3
import time

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader

import words as w

app = FastAPI(openapi_url=None)
templates = Environment(
    loader=FileSystemLoader(os.path.join(os.path.dirname(__file__), "templates")), autoescape=True, auto_reload=False)
templates.filters.update(w.FILTERS)
unit_page = templates.get_template("unit.html")
member_page = templates.get_template("members.html")

db = sqlite3.connect(os.environ["BENCH_DATABASE"], isolation_level=None, check_same_thread=False)
db.row_factory = sqlite3.Row
for pragma in ("cache_size = -32000", "temp_store = MEMORY", "busy_timeout = 5000"):
    db.execute(f"PRAGMA {pragma}")


def holds(table):
    return (
        f"{table}.effective_from <= :day AND {table}.effective_to > :day "
        f"AND {table}.recorded_by <= {w.EVERYTHING} AND {table}.withdrawn_by > {w.EVERYTHING}")


SIGN_IN = """
    SELECT a.id, a.person, s.csrf, s.used_at, s.ends_at FROM sign_in s JOIN account a ON a.id = s.account_id
    WHERE s.token_hash = ? AND s.kind = 'browser' AND a.is_disabled = 0"""
GRANTS = "SELECT role, organisation_id FROM right_grant WHERE account_id = ? AND from_moment <= ? AND to_moment > ? ORDER BY id"
ABOVE = w.ABOVE % {"d": ":today", "o": ":organisation"}
STATES = f"""
    SELECT * FROM organisation_state WHERE organisation_id = ? AND recorded_by <= {w.EVERYTHING}
      AND withdrawn_by > {w.EVERYTHING} ORDER BY effective_from"""
SUPERIORS = f"""
    SELECT s.organisation_id, s.name FROM organisation_closure c JOIN organisation_state s ON s.organisation_id = c.ancestor_id
    WHERE c.descendant_id = :organisation AND c.depth > 0 AND {holds('c')} AND {holds('s')} ORDER BY c.depth DESC"""
COUNT = f"""
    SELECT count(*) FROM organisation_closure c JOIN membership m ON m.organisation_id = c.descendant_id
    WHERE c.ancestor_id = :organisation AND {holds('c')} AND m.kind = 'official' AND {holds('m')}"""
CHILDREN = f"""
    SELECT s.organisation_id, s.name, s.kind, s.code, s.effective_from,
      (SELECT count(*) FROM organisation_closure c JOIN membership m ON m.organisation_id = c.descendant_id
       WHERE c.ancestor_id = s.organisation_id AND {holds('c')} AND m.kind = 'official' AND {holds('m')}) AS members
    FROM organisation_state s WHERE s.parent_id = :organisation AND {holds('s')} ORDER BY s.name_order, s.organisation_id"""
UNIT = f"SELECT kind, name FROM administrative_unit_state s WHERE unit_id = :unit AND {holds('s')}"
POSTS = f"""
    SELECT a.title, a.sector, a.member_id, a.effective_from, s.name FROM appointment a
    LEFT JOIN member_state s ON s.member_id = a.member_id AND {holds('s')}
    WHERE a.organisation_id = :organisation AND {holds('a')} ORDER BY a.effective_from, a.id"""
LEADERSHIP = f"""
    SELECT id, kind, subject, effective_from FROM leadership_scope l
    WHERE organisation_id = :organisation AND {holds('l')} ORDER BY id"""
MASS = f"SELECT name FROM mass_organisation m WHERE unit_id = :unit AND {holds('m')} ORDER BY id"
LINEAGE = f"""
    SELECT predecessor_id, successor_id, effective_on FROM organisation_succession
    WHERE (predecessor_id = :organisation OR successor_id = :organisation) AND recorded_by <= {w.EVERYTHING}
      AND withdrawn_by > {w.EVERYTHING} ORDER BY effective_on, predecessor_id, successor_id"""
EVENTS = f"""
    SELECT e.effective_on, e.kind, e.text, d.type, d.number, d.issued_on, d.issuer FROM structure_event e
    LEFT JOIN decision d ON d.id = e.decision_id
    WHERE e.organisation_id = ? AND e.recorded_by <= {w.EVERYTHING} AND e.withdrawn_by > {w.EVERYTHING}
    ORDER BY e.effective_on, e.id"""
CHANGE_DAYS = f"""
    SELECT DISTINCT e.effective_on FROM structure_event e
    WHERE e.withdrawn_by = {w.STILL} AND (e.organisation_id = :organisation OR e.organisation_id IN (
      SELECT c.descendant_id FROM organisation_closure c WHERE c.ancestor_id = :organisation AND c.depth = 1
        AND c.withdrawn_by = {w.STILL})) ORDER BY e.effective_on"""
MODE = "SELECT value FROM register_setting WHERE name = 'mode'"
FROM_MEMBERS = f"""
    FROM organisation_closure c CROSS JOIN organisation_state o CROSS JOIN membership m CROSS JOIN member_state s
    WHERE c.ancestor_id = :organisation AND {holds('c')} AND o.organisation_id = c.descendant_id AND {holds('o')}
      AND m.organisation_id = c.descendant_id AND m.kind = 'official' AND {holds('m')}
      AND s.member_id = m.member_id AND {holds('s')}"""
MEMBERS = """
    SELECT m.member_id, s.name, s.born_on, s.sex, s.admitted_on, s.official_on, m.organisation_id, o.name AS cell,
      m.effective_from AS since
    FROM (
      SELECT s.id AS state_id, m.id AS membership_id, o.id AS cell_id {source}
      ORDER BY s.name_order, s.member_id, m.id LIMIT :limit OFFSET :offset
    ) found
    JOIN member_state s ON s.id = found.state_id JOIN membership m ON m.id = found.membership_id
    JOIN organisation_state o ON o.id = found.cell_id
    ORDER BY s.name_order, s.member_id, m.id"""


class Visitor:
    """Who asks; nobody gets past the session, and nothing is shown outside their subtrees."""

    def __init__(self, account, person, csrf, now):
        self.account, self.person, self.csrf = account, person, csrf
        self.today = w.today()
        self.grants = [tuple(row) for row in db.execute(GRANTS, (account, now, now))]

    def rights(self, organisation):
        if not self.grants:
            return set()
        above = {row[0] for row in db.execute(ABOVE, {"organisation": organisation, "today": self.today})}
        return set().union(*(w.ROLES[role][1] for role, place in self.grants if place in above))

    def require(self, right, organisation):
        rights = self.rights(organisation)
        if not rights:
            raise HTTPException(404)
        if right not in rights:
            raise HTTPException(403)
        return rights

    def reach(self, right):
        roots = [place for role, place in self.grants if right in w.ROLES[role][1]]
        if not roots:
            return set()
        sql = w.REACH % {"d": ":today", "roots": ",".join(map(str, roots))}
        return {row[0] for row in db.execute(sql, {"today": self.today})}


class SignInNeeded(Exception):
    pass


@app.exception_handler(SignInNeeded)
async def sign_in_needed(request, error):
    return RedirectResponse("/dang-nhap", 303)


async def visitor(request: Request) -> Visitor:
    token = request.cookies.get("chibo")
    if not token:
        raise SignInNeeded
    digest = hashlib.sha256(token.encode()).digest()
    now = int(time.time() * 1000)
    found = db.execute(SIGN_IN, (digest,)).fetchone()
    if found is None or found["ends_at"] <= now or found["used_at"] + w.IDLE_MS <= now:
        raise SignInNeeded
    if found["used_at"] + 60_000 < now:
        db.execute("UPDATE sign_in SET used_at = ? WHERE token_hash = ?", (now, digest))
    return Visitor(found["id"], found["person"], found["csrf"], now)


def state_of(organisation, day):
    states = db.execute(STATES, (organisation,)).fetchall()
    if not states:
        raise HTTPException(404)
    near = [s for s in states if s["effective_from"] <= day]
    return near[-1] if near else states[0]


def mark():
    row = db.execute(MODE).fetchone()
    return None if row and row[0] == "real" else "DỮ LIỆU MÔ PHỎNG"


def breadcrumbs(visitor, asked):
    reach = visitor.reach("viewOrganisations")
    return [row for row in db.execute(SUPERIORS, asked) if row["organisation_id"] in reach]


def answer(template, **values):
    return HTMLResponse(template.render(values), headers=w.HEADERS)


@app.get("/to-chuc/{organisation}")
async def unit(organisation: int, ngay: str = "", visitor: Visitor = Depends(visitor)):
    rights = visitor.require("viewOrganisations", organisation)
    day = w.asked_day(ngay)
    state = state_of(organisation, day)
    asked = {"organisation": organisation, "day": day, "unit": state["unit_id"]}
    place = db.execute(UNIT, asked).fetchone() if state["unit_id"] else None
    predecessors, successors = [], []
    for predecessor, successor, changed in db.execute(LINEAGE, asked).fetchall():
        is_past = successor == organisation
        other = predecessor if is_past else successor
        (predecessors if is_past else successors).append({
            "id": other, "name": state_of(other, changed)["name"], "day": changed,
            "open": w.day_before(changed) if is_past else changed})
    days = [row[0] for row in db.execute(CHANGE_DAYS, asked)]
    is_cell = state["kind"] in w.CELL_KINDS
    path = f"/to-chuc/{organisation}"
    return answer(
        unit_page, **w.frame(path, day, visitor.person, visitor.csrf, visitor.grants, mark()),
        breadcrumbs=breadcrumbs(visitor, asked),
        before=max((d for d in days if d < day), default=None), after=min((d for d in days if d > day), default=None),
        state=state, kind=w.ORGANISATION_KINDS[state["kind"]], is_cell=is_cell,
        period=w.period_text(state["effective_from"], state["effective_to"]),
        unit=f"{w.UNIT_KINDS[place['kind']]} {place['name']}" if place else "",
        can=dict.fromkeys(rights, True), writing=w.writing(is_cell, state["parent_id"] is not None, rights),
        members=db.execute(COUNT, asked).fetchone()[0], children=db.execute(CHILDREN, asked).fetchall(),
        posts=db.execute(POSTS, asked).fetchall() if "viewMembers" in rights else [],
        leadership=db.execute(LEADERSHIP, asked).fetchall(), scopes=w.SCOPES.items(),
        mass="; ".join(row[0] for row in db.execute(MASS, asked)), predecessors=predecessors, successors=successors,
        events=db.execute(EVENTS, (organisation,)).fetchall())


@app.get("/to-chuc/{organisation}/dang-vien")
async def members(organisation: int, ngay: str = "", tim: str = "", trang: int = 1, visitor: Visitor = Depends(visitor)):
    rights = visitor.require("viewMembers", organisation)
    day = w.asked_day(ngay)
    state = state_of(organisation, day)
    asked = {"organisation": organisation, "day": day, "limit": w.PAGE_SIZE, "offset": (trang - 1) * w.PAGE_SIZE}
    source = FROM_MEMBERS
    for number, word in enumerate(w.fold(tim).split()):
        asked[f"begins{number}"], asked[f"word{number}"] = f"% {word}%", word
        source += f""" AND (' ' || s.name_fold LIKE :begins{number} OR s.member_id IN (SELECT n.member_id
            FROM member_number n WHERE n.value = :word{number} AND n.withdrawn_by = {w.STILL}))"""
    count = db.execute("SELECT count(*)" + source if tim else COUNT, asked).fetchone()[0]
    path = f"/to-chuc/{organisation}/dang-vien"
    return answer(
        member_page, **w.frame(path, day, visitor.person, visitor.csrf, visitor.grants, mark()),
        **w.paging(trang, count, path, day, tim), breadcrumbs=[*breadcrumbs(visitor, asked), state],
        state=state, can=dict.fromkeys(rights, True), count=count, text=tim, cells=w.CELLS, reason_above=500,
        rows=db.execute(MEMBERS.format(source=source), asked).fetchall())
