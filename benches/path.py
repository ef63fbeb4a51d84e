"""What learners do next, without a server: one learner's path over 2,000 competencies, and those of a district."""

import re

from table import Row


def rows(bench, _peer):
    learners = 10_000 if bench.quick else 100_000
    said = bench.timed([bench.binary("examples/bench_path"), str(learners)]).out
    made = re.search(r"competencies: ([\d.]+) ms", said).group(1)
    p50, p99, learn, again = re.search(
        r"p50 ([\d.]+) ms, p99 ([\d.]+) ms; ([\d.]+) to learn, ([\d.]+) to look", said).groups()
    yield Row("path of one learner over 2,000 competencies, p99", float(p99), "ms", 1,
              note=f"one thread; p50 {p50} ms; {learn} to learn and {again} to look at again; the graph, made once, {made} ms")
    cores, seconds = re.search(r"on (\d+) cores: ([\d.]+) s", said).groups()
    yield Row(f"paths of {learners:,} learners", float(seconds), "s", 60 * learners / 100_000,
              note=f"{cores} cores; without reading the records")
