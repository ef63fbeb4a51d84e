"""The mastery grid of a class, as its educator's browser loads it."""

import load
import server as servers
from table import Row


def rows(bench, peer):
    database = str(bench.folder("grid") / "onramp.sqlite")
    district = bench.district(database, "1x30x50x4", "1x150x200x1")
    with servers.onramp(bench, database) as server:
        yield from one(bench, server, district["sections"][0], "30 x 50", peer, 5, 30)
        yield from one(bench, server, district["sections"][1], "150 x 200", None, None, None)


def one(bench, server, section, size, peer, most_ms, most_kb):
    path = f"/sections/{section['section']}"
    page = load.request("GET", path, {"cookie": section["cookie"], "accept-encoding": "gzip"})
    found = load.repeated(bench, server, page)
    note = f"{found.requests:,} requests, {found.latency()}"
    name = peer["name"] + " class summary" if peer else ""
    yield Row(f"grid {size}, CPU", found.cpu_ms, "ms", most_ms, peer and peer["summary_cpu_ms"], name, note=note)
    yield Row(f"grid {size}, gzipped", found.body_bytes / 1000, "KB", most_kb, peer and peer["summary_kb"], name)
