#!/usr/bin/env bash
# annotate.h with every compiler that is here, without a warning: C11, C17, and C++17.
# clang-19 and gcc are installed by ./dev and must be here; the others are tried if they are.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
include=$1
failed=0
tried=0

try() {
    local compiler=$1 language=$2 standard=$3
    tried=$((tried + 1))
    if ! "$compiler" -x "$language" -std="$standard" -Wall -Wextra -pedantic -Werror -I"$include" \
        -fsyntax-only "$here/every_macro.c"; then
        echo "FAILED: $compiler -std=$standard"
        failed=1
    fi
}

c=$(compgen -c | grep -xE 'clang(-[0-9]+)?|gcc(-[0-9]+)?' | sort -uV)
cxx=$(compgen -c | grep -xE '(clang\+\+|g\+\+)(-[0-9]+)?' | sort -uV)
for needed in clang-19 gcc g++; do
    grep -qx "$needed" <<<"$c"$'\n'"$cxx" || { echo "$needed is not installed"; exit 1; }
done
for compiler in $c; do
    try "$compiler" c c11
    try "$compiler" c c17
done
for compiler in $cxx; do
    try "$compiler" c++ c++17
done
echo "$tried compilations:" $c $cxx
exit $failed
