#!/usr/bin/env bash
# The programs of corpus/programs with run-time checks: each prints what it should, again and again, and stops at each of its
# planted mistakes ("BUG 1: KIND" on the line).
#
#   programs.sh FBP_CC ANNOTATIONS PROGRAMS MISSING WORK NAME...
#
# MISSING lists "NAME/MODE/BUG: why" where a mistake does not trap; one that does then is a failure.
set -uo pipefail
cc=$(realpath "$1") annotations=$(realpath "$2") programs=$(realpath "$3") missing=$(realpath "$4")
mkdir -p "$5"
work=$(realpath "$5")
shift 5
failures=0 done=0

fail() {
    echo "FAILED $*"
    failures=$((failures + 1))
}

# build EXE FLAG...
build() {
    local exe=$1
    shift
    "$cc" -std=gnu17 -D_GNU_SOURCE -O2 -g -pthread "-I$annotations" "$@" ./*.c -o "$exe" 2>"$work/link"
}

as_it_is() { # NAME MODE
    build "$work/$1" --fbp-checks="$2" || {
        fail "$1 $2: not built: $(tail -3 "$work/link")"
        return
    }
    for _ in 1 2 3; do
        timeout 120 "$work/$1" input.* >"$work/out" 2>"$work/err" || fail "$1 $2: status $?: $(head -12 "$work/err")"
        cmp -s "$work/out" output.txt || fail "$1 $2: prints something else"
    done
}

# A packet whose receiver has freed it may be another object by the time the sender touches it: then it is another one's (R4).
is_reused() { # SUMMARY LINES
    [[ $1 == "foreign-access "* && $2 == *" use-after-send"* ]]
}

planted() { # NAME MODE NUMBER LINES: what may be reported, "file:line kind" each
    local summary status expected
    build "$work/$1" --fbp-checks="$2" -DBUG="$3" || {
        fail "$1 $2 $3: not built"
        return
    }
    for _ in 1 2 3 4 5 6; do # until the schedule comes to it
        FBP_OPTIONS=stack_depth=8 timeout 120 "$work/$1" input.* >/dev/null 2>"$work/err"
        status=$?
        summary=$(sed -n 's/^SUMMARY: fbp: //p' "$work/err")
        [ "$status" -ne 47 ] || is_reused "$summary" "$4" || break
    done
    expected=$(grep -cE "^$1/$2/$3: " "$missing")
    if [ "$status" -ne 47 ]; then
        [ "$expected" -eq 1 ] || fail "$1 $2: BUG $3 does not trap: status $status"
        return
    fi
    [ "$expected" -eq 0 ] || fail "$1 $2: BUG $3 traps: take it off the list: $summary"
    while read -r place kind; do
        [[ $summary == "$kind "* ]] && grep -qE "^    #[0-9]+ .*$place(:|\$)" "$work/err" && return
    done <<<"$4"
    fail "$1 $2: BUG $3 is reported as: $summary"
}

for name; do
    cd "$programs/$name" || exit 1
    for mode in full residual; do
        as_it_is "$name" "$mode"
        for number in $(grep -ohE 'BUG [0-9]+:' ./*.c | grep -oE '[0-9]+' | sort -un); do
            planted "$name" "$mode" "$number" \
                "$(grep -nE "BUG $number: " ./*.c | sed -E 's|^\./([^:]+:[0-9]+):.*BUG [0-9]+: ([a-z-]+).*|\1 \2|')"
            done=$((done + 1))
        done
    done
done
echo "programs.sh: $# programs, $done planted mistakes, $failures failures"
[ "$failures" -eq 0 ] && [ "$done" -gt 0 ]
