"""The measurement engine beside the field's own programs: the same files, in the same run, CPU seconds, least of 3."""

import json
import os
import re
import subprocess
import sys

from table import Row, Skipped

# pyBKT 1.4.3 runs with neither scikit-learn 1.6 nor numpy 2 and later, nor pandas 3 with that numpy.
PACKAGES = ["girth==0.8.0", "catsim==0.21.0", "scikit-learn==1.5.2", "pandas==2.2.3", "numpy==1.26.4",
            "requests==2.32.3", "setuptools==75.6.0", "wheel==0.45.1"]
# Built here against that numpy: without it, pip installs it in plain Python, which takes minutes for one fit.
BUILT = "pyBKT==1.4.3"
# Seconds that a peer is waited for.
PATIENCE = 1800
TRACES = "assistments09_preprocessed_data_{}.csv"

# reference: the same files and versions, 2 cores of an AMD EPYC; used, labelled, when a peer cannot be run here.
QUOTED = {
    "girth": {"cpu_s": 3.2},
    "catsim": {"learners_per_s": 72, "items": 24.8, "rmse": 0.282},
    "pybkt": {"cpu_s": 5.1, "auc": 0.7156},
    "best_lr": {"cpu_s": 72.8, "auc": 0.7663},
}
NAMES = {"girth": "girth 0.8", "catsim": "catsim 0.21", "pybkt": "pyBKT 1.4.3", "best_lr": "scikit-learn"}


def rows(bench, _peer):
    folder = bench.data / "measurement"
    if not folder.exists():
        yield Skipped("measurement", f"no {folder}: set ONRAMP_DATA")
        return
    python = installed(bench)
    yield from calibration(bench, folder, python)
    yield from adaptive(bench, folder, python)
    yield from shadow(bench, folder)
    yield structure(bench)
    traces = [bench.data / "responses" / TRACES.format(part) for part in ("train", "test")]
    if not traces[0].exists():
        yield Skipped("tracing", f"no {traces[0]}: set ONRAMP_DATA")
        return
    yield from tracing(bench, traces, python)
    yield glops(bench, python)


def installed(bench):
    """Python with the peers, in a virtual environment under the cache folder; nothing where that fails."""
    folder = bench.cache / "measure-peers-2"
    if not (folder / "installed").exists():
        bench.say(f"Installing {', '.join([*PACKAGES, BUILT])} in {folder}")
        try:
            subprocess.run([sys.executable, "-m", "venv", folder], check=True)
            pip = [folder / "bin" / "pip", "install", "--quiet"]
            subprocess.run([*pip, *PACKAGES], check=True)
            subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--no-binary", "pyBKT", BUILT], check=True)
        except (OSError, subprocess.SubprocessError) as error:
            bench.say(f"the peers cannot be installed ({error}): their figures are quoted")
            return None
        (folder / "installed").touch()
    return folder / "bin" / "python"


def peer(bench, python, what, *words):
    """What a peer came to and its name; the reference's figures, labelled so, when it does not run."""
    if python is not None:
        times = "1" if bench.quick else "3"
        command = [python, str(bench.here / "measure_peers.py"), what, times, *map(str, words)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=True, env=one_thread(), timeout=PATIENCE)
            return json.loads(done.stdout.splitlines()[-1]), NAMES[what]
        except subprocess.CalledProcessError as error:
            bench.say(f"{NAMES[what]} did not run: {error.stderr.strip()[-400:]}")
        except subprocess.TimeoutExpired:
            bench.say(f"{NAMES[what]} was not done after {PATIENCE} s")
    return QUOTED[what], f"{NAMES[what]}, quoted, not measured in this run:"


