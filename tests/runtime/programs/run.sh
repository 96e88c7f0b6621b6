#!/usr/bin/env bash
# A program of corpus/programs, built by fbp-cc with checks, does what it should, and traps with each planted mistake.
#
#   run.sh FBP-CC ANNOTATIONS PROGRAM-FOLDER WORK-FOLDER
#
# - With --fbp-checks=full and =residual, at -O0 and -O2, it prints output.txt when it is given input.*, and no report.
# - With -DBUG=N it ends with status 47 and one report, of the kind that the comment "BUG N: KIND" names; the line of
#   that comment, or one next to it where a statement goes over several, is among those of the report.
set -uo pipefail
cc=$(realpath "$1") annotations=$(realpath "$2") folder=$(realpath "$3")
rm -rf "$4"
mkdir -p "$4"
work=$(realpath "$4")
name=$(basename "$folder")
cd "$folder" || exit 1
input=$(echo input.*)
unset FBP_OPTIONS
failures=0
fail() {
    echo "FAILED $name: $*"
    head -30 "$work/err"
    failures=$((failures + 1))
}
build() { # NAME FLAG...
    local exe=$work/$1
    shift
    "$cc" -std=gnu17 -D_GNU_SOURCE -g -pthread "-I$annotations" "$@" ./*.c -o "$exe" -lm >"$work/out" 2>"$work/err"
}

for level in -O0 -O2; do
    for checks in full residual; do
        build clean "--fbp-checks=$checks" "$level" || { fail "$checks $level is not built"; continue; }
        for _ in 1 2; do
            timeout 120 "$work/clean" <"$input" >"$work/out" 2>"$work/err" || fail "$checks $level: status $?"
            cmp -s "$work/out" output.txt || fail "$checks $level prints something else"
            ! grep -q "ERROR: fbp" "$work/err" || fail "$checks $level: a report"
        done
    done
done

# file, line, number and kind of each comment
grep -n "BUG [0-9]*: [a-z-]*" ./*.[ch] |
    sed -E 's/^\.\/([^:]*):([0-9]+):.*BUG ([0-9]+): ([a-z-]+).*/\1 \2 \3 \4/' >"$work/bugs"
bugs=0
for n in $(cut -d' ' -f3 "$work/bugs" | sort -u); do
    bugs=$((bugs + 1))
    kind=$(awk -v n="$n" '$3 == n { print $4; exit }' "$work/bugs")
    places=$(awk -v n="$n" '$3 == n { for (i = -1; i <= 1; i++) { printf "%s%s:%d", sep, $1, $2 + i; sep = "|" } }' "$work/bugs")
    for level in -O0 -O2; do
        build "bug$n" --fbp-checks=full "$level" "-DBUG=$n" || { fail "BUG $n is not built"; continue; }
        status=0
        timeout 120 "$work/bug$n" <"$input" >"$work/out" 2>"$work/err" || status=$?
        [ "$status" = 47 ] || fail "BUG $n $level: status $status"
        [ "$(grep -o '^SUMMARY: fbp: [a-z-]*' "$work/err")" = "SUMMARY: fbp: $kind" ] || fail "BUG $n $level: not one report of $kind"
        grep -qE "^    #[0-9]+ .*(${places//./\\.})\$" "$work/err" || fail "BUG $n $level: none of $places is in the report"
    done
done
[ "$bugs" -gt 0 ] || fail "no planted mistakes found"
echo "$name: $bugs planted mistakes"
[ "$failures" = 0 ]
