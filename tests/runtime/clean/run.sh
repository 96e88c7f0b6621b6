#!/usr/bin/env bash
# One program of cases/: correct, so it says the same with checks as without, and nothing else, however it is built.
#
#   run.sh FBP_CC ANNOTATIONS CASE.c WORK
set -uo pipefail
# shellcheck source=tests/runtime/programs.bash
. "$(dirname "$0")/../programs.bash"

how=unchecked
built --fbp-checks=none -O1 || exit 1
timeout 60 "$work/prog" >"$work/expected" || fail "status $?"
for mode in residual full; do
    for level in -O0 -O2 "-O2 -flto -fuse-ld=/usr/bin/ld.lld-19" "-O1 -fsanitize=address,undefined"; do
        how="$mode $level"
        # shellcheck disable=SC2086 # several options
        built --fbp-checks=$mode $level || continue
        for _ in 1 2; do
            timeout 60 "$work/prog" >"$work/out" 2>"$work/err" || fail "status $?"
            [ ! -s "$work/err" ] || fail "it says something: $(cat "$work/err")"
            diff -u "$work/expected" "$work/out" || fail "another output"
        done
    done
done
finish "8 builds"