def one_thread():
    names = ["RAYON_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]
    return {**os.environ, **{name: "1" for name in names}}


def ours(bench, example, *words):
    command = [bench.binary(f"examples/{example}"), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=one_thread())
    return done.stdout


def glops(bench, python):
    """Sets that we fit at least as likely as the best of 20 starts of pyBKT."""
    folder = bench.data / "responses" / "glops"
    if python is None or not folder.exists():
        return Skipped("GLOPs", f"needs pyBKT and {folder}")
    command = [python, str(bench.here / "measure_peers.py"), "glops", "1", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=one_thread(), timeout=PATIENCE)
    sets = json.loads(done.stdout.splitlines()[-1])["sets"]
    table = bench.folder("glops") / "pybkt.csv"
    table.write_text("".join(f"{name},{','.join(map(repr, numbers))}\n" for name, numbers in sets.items()))
    text = ours(bench, "bench_glops", folder, table)
    likely, compared, mine, theirs = figures(r"sets: (\d+) of (\d+) at least as likely; in sum (-[\d.]+) beside (-[\d.]+)", text)
    note = f"of {len(sets)} sets, {compared:.0f} where its fit is identified; in sum {mine:.2f}, theirs {theirs:.2f}"
    return Row("small problem sets at least as likely as by the best of 20 starts", likely, "sets", compared, more=True,
               note=note)


def figures(pattern, text):
    """The numbers of the first match of a pattern."""
    found = re.search(pattern, text)
    if found is None:
        raise ValueError(f"{pattern} is not in what was printed: {text[:300]}")
    return [float(group) for group in found.groups()]


def calibration(bench, folder, python):
    table = folder / "2PL_10000_50.csv"
    runs = [ours(bench, "bench_calibrate", table, "2pl", 1) for _ in range(1 if bench.quick else 3)]
    cpu = min(figures(r"cpu ([\d.]+) s per fit", run)[0] for run in runs)
    (likelihood,) = figures(r"log-likelihood (-[\d.]+)", runs[0])
    theirs, name = peer(bench, python, "girth", table)
    note = f"log-likelihood {likelihood:.3f}"
    if "log_likelihood" in theirs:
        note += f"; at girth's parameters, 61 nodes, {theirs['log_likelihood']:.3f}"
    yield Row("2PL 10,000 x 50, CPU of a fit", cpu, "s", 0.3, theirs["cpu_s"], name, note=note)


def adaptive(bench, folder, python):
    words = (folder / "cat_bank500_3pl.csv", folder / "cat_thetas1000.csv")
    text = ours(bench, "bench_adaptive", *words, 20_000)
    rate, items, rmse = figures(r"below 0.3: (\d+) learners/s, \d+ items/s, ([\d.]+) items, RMSE ([\d.]+)", text)
    theirs, name = peer(bench, python, "catsim", *words)
    note = f"RMSE {rmse:.3f}; theirs {theirs['rmse']:.3f}"
    yield Row("adaptive tests to SE < .3, 500 items, learners a second", rate, "/s", 20_000,
              theirs["learners_per_s"], name, more=True)
    yield Row("  mean length of the same", items, "items", 21.7, theirs["items"], name, note=note)


def shadow(bench, folder):
    text = ours(bench, "bench_shadow", folder, 30 if bench.quick else 100)
    for name in ("fatigue_95", "science_1000"):
        line = next(line for line in text.splitlines() if line.startswith(name))
        middle, late, most = figures(r"p95 ([\d.]+), p99 ([\d.]+), max ([\d.]+) ms", line)
        (share,) = figures(r"at least ([\d.]+) of the optimum", line)
        note = f"p99 {late} ms, max {most} ms, at least {share} of the optimum, proven"
        yield Row(f"shadow test, {name.replace('_', ' of ')} items, p95", middle, "ms", 20, note=note)


def structure(bench):
    text = ours(bench, "bench_structure")
    (late,) = figures(r"2000 competencies: .*p99 ([\d.]+) us", text)
    return Row("what is next, of 2,000 competencies, p99", late / 1000, "ms", 1)


def tracing(bench, traces, python):
    runs = [ours(bench, "bench_trace", *traces) for _ in range(1 if bench.quick else 3)]
    for what, ours_is, key, goal in [
        ("BKT of ASSISTments 2009, CPU of a fit", r"BKT, forgetting false: wall [\d.]+ s, cpu ([\d.]+) s", "pybkt", None),
        ("Best-LR of ASSISTments 2009, CPU of a fit", r"BestLr: wall [\d.]+ s, cpu ([\d.]+) s", "best_lr", 2),
    ]:
        cpu = min(figures(ours_is, run)[0] for run in runs)
        after = re.split(ours_is, runs[0], maxsplit=1)[-1]
        (auc,) = figures(r"auc: ([\d.]+)", after)
        theirs, name = peer(bench, python, key, *traces)
        note = f"AUC on learners not fitted {auc:.4f}; theirs {theirs['auc']:.4f}"
        yield Row(what, cpu, "s", goal, theirs["cpu_s"], name, note=note)
    for what, key in [("our own model of the same", "CountsAndRatings"), ("our own from one competency alone", "NextAnswer")]:
        ours_is = key + r": wall [\d.]+ s, cpu ([\d.]+) s"
        cpu = min(figures(ours_is, run)[0] for run in runs)
        (auc,) = figures(r"auc: ([\d.]+)", re.split(ours_is, runs[0], maxsplit=1)[-1])
        yield Row(f"  {what}, CPU of a fit", cpu, "s", note=f"AUC on learners not fitted {auc:.4f}")
