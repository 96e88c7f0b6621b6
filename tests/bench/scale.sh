#!/usr/bin/env bash
# Time and memory of everything after the front end, for 1, 2, 4 and 8 copies of a program in one, with its tasks under
# other names.
#
#   scale.sh BUILD_DIR [FOLDER_WITH_compile_commands.json]
#
# Without a folder: memcached, as real_programs.sh has built it. The last columns are seconds per million RIR
# instructions, and that against one copy.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
check=$(realpath "${1:?usage: scale.sh BUILD_DIR [DATABASE_FOLDER]}")/bin/fbp-check
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

database=${2:-$1/real/memcached/src}
[ -f "$database/compile_commands.json" ] || {
    echo "scale.sh: no $database/compile_commands.json: run real_programs.sh first, or name a folder" >&2
    exit 1
}
"$check" --dump=rir -p "$database" >"$work/one.rir"
printf '%6s %12s %12s %10s %14s %7s\n' copies instructions seconds MiB 's per million' ratio
first=
for copies in 1 2 4 8; do
    python3 "$root/tests/bench/copies.py" $copies <"$work/one.rir" >"$work/many.rir"
    "$check" --quiet --stats "$work/many.rir" >"$work/out" 2>"$work/stats" || [ $? = 1 ] || { cat "$work/stats" >&2; exit 1; }
    insns=$(sed -n 's/.*instructions \([0-9]*\), exits.*/\1/p' "$work/stats")
    seconds=$(sed -n 's/.*link and models \([0-9.]*\), phase A \([0-9.]*\), phase B \([0-9.]*\).*/\1 \2 \3/p' "$work/stats" |
        awk '{ print $1 + $2 + $3 }')
    memory=$(sed -n 's/.*memory \([0-9]*\) MiB.*/\1/p' "$work/stats")
    [ -n "$insns" ] && [ -n "$seconds" ] || { echo "scale.sh: --stats has another form" >&2; exit 1; }
    first=${first:-$(awk -v s="$seconds" -v n="$insns" 'BEGIN { print s / n }')}
    awk -v c=$copies -v n="$insns" -v s="$seconds" -v m="$memory" -v f="$first" \
        'BEGIN { printf "%6d %12d %12.2f %10d %14.1f %7.2f\n", c, n, s, m, s / n * 1e6, s / n / (f > 0 ? f : 1e-9) }'
done
