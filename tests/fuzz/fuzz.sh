#!/usr/bin/env bash
# libFuzzer on the readers of what object files carry (tests/fuzz/carried.c), under the address and
# undefined-behaviour sanitizers, from the kept seeds.
#
#   fuzz.sh [BUILD_DIR [SECONDS]]        default: build-release, 600 seconds
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${1:-build-release} seconds=${2:-600}
work=$build/fuzz
mkdir -p "$work/corpus"
clang-19 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -std=gnu17 -I analyzer \
    tests/fuzz/carried.c analyzer/object/*.c analyzer/rir/*.c analyzer/base/*.c \
    "$(find /usr/lib -name libzstd.a | head -1)" -lm -o "$work/carried"
"$work/carried" -max_total_time="$seconds" -max_len=8192 -rss_limit_mb=4096 -timeout=10 -print_final_stats=1 \
    -artifact_prefix="$work/" "$work/corpus" tests/fuzz/seeds 2>"$work/log" || {
    tail -40 "$work/log"
    echo "fuzz.sh: something was found; the input is in $work (keep it as a seed)"
    exit 1
}
grep '^Done ' "$work/log" || { echo "fuzz.sh: it ended early"; exit 1; } # "Done N runs in S second(s)"
grep -E 'stat::new_units_added|cov:' "$work/log" | tail -2
