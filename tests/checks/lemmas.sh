#!/usr/bin/env bash
# Each lemma by which checks are left out, events raised, checks switched on and accesses passed at once, against a mistake in it
# (analyzer/checks/mistakes.def): a program of lemmas/ is what it should be, and is something else with the mistake.
#
#   lemmas.sh FBP_CC ANNOTATIONS LEMMAS MISTAKES.def WORK [NAME...]
#
# The first line of a program is `// MISTAKE MODE LEVEL [unknown]: KIND [FILE:LINE]`: it stops with a violation of that kind there, or at
# the line that says `// here`; or `...: clean`: it runs. With the mistake it does something else. NAME.other is a second unit of it;
# `unknown`: that unit has lost what it carries of its analysis.
set -uo pipefail
cc=$(realpath "$1") annotations=$(realpath "$2") lemmas=$(realpath "$3") table=$(realpath "$4")
mkdir -p "$5"
work=$(realpath "$5")
shift 5
failures=0 shown=""
unset FBP_OPTIONS FBP_MISTAKE
cd "$lemmas"

fail() {
    echo "FAILED $*"
    failures=$((failures + 1))
}

build() { # NAME MODE LEVEL UNKNOWN
    local flags=("--fbp-checks=$2" "$3" -std=gnu17 "-I$annotations" -pthread) units=("$1.c")
    if [ -e "$1.other" ]; then
        "$cc" "${flags[@]}" -I. -x c -c "$1.other" -o "$work/other.o" || return
        [ "$4" != unknown ] || objcopy --remove-section=.fbp "$work/other.o" || return
        units+=("$work/other.o")
    fi
    "$cc" "${flags[@]}" "${units[@]}" -o "$work/$1"
}

# What it does: "clean", or the kind and the line of what stops it.
outcome() {
    local status=0
    rm -f "$work/$1"
    build "$@" >"$work/link" 2>&1
    [ -e "$work/$1" ] || {
        echo "not built: $(cat "$work/link")"
        return
    }
    timeout 60 "$work/$1" >"$work/out" 2>"$work/err" || status=$?
    case $status in
    0) echo clean ;;
    47) sed -nE 's/^SUMMARY: fbp: ([a-z-]+) ([^ ]*\/)?([^ \/:]+:[0-9]+)(:[0-9]+)? in .*/\1 \3/p' "$work/err" ;;
    *) echo "status $status: $(cat "$work/err")" ;;
    esac
}

# Where it should stop: the line that says so.
place() { # NAME
    grep -nH -- '// here$' "$1.c" $(ls "$1.other" 2>/dev/null) | sed -E 's/^([^:]*:[0-9]+):.*/\1/'
}

one() { # NAME
    local mistake mode level unknown expected found
    [[ $(head -1 "$1.c") =~ ^//\ ([AEFRVW][0-9]+-[a-z]+)\ (full|residual)\ (-O.)(\ unknown)?:\ ([a-z-]+( [a-z_.]+:[0-9]+)?)$ ]] || {
        fail "$1: its first line says something else: $(head -1 "$1.c")"
        return
    }
    mistake=${BASH_REMATCH[1]} mode=${BASH_REMATCH[2]} level=${BASH_REMATCH[3]} unknown=${BASH_REMATCH[4]# } expected=${BASH_REMATCH[5]}
    case $expected in
    clean | *:*) ;;
    *) expected="$expected $(place "$1")" ;;
    esac
    found=$(outcome "$1" "$mode" "$level" "$unknown")
    [ "$found" = "$expected" ] || fail "$1: $found, not $expected"
    found=$(FBP_MISTAKE=$mistake outcome "$1" "$mode" "$level" "$unknown")
    case $found in
    clean | *-write\ * | *-send\ * | *-access\ * | *-unowned\ * | *-aliased\ *)
        [ "$found" != "$expected" ] || fail "$1: '$mistake' is not shown" ;;
    *) fail "$1: with '$mistake': $found" ;;
    esac
    shown="$shown $mistake "
}

if [ $# -gt 0 ]; then
    for name; do
        one "$name"
    done
else
    for file in *.c; do
        one "${file%.c}"
    done
    for mistake in $(sed -n 's/^MISTAKE_DEF("\([^"]*\)".*/\1/p' "$table"); do
        case $shown in
        *" $mistake "*) ;;
        *) fail "no program shows '$mistake'" ;;
        esac
        grep -qrF "MISTAKE(\"$mistake\")" "$(dirname "$table")" "$(dirname "$table")"/../{check,solve} "$(dirname "$table")/../../runtime" || fail "'$mistake' is in no lemma"
    done
fi
[ "$failures" = 0 ] && echo "$(wc -w <<<"$shown") mistakes, all shown"
[ "$failures" = 0 ]
