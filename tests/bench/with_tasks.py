#!/usr/bin/env python3
"""What run-time checks cost programs with tasks, beside ThreadSanitizer and AddressSanitizer.

    with_tasks.py BUILD_DIR [PROGRAM...]            (default: all of LOADS)

Each program is built at -O2 by clang-19, by fbp-cc in both modes and with the sanitizers; the builds then run in turns,
three times each, and the least time counts. Times are of the processor, all threads together; memory is the most that was
resident. What the builds print is compared: a build that prints something else, or stops, ends it all.
"""
import sys
import tempfile
from pathlib import Path

from side_by_side import FLAGS, MODES, Table, in_turns, run, switched

ROOT = Path(__file__).resolve().parents[2]


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


def build(folder, work, mode, tools):
    compiler = ["clang-19"] if mode not in ("residual", "full") else [tools / "fbp-cc", f"--fbp-checks={mode}"]
    exe = work / mode
    run(compiler + ["-std=gnu17", "-D_GNU_SOURCE", "-O2", "-g1", "-pthread", f"-I{ROOT / 'annotations'}", *FLAGS.get(mode, []),
                    *sorted(folder.glob("*.c")), "-o", exe], work / "figures")
    return exe


def measure(name, tools):
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        load = work / "load"
        load.write_text(LOADS[name]())
        exes = {mode: build(ROOT / "corpus/programs" / name, work, mode, tools) for mode in MODES}
        best = in_turns(name, exes, lambda _mode, exe: run([exe, load], work / "figures"))
        return best, *switched(exes["residual"], tools)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    tools = Path(sys.argv[1]).resolve() / "bin"
    table = Table("with tasks")
    for name in sys.argv[2:] or list(LOADS):
        table.row(name, *measure(name, tools))
    table.means()


main()
