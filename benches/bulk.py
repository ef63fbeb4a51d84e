"""Evidence in bulk over HTTP: each row checked, recorded, sealed, judged and answered with a receipt."""

import contextlib
import json
import os
import subprocess

import load
import server as servers
from table import Row, Skipped

PATH = "/api/v1/evidence"


def rows(bench, peer):
    count = 50_000 if bench.quick else 200_000
    yield measured(bench, str(bench.folder("bulk") / "onramp.sqlite"), "SQLite", count)
    with postgres(bench) as address:
        if address is None:
            yield Skipped("bulk evidence, PostgreSQL", "PostgreSQL is not installed")
        else:
            yield measured(bench, address, "PostgreSQL", count)


def measured(bench, database, engine, count):
    district = bench.district(database, "40x30x50x1")
    with servers.onramp(bench, database) as server:
        requests = list(batches(district, "bulk", 5000, count // 5000))
        # Two connections, as a system that sends has: one is being read while the other is written.
        found = load.run(bench, server, [requests[0::2], requests[1::2]]).check(200)
    recorded = found.requests * 5000
    note = f"{recorded:,} entries in {found.seconds:.1f} s, server CPU {found.cpu_ms / 5:.0f} us each"
    return Row(f"bulk evidence over HTTP, {engine}", recorded / found.seconds, "entries/s", 10_000, more=True, note=note)


def batches(district, key, size, count):
    """Requests of `size` rows, learner by learner, as another system's export has them."""
    learners = [learner for section in district["sections"] for learner in section["learners"]]
    targets = district["competencies"][:50]
    n = 0
    for _ in range(count):
        batch = []
        while len(batch) < size:
            learner = learners[(n // 50) % len(learners)]
            batch.append(row(f"{key}-{n}", learner, targets[n % 50], n))
            n += 1
        yield request(district["token"], batch)


def row(key, learner, competency, n):
    return {
        "key": key,
        "learner": learner,
        "competency": competency,
        "points": 1 + n % 4,
        "points_possible": 4,
        "source": "item_response",
        "instrument": "bench",
    }


def request(token, batch):
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    # Every row of it must have been recorded now.
    accepted = f'"accepted":{len(batch)},"repeated":0,"refused":0'
    return load.request("POST", PATH, headers, json.dumps(batch), accepted)


def postgres_cpu_seconds(address):
    """User and system time of the backends of this database; they live as long as the connections."""
    sql = "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    listed = subprocess.run(["psql", "-Atqc", sql, address], capture_output=True, text=True, check=True)
    return sum(servers.cpu_seconds(int(pid)) for pid in listed.stdout.split())


@contextlib.contextmanager
def postgres(bench):
    """A throw-away PostgreSQL, with durable commits; `None` when it is not installed."""
    script, folder = bench.here.parent / "scripts" / "postgres", f"/tmp/onramp-bench-{bench.scratch.name}"
    environment = {**os.environ, "POSTGRES_DURABLE": "on"}
    started = subprocess.run([script, "start", folder], env=environment, capture_output=True, text=True, check=False)
    if started.returncode != 0:
        bench.say(started.stderr.strip())
        yield None
        return
    try:
        yield started.stdout.strip()
    finally:
        subprocess.run([script, "stop", folder], check=False)
