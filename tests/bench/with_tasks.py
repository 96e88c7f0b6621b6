#!/usr/bin/env python3
"""What run-time checks cost programs with tasks, beside ThreadSanitizer and AddressSanitizer.

    with_tasks.py BUILD_DIR [PROGRAM...]            (default: all of LOADS)

Each program is built at -O2 by clang-19, by fbp-cc in both modes and with the sanitizers; the builds then run in turns,
three times each, and the least time counts. Times are of the processor, all threads together; memory is the most that was
resident. What the builds print is compared: a build that prints something else, or stops, ends it all.
"""
import re
import subprocess
import sys
import tempfile
from math import exp, log
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 3
MODES = ["clang", "residual", "full", "tsan", "asan"]
FLAGS = {"tsan": ["-fsanitize=thread"], "asan": ["-fsanitize=address"]}


def ledger():
    kinds = ["rent;-950.00;November", "wages;2810.55;October", "food;-34.20;market", "books;-18;a novel", "travel;-49.00;to the sea"]
    return "".join(f"2026-{1 + i // 28 % 12:02}-{1 + i % 28:02};{kinds[i % 5]}\n" for i in range(800_000))


def logserver():
    head = "least info\nwidth 48\nsource yes\nfrom kernel warning\nfrom cron error\nfrom shop debug\n\n"
    lines = ["kernel info this machine has sixteen processors, more or less", "kernel warning the clock is late",
             "shop debug a customer looks at a bicycle", "shop info order 1001 was made", "cron error nobody knows why"]
    return head + "".join(lines[i % 5] + "\n" for i in range(500_000))


def knapsack():
    """Even weights and an odd capacity, and each item is worth its weight: no bound ever helps."""
    weights = [100_000 + 2 * ((i * i * 7919 + i * 104729) % 50_001) for i in range(27)]
    return f"{sum(weights) // 4 * 2 + 1} {len(weights)}\n" + "".join(f"item{i} {w} {w}\n" for i, w in enumerate(weights))


def pool():
    return "".join(f"collatz {1 + 40000 * i} {40000 * (i + 1)}\n" for i in range(64)) + "factorial 4000\nprimes 2 3000000\n" * 16


def tiler():
    width, height = 1600, 1200
    rows = (" ".join(str((x * x // 97 + y * y // 89) % 101) for x in range(width)) for y in range(height))
    return f"P2\n{width} {height}\n100\n" + "\n".join(rows) + "\n"


LOADS = {"ledger": ledger, "logserver": logserver, "knapsack": knapsack, "pool": pool, "tiler": tiler}


# Between a process and its exec the most memory is the parent's, so the parent is a shell, which is small.
SMALL = ["sh", "-c", 'command time -f "%U %S %M" -o "$0" "$@"']


def run(command, figures):
    """Seconds of the processor, MiB, standard output."""
    done = subprocess.run(SMALL + [str(figures)] + [str(word) for word in command], capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"with_tasks.py: status {done.returncode} of {' '.join(map(str, command))}:\n{done.stderr.decode(errors='replace')[-2000:]}")
    user, system, kib = figures.read_text().split()
    return float(user) + float(system), int(kib) / 1024, done.stdout


def build(folder, work, mode, tools):
    compiler = ["clang-19"] if mode not in ("residual", "full") else [tools / "fbp-cc", f"--fbp-checks={mode}"]
    exe = work / mode
    run(compiler + ["-std=gnu17", "-D_GNU_SOURCE", "-O2", "-g1", "-pthread", f"-I{ROOT / 'annotations'}", *FLAGS.get(mode, []),
                    *sorted(folder.glob("*.c")), "-o", exe], work / "figures")
    return exe


def switched(exe, tools):
    """How many checks are on and off, as the switch says."""
    done = subprocess.run([tools / "fbp-check", "--quiet", "--stats", "--switch-checks", exe], capture_output=True, text=True, check=False)
    found = re.search(r"(\d+) checks are on, (\d+) stay off", done.stderr)
    places = re.search(r"(\d+) places: (\d+) proved", done.stderr + done.stdout)
    if not found or not places:
        sys.exit(f"with_tasks.py: {exe}: no figures: {done.stderr}")
    return f"{places[2]} of {places[1]}", f"{found[1]} of {int(found[1]) + int(found[2])}"


def measure(name, tools):
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        load = work / "load"
        load.write_text(LOADS[name]())
        exes = {mode: build(ROOT / "corpus/programs" / name, work, mode, tools) for mode in MODES}
        best = {mode: (float("inf"), 0.0) for mode in MODES}
        expected = None
        for _ in range(RUNS):
            for mode, exe in exes.items():
                seconds, mib, output = run([exe, load], work / "figures")
                expected = output if expected is None else expected
                if output != expected:
                    sys.exit(f"with_tasks.py: {name}: {mode} prints something else")
                best[mode] = min(best[mode], (seconds, mib))
        return best, switched(exes["residual"], tools)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    tools = Path(sys.argv[1]).resolve() / "bin"
    names = sys.argv[2:] or list(LOADS)
    print("| with tasks | clang, s | MiB | " + " | ".join(f"{m} | MiB" for m in MODES[1:]) + " | places proved | checks on |")
    print("| --- " * (5 + 2 * (len(MODES) - 1)) + "|")
    ratios = {mode: [] for mode in MODES}
    for name in names:
        best, (proved, on) = measure(name, tools)
        base, base_mib = best["clang"]
        cells = [f"{base:.2f}", f"{base_mib:.0f}"]
        for mode in MODES[1:]:
            ratios[mode].append(best[mode][0] / base)
            cells += [f"{best[mode][0] / base:.2f}", f"{best[mode][1] / base_mib:.2f}"]
        print(f"| {name} | " + " | ".join(cells + [proved, on]) + " |", flush=True)
    mean = [f"{exp(sum(map(log, ratios[m])) / len(names)):.2f} | " for m in MODES[1:]]
    print("| geometric mean | | | " + " | ".join(mean) + " | | |")


main()
