#!/usr/bin/env bash
# One program of cases/ (README.md): clean without an argument, stopped where it says with one, however it is built.
#
#   run.sh [--update] FBP_CC ANNOTATIONS CASE.c WORK
set -uo pipefail
update=
if [ "${1:-}" = --update ]; then
    update=1
    shift
fi
# shellcheck source=tests/runtime/programs.bash
. "$(dirname "$0")/../programs.bash"
kind=$(sed -n 's,^// trap: ,,p' "$name.c")
line=$(grep -n '// trap$' "$name.c" | cut -d: -f1)
FBP_OPTIONS=$(sed -n 's,^// options: ,,p' "$name.c")
export FBP_OPTIONS
[ -n "$kind" ] && [ -n "$line" ] || {
    echo "$case: it does not say what stops it, or where"
    exit 1
}

# started STATUS ARGUMENT...: it ends with it
started() {
    local expected=$1 status=0
    shift
    timeout 60 "$work/prog" "$@" >"$work/out" 2>"$work/err" || status=$?
    [ "$status" -eq "$expected" ] || fail "status $status, not $expected, with '$*': $(cat "$work/err")"
}

# What depends on who is quicker is left out: whether it was received, and freed, by now.
plain() {
    sed -E -e 's/==[0-9]+==/==PID==/' -e 's/0x[0-9a-f]+/ADDRESS/g' -e '/^it was freed since$/d' -e '/^it is on its way to the receiver: /d' -e '/^it is owned by /d' "$work/err"
}

for mode in residual full; do
    for level in -O0 -O1 -O2 -O3 "-O2 -flto -fuse-ld=/usr/bin/ld.lld-19"; do
        how="$mode $level"
        # shellcheck disable=SC2086 # several options
        built --fbp-checks=$mode $level || continue
        started 0
        [ ! -s "$work/err" ] || fail "it says something: $(cat "$work/err")"
        started 47 break
        grep -qE "^SUMMARY: fbp: $kind ([^ ]*/)?$name\.c:$line(:[0-9]+)? in " "$work/err" || fail "another report: $(cat "$work/err")"
        [ "$how" = "residual -O0" ] || continue
        [ -z "$update" ] || plain >"$name.txt"
        plain | diff -u "$name.txt" - || fail "another text (the second one)"
    done
done
finish "10 builds"
