"""Assessments taken at the same minute: begin, answer, next item; durable, scored, and judged."""

import hashlib
import json
from urllib.parse import urlencode

import load
import server as servers
from table import Row

ITEMS = 10


def rows(bench, peer):
    learners = 60 if bench.quick else 500
    database = str(bench.folder("sittings") / "onramp.sqlite")
    made = bench.timed([bench.binary("examples/bench_sittings"), database, str(max(1, learners // 25)), "25"])
    everybody = json.loads(made.out)["learners"]
    name = f"{peer['name']} 30 learners answering, p95"
    with servers.onramp(bench, database) as server:
        # One after the other, of so many learners that the clock of the CPU can tell.
        alone = everybody[31:131]
        answers = [answer(one, one["judged"], place, place) for one in alone for place in range(ITEMS - 1)]
        found = load.run(bench, server, [answers]).check(303)
        yield Row("one answer: durable, scored, in the ledger and judged, CPU", found.cpu_ms, "ms", 1,
                  peer["answer_cpu_ms"], f"{peer['name']} one answer", note=found.latency())
        thirty = everybody[1:31]
        answers = [[answer(one, one["judged"], place, place) for place in range(ITEMS - 1)] for one in thirty]
        found = load.run(bench, server, answers, rounds=True).check(303)
        yield Row("30 learners answering at once, judged: p95", found.percentile(95), "ms", 20,
                  peer["answers_p95_ms"], name, note=f"{found.latency()}, CPU {found.cpu_ms:.2f} ms an answer")
        begins = [[begin(one)] for one in everybody]
        found = load.run(bench, server, begins, rounds=True).check(303)
        yield Row(f"{len(everybody)} learners begin in the same moment: p95", found.percentile(95), "ms",
                  note=f"{found.latency()}, CPU {found.cpu_ms:.2f} ms; all of them sent at once")
        # Who began reads for some seconds before each answer: a school of one minute.
        pause = 500 if bench.quick else 6_000
        steps = [
            [step for place in range(ITEMS - 1) for step in (answer(one, one["sitting"], place, place), page(one))]
            for one in everybody
        ]
        found = load.run(bench, server, steps, pause_ms=pause // 2).check(200, 303)
        yield Row(f"{len(everybody)} learners of a school: answer, or next item, p95", found.percentile(95), "ms", 100,
                  note=f"{found.latency()}, {found.per_second():,.0f} requests/s, CPU {found.cpu_ms:.2f} ms; "
                       "both together stay under twice this (goal: 200 ms)")


def form(one, path, fields):
    csrf = hashlib.sha256(b"onramp-csrf-1" + one["session"].encode()).hexdigest()
    headers = {"cookie": one["cookie"], "content-type": "application/x-www-form-urlencoded"}
    return load.request("POST", path, headers, urlencode([("csrf", csrf), *fields]))


def begin(one):
    return form(one, f"/assignments/{one['assignment']}/begin", [("code", "")])


def answer(one, sitting, place, turn):
    fields = [("sequence", turn), ("page", ""), ("place", place), (f"r{place}-RESPONSE", "ABCD"[place % 4]),
              ("act", "next")]
    return form(one, f"/sittings/{sitting}", fields)


def page(one):
    return load.request("GET", f"/sittings/{one['sitting']}", {"cookie": one["cookie"]})
