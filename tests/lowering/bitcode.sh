#!/bin/sh
# The lowering on a clone, in a process of its own, says the same as the plugin that consumes its module.
#
#   bitcode.sh CLANG LOWER-BITCODE PLUGIN CASES-FOLDER WORK-FOLDER
set -u
clang=$1 lower=$2 plugin=$3 cases=$4 work=$5
rm -rf "$work"
mkdir -p "$work"
failures=0 count=0
for case in "$cases"/*.c; do
    [ -e "$case" ] || continue
    name=$(basename "$case" .c)
    count=$((count + 1))
    flags="-w -std=gnu11 -g -O0 -c"
    if ! "$clang" $flags -emit-llvm "$case" -o "$work/$name.bc" ||
        ! "$lower" "$work/$name.bc" "$work/$name.clone"; then
        echo "FAILED $name"
        failures=$((failures + 1))
        continue
    fi
    FBP_PLUGIN_TEXT=1 FBP_PLUGIN_DATA=1 FBP_PLUGIN_OUT=$work/$name.txt \
        "$clang" $flags "-fpass-plugin=$plugin" "$case" -o /dev/null
    if ! cmp "$work/$name.clone" "$work/$name.txt"; then
        echo "FAILED $name: the clone and the module itself lower differently"
        failures=$((failures + 1))
    fi
done
[ "$count" != 0 ] || { echo "FAILED: no cases in $cases"; failures=1; }
echo "$count cases, $failures failures"
[ "$failures" = 0 ]
