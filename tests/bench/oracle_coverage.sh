#!/usr/bin/env bash
# How much of the solver the random programs of the oracle run: functions, lines and branches of each file of
# analyzer/solve, by clang's coverage, in a build folder of its own; and the functions that no program has reached.
#
#   oracle_coverage.sh BUILD_DIR [PROGRAMS]
#
# What only words findings (verdict_*.c, words.c, ...), prints a stage (dump.c) or is a hint that no verdict depends on (locks)
# is in the table, but not in the list: the oracle looks at verdicts alone.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$(realpath "${1:?usage: oracle_coverage.sh BUILD_DIR [PROGRAMS]}")/coverage
programs=${2:-20000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# CMake writes what it does to standard error here: standard output is the table.
flags='-O1 -g -fprofile-instr-generate -fcoverage-mapping'
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_C_COMPILER=clang-19 -DCMAKE_CXX_COMPILER=clang++-19 -DCMAKE_BUILD_TYPE=None \
    "-DCMAKE_C_FLAGS=$flags" "-DCMAKE_CXX_FLAGS=$flags" >&2
cmake --build "$build" --target oracle >&2

LLVM_PROFILE_FILE=$work/oracle.profraw "$build/bin/oracle" --programs "$programs" --seed 1 --out "$work" >"$work/oracle.txt"
llvm-profdata-19 merge -sparse "$work/oracle.profraw" -o "$work/oracle.profdata"
llvm-cov-19 export -instr-profile="$work/oracle.profdata" "$build/bin/oracle" "$root"/analyzer/solve/*.c \
    >"$work/coverage.json"

python3 - "$work/coverage.json" "$programs" <<'PY'
import collections
import json
import re
import sys

data = json.load(open(sys.argv[1], encoding="utf-8"))["data"][0]
words = re.compile(r"^(verdict|words|dump|c_names|declaration|lock|locks|orders|remains|ways|path_locks)[_.]")


def share(summary):
    return f"{summary['count']} | {summary['percent']:.0f}%" if summary["count"] else "0 | "


def row(name, s):
    return f"| {name} | {share(s['functions'])} | {share(s['lines'])} | {share(s['branches'])} |"


files = [(f["filename"].rsplit("/", 1)[1], f["summary"]) for f in data["files"] if f["filename"].endswith(".c")]
print(f"| {sys.argv[2]} programs of the oracle | functions | reached | lines | run | branches | run |")
print("| --- | --- | --- | --- | --- | --- | --- |")
for name, summary in sorted(files, key=lambda f: (f[1]["lines"]["percent"], f[0])):
    print(row(name, summary))
print(row("**all**", data["totals"]))

# A static function is named FILE:FUNCTION, and counted once for each of its copies.
reached = collections.Counter()
for f in data["functions"]:
    file = f["filenames"][0].rsplit("/", 1)[1]
    if "/analyzer/solve/" in f["filenames"][0] and file.endswith(".c"):
        reached[file, f["name"].rsplit(":", 1)[-1]] += f["count"]
never = collections.defaultdict(list)
for (file, name), count in sorted(reached.items()):
    if count == 0 and not words.match(file):
        never[file].append(name)
print(f"\nNever reached, of {sum(not words.match(f) for f, _ in reached)} functions that verdicts depend on: {sum(map(len, never.values()))}\n")
for file in sorted(never):
    print(f"- `{file}`: " + ", ".join(f"`{n}`" for n in never[file]))
PY
