"""Runs the measurements of Benchmarks/README.md and prints their tables.

CPU is utime + stime of the server and all its workers from /proc, so it hardly depends on what else the machine does;
requests a second and latencies do.
"""

import argparse
import difflib
import html
import http.cookiejar
import json
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import time
import urllib.parse
import urllib.request
from pathlib import Path

import workbooks

HERE = Path(__file__).parent
DAY = "2014-04-21"
COMMUNE, DISTRICT = "xã Lương Quới", "huyện Giồng Trôm"
PORTS = {"ChiBo": 18350, "FastAPI": 18351, "Django": 18352}
TICKS = os.sysconf("SC_CLK_TCK")
SECONDS = int(os.environ.get("SECONDS_EACH", 6))
ROUNDS = int(os.environ.get("ROUNDS", 5))
CONNECTIONS = int(os.environ.get("CONNECTIONS", 64))
PASSWORD = "một câu dài để đo, không dùng nơi khác"


# Processes


def family(pid):
    """A process and everything it started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append((int(stat.parent.name), int(fields[11]) + int(fields[12])))
    own = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    found, todo = {pid: int(own[11]) + int(own[12])}, [pid]
    while todo:
        for child, ticks in parents.get(todo.pop(), []):
            found[child] = ticks
            todo.append(child)
    return found


def cpu_seconds(pid):
    return sum(family(pid).values()) / TICKS


def memory_mb(pid):
    """Proportional share of all processes: pages shared by workers count once."""
    total = 0
    for one in family(pid):
        try:
            total += int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{one}/smaps_rollup").read_text(), re.M)[1])
        except (OSError, TypeError):
            pass
    return total / 1024


class Server:
    def __init__(self, name, command, folder, environment=None):
        self.name, self.base = name, f"http://127.0.0.1:{PORTS[name]}"
        self.log = open(folder / f"{name}.log", "w+", encoding="utf-8")
        self.process = subprocess.Popen(
            command, stdout=self.log, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})},
            cwd=HERE / "peers")

    def wait(self):
        for _ in range(300):
            try:
                urllib.request.build_opener(NoRedirect).open(self.base + "/to-chuc/0")
            except urllib.error.HTTPError:
                return self
            except OSError:
                time.sleep(0.1)
            if self.process.poll() is not None:
                break
        raise SystemExit(f"{self.name} did not start:\n{Path(self.log.name).read_text()}")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


def claim(server):
    """Makes the first account of the register as a person would, and answers the cookie of its session."""
    code = re.search(r"Mã khởi tạo: (\S+)", Path(server.log.name).read_text())
    if not code:
        raise SystemExit("The register of the measurement has an account already; remove the work folder.")
    form = {"_csrf": "", "ma": code[1], "ho-ten": "Nguyễn Văn Đo", "ten": "nguoi-do", "mat-khau": PASSWORD, "mat-khau-2": PASSWORD}
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    # As a browser does: the first form carries the token of the page it stands on.
    page = opener.open(server.base + "/khoi-tao").read().decode()
    form["_csrf"] = re.search(r'name="_csrf" value="([0-9a-f]+)"', page)[1]
    opener.open(server.base + "/khoi-tao", urllib.parse.urlencode(form).encode()).read()
    return next(f"chibo={cookie.value}" for cookie in jar if cookie.name == "chibo")


# Questions


def questions(options):
    print(f"\n## Questions, SQLite, warm, as of {DAY}\n")
    print("| question | answer | median ms | 95th percentile ms | CPU ms |\n|---|---|---|---|---|")
    lines = subprocess.run(
        [options.bin / "questions", options.work / "sample", DAY, COMMUNE, DISTRICT], capture_output=True, text=True, check=True)
    for line in lines.stdout.splitlines():
        m = json.loads(line)
        print(f"| {m['question']} | {m['answer']} | {m['medianMs']:.3f} | {m['p95Ms']:.3f} | {m['cpuMs']:.3f} |")


# Pages


def visible(page):
    """What a reader sees, piece by piece."""
    page = re.sub(r"<(script|title|svg)\b.*?</\1>", "", page, flags=re.S)
    pieces = (re.sub(r"\s+", " ", html.unescape(piece)).strip() for piece in re.sub(r"<[^>]+>", "\n", page).split("\n"))
    return [piece for piece in pieces if piece]


def records(page):
    """Headings, figures and every row of every table."""
    parts = re.findall(
        r"<tr\b.*?</tr>|<h[123]\b.*?</h[123]>|<p class=\"(?:lede|figure-value|pagination-count)\".*?</p>", page, flags=re.S)
    return [" | ".join(visible(part)) for part in parts]


def crockford(number):
    text = ""
    for _ in range(13):
        text = "0123456789abcdefghjkmnpqrstvwxyz"[number & 31] + text
        number >>= 5
    return text


def pages(options):
    folder = options.work / "pages"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "chibo").mkdir(parents=True)
    copy(options.work / "sample/chibo.sqlite", folder / "chibo/chibo.sqlite")
    chibo = Server("ChiBo", [options.bin / "chibo", "serve", "--data", folder / "chibo", "--port", str(PORTS["ChiBo"])], folder).wait()
    servers = [chibo]
    try:
        cookie = claim(chibo)
        for name in ("FastAPI", "Django"):
            copy(folder / "chibo/chibo.sqlite", folder / f"{name}.sqlite")
        venv = options.work / "venv/bin"
        servers.append(Server(
            "FastAPI", [venv / "uvicorn", "fastapi_peer:app", "--port", str(PORTS["FastAPI"]), "--workers", "2",
                        "--no-access-log", "--log-level", "warning"],
            folder, {"BENCH_DATABASE": str(folder / "FastAPI.sqlite")}).wait())
        servers.append(Server(
            "Django", [venv / "gunicorn", "django_peer:application", "--bind", f"127.0.0.1:{PORTS['Django']}", "--workers", "2",
                       "--worker-class", "gthread", "--threads", "2", "--log-level", "warning"],
            folder, {"BENCH_DATABASE": str(folder / "Django.sqlite")}).wait())
        measure_pages(servers, addresses(folder / "chibo/chibo.sqlite"), cookie)
    finally:
        for server in servers:
            server.stop()


def copy(source, target):
    """One file, whatever still stands in the write-ahead log."""
    with sqlite3.connect(source) as database:
        database.execute("VACUUM INTO ?", (str(target),))
    with sqlite3.connect(target) as database:
        database.execute("PRAGMA journal_mode = WAL")


def addresses(file):
    """(what, path at ChiBo, path at the peers)"""
    number = int(DAY.replace("-", ""))

    def organisation(kind, name):
        [(found,)] = sqlite3.connect(file).execute(
            "SELECT DISTINCT s.organisation_id FROM organisation_state s JOIN administrative_unit_state u ON u.unit_id = s.unit_id "
            "WHERE s.kind = ? AND u.name = ? AND s.effective_from <= ? AND s.effective_to > ? AND s.withdrawn_by = ?",
            (kind, name, number, number, 2**63 - 1))
        return found

    commune = organisation("baseCommittee", COMMUNE.partition(" ")[2])
    district = organisation("district", DISTRICT.partition(" ")[2])
    found = []
    for what, place, rest in [
        ("unit page, commune", commune, f"?ngay={DAY}"), ("member list, commune", commune, f"/dang-vien?ngay={DAY}"),
        ("member list, district", district, f"/dang-vien?ngay={DAY}"),
        ("member search huong, district", district, f"/dang-vien?ngay={DAY}&tim=huong"),
    ]:
        found.append((what, f"/to-chuc/{crockford(place)}{rest}", f"/to-chuc/{place}{rest}"))
    return found


def measure_pages(servers, addresses, cookie):
    def path(server, address):
        return address[1] if server.name == "ChiBo" else address[2]

    print("\n## Pages\n\nThe same content:\n")
    for address in addresses:
        answers = {}
        for server in servers:
            request = urllib.request.Request(server.base + path(server, address), headers={"Cookie": cookie})
            answers[server.name] = urllib.request.urlopen(request).read().decode()
        ours = answers["ChiBo"]
        for name, page in answers.items():
            if records(page) != records(ours):
                raise SystemExit(f"{address[0]}: {name} differs from ChiBo\n" + "\n".join(
                    list(difflib.unified_diff(records(ours), records(page), lineterm="", n=1))[:60]))
        other = {name: len(set(visible(page)) ^ set(visible(ours))) for name, page in answers.items()}
        print(f"- {address[0]}: {len(records(ours))} rows, headings and figures equal in {', '.join(answers)}; "
              f"of {len(visible(ours))} pieces of text differ: {other['FastAPI']}, {other['Django']}; "
              + ", ".join(f"{name} {len(page.encode()) / 1024:.0f} KB" for name, page in answers.items()))
    for server in servers:
        for address in addresses:
            load(server, path(server, address), cookie, 2)
    print(f"\n{ROUNDS} rounds of {SECONDS} s, {CONNECTIONS} connections, servers in turn; medians.\n")
    print("| page | server | requests/s | p50 ms | p99 ms | CPU ms/request | requests/CPU-second | ChiBo is | memory MB |")
    print("|---|---|---|---|---|---|---|---|---|")
    for address in addresses:
        results = {server.name: [] for server in servers}
        for _ in range(ROUNDS):
            for server in servers:
                results[server.name].append(load(server, path(server, address), cookie, SECONDS))
        per_cpu = {name: statistics.median(run["per_cpu"] for run in runs) for name, runs in results.items()}
        for server in servers:
            def middle(key):
                return statistics.median(run[key] for run in results[server.name])

            times = "" if server.name == "ChiBo" else f"{per_cpu['ChiBo'] / per_cpu[server.name]:.1f} ×"
            print(
                f"| {address[0]} | {server.name} | {middle('rate'):.0f} | {middle('p50'):.1f} | {middle('p99'):.1f} "
                f"| {1000 / per_cpu[server.name]:.2f} | {per_cpu[server.name]:.0f} | {times} | {memory_mb(server.process.pid):.0f} |",
                flush=True)


def load(server, path, cookie, seconds):
    before = cpu_seconds(server.process.pid)
    text = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "--latency", "-H", f"Cookie: {cookie}",
         server.base + path], capture_output=True, text=True, check=True).stdout
    spent = cpu_seconds(server.process.pid) - before
    if "Non-2xx" in text:
        raise SystemExit(f"{server.name} {path}\n{text}")

    def milliseconds(share):
        value, unit = re.search(rf"{share}%\s+([\d.]+)(us|ms|s)\b", text).groups()
        return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]

    requests = int(re.search(r"(\d+) requests in", text)[1])
    return {
        "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]), "p50": milliseconds(50), "p99": milliseconds(99),
        "per_cpu": requests / max(spent, 1 / TICKS)}


# Import


def timed(command):
    """Runs under GNU time; answers (wall s, CPU s, peak MB, output, exit code)."""
    run = subprocess.run(["/usr/bin/time", "-f", "@@ %e %U %S %M", *map(str, command)], capture_output=True, text=True)
    wall, user, system, kilobytes = re.search(r"@@ (\S+) (\S+) (\S+) (\S+)", run.stderr).groups()
    return float(wall), float(user) + float(system), int(kilobytes) / 1024, run.stdout, run.returncode


def imports(options):
    folder, number = options.work / "import", int(DAY.replace("-", ""))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    sample, roster = options.work / "sample/chibo.sqlite", folder / "dang-vien.xlsx"
    places = workbooks.organisations(sample, number, folder / "to-chuc.xlsx")
    rows = workbooks.members(sample, number, roster)
    empty, chibo = folder / "empty", options.bin / "chibo"
    server = Server("ChiBo", [chibo, "serve", "--data", empty, "--port", str(PORTS["ChiBo"])], folder).wait()
    try:
        found_district(server, claim(server))
    finally:
        server.stop()
    founding = timed([chibo, "import-organisations", "--data", empty, folder / "to-chuc.xlsx"])
    if founding[4] != 0:
        raise SystemExit(founding[3])
    checks, writes = [], []
    for turn in range(3):
        command = [chibo, "import-roster", "--unit", "GT", "--as-of", DAY, "--from", DAY, "--format", "json", roster]
        checks.append(timed([*command, "--data", empty, "--dry-run"]))
        data = folder / f"turn{turn}"
        data.mkdir()
        copy(empty / "chibo.sqlite", data / "chibo.sqlite")
        writes.append(timed([*command, "--data", data]))
        [(count,)] = sqlite3.connect(data / "chibo.sqlite").execute("SELECT count(*) FROM membership")
        if writes[-1][4] != 0 or count != rows:
            raise SystemExit(f"{count} of {rows} rows written:\n{writes[-1][3][:2000]}")
    print(f"\n## Import of {rows} rows in {places} organisations, one workbook of {roster.stat().st_size // 1024} KB; medians of 3\n")
    print("| step | wall s | CPU s | peak memory MB |\n|---|---|---|---|")

    def line(step, runs, without=None):
        wall, cpu, memory = (statistics.median(run[place] for run in runs) for place in range(3))
        if without:
            wall, cpu = (value - statistics.median(run[place] for run in without) for place, value in enumerate((wall, cpu)))
        print(f"| {step} | {wall:.2f} | {cpu:.2f} | {memory:.0f} |")

    line(f"organisations: read, check, write {places}", [founding])
    line("read and check (`--dry-run`)", checks)
    line("read, check and write", writes)
    line("so the writing takes", writes, checks)


def found_district(server, cookie):
    def ask(path, form=None):
        request = urllib.request.Request(server.base + path, headers={"Cookie": cookie})
        return urllib.request.urlopen(request, urllib.parse.urlencode(form).encode() if form else None).read().decode()

    page = "/to-chuc/lap-dau-tien"
    csrf = re.search(r'name="_csrf" value="([^"]+)"', ask(page))[1]
    ask(page, {"_csrf": csrf, "loai": "district", "ten-to-chuc": "Đảng bộ huyện Giồng Trôm", "ma": "GT", "ngay-hieu-luc": "1/1/1990",
               "loai-don-vi": "district", "ten-don-vi": "Giồng Trôm", "ma-don-vi": "834"})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("parts", nargs="*", choices=["questions", "pages", "import", []], default=[])
    options = parser.parse_args()
    parts = {"questions": questions, "pages": pages, "import": imports}
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for name in options.parts or parts:
        parts[name](options)


main()
