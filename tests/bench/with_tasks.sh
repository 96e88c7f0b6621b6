#!/usr/bin/env bash
# What run-time checks cost programs with tasks: with_tasks.py, for ./dev bench.
#
#   with_tasks.sh BUILD_DIR [PROGRAM_OF_CORPUS_PROGRAMS...]
set -euo pipefail
exec python3 "$(dirname "$0")/with_tasks.py" "$@"
