#!/usr/bin/env bash
# What run-time checks cost real programs: real_checks.py, for ./dev bench.
#
#   real_checks.sh BUILD_DIR [NAME...]
set -euo pipefail
exec python3 "$(dirname "$0")/real_checks.py" "$@"
