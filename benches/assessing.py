"""What assessments are made of, without a server: one step of an adaptive diagnostic, and answer sheets read from
simulated photographs."""

import re

from table import Row

PAGES = 100


def rows(bench, _peer):
    said = bench.timed([bench.binary("examples/bench_diagnostic"), "50" if bench.quick else "500"]).out
    for bank, step, questions in re.findall(r"bank of (\d+): ([\d.]+) ms a step, ([\d.]+) questions", said):
        yield Row(f"adaptive diagnostic, next question and its answer, bank of {int(bank):,}", float(step), "ms", 1,
                  note=f"one thread; {questions} questions to the stop")
    said = bench.timed([bench.binary("examples/reading_accuracy"), "20" if bench.quick else str(PAGES)]).out
    for part in said.split("\n\n")[1:]:
        name = part.strip().splitlines()[0]
        sure, wrong = re.search(r"rows without doubt +(\d+), of these wrong (\d+)", part).groups()
        doubted = re.search(r"doubted +([\d.]+) %", part).group(1)
        median, late = re.search(r"median ([\d.]+) ms, 95 % ([\d.]+) ms", part).groups()
        yield Row(f"a page read, {name}: CPU, median", float(median), "ms",
                  note=f"95 % {late} ms; {wrong} wrong of {sure} rows without doubt, {doubted} % shown to a person")
