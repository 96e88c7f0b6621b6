#!/usr/bin/env bash
# One program of cases/: correct, so it says the same with checks as without, and nothing else, however it is built.
#
#   run.sh FBP_CC ANNOTATIONS CASE.c WORK
set -uo pipefail
cc=$(realpath "$1") annotations=$(realpath "$2") case=$(realpath "$3")
rm -rf "$4"
mkdir -p "$4"
work=$(realpath "$4") name=$(basename "$case" .c) failures=0
cd "$(dirname "$case")" || exit 1

fail() {
    echo "FAILED $name, $how: $*"
    failures=$((failures + 1))
}

# built OPTION...
built() {
    "$cc" "$@" -g -Wall -Wextra -Werror -Wno-fuse-ld-path "-I$annotations" "$name.c" -pthread -o "$work/prog" >"$work/cc" 2>&1 && return
    fail "it is not built: $(cat "$work/cc")"
    return 1
}

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
[ "$failures" -eq 0 ] && echo "run.sh: $name: 8 builds"
exit $((failures > 0))
