#!/usr/bin/env bash
# annotate.h with every compiler that is here, without a warning: C11, C17, and C++17.
#
# Which clangs must be here, installed by ./dev, the table says; between both releases these are 14 to 19. Others
# that are here are tried, too. On other systems clang-19, gcc and g++ must be.
#
#   compile.sh ANNOTATIONS_DIR
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
include=$1
failed=0
tried=0

clangs_of() {
    case $1 in
    bookworm) echo 14 15 16 19 ;;
    trixie) echo 17 18 19 ;;
    *) echo 19 ;;
    esac
}

try() {
    local compiler=$1 language=$2 standard=$3
    tried=$((tried + 1))
    if ! "$compiler" -x "$language" -std="$standard" -Wall -Wextra -pedantic -Werror -I"$include" \
        -fsyntax-only "$here/every_macro.c"; then
        echo "FAILED: $compiler -std=$standard"
        failed=1
    fi
}

covered=$(printf '%s\n' $(clangs_of bookworm) $(clangs_of trixie) | sort -nu | xargs)
[ "$covered" = "14 15 16 17 18 19" ] || { echo "between both releases only clang $covered is tried"; exit 1; }

release=$(. /etc/os-release 2>/dev/null && echo "${VERSION_CODENAME:-}")
needed=(gcc g++)
for version in $(clangs_of "$release"); do
    needed+=("clang-$version" "clang++-$version")
done
c=$(compgen -c | grep -xE 'clang(-[0-9]+)?|gcc(-[0-9]+)?' | sort -uV)
cxx=$(compgen -c | grep -xE '(clang\+\+|g\+\+)(-[0-9]+)?' | sort -uV)
for compiler in "${needed[@]}"; do
    grep -qxF -- "$compiler" <<<"$c"$'\n'"$cxx" || { echo "$compiler is not installed; ./dev test does it"; exit 1; }
    case $compiler in
    clang*) # the version that its name says
        version=${compiler##*-}
        [ "$("$compiler" -dM -E -x c /dev/null | sed -n 's/^#define __clang_major__ //p')" = "$version" ] ||
            { echo "$compiler is no clang $version"; exit 1; }
        ;;
    esac
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
