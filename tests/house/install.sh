#!/usr/bin/env bash
# What `cmake --install` leaves is enough to work: fbp-check from there, with nothing but what was installed,
# finds its plugin, the header and the models (a task that calls strtok is a finding only if libc's are known).
#
#   install.sh BUILD_DIR
set -euo pipefail
build=$(realpath "${1:?usage: install.sh BUILD_DIR}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cmake --install "$build" --prefix "$work/usr" >log || { cat log; exit 1; }
cat >words.c <<'C'
#include <fbp/annotate.h>
#include <string.h>

FBP_TASK void first_word(char *line)
{
    strtok(line, " ");
}
C
status=0
# FBP_RESOURCE_DIR: nothing is looked for in the source tree.
FBP_RESOURCE_DIR=$work/usr usr/bin/fbp-check words.c >out 2>err || status=$?
if [ "$status" != 1 ] || [ -s err ] || ! grep -q "words.c:6:.*strtok.*\[fbp-global-write\]" out; then
    echo "install.sh: the installed fbp-check does not find strtok's hidden state (status $status):"
    cat out err
    exit 1
fi
