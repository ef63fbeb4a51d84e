"""One peer of the measurement engine: `measure_peers.py PEER TIMES FILE...`, run by measure.py in the peers' own
environment. Prints one line of JSON; CPU seconds are of the fit alone, least of the times."""

import json
import sys
import time

import numpy


def least(times, work):
    """The least CPU seconds of some runs, and what the last one gave."""
    best = float("inf")
    for _ in range(times):
        before = time.process_time()
        out = work()
        best = min(best, time.process_time() - before)
    return best, out


def girth(times, table):
    from girth import twopl_mml

    scores = numpy.loadtxt(table, delimiter=",", skiprows=1, dtype=int).T
    cpu, fit = least(times, lambda: twopl_mml(scores))
    return {"cpu_s": cpu, "log_likelihood": likelihood(scores, fit["Discrimination"], fit["Difficulty"])}


def likelihood(scores, slopes, difficulties):
    """Of 2PL items on 61 even nodes from -6 to 6, standard normal."""
    nodes = numpy.linspace(-6, 6, 61)
    weights = numpy.exp(-0.5 * nodes**2)
    logits = slopes[:, None] * (nodes[None, :] - difficulties[:, None])
    right, wrong = -numpy.logaddexp(0, -logits), -numpy.logaddexp(0, logits)
    joint = scores.T @ right + (1 - scores.T) @ wrong + numpy.log(weights / weights.sum())
    most = joint.max(axis=1)
    return float((most + numpy.log(numpy.exp(joint - most[:, None]).sum(axis=1))).sum())


def catsim(times, bank, thetas):
    from catsim.estimation import NumericalSearchEstimator
    from catsim.initialization import FixedPointInitializer
    from catsim.selection import MaxInfoSelector
    from catsim.simulation import Simulator
    from catsim.stopping import MinErrorStopper

    items = numpy.genfromtxt(bank, delimiter=",", skip_header=1)[:, :3]
    items = numpy.column_stack([items, numpy.ones(len(items))])
    abilities = numpy.loadtxt(thetas)[:100]

    def run():
        numpy.random.seed(1)
        simulator = Simulator(items, abilities)
        simulator.simulate(FixedPointInitializer(0), MaxInfoSelector(), NumericalSearchEstimator(), MinErrorStopper(0.3))
        return simulator

    cpu, simulator = least(times, run)
    estimates = numpy.array([one[-1] for one in simulator.estimations])
    lengths = [len(one) for one in simulator.administered_items]
    return {
        "learners_per_s": len(abilities) / cpu,
        "items": float(numpy.mean(lengths)),
        "rmse": float(numpy.sqrt(numpy.mean((estimates - abilities) ** 2))),
    }


def log(path):
    import pandas

    return pandas.read_csv(path, sep="\t")


def pybkt(times, train, test):
    from pyBKT.models import Model
    from sklearn.metrics import roc_auc_score

    def table(path):
        answers = log(path)[["user_id", "skill_id", "correct"]]
        answers = answers.rename(columns={"skill_id": "skill_name"})
        answers["skill_name"] = answers["skill_name"].astype(str)
        answers["order_id"] = range(len(answers))
        return answers

    fitted, judged = table(train), table(test)

    def run():
        model = Model(seed=1, num_fits=1)
        model.fit(data=fitted)
        return model

    cpu, model = least(times, run)
    found = model.predict(data=judged)
    return {"cpu_s": cpu, "auc": float(roc_auc_score(found["correct"], found["correct_predictions"]))}


def glops(_times, folder):
    """The best of 20 starts for each small problem set, without forgetting."""
    import pathlib

    import pandas
    from pyBKT.models import Model

    found = {}
    for path in sorted(pathlib.Path(folder).glob("*-exact.txt")):
        rows = []
        for line in path.read_text().splitlines():
            learner, *answers = line.split()
            rows += [(learner, path.stem, int(answer)) for answer in answers]
        answers = pandas.DataFrame(rows, columns=["user_id", "skill_name", "correct"])
        answers["order_id"] = range(len(answers))
        model = Model(seed=1, num_fits=20, parallel=False)
        model.fit(data=answers)
        numbers = model.params()["value"].groupby(level="param").first()
        name = path.stem.removesuffix("-exact")
        found[name] = [float(numbers[key]) for key in ("prior", "learns", "guesses", "slips")]
    return {"sets": found}


def best_lr(times, train, test):
    """Items, skills, and right and all answers so far: of the item, of each skill, in all (Gervet et al., 2020)."""
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    fitted, judged = log(train), log(test)
    items = {item: place for place, item in enumerate(fitted["item_id"].unique())}
    skills = {skill: place for place, skill in enumerate(fitted["skill_id"].unique())}
    width = len(items) + 3 * len(skills) + 4

    def features(answers):
        rows, columns, values = [], [], []
        counts = {}
        for row, (user, item, skill, correct) in enumerate(
            answers[["user_id", "item_id", "skill_id", "correct"]].itertuples(index=False)
        ):
            def put(column, value):
                rows.append(row)
                columns.append(column)
                values.append(value)

            at = len(items)
            if item in items:
                put(items[item], 1.0)
            if skill in skills:
                put(at + skills[skill], 1.0)
            for place, key in enumerate([(user, "i", item), (user, "s", skill), (user, "t", 0)]):
                right, tried = counts.get(key, (0, 0))
                counts[key] = (right + correct, tried + 1)
                if tried == 0:
                    continue
                first = at + 3 * len(skills) + (0 if key[1] == "i" else 2)
                if key[1] == "s":
                    if skill not in skills:
                        continue
                    put(at + len(skills) + skills[skill], numpy.log1p(right))
                    put(at + 2 * len(skills) + skills[skill], numpy.log1p(tried))
                else:
                    put(first, numpy.log1p(right))
                    put(first + 1, numpy.log1p(tried))
        return sparse.csr_matrix((values, (rows, columns)), shape=(len(answers), width))

    table = features(fitted)

    def run():
        return LogisticRegression(solver="lbfgs", C=1.0, max_iter=1000).fit(table, fitted["correct"])

    cpu, model = least(times, run)
    predicted = model.predict_proba(features(judged))[:, 1]
    return {"cpu_s": cpu, "auc": float(roc_auc_score(judged["correct"], predicted))}


PEERS = {"girth": girth, "catsim": catsim, "pybkt": pybkt, "glops": glops, "best_lr": best_lr}
name, number, *files = sys.argv[1:]
print(json.dumps(PEERS[name](int(number), *files)))
