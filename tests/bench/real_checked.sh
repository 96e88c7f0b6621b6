#!/usr/bin/env bash
# What run-time checks cost real programs: real_checked.py, for ./dev bench.
#
#   real_checked.sh BUILD_DIR [NAME...]
set -euo pipefail
exec python3 "$(dirname "$0")/real_checked.py" "$@"
