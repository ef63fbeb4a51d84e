"""What a change of policy would touch in a whole district, adopting it for the past, and undoing that."""

import json
import statistics

from table import Row

# 25 learners a class, 20 competencies, 5 entries in each cell: 100 a learner.
CLASS, CELLS, EACH = 25, 20, 5


def rows(bench, _peer):
    learners = 1_000 if bench.quick else 10_000
    database = bench.folder("whatif") / "onramp.sqlite"
    bench.district(database, f"{learners // CLASS}x{CLASS}x{CELLS}x{EACH}")
    size = f"{learners:,} learners, {learners * CELLS * EACH:,} entries"
    goal = 0.3 if bench.quick else 3
    for what, field, value in [
        ("another rule", "mastery.rule", "highest"),
        ("another parameter", "mastery.decaying_average.weight_percent", "80"),
        ("another cut", "mastery.cut_percent", "87.5"),
    ]:
        looks = [looked(bench, database, field, value) for _ in range(3)]
        found, seconds = looks[0][0], statistics.median(wall for _, wall, _ in looks)
        turns = found["turns"]
        yield Row(f"what-if: {what}, {size}", seconds, "s", goal,
                  note=f"whole command, median of 3; CPU {looks[0][2]:.1f} s; {found['judgements']:,} judgements, "
                       f"{turns['up']:,} up, {turns['down']:,} down, {found['learners_changed']:,} learners")
    before = looked(bench, database, "mastery.rule", "highest")[0]
    words = ["mastery", "adopt", "mastery.rule", "highest", "--for-past", "--why", "bench"]
    adopted = bench.onramp(database, "--json", *words)
    done = json.loads(adopted.out)
    if done["turns"] != before["turns"] or done["learners_changed"] != before["learners_changed"]:
        raise RuntimeError(f"the look said {before['turns']}, the adoption did {done['turns']}")
    yield Row(f"adopted for the past, {size}", adopted.seconds, "s", note="20 learners in a transaction, behind ratings")
    undone = bench.onramp(database, "mastery", "undo", done["id"], "--why", "bench")
    yield Row(f"undone, {size}", undone.seconds, "s", note="every judgement put back as it stood")
    again = looked(bench, database, "mastery.rule", "highest")[0]
    if again["turns"] != before["turns"]:
        raise RuntimeError(f"after the undo a look says {again['turns']}, before it {before['turns']}")


def looked(bench, database, field, value):
    done = bench.onramp(database, "--json", "mastery", "what-if", field, value)
    return json.loads(done.out), done.seconds, done.cpu_seconds
