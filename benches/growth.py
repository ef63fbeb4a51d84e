"""What one learner costs in a small, a large and a very large district: flat, or not."""

import math
import os
import pathlib

import bulk
import load
import server as servers
from table import Row

# 55 competencies with 6 entries each: 330 a learner, so 33 million in the largest.
CELLS, EACH, CLASS = 55, 6, 25


def rows(bench, _peer):
    sizes = [1_000, 10_000] if bench.quick else [1_000, 10_000, 100_000]
    costs = {}
    for learners in sizes:
        bench.say(f"growth: {learners:,} learners, {learners * CELLS * EACH:,} entries")
        found = one(bench, learners)
        for what, (cost, unit) in found.items():
            costs.setdefault(what, []).append((learners, cost))
            yield Row(f"{learners:,} learners: {what}", cost, unit)
    for what, points in costs.items():
        yield Row(f"slope of {what}", slope(points), "", note=verdict(points))


def one(bench, learners):
    folder = bench.folder(f"growth-{learners}")
    database = folder / "onramp.sqlite"
    district = bench.district(database, f"{learners // CLASS}x{CLASS}x{CELLS}x{EACH}")
    found = {"recorded and judged, CPU a learner": (district["cpu_seconds"] * 1000 / learners, "ms")}
    section = district["sections"][0]
    with servers.onramp(bench, str(database)) as server:
        found["start"] = (server.started_in, "s")
        grid = load.request("GET", f"/sections/{section['section']}", {"cookie": section["cookie"], "accept-encoding": "gzip"})
        found["class grid, CPU"] = (load.repeated(bench, server, grid).cpu_ms, "ms")
        entries = [one_entry(district, n) for n in range(600)]
        found["one entry judged, CPU"] = (load.run(bench, server, [entries]).check(200).cpu_ms, "ms")
    size = sum(file.stat().st_size for file in folder.glob("onramp.sqlite*"))
    found["database a learner"] = (size / learners / 1000, "KB")
    for file in folder.glob("*"):
        os.remove(pathlib.Path(file))
    return found


def one_entry(district, n):
    section = district["sections"][n % len(district["sections"])]
    learner = section["learners"][n // len(district["sections"]) % CLASS]
    return bulk.request(district["token"], [bulk.row(f"growth-{n}", learner, district["competencies"][n % CELLS], n)])


def slope(points):
    """Of the logarithms, by least squares: 0 is flat, 1 is in proportion to the number of learners."""
    xs, ys = [math.log(learners) for learners, _ in points], [math.log(max(cost, 1e-9)) for _, cost in points]
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys)) / sum((x - middle_x) ** 2 for x in xs)


def verdict(points):
    times = points[-1][1] / points[0][1] if points[0][1] else 0
    return f"{times:.2f} times the cost at {points[-1][0] // points[0][0]:,} times the learners; beyond is extrapolated"
