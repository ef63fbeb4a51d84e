"""A large file of real answers: from the file to judged mastery, and judged again from the ledger."""

import csv
import io
import json
import struct
import zipfile

from table import Row, Skipped

PREFIX = "assistments09_preprocessed_data_"
ANSWERS, ENTRIES, CELLS = 278_336, 332_990, 40_093


def rows(bench, _peer):
    folder = bench.data / "responses"
    if not (folder / f"{PREFIX}train.csv").exists():
        yield Skipped("ASSISTments 2009", f"no {folder}: set ONRAMP_DATA")
        return
    work = bench.folder("answers")
    answers, pairs = joined(folder, work / "answers.csv"), pairs_of(folder / "assistments09_q_mat.npz", work / "map.csv")
    database = work / "onramp.sqlite"
    bench.onramp(database, "admin", "install", "--name", "Bench", "--code", "bench")
    done = bench.onramp(database, "--json", "import", "responses", answers, "--items", pairs, "--create",
                        "--framework", "Skills of ASSISTments 2009")
    note = f"{ANSWERS:,} answers, {ENTRIES / done.seconds:,.0f} entries/s, CPU {done.cpu_seconds:.1f} s"
    yield Row("ASSISTments 2009, file to judged, SQLite", done.seconds, "s", 20, note=note)
    yield Row("  resident memory of the import, most", done.resident_mb, "MB")
    rebuilt = bench.onramp(database, "--json", "mastery", "rebuild")
    found = json.loads(rebuilt.out)
    if (found["entries"], found["cells"], found["same"]) != (ENTRIES, CELLS, CELLS):
        raise RuntimeError(f"the rebuild found {found['entries']} entries, {found['cells']} cells, {found['same']} same")
    note = f"{CELLS:,} cells, all the same; CPU {rebuilt.cpu_seconds:.1f} s"
    yield Row("  rebuild of the same from the ledger", rebuilt.seconds, "s", note=note)
    size = sum(file.stat().st_size for file in work.glob("onramp.sqlite*"))
    yield Row("  database, bytes an entry", size / ENTRIES, "bytes")


def joined(folder, path):
    """Both parts as one file, one header."""
    with open(path, "w", encoding="utf-8") as out:
        for part in ("train", "test"):
            lines = (folder / f"{PREFIX}{part}.csv").read_text(encoding="utf-8").splitlines(keepends=True)
            out.writelines(lines if part == "train" else lines[1:])
    return path


def pairs_of(npz, path):
    """The item-to-competency map of a sparse matrix of SciPy, read without SciPy."""
    with zipfile.ZipFile(npz) as arrays:
        name = arrays.namelist()
        if "row.npy" in name:
            first, second = array(arrays, "row"), array(arrays, "col")
        else:
            starts, second = array(arrays, "indptr"), array(arrays, "indices")
            first = [row for row, (a, b) in enumerate(zip(starts, starts[1:])) for _ in range(a, b)]
        values = array(arrays, "data")
        if array(arrays, "format") == ["csc"]:
            first, second = second, first
    with open(path, "w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(["item", "competency"])
        table.writerows(sorted((row, column) for row, column, value in zip(first, second, values) if value))
    return path


def array(arrays, name):
    """A one-dimensional array of NumPy's file format, version 1 to 3."""
    content = io.BytesIO(arrays.read(f"{name}.npy"))
    content.read(6)
    wide = content.read(2)[0] > 1
    length = struct.unpack("<I" if wide else "<H", content.read(4 if wide else 2))[0]
    head = content.read(length).decode("latin-1")
    kind = head.split("'descr':")[1].split("'")[1]
    body = content.read()
    if kind.startswith("|S"):
        return [body.rstrip(b"\0").decode("ascii")]
    code = {"<i4": "i", "<i8": "q", "<f8": "d", "<f4": "f", "|b1": "?", "|i1": "b", "|u1": "B"}[kind]
    return list(struct.unpack(f"<{len(body) // struct.calcsize(code)}{code}", body))
