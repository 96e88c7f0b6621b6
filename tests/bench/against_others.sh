#!/usr/bin/env bash
# Other analyses of the same units, one job at a time, as multiples of clang-19 -O0 -g -c; the slow ones run once. What
# they look for is not the same, and they look at one unit at a time.
#
#   against_others.sh BUILD_DIR [PROGRAM_OF_CORPUS_REAL...]
set -euo pipefail
# shellcheck source=tests/bench/measure.bash
. "$(dirname "$0")/measure.bash"
shift
[ $# -gt 0 ] || set -- memcached libmicrohttpd
command -v cppcheck >/dev/null || {
    echo "against_others.sh: no cppcheck (./dev bench installs it)" >&2
    exit 1
}

echo '| seconds | clang -O0 -g -c | fbp-check | clang --analyze | cppcheck | multiples |'
echo '| --- | --- | --- | --- | --- | --- |'
for name in "$@"; do
    folder=$(real "$name")
    clang=$(seconds compiled "$folder" -O0 -g)
    ours=$(seconds "$check" --quiet -j 1 -p "$folder")
    analyze=$(once=1 seconds compiled "$folder" --analyze)
    cppcheck=$(once=1 seconds cppcheck -q -j 1 --project="$folder/compile_commands.json")
    echo "| $name | $clang | $ours | $analyze | $cppcheck |" \
        "$(ratio "$ours" "$clang"), $(ratio "$analyze" "$clang"), $(ratio "$cppcheck" "$clang") |"
done
