#!/bin/sh
# A lowered program, interpreted, does what the program itself does: same output, same exit status, and
# the same accesses to the same places with the same values.
#
#   trace.sh CLANG PLUGIN TRACE-COMPARE TRACE-RUNTIME.c CASES-FOLDER WORK-FOLDER
#
# Cases without a main are left out. A case may say
#   // not run: WHY     the interpreter cannot run it
#   // not traced: WHY  the accesses differ by nature; output and status are still compared
# and then it must be so: a mark that is not needed any more is a failure.
set -u
clang=$1 plugin=$2 compare=$3 runtime=$4 cases=$5 work=$6
rm -rf "$work"
mkdir -p "$work"
failures=0 count=0 skipped=0

fail() {
    echo "FAILED $1: $2"
    failures=$((failures + 1))
}

"$clang" -O1 -c "$runtime" -o "$work/runtime.o" || exit 1

for case in "$cases"/*.c; do
    grep -q '^int main' "$case" || continue
    name=$(basename "$case" .c)
    base=$work/$name
    count=$((count + 1))
    if ! FBP_PLUGIN_TRACE=1 FBP_PLUGIN_DATA=1 FBP_PLUGIN_OUT=$base.rir "$clang" -w -std=gnu11 -g -O0 \
        "-fpass-plugin=$plugin" -c "$case" -o "$base.o" 2>"$base.err" ||
        ! "$clang" "$base.o" "$work/runtime.o" -lpthread -o "$base.exe" 2>>"$base.err"; then
        fail "$name" "does not build: $(head -n 1 "$base.err")"
        continue
    fi
    FBP_TRACE=$base.trace timeout 20 "$base.exe" >"$base.native" 2>/dev/null
    native=$?
    timeout 60 "$compare" "$base.rir" "$base.trace" >"$base.interpreted" 2>"$base.err"
    ours=$?
    expected=0
    grep -q '// not run: ' "$case" && expected=97
    grep -q '// not traced: ' "$case" && expected=98
    if [ "$expected" != 0 ] && [ "$ours" != "$expected" ]; then
        fail "$name" "is marked, but compares with status $ours: $(head -n 1 "$base.err")"
    elif [ "$expected" = 0 ] && [ "$ours" != "$native" ]; then
        fail "$name" "exit status $ours, natively $native: $(head -n 3 "$base.err")"
    elif [ "$expected" != 97 ] && ! cmp -s "$base.native" "$base.interpreted"; then
        fail "$name" "prints something else"
    fi
    [ "$expected" = 0 ] || skipped=$((skipped + 1))
done
accesses=$(cat "$work"/*.trace | wc -l)
[ "$accesses" -gt "$count" ] || fail "$cases" "only $accesses accesses were told"
[ "$count" != 0 ] || fail "$cases" "no cases there"
[ "$skipped" -lt "$((count / 3))" ] || fail "$cases" "$skipped of $count cases are not compared"
echo "$count programs, $accesses accesses, $skipped marked, $failures failures"
[ "$failures" = 0 ]
