#!/usr/bin/env bash
# layers.sh must find each kind of breach: small trees with one breach each, and one with none.
#
#   layers_rejects.sh PATH_OF_LAYERS_SH
set -euo pipefail
layers=$(realpath "${1:?usage: layers_rejects.sh PATH_OF_LAYERS_SH}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# breach NAME FILE TEXT WANTED: FILE with TEXT in an otherwise clean tree; WANTED in the complaint ("": none).
breach() {
    local name=$1 file=$2 text=$3 wanted=$4 status=0
    rm -rf "$work/tree"
    mkdir -p "$work/tree/analyzer/base" "$work/tree/$(dirname "$file")"
    printf '/* Nothing. */\n#include <stdio.h>\n' >"$work/tree/analyzer/base/clean.c"
    printf '%b' "$text" >"$work/tree/$file"
    "$layers" "$work/tree" >"$work/out" 2>&1 || status=$?
    if [ -z "$wanted" ] && [ "$status" != 0 ]; then
        echo "$name: refused without a reason:" && cat "$work/out"
        failures=$((failures + 1))
    elif [ -n "$wanted" ] && { [ "$status" = 0 ] || ! grep -qF -- "$wanted" "$work/out"; }; then
        echo "$name: not found (status $status):" && cat "$work/out"
        failures=$((failures + 1))
    fi
}

breach "a clean file" analyzer/solve/a.c '/* A. */\n#include "rir/rir.h"\n#include <sys/stat.h>\n' ''
breach "LLVM in the solver" analyzer/solve/a.c '/* A. */\n#include <llvm-c/Core.h>\n' 'a.c:2: solve may not know llvm-c'
breach "LLVM in rir" analyzer/rir/a.h '#include "llvm/IR/Module.h"\n' 'a.h:1: rir may not know llvm'
breach "libclang in rir" analyzer/rir/a.h '# include <clang-c/Index.h>\n' 'a.h:1: rir may not know clang-c'
breach "libclang in lowering" analyzer/lower/a.c '/* A. */\n#include <clang-c/Index.h>\n' 'lower may not know clang-c'
breach "the solver in rir" analyzer/rir/a.c '/* A. */\n#include "solve/solve.h"\n' 'rir may not include solve/solve.h'
breach "rir in base" analyzer/base/a.c '/* A. */\n#include "rir/rir.h"\n' 'base may not include rir/rir.h'
breach "rir in report" analyzer/report/a.c '/* A. */\n#include "rir/rir.h"\n' 'report may not include rir/rir.h'
breach "lowering in the solver" analyzer/solve/a.c '/* A. */\n#include "lower/lower.h"\n' 'solve may not include lower/lower.h'
breach "no opening comment" analyzer/solve/a.c 'int a;\n' 'a.c:1: opens without a comment'
breach "somebody's home" docs/a.md 'see /ho''me/somebody/notes\n' 'path of a machine: ./docs/a.md:1'
breach "home in a URL" docs/a.md 'see http://example.org/ho''me/page and ./ro''ot/x\n' ''

rm -rf "$work/tree" && mkdir "$work/tree"
if "$layers" "$work/tree" >/dev/null 2>&1; then
    echo "an empty tree: passed"
    failures=$((failures + 1))
fi
[ "$failures" = 0 ] || { echo "layers_rejects.sh: $failures failures"; exit 1; }
