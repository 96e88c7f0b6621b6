"""Builds of one program in several modes, run in turns: what with_tasks.py and real_checked.py share.

Times are of the processor, all threads and children together, the least of RUNS runs; memory is the most that was resident at any
time in the runs of least time. Modes are clang-19 alone, fbp-cc with residual and with full checks, and the two sanitizers; MODES="clang residual" in the
environment measures these two alone.
"""
import os
import re
import subprocess
import sys
from math import exp, log

RUNS = 3
MODES = os.environ.get("MODES", "clang residual full tsan asan").split()
FLAGS = {"tsan": ["-fsanitize=thread"], "asan": ["-fsanitize=address"]}

# Between a process and its exec the most memory is the parent's, so the parent is a shell, which is small.
SMALL = ["sh", "-c", 'command time -f "%U %S %M" -o "$0" "$@"']


def words(command):
    return [str(word) for word in command]


def run(command, figures, **more):
    """Seconds of the processor, MiB, standard output."""
    done = subprocess.run(SMALL + [str(figures)] + words(command), capture_output=True, check=False, **more)
    if done.returncode != 0:
        sys.exit(f"bench: status {done.returncode} of {' '.join(words(command))}:\n{done.stderr.decode(errors='replace')[-2000:]}")
    return figures_of(figures) + (done.stdout,)


def figures_of(file):
    """Seconds and MiB, as `time` wrote them in its last line."""
    user, system, kib = file.read_text().split()[-3:]
    return float(user) + float(system), int(kib) / 1024


def in_turns(name, exes, once):
    """The best (seconds, MiB) of each mode; once(mode, exe): seconds, MiB and what it printed, which has to be the same."""
    best = {mode: (float("inf"), 0.0) for mode in exes}
    expected = None
    for _ in range(RUNS):
        for mode, exe in exes.items():
            seconds, mib, output = once(mode, exe)
            expected = output if expected is None else expected
            if output != expected:
                sys.exit(f"bench: {name}: {mode} prints something else")
            best[mode] = min(best[mode], (seconds, mib))
    return best


def switched(exe, tools, *options):
    """How many places are proved, and how many checks are on, as the switch says when it is given what the link was given."""
    command = [tools / "fbp-check", "--quiet", "--stats", "--switch-checks", *options, exe]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"(\d+) checks are on, (\d+) stay off", done.stderr)
    places = re.search(r"(\d+) places: (\d+) proved", done.stderr + done.stdout)
    if not found or not places:
        sys.exit(f"bench: {exe}: no figures: {done.stderr}")
    return f"{places[2]} of {places[1]}", f"{found[1]} of {int(found[1]) + int(found[2])}"


class Table:
    """A row per program, as it is measured; then the geometric means of the times."""

    def __init__(self, title):
        self.ratios = {mode: [] for mode in MODES}
        print(f"| {title} | clang, s | MiB | " + " | ".join(f"{m} | MiB" for m in MODES[1:]) + " | places proved | checks on |")
        print("| --- " * (5 + 2 * (len(MODES) - 1)) + "|", flush=True)

    def row(self, name, best, proved, on):
        base, base_mib = best["clang"]
        cells = [f"{base:.2f}", f"{base_mib:.0f}"]
        for mode in MODES[1:]:
            self.ratios[mode].append(best[mode][0] / base)
            cells += [f"{best[mode][0] / base:.2f}", f"{best[mode][1] / base_mib:.2f}"]
        print(f"| {name} | " + " | ".join(cells + [proved, on]) + " |", flush=True)

    def means(self):
        mean = [f"{exp(sum(map(log, r)) / len(r)):.2f} | " for r in (self.ratios[m] for m in MODES[1:])]
        print("| geometric mean | | | " + " | ".join(mean) + " | | |")
