"""One rating, durable and judged, by one educator and by 30 at once."""

import hashlib
import json
import threading
import time
from urllib.parse import urlencode

import bulk
import load
import server as servers
from table import Row

LEVELS = "1234"


def rows(bench, peer):
    database = str(bench.folder("rating") / "onramp.sqlite")
    district = bench.district(database, "30x30x50x4")
    sections, targets = district["sections"], district["competencies"]
    name = f"{peer['name']} one answer"
    with servers.onramp(bench, database) as server:
        count = 150 if bench.quick else 600
        pairs = [request for n in range(count) for request in rated_and_released(sections[0], targets, n)]
        found = load.run(bench, server, [pairs]).check(200, 204, 303)
        yield Row("one rating by page: draft and release, CPU", 2 * found.cpu_ms, "ms", 1, peer["answer_cpu_ms"], name,
                  note=f"{count} ratings; two requests each, {found.latency()} a request")
        one = load.run(bench, server, [[recorded(sections[0], targets, n, 1) for n in range(2 * count)]])
        one.check(200)
        yield Row("one piece of evidence by API, judged, CPU", one.cpu_ms, "ms", 1, peer["answer_cpu_ms"], name,
                  note=f"{one.requests} requests, {one.latency()}")
        yield from together(bench, server, sections, targets, peer, "30 educators at once", 2)
        importing = Importing(bench, server, district)
        with importing:
            yield from together(bench, server, sections, targets, peer, "30 at once beside a bulk import", 3)
        yield Row("bulk import beside them", importing.per_second(), "entries/s", more=True)


def together(bench, server, sections, targets, peer, what, serial):
    rounds = 15 if bench.quick else 60
    name = f"{peer['name']} 30 learners answering, p95"
    # The second time every cell holds the draft of the first, and gets another level.
    shown = "" if serial == 2 else LEVELS
    drafts = [[drafted(section, targets, n, shown) for n in range(rounds)] for section in sections]
    found = load.run(bench, server, drafts, rounds=True).check(200, 204, 303)
    yield Row(f"{what}: draft, p95", found.percentile(95), "ms", 20, peer["answers_p95_ms"], name,
              note=f"{found.latency()}, {found.per_second():,.0f}/s, CPU {found.cpu_ms:.2f} ms")
    judged = [[recorded(section, targets, n, serial) for n in range(rounds)] for section in sections]
    found = load.run(bench, server, judged, rounds=True).check(200)
    yield Row(f"{what}: recorded and judged, p95", found.percentile(95), "ms", 20, peer["answers_p95_ms"], name,
              note=f"{found.latency()}, {found.per_second():,.0f}/s, CPU {found.cpu_ms:.2f} ms")


def form_of(section, path, fields):
    csrf = hashlib.sha256(b"onramp-csrf-1" + section["session"].encode()).hexdigest()
    headers = {"cookie": section["cookie"], "content-type": "application/x-www-form-urlencoded"}
    return load.request("POST", f"/sections/{section['section']}/{path}", headers, urlencode({**fields, "csrf": csrf}))


def cell(section, targets, n):
    learners = section["learners"]
    return learners[n % len(learners)], targets[(n // len(learners)) % section["targets"]]


def drafted(section, targets, n, shown=""):
    """`shown` are the levels that stood there, by turns; none where nothing stands."""
    learner, competency = cell(section, targets, n)
    before, level = (shown[n % 4], LEVELS[(n + 1) % 4]) if shown else ("", LEVELS[n % 4])
    fields = {"learner": learner, "competency": competency, "level": level, "shown": before}
    return form_of(section, "drafts", fields)


def rated_and_released(section, targets, n):
    _, competency = cell(section, targets, n)
    return drafted(section, targets, n), form_of(section, "release", {"competency": competency, "at": ""})


def recorded(section, targets, n, serial):
    learner, competency = cell(section, targets, n)
    key = f"bench-{serial}-{n}"
    return bulk.request(section["token"], [bulk.row(key, learner, competency, n)])


class Importing:
    """Another system sends evidence in bulk for as long as the block lasts."""

    def __init__(self, bench, server, district):
        self.server, self.district, self.recorded, self.seconds = server, district, 0, 0.0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.send)

    def send(self):
        batches = bulk.batches(self.district, "beside", 5000, 10_000)
        begin = time.perf_counter()
        for batch in batches:
            if self.over.is_set():
                break
            status, _, body = self.server.request(batch["method"], batch["path"], batch["headers"], batch["body"])
            if status != 200 or batch["expected"].encode() not in body:
                raise RuntimeError(f"the import beside was refused: {status} {body[:300]}")
            self.recorded += len(json.loads(batch["body"]))
            self.seconds = time.perf_counter() - begin

    def per_second(self):
        return self.recorded / max(self.seconds, 0.001)

    def __enter__(self):
        self.thread.start()

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()
