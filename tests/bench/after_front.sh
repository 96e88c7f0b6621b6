#!/usr/bin/env bash
# What comes after the front end: the processor time of fbp-check itself, without clang's: starting up, reading the
# units' RIR, joining, solving and reporting; and the most memory that it held.
#
#   after_front.sh BUILD_DIR [PROGRAM_OF_CORPUS_REAL...]
set -euo pipefail
# shellcheck source=tests/bench/measure.bash
. "$(dirname "$0")/measure.bash"
shift
[ $# -gt 0 ] || set -- pixz lbzip2 libmicrohttpd memcached libuv curl sqlite

limits_hit() {
    grep -oE '^limits hit: .*' "$1" | sed 's/limits hit: //' | tr ',' '\n' |
        awk '$NF != 0 { printf "%s%s", sep, $0; sep = "," }'
}

echo '| after the front end | instructions | seconds | s per million | MiB | GiB per million | limits hit |'
echo '| --- | --- | --- | --- | --- | --- | --- |'
printf 'int main(void) { return 0; }\n' >"$work/nothing.c"
"$check" --quiet --stats "$work/nothing.c" >"$work/out" 2>"$work/stats"
echo "| a program of one line | $(number "$work/stats" 'solved functions [0-9]+, instructions') | $(number "$work/stats" itself) |" \
    "| $(number "$work/stats" memory) | | |"
for name in "$@"; do
    folder=$(real "$name")
    best=
    for _ in 1 2 3; do
        quietly "$check" --quiet --stats -j 1 -p "$folder"
        itself=$(number "$work/out" itself)
        [ -n "$best" ] && awk -v a="$itself" -v b="$best" 'BEGIN { exit !(a >= b) }' || best=$itself
    done
    instructions=$(number "$work/out" 'solved functions [0-9]+, instructions') memory=$(grep -oE 'memory [0-9]+' "$work/out" | awk '$2 > m { m = $2 } END { print m }')
    awk -v name="$name" -v n="$instructions" -v s="$best" -v m="$memory" -v l="$(limits_hit "$work/out")" 'BEGIN {
        printf "| %s | %d | %.2f | %.1f | %d | %.2f | %s |\n", name, n, s, s / n * 1e6, m, m / 1024 / n * 1e6, l }'
done
