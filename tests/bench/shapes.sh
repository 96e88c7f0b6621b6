#!/usr/bin/env bash
# Time by size, and on the shapes that are worst for analyses: what each is, shapes.py says.
#
#   shapes.sh BUILD_DIR
#
# Seconds of the processor for linking and models, phase A and phase B, the best of three runs; the front end is left out.
set -euo pipefail
# shellcheck source=tests/bench/measure.bash
. "$(dirname "$0")/measure.bash"

# row SHAPE N: a line of the table.
row() {
    python3 "$root/tests/bench/shapes.py" "$1" "$2" >"$work/shape.c"
    local best=
    for _ in 1 2 3; do
        quietly "$check" --quiet --stats "$work/shape.c"
        best=$(printf '%s\n' $best "$(times "$work/out")" | sort -g | head -1)
    done
    awk -v shape="$1" -v of="$2" -v s="$best" -v n="$(number "$work/out" 'solved functions [0-9]+, instructions')" \
        -v m="$(number "$work/out" memory)" 'BEGIN {
            printf "| %s | %d | %d | %.2f | %.3f | %d |\n", shape, of, n, s, s / n * 1e6, m }'
}

echo '| shape | of | instructions | seconds | ms per 1,000 instructions | MiB |'
echo '| --- | --- | --- | --- | --- | --- |'
for n in 15 150 1500 15000; do
    row usual $n
done
for n in 100 1000 4000; do
    row switch $n
done
for n in 20 200 2000; do
    row recursion $n
done
for n in 100 1000 4000; do
    row table $n
done
for n in 30 100 300; do
    row hub $n
done
