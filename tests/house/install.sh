#!/usr/bin/env bash
# What `cmake --install` leaves is enough to work, and still is when the tree was moved: fbp-check from there, with nothing
# but what was installed, finds its plugin, the header and the models (a task that calls strtok is a finding only if
# libc's are known); fbp-cc builds what it can check; CMake's package and pkg-config's name what is there.
#
#   install.sh BUILD_DIR
set -euo pipefail
build=$(realpath "${1:?usage: install.sh BUILD_DIR}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
unset FBP_CLANG FBP_RESOURCE_DIR PKG_CONFIG_PATH

fail() {
    echo "install.sh: $1"
    [ ! -f out ] || cat out
    [ ! -f err ] || cat err
    exit 1
}

cmake --install "$build" --prefix "$work/usr" >log || { cat log; exit 1; }
mkdir "other place"
mv usr "other place/usr"
usr=$work/other\ place/usr
! grep -rIlF "$work/usr" "$usr" || fail "what is installed knows where it was installed"

cat >words.c <<'C'
#include <fbp/annotate.h>
#include <string.h>

FBP_TASK void first_word(char *line)
{
    strtok(line, " ");
}

int main(void)
{
    return 0;
}
C
found="words.c:6:.*strtok.*\[fbp-global-write\]"
# FBP_RESOURCE_DIR: nothing is looked for in the source tree.
status=0
FBP_RESOURCE_DIR=$usr "$usr/bin/fbp-check" words.c >out 2>err || status=$?
[ "$status" = 1 ] && [ ! -s err ] && grep -q "$found" out ||
    fail "the installed fbp-check does not find strtok's hidden state (status $status):"

export PKG_CONFIG_PATH=$usr/share/pkgconfig
eval "flags=($(pkg-config --cflags fbp-annotations))"
"$usr/bin/fbp-cc" "${flags[@]}" words.c -o words >out 2>err || fail "the installed fbp-cc does not compile:"
[ ! -s out ] && grep -q "^$found" <(sed 's/: warning:/:/' err) || fail "the installed fbp-cc does not find it:"

mkdir project
cp words.c project
cat >project/CMakeLists.txt <<'CMAKE'
cmake_minimum_required(VERSION 3.20)
project(probe LANGUAGES C)
enable_testing()
find_package(fbp-check 0.1 REQUIRED)
add_executable(words words.c)
target_link_libraries(words PRIVATE fbp::annotations)
fbp_check(words --unproven=off)
CMAKE
cmake -S project -B made -G Ninja -DCMAKE_C_COMPILER="$usr/bin/fbp-cc" -DCMAKE_PREFIX_PATH="$usr" >out 2>err ||
    fail "find_package(fbp-check) does not work:"
status=0
cmake --build made --target check-words >out 2>err || status=$?
[ "$status" != 0 ] && grep -q "words.c:6:.*error:.*\[fbp-global-write\]" out || fail "the target check-words:"
ctest --test-dir made -V -R '^fbp/words$' >out 2>err && fail "the test fbp/words passes:"
grep -q "words.c:6:.*error:.*\[fbp-global-write\]" out || fail "the test fbp/words finds nothing:"
if cmake -S project -B other -G Ninja -DCMAKE_C_COMPILER=clang-19 -DCMAKE_PREFIX_PATH="$usr" >out 2>err; then
    fail "fbp_check() takes another compiler:"
fi
grep -q "the C compiler is .*clang-19" err || fail "fbp_check() does not say what is wrong:"
