"""A simulated year: what each way to plan gave, in competencies an hour. Called by itself it prints the tables of
docs/planning-results.md from the lines that `simulated-year` printed: `python3 benches/year.py FILE`."""

import json
import sys

from table import Row

WHO = ["all", "lowest", "middle", "highest"]
OURS = "Onramp: path and schedule"


def rows(bench, _peer):
    schools, days = ("4", "20") if bench.quick else ("20", "160")
    done = bench.timed([bench.binary("simulated-year"), schools, "60", days])
    lines = [json.loads(line) for line in done.out.splitlines()]
    (bench.cache / "year.jsonl").write_text(done.out)
    found = figures(lines)
    ours = found[OURS, "an_hour", "all"]
    for plan in plans(lines):
        if plan == OURS:
            continue
        mean, half = found[plan, "onramp_more", "all"]
        yield Row(f"simulated year: competencies an hour, Onramp less {plan}", mean, "an hour", 0, more=True,
                  note=f"95 % interval {mean - half:.3f} to {mean + half:.3f}; Onramp {ours[0]:.3f}")


def figures(lines):
    return {(line["plan"], line["what"], line["who"]): (line["mean"], line["half"]) for line in lines}


def plans(lines):
    return list(dict.fromkeys(line["plan"] for line in lines))


def tables(lines):
    """Both tables, as Markdown."""
    found = figures(lines)
    cell = lambda key: "{:.3f} ± {:.3f}".format(*found[key])
    text = ["| Plan | All | Lowest third | Middle | Highest | Led by an educator | Counted as mastered, not there |",
            "| --- | --- | --- | --- | --- | --- | --- |"]
    for plan in plans(lines):
        hours = " | ".join(cell((plan, "an_hour", who)) for who in WHO)
        led, mistaken = found[plan, "led", "all"][0], found[plan, "mistaken", "all"][0]
        text.append(f"| {plan} | {hours} | {led:.0%} | {mistaken:.1f} a learner |")
    text += ["", "| Onramp less | All | Lowest third | Middle | Highest |", "| --- | --- | --- | --- | --- |"]
    for plan in plans(lines)[1:]:
        text.append(f"| {plan} | " + " | ".join(cell((plan, "onramp_more", who)) for who in WHO) + " |")
    return "\n".join(text)


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        print(tables([json.loads(line) for line in file]))
