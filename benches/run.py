"""Runs the rows and prints the table; `./bench --help` says how it is called."""

import argparse
import datetime
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import traceback

import answers
import assessing
import bulk
import district
import first
import grid
import growth
import hostile
import kolibri
import measure
import path
import rating
import schedule
import sittings
import table
import whatif
import year

HERE = pathlib.Path(__file__).resolve().parent
GROUPS = {
    "grid": grid.rows,
    "rating": rating.rows,
    "sittings": sittings.rows,
    "assessing": assessing.rows,
    "bulk": bulk.rows,
    "answers": answers.rows,
    "first": first.rows,
    "growth": growth.rows,
    "whatif": whatif.rows,
    "district": district.rows,
    "hostile": hostile.rows,
    "measure": measure.rows,
    "path": path.rows,
    "schedule": schedule.rows,
    "year": year.rows,
}
# Groups that have no figure of Kolibri's beside them.
ALONE = {"measure", "assessing", "path", "schedule", "year"}


class Bench:
    """What every group is given: where things are, and how far to go."""

    def __init__(self, options):
        self.quick = options.quick
        self.kolibri = not options.no_kolibri
        self.binaries = pathlib.Path(options.binaries)
        self.here = HERE
        self.cache = pathlib.Path(os.environ.get("ONRAMP_CACHE", pathlib.Path.home() / ".cache" / "onramp"))
        self.cache.mkdir(parents=True, exist_ok=True)
        self.data = pathlib.Path(os.environ.get("ONRAMP_DATA", HERE.parent.parent / "shared" / "data"))
        # On the disk that a real installation would use, not in memory.
        self.scratch = pathlib.Path(tempfile.mkdtemp(prefix="bench-", dir=self.cache))

    def binary(self, name):
        return str(self.binaries / name)

    def say(self, text):
        print(f"# {text}", file=sys.stderr, flush=True)

    def folder(self, name):
        folder = self.scratch / name
        folder.mkdir()
        return folder

    def onramp(self, database, *words):
        """A command on a database, with the wall and CPU time it took."""
        command = [self.binary("onramp"), "--database-url", str(database), *map(str, words)]
        return timed(command)

    def timed(self, command):
        """Any command, with the wall and CPU time it took."""
        return timed(command)

    def district(self, database, *shapes):
        """A generated district; what the driver needs, and the generator's CPU seconds."""
        import json

        done = timed([self.binary("examples/bench_district"), str(database), *shapes])
        return {**json.loads(done.out), "cpu_seconds": done.cpu_seconds}


class Done:
    """A command that has ended well."""

    def __init__(self, out, seconds, cpu_seconds, resident_mb):
        self.out = out
        self.seconds = seconds
        self.cpu_seconds = cpu_seconds
        self.resident_mb = resident_mb


def timed(command):
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, said = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    if status != 0:
        raise RuntimeError(f"{' '.join(command[1:])}: {said.strip()[-600:]}")
    return Done(out, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def machine():
    model = next(
        (line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8") if line.startswith("model name")),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GB, {platform.system()} {platform.release()}"


def measured(bench, only):
    peer = kolibri.QUOTED if only and ALONE.issuperset(only) else kolibri.measure(bench)
    rows = []
    for name, group in GROUPS.items():
        if only and name not in only:
            continue
        bench.say(f"{name}: {group.__module__}")
        try:
            for row in group(bench, peer):
                rows.append(row)
                print(table.plain(row), flush=True)
        except (OSError, RuntimeError, KeyError, ValueError) as error:
            traceback.print_exc()
            rows.append(table.Skipped(name, f"failed: {str(error)[:200]}"))
    return rows


def main():
    options = argparse.ArgumentParser(prog="./bench", description="Measures Onramp, and Kolibri beside it.")
    options.add_argument("--quick", action="store_true", help="smaller districts; nothing beyond 10,000 learners")
    options.add_argument("--no-kolibri", action="store_true", help="quote Kolibri's published figures")
    options.add_argument("--binaries", required=True, help=argparse.SUPPRESS)
    options.add_argument("only", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}; all without any")
    options = options.parse_args()
    unknown = [name for name in options.only if name not in GROUPS]
    if unknown:
        sys.exit(f"bench: no group {unknown[0]}; there are {', '.join(GROUPS)}")
    bench = Bench(options)
    started, load_before = datetime.datetime.now(), os.getloadavg()[0]
    try:
        rows = measured(bench, options.only)
    finally:
        shutil.rmtree(bench.scratch, ignore_errors=True)
    report = (
        f"Measured {started:%Y-%m-%d %H:%M} in {(datetime.datetime.now() - started).seconds / 60:.0f} minutes "
        f"on {machine()}; load average at the start {load_before:.1f}.\n\n{table.markdown(rows)}\n"
    )
    folder = HERE / "out"
    folder.mkdir(exist_ok=True)
    path = folder / f"{started:%Y-%m-%d-%H%M}.md"
    path.write_text(report, encoding="utf-8")
    print(f"\n{report}\nWritten to benches/out/{path.name}")
    sys.exit(1 if any(row.__class__ is table.Skipped and row.why.startswith("failed") for row in rows) else 0)


main()
