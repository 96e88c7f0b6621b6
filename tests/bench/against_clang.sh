#!/usr/bin/env bash
# What fbp-check costs from cold, beside clang-19 -O0 -g -c over the same units, one job at a time.
#
#   against_clang.sh BUILD_DIR [PROGRAM_OF_CORPUS_REAL...]
#
# "front end" is what comes before solving: compiling the units with the plugin, reading their RIR and finding the
# programs (--list-programs). Times are seconds of the processor.
set -euo pipefail
# shellcheck source=tests/bench/measure.bash
. "$(dirname "$0")/measure.bash"
shift
[ $# -gt 0 ] || set -- sqlite memcached curl

echo '| cold | units | lines | clang -O0 -g -c | front end | ratio | fbp-check | ratio |'
echo '| --- | --- | --- | --- | --- | --- | --- | --- |'
for name in "$@"; do
    folder=$(real "$name")
    mapfile -t files < <(python3 "$root/corpus/real/units.py" "$folder/compile_commands.json")
    clang=$(seconds compiled "$folder" -O0 -g)
    front=$(seconds "$check" --list-programs -j 1 -p "$folder")
    whole=$(seconds "$check" --quiet -j 1 -p "$folder")
    echo "| $name | ${#files[@]} | $(cat "${files[@]}" | wc -l) | $clang | $front | $(ratio "$front" "$clang") |" \
        "$whole | $(ratio "$whole" "$clang") |"
done
