#!/usr/bin/env bash
# Two jobs against one: seconds by the clock, and how many processors were busy on average. It needs a machine with
# nothing else to do.
#
#   jobs.sh BUILD_DIR [PROGRAM_OF_CORPUS_REAL...]
set -euo pipefail
# shellcheck source=tests/bench/measure.bash
. "$(dirname "$0")/measure.bash"
shift
[ $# -gt 0 ] || set -- memcached curl

# clocked COMMAND...: "seconds by the clock, processor time" of the fastest of three runs.
clocked() {
    local TIMEFORMAT='%R %U %S'
    for _ in 1 2 3; do
        { time quietly "$@" 2>&3; } 2>&1
    done 3>&2 | awk 'NR == 1 || $1 < best { best = $1; busy = $2 + $3 } END { if (NR != 3) exit 1; print best, busy }'
}

echo "| by the clock, $(nproc) processors | -j 1 | -j 2 | ratio | processors busy with -j 2 |"
echo '| --- | --- | --- | --- | --- |'
for name in "$@"; do
    folder=$(real "$name")
    one=$(clocked "$check" --quiet -j 1 -p "$folder")
    two=$(clocked "$check" --quiet -j 2 -p "$folder")
    echo "| $name | ${one% *} | ${two% *} | $(ratio "${two% *}" "${one% *}") | $(ratio "${two#* }" "${two% *}") |"
done
