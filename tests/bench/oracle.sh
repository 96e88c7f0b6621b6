#!/usr/bin/env bash
# The oracle on a million programs, in as many processes as there are processors: what is proved, how many of the
# violations no run of six confirms, and how many of these were executed and did no harm. It fails if a verdict is wrong.
#
#   oracle.sh BUILD_DIR [PROGRAMS [FIRST_SEED]]
set -euo pipefail
# shellcheck source=tests/bench/measure.bash
. "$(dirname "$0")/measure.bash"
programs=${2:-1000000} first=${3:-1000000} jobs=$(nproc)
share=$(((programs + jobs - 1) / jobs))
for ((i = 0; i < jobs; i++)); do
    "$build/bin/oracle" --programs "$share" --seed $((first + i * share)) --out "$work" >"$work/$i.txt" &
done
failed=
for job in $(jobs -p); do
    wait "$job" || failed=1
done

# found FILE PATTERN: the number that stands where the pattern has its group.
found() {
    sed -nE "s/.*$2.*/\1/p" "$1" | head -n 1
}

echo '| oracle, seeds from | programs | with a violation in some run | verdicts | proved | unproven | violation | of these no run confirmed | of those executed | failures | ms a program |'
echo '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |'
for ((i = 0; i < jobs; i++)); do
    out=$work/$i.txt
    echo "| $((first + i * share)) | $share | $(found "$out" ': ([0-9.]+%) with a violation') | $(found "$out" 'verdicts ([0-9]+)') |" \
        "$(found "$out" ': ([0-9.]+%) proved') | $(found "$out" ', ([0-9.]+%) unproven') | $(found "$out" ', ([0-9.]+%) violation;') |" \
        "$(found "$out" 'no run confirmed ([0-9.]+%)') | $(found "$out" 'of which ([0-9.]+%) were') |" \
        "$(found "$out" '^([0-9]+) failures') | $(found "$out" ', ([0-9.]+) ms a program') |"
done
[ -z "$failed" ] || {
    cat "$work"/*.txt >&2
    mkdir -p "$build/oracle-failures"
    cp "$work"/*.rir "$build/oracle-failures"
    exit 1
}
