#!/usr/bin/env python3
"""Random programs in C: what a run traps is not proved, and runs with all checks and with those that are left agree.

    run.py BUILD ANNOTATIONS WORK [--seed N] [--programs N] [--only K] [--level -O0] [--without I,J] [--shrink] [--keep]

Programs come from program.py, BATCH to an executable. Each is

  (a) judged by fbp-check: which lines have something that is not proved;
  (b) run with --fbp-checks=full: a report in a line where all is proved is a failure;
  (c) run with --fbp-checks=residual: it reports what full reports, but for what is found at places that are proved;
  (d) interpreted (interpret.c): what happens there is reported by full, and not proved.

What is no failure, and counted: README.md. --only K is the program with that number; --shrink leaves out of it what is not needed for
its failure, statement by statement, and --without leaves out those. The seed is printed.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from program import batch

BATCH = 50
RUNS = 4  # schedules of the interpreter
AGAIN = 80  # how often a program is run, at most, whose runs differ
# What changes hands by these: afterwards the program goes on in a state that the model forbids.
OF_PACKETS = ("use-after-send", "double-send", "send-unowned", "send-aliased", "foreign-access")
# fbp-check reports these where both meet, which may be the call of a helper.
AT_CALLS = ("use-after-send", "double-send", "send-aliased", "send-unowned")


def run(command, **more):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                          errors="replace", check=False, **more)


class Report:
    def __init__(self, text):
        found = json.loads(text)
        self.kind, self.does = found["kind"], found["does"]
        self.frames = [(os.path.basename(f.get("file") or "?"), f.get("line", 0)) for f in found["frames"]]
        self.where = self.frames[0] if self.frames else ("?", 0)
        self.of_starter = self.kind == "use-after-send" and "lent" in found

    def key(self):
        return self.kind, self.where

    def __str__(self):
        return f"{self.kind} at {self.where[0]}:{self.where[1]}"


class Verdicts:
    """What fbp-check says of the lines of a batch."""

    def __init__(self, check, program):
        self.open, self.places, self.violations = {}, set(), {}
        for line in run([check, "--dump=verdicts", program]).stdout.splitlines():
            parts = line.split(":")
            if len(parts) < 5 or not parts[1].isdigit():
                continue
            where = (os.path.basename(parts[0]), int(parts[1]))
            self.places.add(where)
            if not line.endswith(": proved"):
                self.open.setdefault(where, line.rsplit(": ", 1)[1])
        found = json.loads(run([check, "--json", "-", program]).stdout)
        for f in found["findings"]:
            where = (os.path.basename(f["file"]), f["line"])
            self.open[where] = f["certainty"] + " " + f["kind"]
            if f["certainty"] == "violation":
                self.violations[where] = f["kind"]

    def is_open(self, report):
        if report.kind in AT_CALLS:
            return any(f in self.open for f in report.frames)
        return report.where in self.open


class Event:
    """What happened in an interpreted run."""

    def __init__(self, kind, file, line, task, back, *obj):
        self.kind, self.where, self.task, self.object = kind, (file, int(line)), int(task), " ".join(obj)
        self.back = back == "1"

    def key(self):
        return self.kind, self.where

    def __str__(self):
        return f"{self.kind} of {self.object} at {self.where[0]}:{self.where[1]}"

    def aside(self, starts):
        """Whether the run time does not look for it (docs/runtime.md): what main writes while a task reads it; references that are
        left behind; one's own block to which a variable leads; that a pointer is one of before, where the task has got the object
        back; a start with what hangs below an element and was sent before (README.md)."""
        if self.kind == "global-write":
            return self.task == 0 or self.object.startswith("heap")
        return self.back or self.kind == "send-aliased" or (self.kind == "double-send" and self.where in starts)


class Interpreted:
    """What the interpreter finds in the programs of a batch: number -> the events of each run."""

    def __init__(self, setting, folder, files, numbers):
        units = []
        for name in (n for n in files if n.endswith(".c")):
            made = run([setting.clang, "-w", "-g", "-O0", "-fno-discard-value-names", "-I", setting.annotations, "-fpass-plugin=" + setting.plugin, "-c", name,
                        "-o", "/dev/null"], cwd=folder,
                       env={**os.environ, "FBP_PLUGIN_DATA": "1", "FBP_PLUGIN_OUT": os.path.join(folder, name + ".rir")})
            if made.returncode != 0:
                raise SystemExit(made.stderr)
            units.append(os.path.join(folder, name + ".rir"))
        done = run([setting.interpret, setting.models, str(RUNS), str(numbers[0]), str(numbers[-1]), *units])
        if done.returncode != 0:
            raise SystemExit(f"{folder}: {done.stderr}")
        self.events = {n: [] for n in numbers}  # of each run
        self.ended = {n: [] for n in numbers}
        for line in done.stdout.splitlines():
            what, number, *rest = line.split(" ")
            if what == "run":
                self.ended[int(number)].append(" ".join(rest).strip())
                self.events[int(number)].append([])
            else:
                self.events[int(number)][-1].append(Event(*rest))


class Batch:
    def __init__(self, setting, numbers, level):
        self.s, self.numbers, self.level = setting, numbers, level
        self.folder = os.path.join(setting.work, f"{numbers[0]}{level}")
        self.failures, self.counts = [], {}

    def count(self, what, n=1):
        self.counts[what] = self.counts.get(what, 0) + n

    def build(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        self.programs, files = batch(self.s.seed, self.numbers, self.s.without)
        lines = [(line, (name, n)) for name, text in files.items() for n, line in enumerate(text.splitlines(), 1)]
        self.starts = {where for line, where in lines if "pthread_create(" in line}
        self.tries = {where for line, where in lines if "try_put_" in line}
        for name, text in files.items():
            with open(os.path.join(self.folder, name), "w", encoding="utf-8") as f:
                f.write(text)
        for mode in ("full", "residual"):
            made = run([self.s.cc, "--fbp-checks=" + mode, self.level, "-g", "-w", "-I", self.s.annotations,
                        *(n for n in files if n.endswith(".c")), "-o", mode], cwd=self.folder)
            if made.returncode != 0:
                raise SystemExit(f"{self.folder}: {mode} is not built\n{made.stderr}")
        self.verdicts = Verdicts(self.s.check, os.path.join(self.folder, "residual"))
        self.interpreted = Interpreted(self.s, self.folder, files, self.numbers)

    def execute(self, mode, number):
        """Reports, and how it ended."""
        options = "halt_on_error=0:format=json:stack_depth=16:max_reports=30"
        try:
            done = run([os.path.join(self.folder, mode), str(number)], timeout=30, env={**os.environ, "FBP_OPTIONS": options})
        except subprocess.TimeoutExpired:
            return [], -14
        return [Report(line) for line in done.stderr.splitlines() if line.startswith("{")], done.returncode

    def judge(self, number):
        full, ended = self.execute("full", number)
        residual, ended_too = self.execute("residual", number)
        self.count("programs")
        self.count("programs that trap", bool(full))
        if ended == -14:
            self.count("programs that do not end")
        elif ended < 0:
            self.count("programs that crash after a report" if full else "crash")
        if ended < 0 and not full and ended != -14:
            self.fail(number, f"ends by signal {-ended}, without a report")
        self.look_at(number, full)
        self.interpret(number, full)
        self.compare(number, full, residual, ended != ended_too)

    def fail(self, number, why):
        self.failures.append((number, why))

    def look_at(self, number, reports):
        """(b): what is reported in a line where all is proved, before ownership was broken."""
        # What is sent by a pointer of before breaks ownership in the model, and not for the run time.
        broken = any(e.back and e.kind == "double-send" for run in self.interpreted.events[number] for e in run)
        for r in reports:
            self.count("reports")
            self.count(r.kind)
            if r.kind == "foreign-access":  # not judged
                broken = True
            elif not self.verdicts.is_open(r):
                if broken:
                    self.count("reports at proved places after another one")
                else:
                    self.fail(number, f"{r}, which is proved")
            broken |= r.kind in OF_PACKETS

    def expected(self, reports):
        """(c): what both are to report: nothing at places that are proved (look_at says which of that is a failure)."""
        return {r.key() for r in reports if self.verdicts.is_open(r)}

    def compare(self, number, full, residual, ended_otherwise):
        one, other = self.expected(full), self.expected(residual)
        if one == other and not ended_otherwise:
            return
        first = (full[:1], residual[:1])
        for _ in range(AGAIN):  # who was quicker?
            one |= self.expected(self.execute("full", number)[0])
            other |= self.expected(self.execute("residual", number)[0])
            if one == other:
                break
        if one == other:
            self.count("programs in which it depends on who is quicker")
            return
        missing, more = sorted(one - other), sorted(other - one)
        words = [f"{k} at {w[0]}:{w[1]}" for k, w in missing], [f"{k} at {w[0]}:{w[1]}" for k, w in more]
        if not residual and full or not full and residual:
            self.fail(number, f"residual does not report {', '.join(words[0])}" if missing else f"only residual reports {', '.join(words[1])}")
        elif first[0] and first[1] and first[0][0].key() == first[1][0].key():
            self.count("programs in which later reports differ")
        else:
            self.fail(number, f"full and residual differ: {words[0]}, {words[1]}")

    def of_each_task(self, events):
        """The first event of each task: which task is quicker is left to the machine, not to the few schedules that were interpreted."""
        first = {}
        for e in events:
            if not e.aside(self.starts):
                first.setdefault(e.task, e.key())
        return set(first.values())

    def interpret(self, number, full):
        """(d)"""
        firsts, aside = set(), set()
        for how, events in zip(self.interpreted.ended[number], self.interpreted.events[number]):
            self.count("interpreted: " + how.split(" ")[0])
            broken = False
            for e in events:
                if e.kind == "foreign-access":
                    broken = True
                elif e.where not in self.verdicts.open and not broken:
                    self.fail(number, f"{e} when it is interpreted, which is proved")
                    break
                broken |= e.kind in OF_PACKETS
            first = next((e for e in events if not e.aside(self.starts)), None)
            before = events[:events.index(first)] if first else events
            if any(e.kind in OF_PACKETS and (not e.back or e.kind == "double-send") for e in before):
                aside.add(str(before[0]))
            firsts |= self.of_each_task(events) or {None}
        if (full[0].key() if full else None) in firsts:
            return
        # What main has given to a task and a variable leads to, too: main's write is one while the task reads, which is taken for granted.
        if full and full[0].of_starter and full[0].does == "writes" and self.verdicts.is_open(full[0]):
            self.count("use-after-send of what a variable leads to")
            return
        # The run time remembers who sent a packet the last two times.
        if full and full[0].kind == "foreign-access" and ("use-after-send", full[0].where) in firsts:
            self.count("foreign-access of what others have sent on")
            return
        # What is sent again by a call that may fail is reported before it is known that it failed.
        if aside or (full and full[0].where in self.tries and full[0].kind in ("double-send", "send-unowned")):
            self.count("not compared with the interpreter")
            return
        for _ in range(AGAIN):  # who was quicker?
            again = self.execute("full", number)[0]
            if (again[0].key() if again else None) in firsts:
                self.count("programs in which it depends on who is quicker")
                return
        other = ", ".join(sorted(f"{e[0]} at {e[1][0]}:{e[1][1]}" if e else "nothing" for e in firsts))
        self.fail(number, f"full: {full[0] if full else 'nothing'}; interpreted: {other}")

    def run(self):
        self.build()
        for number in self.numbers:
            self.judge(number)
        for n in self.verdicts.violations:
            self.count("lines with a violation")
        self.count("lines with places", len(self.verdicts.places))
        self.count("lines where something is not proved", len(set(self.verdicts.open) & self.verdicts.places))
        if not self.failures and not self.s.keep:
            shutil.rmtree(self.folder)
        return self


class Setting:
    def __init__(self, a):
        build = os.path.abspath(a.build)
        self.cc, self.check, self.interpret = (os.path.join(build, "bin", p) for p in ("fbp-cc", "fbp-check", "interpret"))
        self.plugin, self.models = os.path.join(build, "lib/fbp-plugin.so"), os.path.join(build, "share/fbp/models")
        self.clang = os.environ.get("FBP_CLANG", "clang-19")
        self.annotations, self.work = os.path.abspath(a.annotations), os.path.abspath(a.work)
        self.seed, self.keep = a.seed, a.keep
        self.without = [int(x) for x in a.without.split(",") if x]


def parse():
    p = argparse.ArgumentParser(usage=__doc__)
    for name in ("build", "annotations", "work"):
        p.add_argument(name)
    p.add_argument("--seed", default="")
    p.add_argument("--programs", type=int, default=2000)
    p.add_argument("--only", type=int)
    p.add_argument("--level", default="")
    p.add_argument("--without", default="")
    p.add_argument("--shrink", action="store_true")
    p.add_argument("--keep", action="store_true")
    p.add_argument("-v", action="store_true")
    a = p.parse_args()
    a.seed = a.seed or str(int.from_bytes(os.urandom(4), "little"))
    return a


LEVELS = ("-O0", "-O0", "-O0", "-O0")


def kinds_of(failures):
    """What failed, without places."""
    return {re.sub(r"\b(\w+\.c):\d+", r"\1", why) for _, why in failures}


def shrink(setting, number, level):
    """Leaves out statements of a program as long as it still fails in one of the same ways."""
    def failures(without):
        setting.without = sorted(without)
        return kinds_of(Batch(setting, [number], level).run().failures)

    setting.keep, without = True, set(setting.without)
    wanted = failures(without)
    if not wanted:
        print(f"program {number} does not fail")
        return
    count = batch(setting.seed, [number])[0][0].numbered
    size = count
    while size > 0:
        for first in range(1, count + 1, size):
            more = set(range(first, min(first + size, count + 1))) - without
            if more and failures(without | more) & wanted:
                without |= more
        size //= 2
    failures(without)
    print(f"program {number} {level} --without {','.join(map(str, sorted(without)))}")
    print("\n".join(sorted(wanted)))


def main():
    a = parse()
    setting = Setting(a)
    print(f"run.py: seed {setting.seed}", flush=True)
    begun = time.monotonic()
    if a.shrink and a.only is not None:
        shrink(setting, a.only, a.level or "-O0")
        return
    if a.only is not None:
        batches = [Batch(setting, [a.only], a.level or "-O0")]
        setting.keep = True
    else:
        batches = [Batch(setting, list(range(n, min(n + BATCH, a.programs))), a.level or LEVELS[n // BATCH % len(LEVELS)])
                   for n in range(0, a.programs, BATCH)]
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(Batch.run, batches))
    counts, failures = {}, 0
    for b in done:
        for what, n in b.counts.items():
            counts[what] = counts.get(what, 0) + n
        for number, why in b.failures:
            failures += 1
            print(f"FAILED program {number} {b.level}: {why}")
    for what, n in counts.items():
        print(f"{n:8} {what}")
    print(f"run.py: {counts['programs']} programs, {failures} failures, {time.monotonic() - begun:.0f} s")
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
