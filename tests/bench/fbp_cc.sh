#!/usr/bin/env bash
# What fbp-cc costs: whole builds of real programs at -O2 with clang-19 and with it, processor time, the best of three runs;
# then the share that .fbp has in their objects at -O2 -g, program by program and in the mean.
#
#   fbp_cc.sh BUILD_DIR [NAME...]        default: all of corpus/real/builds
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$(realpath "${1:?usage: fbp_cc.sh BUILD_DIR [NAME...]}")
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
names=("$@")
[ $# -gt 0 ] || mapfile -t names < <(cd "$root/corpus/real/builds" && printf '%s\n' *.build | sed 's/\.build$//')

TESTS=no RUNS=3 "$root/corpus/real/build_both" "$build" "${names[@]}" | sed -n '/^program /,$p'

printf '\n%-18s %s\n' program "share of .fbp in objects of -O2 -g"
for name in "${names[@]}"; do
    [ "$name" != memcached-coverage ] || continue # memcached once more, compiled in another way
    TESTS=no FLAGS="-O2 -g" "$root/corpus/real/build_both" "$build" "$name" >"$work/log" || { cat "$work/log"; exit 1; }
    printf '%-18s %s\n' "$name" "$(sed -n 's/.* and \.fbp of .*: //p' "$work/log" | tail -1)"
done | tee "$work/shares"
awk '{ sum += $2 } END { printf "%-18s %.1f%%\n", "mean", sum / NR }' "$work/shares"
