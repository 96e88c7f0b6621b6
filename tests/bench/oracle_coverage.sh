#!/usr/bin/env bash
# How much of the solver the random programs of the oracle run: lines and branches of each file of analyzer/solve, by
# clang's coverage, in a build folder of its own.
#
#   oracle_coverage.sh BUILD_DIR [PROGRAMS]
#
# Files that only make text of what was found (dump.c, words.c, verdict_*.c in part) are asked little by the oracle.
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
llvm-cov-19 export -summary-only -instr-profile="$work/oracle.profdata" "$build/bin/oracle" "$root"/analyzer/solve/*.c \
    >"$work/coverage.json"

echo "| $programs programs of the oracle | lines | run | branches | run |"
echo '| --- | --- | --- | --- | --- |'
python3 - "$work/coverage.json" <<'PY'
import json
import sys

data = json.load(open(sys.argv[1], encoding="utf-8"))["data"][0]


def row(name, summary):
    lines, branches = summary["lines"], summary["branches"]
    share = f"{branches['percent']:.0f}%" if branches["count"] else ""
    return f"| {name} | {lines['count']} | {lines['percent']:.0f}% | {branches['count']} | {share} |"


files = [(f["filename"].rsplit("/", 1)[1], f["summary"]) for f in data["files"]]
for name, summary in sorted(files, key=lambda f: (f[1]["branches"]["percent"] if f[1]["branches"]["count"] else 100, f[0])):
    print(row(name, summary))
print(row("**all**", data["totals"]))
PY
