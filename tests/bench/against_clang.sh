#!/usr/bin/env bash
# How long fbp-check takes for a program, beside what clang-19 -O0 -g -c takes for the same units.
#
#   against_clang.sh BUILD_DIR [FOLDER_WITH_compile_commands.json...]
#
# Without further folders: the programs in corpus/programs. Times are of the processor, with those of all children, the
# best of three runs, one job at a time. "front" is what comes before solving: compiling the units, reading
# their RIR and finding the programs (--list-programs).
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
check=$(realpath "${1:?usage: against_clang.sh BUILD_DIR [DATABASE_FOLDER...]}")/bin/fbp-check
shift
[ -x "$check" ] || { echo "against_clang.sh: no $check (./dev build)" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# seconds COMMAND...: processor time of the best of three runs; the command's own failures end the script.
seconds() {
    local i TIMEFORMAT='%U %S'
    for i in 1 2 3; do
        { time "$@" >"$work/out" 2>&1 || [ $? = 1 ] || { cat "$work/out" >&2; exit 1; }; } 2>&1
    done | awk '{ t = $1 + $2 } NR == 1 || t < best { best = t } END { if (NR != 3) exit 1; printf "%.2f", best }'
}

compile_files() {
    local file
    for file in "$@"; do
        clang-19 -O0 -g -w -c -D_GNU_SOURCE -I"$root/annotations" -o "$work/out.o" "$file"
    done
}

# The database's own commands with clang-19 -O0 -g in the place of the compiler and its options for output.
compile_database() {
    python3 - "$1/compile_commands.json" "$work/out.o" <<'PY'
import json, shlex, subprocess, sys
for unit in json.load(open(sys.argv[1])):
    words = unit.get("arguments") or shlex.split(unit["command"])
    kept, skip = [], False
    for word in words[1:]:
        if skip:
            skip = False
        elif word in ("-o", "-MF", "-MT", "-MQ"):
            skip = True
        elif not word.startswith(("-O", "-g", "-M", "-flto", "-Werror")):
            kept.append(word)
    subprocess.run(["clang-19", *kept, "-O0", "-g", "-w", "-Qunused-arguments", "-o", sys.argv[2]],
                   cwd=unit["directory"], check=True)
PY
}

row() {
    awk -v name="$1" -v lines="$2" -v clang="$3" -v front="$4" -v check="$5" 'BEGIN {
        printf "%-24s %8d %9s s %9s s %6.2f %9s s %6.2f\n", name, lines, clang, front, front / clang, check, check / clang
    }'
}

printf '%-24s %8s %11s %11s %6s %11s %6s\n' program lines 'clang -c' front ratio fbp-check ratio
if [ $# -eq 0 ]; then
    for folder in "$root"/corpus/programs/*/; do
        files=("$folder"*.c)
        clang_s=$(seconds compile_files "${files[@]}")
        front_s=$(seconds "$check" --list-programs -j 1 "${files[@]}" -- -D_GNU_SOURCE)
        check_s=$(seconds "$check" --quiet -j 1 "${files[@]}" -- -D_GNU_SOURCE)
        row "$(basename "$folder")" "$(cat "${files[@]}" | wc -l)" "$clang_s" "$front_s" "$check_s"
    done
fi
for folder in "$@"; do
    lines=$(python3 -c 'import json, os, sys
print(sum(len(open(os.path.join(u["directory"], u["file"]), "rb").read().splitlines())
          for u in json.load(open(sys.argv[1]))))' "$folder/compile_commands.json")
    clang_s=$(seconds compile_database "$folder")
    front_s=$(seconds "$check" --list-programs -j 1 -p "$folder")
    check_s=$(seconds "$check" --quiet -j 1 -p "$folder")
    row "$(basename "$(realpath "$folder")")" "$lines" "$clang_s" "$front_s" "$check_s"
done
