#!/bin/sh
# Lowers every corpus/cases/lowered/*.c for x86-64 and aarch64 and checks what its comments ask for.
#
#   run.sh CLANG PLUGIN FBP-RIR CASES-FOLDER WORK-FOLDER
#
# Directives, anywhere in a case, to the end of the line:
#   // lowered: REGEX            some line of the RIR text matches (grep -E), on both targets
#   // lowered-TARGET: REGEX     only for x86_64 or aarch64
#   // lowered-not: REGEX        no line matches
# Besides, for each case: the module verifies and its binary form reads back to the same text; a second
# lowering gives the same bytes; the operations on memory and calls are as many at -O2 as at -O0.
set -u
clang=$1 plugin=$2 fbp_rir=$3 cases=$4 work=$5
rm -rf "$work"
mkdir -p "$work"
failures=0 count=0
unset FBP_PLUGIN_TEXT FBP_PLUGIN_DATA

fail() {
    echo "FAILED $1: $2"
    failures=$((failures + 1))
}

# lower CASE TARGET LEVEL OUT
lower() {
    rm -f "$4"
    FBP_PLUGIN_DATA=1 FBP_PLUGIN_OUT=$4 "$clang" -w -std=gnu11 -g "-$3" "--target=$2-linux-gnu" \
        "-fpass-plugin=$plugin" -c "$1" -o /dev/null 2>"$work/stderr" && [ -s "$4" ] && [ ! -s "$work/stderr" ]
}

operations() {
    grep -cE '^  (%[^=]* = |\(%[^=]* = )?(load|store|read|write|copy|fill|rmw|cas|valist|vaarg|call|calli|opaque) .*![a-z0-9]' "$1"
}

# check CASE NAME TARGET TEXT
check() {
    sed -n 's|.*// \(lowered[a-z0-9_-]*\): *\(.*\)$|\1 \2|p' "$1" >"$work/directives"
    while read -r kind pattern; do
        case $kind in
        lowered | "lowered-$3")
            grep -qE -e "$pattern" "$4" || fail "$2 ($3)" "nothing matches: $pattern"
            ;;
        lowered-not)
            grep -qE -e "$pattern" "$4" && fail "$2 ($3)" "something matches: $pattern"
            ;;
        lowered-x86_64 | lowered-aarch64) ;;
        *) fail "$2" "unknown directive $kind" ;;
        esac
    done <"$work/directives"
}

for case in "$cases"/*.c; do
    [ -e "$case" ] || continue
    name=$(basename "$case" .c)
    count=$((count + 1))
    for target in x86_64 aarch64; do
        base=$work/$name.$target
        if ! lower "$case" $target O0 "$base.rir"; then
            fail "$name ($target)" "does not lower: $(head -n 1 "$work/stderr")"
            continue
        fi
        if ! "$fbp_rir" "$base.rir" >"$base.txt" 2>"$work/stderr"; then
            fail "$name ($target)" "$(head -n 1 "$work/stderr")"
            continue
        fi
        check "$case" "$name" $target "$base.txt"
        "$fbp_rir" "$base.txt" >"$base.again" 2>"$work/stderr" && cmp -s "$base.txt" "$base.again" ||
            fail "$name ($target)" "the text form does not read back to itself: $(head -n 1 "$work/stderr")"
    done
    base=$work/$name.x86_64
    lower "$case" x86_64 O0 "$base.second" && cmp -s "$base.rir" "$base.second" ||
        fail "$name" "two lowerings differ"
    if lower "$case" x86_64 O2 "$base.O2" && "$fbp_rir" "$base.O2" >"$base.O2.txt"; then
        at0=$(operations "$base.txt") at2=$(operations "$base.O2.txt")
        [ "$at0" = "$at2" ] || fail "$name" "$at0 operations at -O0, $at2 at -O2"
        [ "$at0" != 0 ] || fail "$name" "no operation at all"
    else
        fail "$name" "does not lower at -O2: $(head -n 1 "$work/stderr")"
    fi
done
[ "$count" != 0 ] || fail "$cases" "no cases there"
echo "$count cases, $failures failures"
[ "$failures" = 0 ]
