#!/usr/bin/env bash
# What one check, a send, a receive, a task and an allocation cost: events.c, for ./dev bench.
#
#   events.sh BUILD_DIR
set -euo pipefail
# shellcheck source=tests/bench/measure.bash
. "$(dirname "$0")/measure.bash"
archive=$build/lib/fbp/libfbp_rt.a
[ -e "$archive" ] || exit 0 # where there is no run time

"${FBP_CLANG:-clang-19}" -std=gnu17 -O2 -fno-omit-frame-pointer -Wall -Wextra -Werror -I"$root/runtime/verify" -I"$root/runtime/include" \
    "$root/tests/bench/events.c" "$archive" -lpthread -ldl -o "$work/events"
echo '| one of | ns |'
echo '| --- | --- |'
"$work/events" | while IFS='|' read -r what ns; do
    echo "| $what | $ns |"
done
