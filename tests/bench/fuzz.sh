#!/usr/bin/env bash
# libFuzzer on the readers of what object files carry, for ten minutes: tests/fuzz/fuzz.sh. Here, since it takes as long as a
# measurement; it fails if anything is found.
#
#   fuzz.sh [BUILD_DIR [SECONDS]]
set -euo pipefail
exec "$(dirname "$0")/../fuzz/fuzz.sh" "$@"
