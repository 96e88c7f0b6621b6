#!/usr/bin/env bash
# What run-time checks cost, on a load without tasks: SQLite's speedtest1, built with clang-19 -O2, with fbp-cc in each mode,
# and, beside them, with AddressSanitizer.
#
#   checked.sh BUILD_DIR [SIZE]
#
# Times are seconds of the processor. SIZE is speedtest1's own (default 60).
set -euo pipefail
# shellcheck source=tests/bench/measure.bash
. "$(dirname "$0")/measure.bash"
speed=${2:-60}
folder=$(real sqlite)
flags=(-O2 -w "-I$folder" -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_THREADSAFE=0 "$folder/sqlite3.c" "$folder/test/speedtest1.c" -lm)

speedtest() {
    rm -f "$work/test.db"
    "$work/$1" --size "$speed" "$work/test.db"
}

# one NAME COMPILER...: a row; those of clang are what it is compared with
one() {
    local name=$1 compile run checks=""
    shift
    compile=$(once=1 seconds "$@" "${flags[@]}" -o "$work/$name")
    run=$(seconds speedtest "$name")
    : "${first_compile:=$compile}" "${first_run:=$run}"
    [ "$name" != residual ] ||
        checks=$("$check" --quiet --stats --switch-checks "$work/$name" 2>&1 | sed -n 's/.*: \([0-9]* checks are on, [0-9]* stay off\)$/\1/p')
    echo "| $name | $compile | $(ratio "$compile" "$first_compile") | $run | $(ratio "$run" "$first_run") | $(size "$work/$name" | awk 'NR == 2 { print $1 }') | $checks |"
}

echo '| speedtest1 | compiling | ratio | running | ratio | text | |'
echo '| --- | --- | --- | --- | --- | --- | --- |'
one clang clang-19
one none "$build/bin/fbp-cc" --fbp-checks=none
one residual "$build/bin/fbp-cc" --fbp-checks=residual
one full "$build/bin/fbp-cc" --fbp-checks=full
one asan clang-19 -fsanitize=address
