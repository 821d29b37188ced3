"""The last week of December: many people at once, reading their pages and writing their review forms.

    rounds FOLDER 1 100 30 people 300          # a commune of 3,000 with its round open, people signed in
    chibo serve --data FOLDER --port 18360 &
    python3 Benchmarks/load.py FOLDER 18360 --rate 150 --minutes 30

Requests leave at a fixed rate, whether or not earlier ones were answered, and a latency is counted from when its request was due: a server
that stands still does not look fast. One in ten is a form kept as it is typed. Every write that was acknowledged is asked for again at the
end. Prints one JSON object; only the standard library is needed.
"""

import argparse
import asyncio
import html
import json
import random
import re
import statistics
import urllib.parse
from pathlib import Path


class Connection:
    """One person's browser: a connection that is kept, one request at a time."""

    def __init__(self, port, token):
        self.port, self.token = port, token
        self.reader = self.writer = None

    async def ask(self, method, path, body=b"", kind="application/x-www-form-urlencoded"):
        for again in (False, True):
            try:
                return await self._ask(method, path, body, kind)
            except (ConnectionError, asyncio.IncompleteReadError):
                self.writer = None
                # A kept connection may have been closed meanwhile; what was not answered on a new one is an error.
                if again:
                    raise
        raise ConnectionError

    async def _ask(self, method, path, body, kind):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: chibo={self.token}\r\n"
            f"Origin: http://127.0.0.1:{self.port}\r\nAccept: text/html\r\n"
        )
        if body:
            head += f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        self.writer.write(head.encode() + b"\r\n" + body)
        await self.writer.drain()
        lines = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(lines[0].split()[1])
        headers = {n.lower(): v.strip() for n, _, v in (line.partition(":") for line in lines[1:] if ":" in line)}
        if headers.get("transfer-encoding", "") == "chunked":
            parts = []
            while True:
                size = int((await self.reader.readline()).split(b";")[0], 16)
                parts.append(await self.reader.readexactly(size))
                await self.reader.readexactly(2)
                if size == 0:
                    break
            answer = b"".join(parts)
        else:
            answer = await self.reader.readexactly(int(headers.get("content-length", 0)))
        if headers.get("connection", "").lower() == "close":
            self.writer.close()
            self.writer = None
        return status, headers, answer.decode("utf-8", "replace")


FIELD = re.compile(r'<(input|textarea|select)\b[^>]*\bname="([^"]+)"[^>]*>(?:(.*?)</\1>)?', re.S)


class Person:
    def __init__(self, port, facts):
        self.facts = facts
        self.link = Connection(port, facts["token"])
        self.busy = asyncio.Lock()
        self.revision, self.written, self.fields, self.area = 0, None, None, None

    @property
    def form(self):
        return f"/dang-vien/{self.facts['member']}/ban-kiem-diem?nam=2026"

    def pages(self):
        if self.facts["member"]:
            return ["/cua-toi", self.form, f"{self.form.split('?')[0]}/tai?nam=2026&dang=pdf", "/cua-toi/phan-anh"]
        cell = f"/to-chuc/{self.facts['cell']}"
        return ["/", cell, f"{cell}/dot-kiem-diem?nam=2026", f"{cell}/dang-vien", f"{cell}/lich", f"{cell}/sinh-hoat"]

    async def open_form(self):
        """What the form's page holds: the fields, and the text field that will be typed into."""
        status, _, page = await self.link.ask("GET", self.form)
        assert status == 200, status
        inside = next(f for f in page.split("<form")[1:] if 'name="ban"' in f)
        inside = inside.split("</form>")[0]
        self.fields = {}
        for tag, name, text in FIELD.findall(inside):
            self.fields[name] = html.unescape(text).strip() if tag == "textarea" else ""
            if tag == "textarea" and self.area is None:
                self.area = name
        hidden = {n: html.unescape(v) for n, v in re.findall(r'type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"', inside)}
        self.fields.update(hidden)
        self.revision = int(hidden.get("ban", "0") or 0)

    async def write(self, number):
        text = f"Kết quả thực hiện nhiệm vụ, lần ghi thứ {number}."
        fields = {**self.fields, self.area: text, "ban": str(self.revision), "tu-ghi": "1"}
        fields.pop("viec", None)
        body = urllib.parse.urlencode(fields).encode()
        status, headers, answer = await self.link.ask("POST", self.form.split("?")[0], body)
        if status == 200 and "json" in headers.get("content-type", ""):
            self.revision, self.written = json.loads(answer)["revision"], text
        return status

    async def is_kept(self):
        if self.written is None:
            return True
        status, _, page = await self.link.ask("GET", self.form)
        return status == 200 and html.escape(self.written) in page


async def main(arguments):
    people = [Person(arguments.port, facts) for facts in json.loads(Path(arguments.folder, "people.json").read_text())]
    writers = [person for person in people if person.facts["member"]]
    for person in writers:
        await person.open_form()
    dice = random.Random(20261221)
    total = int(arguments.rate * arguments.minutes * 60)
    took, statuses, errors, tasks, acknowledged = {"GET": [], "POST": []}, {}, [], set(), 0
    loop = asyncio.get_running_loop()
    start = loop.time()

    async def one(number, due):
        nonlocal acknowledged
        writes = dice.random() < 0.1
        person = dice.choice(writers if writes else people)
        path = person.form if writes else dice.choice(person.pages())
        async with person.busy:
            try:
                if writes:
                    status = await person.write(number)
                    acknowledged += status == 200
                else:
                    status = (await person.link.ask("GET", path))[0]
            except Exception as error:  # whatever goes wrong counts against the server
                status = 0
                errors.append(f"{type(error).__name__}: {error}")
        took["POST" if writes else "GET"].append((loop.time() - due) * 1000)
        statuses[status] = statuses.get(status, 0) + 1
        if status not in (200, 303):
            errors.append(f"{status} {path}")

    for number in range(total):
        due = start + number / arguments.rate
        wait = due - loop.time()
        if wait > 0:
            await asyncio.sleep(wait)
        task = asyncio.create_task(one(number, due))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        if number and number % (int(arguments.rate) * 60) == 0:
            print(f"{number} requests, {len(tasks)} waiting", flush=True)
    await asyncio.gather(*tasks)
    lasted = loop.time() - start
    lost = [person.facts["member"] for person in writers if not await person.is_kept()]

    def figures(values):
        values = sorted(values)
        if not values:
            return {}
        at = lambda share: round(values[min(len(values) - 1, int(share * len(values)))], 1)
        return {"n": len(values), "median": round(statistics.median(values), 1), "p95": at(0.95), "p99": at(0.99), "max": at(1)}

    print(json.dumps({
        "people": len(people), "seconds": round(lasted, 1), "rate": round(total / lasted, 1), "statuses": statuses,
        "reads ms": figures(took["GET"]), "writes ms": figures(took["POST"]), "all ms": figures(took["GET"] + took["POST"]),
        "acknowledged": acknowledged, "lost": len(lost), "errors": errors[:10],
    }, ensure_ascii=False, indent=1))


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("folder")
parser.add_argument("port", type=int)
parser.add_argument("--rate", type=float, default=150)
parser.add_argument("--minutes", type=float, default=30)
asyncio.run(main(parser.parse_args()))
