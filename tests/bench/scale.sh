#!/usr/bin/env bash
# 1, 2, 4 and 8 copies of a program in one, with tasks under other names: time and memory should grow as the program does.
#
#   scale.sh BUILD_DIR [PROGRAM_OF_CORPUS_REAL...]
#
# Seconds of the processor for linking and models, phase A and phase B; reading the program, which is text here, is left
# out. The slope is what the last doubling has added.
set -euo pipefail
# shellcheck source=tests/bench/measure.bash
. "$(dirname "$0")/measure.bash"
shift
[ $# -gt 0 ] || set -- memcached libmicrohttpd

echo '| copies of | | instructions | seconds | s per million | against one copy | MiB | MiB more per million more |'
echo '| --- | --- | --- | --- | --- | --- | --- | --- |'
for name in "$@"; do
    folder=$(real "$name")
    "$check" --dump=rir -p "$folder" >"$work/one.rir"
    first='' before=''
    for copies in 1 2 4 8; do
        python3 "$root/tests/bench/copies.py" $copies <"$work/one.rir" >"$work/many.rir"
        best=
        for _ in 1 2 3; do
            quietly "$check" --quiet --stats "$work/many.rir"
            best=$(printf '%s\n' $best "$(times "$work/out")" | sort -g | head -1)
        done
        n=$(number "$work/out" 'solved functions [0-9]+, instructions') memory=$(number "$work/out" memory)
        first=${first:-$(awk -v s="$best" -v n="$n" 'BEGIN { print s / n }')}
        awk -v name="$name" -v c=$copies -v n="$n" -v s="$best" -v m="$memory" -v f="$first" -v b="$before" 'BEGIN {
            split(b, was, " ")
            more = b == "" ? "" : sprintf("%d", (m - was[2]) / (n - was[1]) * 1e6)
            printf "| %s | %d | %d | %.2f | %.1f | %.2f | %d | %s |\n", name, c, n, s, s / n * 1e6, s / n / f, m, more }'
        before="$n $memory"
    done
done
