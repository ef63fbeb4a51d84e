"""Start, memory, and what a browser loads first."""

import time

import load
import page
import rating
import server as servers
from table import Row


def rows(bench, peer):
    folder = bench.folder("first")
    database = folder / "onramp.sqlite"
    bench.onramp(database, "demonstration", "start", "--address", "http://127.0.0.1:8080")
    starts = []
    for _ in range(5):
        with servers.onramp(bench, str(database)) as server:
            starts.append(server.started_in)
            memory = server.resident_mb()
            sign_in = page.weight(server, "/sign-in")
    name = peer["name"]
    yield Row("start to the first answer, median of 5", sorted(starts)[2], "s", 0.3, peer["start_s"], name)
    yield Row("resident memory at the start", memory, "MB", None, peer.get("memory_at_start_mb"), name)
    yield from after_work(bench, folder, peer)
    yield Row("first page in all: signing in", sign_in.kilobytes, "KB", 150, peer["first_page_kb"], name,
              note=f"{sign_in.files} files gzipped, HTML {sign_in.html_kilobytes:.1f} KB")


def after_work(bench, folder, peer):
    """30 educators sign in, open their class, rate all of it, release, and look again."""
    database = str(folder / "district.sqlite")
    district = bench.district(database, "30x30x50x4")
    with servers.onramp(bench, database) as server:
        work = [days_work(section, district["competencies"]) for section in district["sections"]]
        load.run(bench, server, work).check(200, 204, 303, 401, 422)
        most = server.resident_mb()
        time.sleep(5)
        idle = server.resident_mb()
        grid = district["sections"][0]
        weight = page.weight(server, f"/sections/{grid['section']}", {"cookie": grid["cookie"]})
    yield Row("resident memory, idle after 30 people worked", idle, "MB", 60, peer["memory_mb"], peer["name"],
              note=f"{most:.0f} MB right after; each tried one wrong password too")
    yield Row("first page in all: a class grid", weight.kilobytes, "KB", 150,
              note=f"{weight.files} files gzipped, HTML {weight.html_kilobytes:.1f} KB")


def days_work(section, targets):
    look = load.request("GET", f"/sections/{section['section']}", {"cookie": section["cookie"], "accept-encoding": "gzip"})
    form = {"content-type": "application/x-www-form-urlencoded"}
    name = section["section"]
    wrong = load.request("POST", "/sign-in", form, f"name={name}&password=not+the+password&next=%2F")
    drafts = [rating.drafted(section, targets, n) for n in range(30)]
    release = rating.form_of(section, "release", {"competency": targets[0], "at": ""})
    return [wrong, look, *drafts, release, look]
