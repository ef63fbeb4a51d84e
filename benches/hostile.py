"""A random walk of hostile hands: everybody at every address with everybody's ids; no leak, no crash."""

import json
import subprocess

import bulk
from table import Row, Skipped

SEED = 20261124


def rows(bench, _peer):
    requests = 20_000 if bench.quick else 1_000_000
    found = walked(bench, str(bench.folder("hostile")), requests)
    statuses = ", ".join(f"{count:,} of {status}" for status, count in found["statuses"].items())
    note = (f"seed {SEED}; {found['callers']} callers, {found['addresses']} addresses, {found['opened']} of them "
            f"opened by somebody; {found['needles']:,} names and ids looked for; {statuses}; "
            f"{found['requests'] / found['seconds']:,.0f} requests/s")
    yield Row(f"hostile walk, {found['requests']:,} requests: leaks, 5xx and crashes", faults(found), "", 0, note=note)
    with bulk.postgres(bench) as address:
        if address is None:
            yield Skipped("hostile walk, PostgreSQL", "PostgreSQL is not installed")
            return
        found = walked(bench, str(bench.folder("hostile-postgres")), min(requests // 10, 20_000), address)
        yield Row(f"hostile walk, PostgreSQL, {found['requests']:,} requests: the same", faults(found), "", 0)


def walked(bench, *words):
    folder, requests, *rest = words
    command = [bench.binary("examples/bench_walk"), folder, str(requests), str(SEED), *rest]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout)
    for fault in found["shown"]:
        bench.say(f"fault: {fault[:2000]}")
    return found


def faults(found):
    return found["faults"] + found["crashes"]
