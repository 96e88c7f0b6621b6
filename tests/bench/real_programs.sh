#!/usr/bin/env bash
# The programs of corpus/real: fetched and built once, then fbp-check beside clang-19 -O0 -g -c.
#
#   real_programs.sh BUILD_DIR
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$(realpath "${1:?usage: real_programs.sh BUILD_DIR}")
for recipe in "$root"/corpus/real/*.recipe; do
    "$root/corpus/real/figures" "$(basename "$recipe" .recipe)" "$build"
done
