#!/usr/bin/env python3
"""Reports of the run time for readers who know nothing of it: docs/messages.md says what is done with them.

    make_reports.py FBP-CC SOURCE OUT SEED [USED...]

OUT/NN.c is a program without comments, OUT/NN.txt the report with which it stops (built by FBP-CC with --fbp-checks=full -O0), OUT/KEY
which case it is: of SOURCE/corpus, of tests/runtime/kinds, or a program of corpus/programs with a planted mistake. The cases are drawn
by SEED, so many of each kind; those named in the files USED (keys of earlier sets) are left out. OUT/others holds what a case
lacks, a queue for functions without a body; readers do not get it.
"""

import os
import pathlib
import random
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "checks")]
import corpus  # noqa: E402
import make  # noqa: E402

WANTED = {"global-write": 7, "frozen-write": 5, "use-after-send": 8, "double-send": 4, "send-aliased": 3, "send-unowned": 4}
PLANTED = 4


def stops(cc, source, out, name, options=""):
    """The report of OUT/NAME.c, or None."""
    others = out / "others"
    others.mkdir(exist_ok=True)
    text = (out / f"{name}.c").read_text()
    driver = corpus.driver(text)
    if driver is None:
        return None
    (others / "queue.c").write_text(driver)
    program = others / name
    made = subprocess.run(["clang-19", "-w", "-c", "queue.c", "-o", "queue.o"], cwd=others, capture_output=True)
    if made.returncode == 0:
        command = [cc, "--fbp-checks=full", "-O0", "-g", "-w", "-D_GNU_SOURCE", f"-I{source}/annotations", f"{name}.c", "others/queue.o"]
        made = subprocess.run([*command, "-pthread", "-lm", "-o", program], cwd=out, capture_output=True)
    if made.returncode != 0:
        return None
    environment = {**os.environ, "FBP_OPTIONS": options}
    for _ in range(5):
        try:
            run = subprocess.run([program, "x"], cwd=out, capture_output=True, errors="replace", text=True, timeout=5,
                                 stdin=subprocess.DEVNULL, env=environment)
        except subprocess.TimeoutExpired:
            continue
        if run.returncode == 47:
            return re.sub(r"^==\d+==", "==4242==", run.stderr[run.stderr.index("====") :], flags=re.M)
    return None


def is_right(text, report):
    """It stops at a line at which the case expects a violation."""
    expected = {n for n, line in enumerate(text.split("\n"), 1) if "// expect:" in line or "// trap" in line}
    frames = re.findall(r"^    #\d+ \S+ \d\d\.c:(\d+)", report, flags=re.M)
    return any(int(line) in expected for line in frames[:3])


def candidates(source, used):
    for kind, n in WANTED.items():
        fit = [p for p in sorted((source / "corpus/cases" / kind).glob("*.c")) if make.is_fit(p, kind, used)]
        random.shuffle(fit)
        yield kind, n, [p for p in fit if re.search(r"\bmain\s*\(", p.read_text())]
    kinds = [p for p in sorted((source / "tests/runtime/kinds/cases").glob("*.c")) if p.stem not in used]
    for kind in ("foreign-access", "packet-leak"):
        yield kind, 1, [p for p in kinds if f"// trap: {kind}\n" in p.read_text()]


def with_header(path):
    """The queue of tests/runtime/kinds in the same file."""
    text = path.read_text()
    if '#include "queue.h"\n' in text:
        header = (path.parent / "queue.h").read_text()
        header = re.sub(r"^#(ifndef QUEUE_H|define QUEUE_H|endif)\n", "", header, flags=re.M)
        text = text.replace('#include "queue.h"\n', header)
    return text


def drawn(cc, source, out, used):
    found = []
    for kind, n, paths in candidates(source, used):
        for path in paths:
            text = with_header(path)
            (out / "00.c").write_text(text)
            options = "strict_send=1" if kind == "send-aliased" else "leaks=1" if kind == "packet-leak" else ""
            report = stops(cc, source, out, "00", options)
            if n == 0 or report is None or not is_right(text, report):
                continue
            found.append((kind, path.stem, make.without_comments(text), options))
            n -= 1
            if n == 0:
                break
    return found


def main():
    cc, source, out = (pathlib.Path(a).resolve() for a in sys.argv[1:4])
    random.seed(int(sys.argv[4]))
    said = " ".join(pathlib.Path(f).read_text() for f in sys.argv[5:])
    out.mkdir(parents=True, exist_ok=True)
    items = drawn(cc, source, out, set(re.findall(r"\w+", said)))
    planted = make.planted(source, out, said, PLANTED, "00.c", lambda: stops(cc, source, out, "00") is not None)
    items += [(*item, "") for item in planted]
    random.shuffle(items)
    with open(out / "KEY", "w") as key:
        number = 0
        for kind, name, text, options in items:
            number += 1
            (out / f"{number:02}.c").write_text(text)
            report = stops(cc, source, out, f"{number:02}", options)
            if report is None:
                (out / f"{number:02}.c").unlink()
                number -= 1
                continue
            (out / f"{number:02}.txt").write_text(report)
            print(f"{number:02} {kind} {name}", file=key)
    (out / "00.c").unlink()


if __name__ == "__main__":
    main()
