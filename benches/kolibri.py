"""Kolibri, installed and measured beside us in the same run: the same questions, the same driver."""

import gzip
import json
import os
import shutil
import subprocess
import sys
import time
from http.cookies import SimpleCookie

import load
import page
from server import Server

VERSION = "0.19.5"

# reference: Kolibri 0.19.5, a class of 30, 57,521 attempts, 2 cores; used when it cannot be run here.
QUOTED = {
    "name": f"Kolibri {VERSION}, quoted, not measured in this run:",
    "summary_cpu_ms": 44.5,
    "summary_kb": 103,
    "answer_cpu_ms": 13.3,
    "answers_p95_ms": 2000,
    "start_s": 2.4,
    "memory_mb": 309,
    "first_page_kb": 751,
}


def measure(bench):
    """The peer's figures; the published ones, labelled so, when it cannot be run here."""
    if not bench.kolibri:
        return QUOTED
    try:
        program = installed(bench)
        return figures(bench, program, *prepared(bench, program))
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        bench.say(f"Kolibri could not be measured ({error}); its published figures are quoted instead")
        return QUOTED


def installed(bench):
    """The program, in a virtual environment under the cache folder."""
    folder = bench.cache / f"kolibri-{VERSION}"
    program = folder / "bin" / "kolibri"
    if not program.exists():
        bench.say(f"Installing Kolibri {VERSION} in {folder}")
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", f"kolibri=={VERSION}"], check=True)
    return program


def prepared(bench, program):
    """A fresh home with the class in it, copied from the cache, and what the class is."""
    kept = bench.cache / f"kolibri-{VERSION}-class"
    if not (kept / "class.json").exists():
        bench.say("Making Kolibri's class of 30 with 57,000 answers")
        shutil.rmtree(kept, ignore_errors=True)
        environment = {**os.environ, "KOLIBRI_HOME": str(kept), "KOLIBRI_RUN_MODE": "bench"}
        run = [program, "manage"]
        provision = ["provisiondevice", "--facility", "Bench", "--preset", "formal", "--superusername", "bench",
                     "--superuserpassword", "bench", "--language_id", "en", "--noinput"]
        subprocess.run(run + provision, env=environment, check=True, capture_output=True)
        script = str(bench.here / "kolibri_class.py")
        code = f"exec(compile(open({script!r}).read(), 'kolibri_class', 'exec'), dict(__name__='kolibri_class'))"
        out = subprocess.run(run + ["shell", "-c", code], env=environment, check=True, capture_output=True, text=True)
        line = next(line for line in out.stdout.splitlines() if line.startswith("BENCH:"))
        (kept / "class.json").write_text(line.removeprefix("BENCH:"), encoding="utf-8")
    home = bench.scratch / "kolibri"
    shutil.copytree(kept, home, dirs_exist_ok=True)
    return home, json.loads((kept / "class.json").read_text(encoding="utf-8"))


def start(program, home):
    command = [str(program), "start", "--foreground", "--port", "{port}"]
    environment = {"KOLIBRI_HOME": str(home), "KOLIBRI_RUN_MODE": "bench", "KOLIBRI_ZIP_CONTENT_PORT": "0"}
    return Server(command, "/api/public/info/", environment)


def figures(bench, program, home, klass):
    found = {"name": f"Kolibri {VERSION}"}
    with start(program, home) as server:
        found["start_s"] = server.started_in
        found["memory_at_start_mb"] = server.resident_mb()
        found["first_page_kb"] = page.weight(server, "/en/auth/").kilobytes
        coach = signed_in(server, "coach", klass)
        summary = load.request("GET", f"/coach/api/classsummary/{klass['classroom']}/", coach)
        summaries = load.repeated(bench, server, summary)
        found["summary_cpu_ms"] = summaries.cpu_ms
        found["summary_kb"] = len(gzip.compress(summaries.body.encode(), 6)) / 1000
        learners = [signed_in(server, f"learner{place}", klass) for place in range(30)]
        sittings = [sitting(server, learner, klass, 0) for learner in learners]
        one = load.run(bench, server, [answers(klass, learners[0], sittings[0], 150)]).check(200)
        found["answer_cpu_ms"] = one.cpu_ms
        all_at_once = [answers(klass, *who, 20) for who in zip(learners, sittings)]
        together = load.run(bench, server, all_at_once, rounds=True).check(200)
        found["answers_p95_ms"] = together.percentile(95)
        found["answers_per_second"] = together.per_second()
        time.sleep(3)
        found["memory_mb"] = server.resident_mb()
    return found


def signed_in(server, name, klass):
    """Headers of somebody who is signed in."""
    cookies = SimpleCookie(server.get("/api/auth/session/current/")[1].get("set-cookie", ""))
    body = json.dumps({"username": name, "password": "bench", "facility": klass["facility"]})
    status, headers, reply = server.request("POST", "/api/auth/session/", with_token(cookies), body)
    if status != 200:
        raise RuntimeError(f"Kolibri did not let {name} in: {status} {reply[:200]}")
    for line in headers.get("set-cookie", "").splitlines():
        cookies.load(line)
    return with_token(cookies)


def with_token(cookies):
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())
    token = cookies["kolibri_csrftoken"].value
    return {"cookie": cookie, "x-csrftoken": token, "content-type": "application/json"}


def sitting(server, learner, klass, exercise):
    """Opens an exercise; the id of the session that answers go to."""
    body = json.dumps({
        "node_id": klass["nodes"][exercise], "content_id": klass["contents"][exercise],
        "channel_id": klass["channel"], "kind": "exercise", "mastery_model": {"type": "m_of_n", "m": 5, "n": 5},
    })
    status, _, reply = server.request("POST", "/api/logger/trackprogress/", learner, body)
    if status != 200:
        raise RuntimeError(f"Kolibri opened no exercise: {status} {reply[:200]}")
    return json.loads(reply)["session_id"]


def answers(klass, learner, session, count):
    """Requests that each write one answer, as the player sends them."""
    interaction = {"item": klass["item"], "correct": 1, "complete": True, "time_spent": 5, "answer": {},
                   "simple_answer": "4"}
    body = json.dumps({"time_spent_delta": 5, "interactions": [interaction]})
    return [load.request("PUT", f"/api/logger/trackprogress/{session}/", learner, body)] * count
