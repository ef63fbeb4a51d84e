"""A large district's roster comes in beside educators who rate; and a grid over ten million entries."""

import json
import random
import threading
import time
import zipfile

import bulk
import load
import rating
import server as servers
from table import Row, Skipped

SEED = 7
EDUCATORS = 30
# One rating a second from each: brisk, for somebody who looks at work in between.
PAUSE_MS = 1000
PATH = "/api/v1/imports?kind=roster&source=sis&file_name=roster.zip"


def rows(bench, peer):
    yield from imported(bench)
    with bulk.postgres(bench) as address:
        if address is None:
            yield Skipped("grid over 10 million entries, PostgreSQL", "PostgreSQL is not installed")
        else:
            yield from large_grid(bench, address)


def imported(bench):
    learners, sections = (10_000, 500) if bench.quick else (100_000, 5_000)
    enrollments = 6 * learners
    folder = bench.folder("district")
    roster = folder / "roster.zip"
    write_roster(roster, learners, sections, enrollments)
    size = f"{learners:,} learners, {sections:,} sections, {enrollments:,} enrollments"
    database = str(folder / "onramp.sqlite")
    district = bench.district(database, f"{EDUCATORS}x30x50x4")
    with servers.onramp(bench, database) as server:
        before = ratings(bench, server, district, 15, 0)
        yield Row("30 educators rating alone, draft p95", before.percentile(95), "ms", 50, note=before.latency())
        importing = Import(server, district["token"], roster)
        seconds = 15 if bench.quick else 60
        beside = ratings(bench, server, district, seconds, 1, importing.start)
        importing.wait()
        done = importing.answer
        if done["errors"] or done["state"] != "applied":
            raise RuntimeError(f"the roster was not taken in: {json.dumps(done)[:600]}")
        yield Row(f"roster of {size} comes in beside them", importing.seconds, "s", 60,
                  note=f"zip of {roster.stat().st_size / 1e6:.1f} MB by the API, SQLite")
        yield Row("30 educators rating beside it, draft p95", beside.percentile(95), "ms", 50, note=beside.latency())
        yield Row("memory of the server at its most", servers.most_resident_mb(server.pid), "MB", 300)
        again = Import(server, district["token"], roster, "&dry_run=true&ends_day_after=true")
        again.start()
        again.wait()
        yield Row("the same roster looked at once more, nothing to change", again.seconds, "s")
        yield Row("memory of the server after both", servers.most_resident_mb(server.pid), "MB")


class Import:
    """A roster sent over the API, beside whatever else happens."""

    def __init__(self, server, token, roster, more=""):
        self.server, self.token, self.more = server, token, more
        self.body = roster.read_bytes()
        self.seconds, self.answer = 0.0, None
        self.thread = threading.Thread(target=self.send)

    def send(self):
        headers = {"authorization": f"Bearer {self.token}", "content-type": "application/octet-stream"}
        begin = time.perf_counter()
        status, _, body = self.server.request("POST", PATH + self.more, headers, self.body, timeout=600)
        self.seconds = time.perf_counter() - begin
        self.answer = json.loads(body)
        if status != 201:
            self.answer = {"errors": 1, "state": status, "body": self.answer}

    def start(self):
        self.thread.start()

    def wait(self):
        self.thread.join()


def ratings(bench, server, district, seconds, serial, during=None):
    """Each educator rates in their own class, once a second."""
    count = max(1, seconds * 1000 // PAUSE_MS)
    shown = rating.LEVELS if serial else ""
    sections = district["sections"][:EDUCATORS]
    drafts = [[rating.drafted(one, district["competencies"], n, shown if n < 15 else "") for n in range(count)]
              for one in sections]
    return load.run(bench, server, drafts, during=during, pause_ms=PAUSE_MS).check(200, 204, 303)


def write_roster(path, learners, sections, enrollments):
    """OneRoster 1.1, invented and the same each time."""
    chance = random.Random(SEED)
    teachers, schools = sections // 2, max(1, learners // 600)
    given = [f"Given{n}" for n in range(900)]
    family = [f"Family{n}" for n in range(7_000)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        archive.writestr("manifest.csv", MANIFEST)
        orgs = ["sourcedId,name,type,parentSourcedId", "d,The District,district,"]
        orgs += [f"s{n},School {n},school,d" for n in range(schools)]
        archive.writestr("orgs.csv", "\n".join(orgs))
        archive.writestr("academicSessions.csv", TERMS)
        with archive.open("users.csv", "w") as users:
            users.write(b"sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName,email,grades\n")
            for n in range(learners):
                name = f"{chance.choice(given)},{chance.choice(family)}"
                users.write(f"l{n},true,s{n % schools},student,l{n},{name},l{n}@d.example,0{1 + n % 9}\n".encode())
            for n in range(teachers):
                name = f"{chance.choice(given)},{chance.choice(family)}"
                users.write(f"t{n},true,s{n % schools},teacher,t{n},{name},t{n}@d.example,\n".encode())
        classes = ["sourcedId,title,grades,schoolSourcedId,termSourcedIds,subjects"]
        classes += [f"c{n},Course {n},0{1 + n % 9},s{n % schools},t1,Mathematics" for n in range(sections)]
        archive.writestr("classes.csv", "\n".join(classes))
        with archive.open("enrollments.csv", "w") as places:
            places.write(b"sourcedId,classSourcedId,userSourcedId,role\n")
            for n in range(sections):
                places.write(f"e{n},c{n},t{n % teachers},teacher\n".encode())
            left = enrollments - sections
            for n in range(left):
                # Each learner in about six classes of all, every class about as large.
                learner, place = n % learners, n // learners
                section = (learner * 7 + place * 811 + place) % sections
                places.write(f"n{n},c{section},l{learner},student\n".encode())


MANIFEST = """propertyName,value
manifest.version,1.0
oneroster.version,1.1
file.orgs,bulk
file.academicSessions,bulk
file.classes,bulk
file.users,bulk
file.enrollments,bulk
file.courses,absent
"""

TERMS = """sourcedId,title,type,startDate,endDate,parentSourcedId
t1,The year,schoolYear,2026-08-01,2027-07-31,
"""


def large_grid(bench, address):
    """Classes of 30 with 55 targets of 6 entries each: 9,900 entries a class."""
    sections = 102 if bench.quick else 1_011
    district = bench.district(address, f"{sections}x30x55x6")
    with servers.onramp(bench, address) as server:
        section = district["sections"][0]
        cookie = {"cookie": section["cookie"], "accept-encoding": "gzip"}
        page = load.request("GET", f"/sections/{section['section']}", cookie)
        before = bulk.postgres_cpu_seconds(address)
        found = load.repeated(bench, server, page)
        # `repeated` sends twenty more to find out how many to send.
        theirs = (bulk.postgres_cpu_seconds(address) - before) * 1000 / (found.requests + 20)
        size = f"{district['entries']:,} entries, PostgreSQL"
        yield Row(f"grid 30 x 55 of {size}: CPU of both", found.cpu_ms + theirs, "ms", 10,
                  note=f"Onramp {found.cpu_ms:.2f} ms, PostgreSQL {theirs:.2f} ms; {found.latency()}")
