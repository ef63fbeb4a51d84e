"""The day's schedule on invented days: seconds, gap to the proven bound, breaches by the independent checker."""

import concurrent.futures
import json
import subprocess
import time

from table import Row

# What `./bench` of the issue asks for: learners, competencies, educators, periods, seconds at most, gap, goal in seconds.
ROOM = {"learners": 150, "competencies": 300, "educators": 6, "periods": 2}
SCHOOL = {"learners": 600, "competencies": 300, "educators": 20, "periods": 6}
ONE_OF_MANY = {"learners": 290, "competencies": 300, "educators": 10, "periods": 2}
SCHOOLS = 38
CORES = 2
# The exit statuses of `onramp`: 0 well, 1 breaches (check), 3 somebody left out (solve, repair).
WELL = {"solve": (0, 3), "repair": (0, 3), "check": (0, 1), "invent": (0,)}


def rows(bench, _peer):
    folder = bench.folder("schedule")
    yield from one_day(bench, folder, "room of 150", ROOM, seconds=60, gap=0.01, goal=10)
    school = {**SCHOOL, "learners": 120, "educators": 6, "periods": 3} if bench.quick else SCHOOL
    yield from one_day(bench, folder, f"school of {school['learners']}", school, seconds=300, gap=0.03, goal=300)
    yield from mended(bench, folder, f"school of {school['learners']}")
    yield from district(bench, folder, 2 if bench.quick else SCHOOLS)


def call(bench, *words):
    """What a command of `onramp schedule` prints as JSON, where it prints any, and the seconds it took."""
    begin = time.perf_counter()
    command = [bench.binary("onramp"), "schedule", *map(str, words), *([] if words[0] == "invent" else ["--json"])]
    done = subprocess.run(command, capture_output=True, text=True)
    seconds = time.perf_counter() - begin
    if done.returncode not in WELL[words[0]]:
        raise RuntimeError(f"{' '.join(command[1:])}: {done.stderr.strip()[-600:]}")
    return (json.loads(done.stdout) if done.stdout else {}), seconds


def invented(bench, folder, name, shape, seed):
    path = folder / f"{name}.json"
    options = [word for option, value in shape.items() for word in (f"--{option}", value)]
    call(bench, "invent", *options, "--seed", seed, "-o", path)
    return path


def solved(bench, folder, name, shape, seed, seconds, gap):
    """The day's file, its schedule's, what the solver says and what the checker says of it."""
    day = invented(bench, folder, name, shape, seed)
    schedule = folder / f"{name}.schedule.json"
    said, took = call(bench, "solve", day, "-o", schedule, "--seconds", seconds, "--gap", gap)
    checked, check_seconds = call(bench, "check", day, schedule)
    return day, schedule, {**said, "took": took, "check": checked, "check_seconds": check_seconds}


def one_day(bench, folder, name, shape, seconds, gap, goal):
    _, _, said = solved(bench, folder, name, shape, 1, seconds, gap)
    note = f"{shape['educators']} educators, {shape['periods']} periods; {said['stopped']}; {said['steps']:,} steps"
    yield Row(f"schedule, {name}: solved, files read and written", said["took"], "s", goal, note=note)
    note = f"worth {said['value']:.1f}, bound {said['bound']:.1f}; one in ten gets {said['spread']['tenth']:.0%} or less"
    yield Row(f"schedule, {name}: gap to the proven bound", 100 * said["gap"], "%", 100 * gap, note=note)
    yield Row(f"schedule, {name}: breaches", len(said["check"]["breaches"]), "", 0,
              note=f"by the checker, in {said['check_seconds']:.2f} s with the files; {said['check']['unseated']} unseated")


def mended(bench, folder, name):
    """The morning after: an educator and a room are out in the first period, five learners come a period later."""
    day, schedule = folder / f"{name}.json", folder / f"{name}.schedule.json"
    now = json.loads(day.read_text(encoding="utf-8"))
    periods = [period["id"] for period in now["periods"]]
    now["educators"][0]["periods"] = []
    now["rooms"][1 % len(now["rooms"])]["periods"] = periods[1:]
    for learner in now["learners"][:5]:
        learner["periods"] = periods[1:]
    changed, new = folder / f"{name}.morning.json", folder / f"{name}.mended.json"
    changed.write_text(json.dumps(now), encoding="utf-8")
    said, took = call(bench, "repair", changed, schedule, "--was", day, "-o", new, "--seconds", 8)
    checked, _ = call(bench, "check", changed, new)
    note = (f"an educator out, a room out for a period, 5 late: {said['moved']} learners move, at least "
            f"{said['least_moved']} must; {checked['unseated']} unseated")
    yield Row(f"repair, {name}", took, "s", 10, note=note)
    other = [breach for breach in checked["breaches"] if breach["rule"] != "unseated"]
    yield Row(f"repair, {name}: breaches but for missing seats", len(other), "", 0)


def district(bench, folder, schools):
    """Many schools of 290, two at a time."""
    each = 1700 * CORES / SCHOOLS
    begin = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(CORES) as pool:
        work = [pool.submit(solved, bench, folder, f"district-{seed}", ONE_OF_MANY, seed, each, 0.01)
                for seed in range(1, schools + 1)]
        found = [done.result()[2] for done in work]
    minutes = (time.perf_counter() - begin) / 60
    gaps = sorted(said["gap"] for said in found)
    breaches = sum(len(said["check"]["breaches"]) for said in found)
    note = (f"{schools * ONE_OF_MANY['learners']:,} learners, {CORES} schools at a time; {breaches} breaches; gap "
            f"{gaps[len(gaps) // 2]:.2%} in the middle, {gaps[-1]:.2%} at most")
    yield Row(f"schedule, {schools} schools of {ONE_OF_MANY['learners']}", minutes, "min", 30 * schools / SCHOOLS, note=note)
