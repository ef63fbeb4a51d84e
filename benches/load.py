"""Requests over many connections by the driver, and what they cost the server."""

import json
import subprocess
from dataclasses import dataclass


@dataclass
class Load:
    """What a load did."""

    requests: int
    seconds: float
    milliseconds: list
    statuses: dict
    body_bytes: int
    body: str
    cpu_ms: float
    """CPU milliseconds of the server per request."""

    def percentile(self, percent):
        place = max(0, -(-len(self.milliseconds) * percent // 100) - 1)
        return self.milliseconds[int(place)]

    def latency(self):
        return "p50 {:.1f}, p95 {:.1f}, p99 {:.1f} ms".format(*(self.percentile(p) for p in (50, 95, 99)))

    def per_second(self):
        return self.requests / self.seconds

    def check(self, *fine):
        """Refuses to report the speed of failures."""
        wrong = {status: count for status, count in self.statuses.items() if int(status) not in fine}
        if wrong:
            raise RuntimeError(f"answers {wrong}: {self.body[:400]}")
        return self


def request(method, path, headers=None, body="", expected=None):
    """`expected` is a text without which a reply is wrong, whatever its status."""
    return {"method": method, "path": path, "headers": headers or {}, "body": body, "expected": expected}


def run(bench, server, connections, rounds=False, during=None, pause_ms=0):
    """Sends `connections` (lists of requests). `rounds`: each next request of all at the same moment.
    `during` is called while the load runs. `pause_ms` lies between the requests of a connection."""
    plan = json.dumps(
        {"address": server.address, "rounds": rounds, "pause_milliseconds": pause_ms, "connections": connections}
    )
    before = server.cpu_seconds()
    driver = subprocess.Popen(
        [bench.binary("examples/bench_load")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    if during:
        during()
    out, _ = driver.communicate(plan)
    after = server.cpu_seconds()
    if driver.returncode != 0:
        raise RuntimeError("the load driver failed; its message is above")
    found = json.loads(out)
    count = len(found["milliseconds"])
    return Load(
        requests=count,
        seconds=found["seconds"],
        milliseconds=sorted(found["milliseconds"]),
        statuses=found["statuses"],
        body_bytes=found["body_bytes"],
        body=found["body"] or "",
        cpu_ms=(after - before) * 1000 / max(count, 1),
    )


def repeated(bench, server, one, at_least_cpu_seconds=1.5, most=4000):
    """Repeats one request on one connection until enough CPU time has passed for clock ticks to tell."""
    first = run(bench, server, [[one] * 20]).check(200)
    count = int(at_least_cpu_seconds * 1000 / max(first.cpu_ms, 0.2))
    return run(bench, server, [[one] * max(20, min(count, most))]).check(200)
